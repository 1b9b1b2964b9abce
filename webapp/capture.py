"""Saving a link: at once, with nothing asked of the page; the page is read afterwards, in the background."""

import re
from datetime import datetime

from webapp import addresses, links
from webapp.database import Database
from webapp.links import Details, Link, NewLink, SavedLink, State

LONGEST_QUOTE = 4_000  # characters; what the bookmarklet sends
LONGEST_NOTE = 20_000
LONGEST_TITLE = 500
BOOKMARKLET_VERSION = 1  # tells an outdated one, once there is a newer

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def save_link(
    db: Database,
    address: str,
    *,
    note: str = "",
    quote: str = "",
    title: str = "",
    draft_id: int | None = None,
    section_id: int | None = None,
    now: datetime,
) -> SavedLink:
    """Save a link. An address that is there in any spelling is not saved twice: notes and quotes are added to it.

    A link that was removed, put off or done comes back as unread. Raises AddressError.
    """
    kept = addresses.clean(address)
    key = addresses.canonical(kept)
    was_removed = False
    with db.atomic():
        known = links.find_by_key(db, key)
        if known is None:
            given = NewLink(
                given_address=_CONTROLS.sub("", address).strip(),
                address=kept,
                address_key=key,
                title=_line(title)[:LONGEST_TITLE],
                site=addresses.site(kept),
                draft_id=draft_id,
                section_id=section_id,
                details=Details(kind=addresses.kind(kept)),
            )
            link_id = links.insert_link(db, given, now)
        else:
            link_id = known.id
            was_removed = links.is_removed(db, link_id)
            _revive(db, known, draft_id, section_id, now)
        noted, quoted = _text(note, LONGEST_NOTE), _text(quote, LONGEST_QUOTE)
        note_id = links.add_note(db, link_id, noted, now) if noted else None
        quote_id = links.add_quote(db, link_id, quoted, now) if quoted else None
    return SavedLink(links.find_link(db, link_id), known, was_removed, note_id, quote_id)


def bookmarklet(port: int) -> str:
    """Write the bookmarklet: a popup with address, title and selection, or this window where popups are not allowed.

    A navigation by GET is the one way that a page's Content-Security-Policy leaves open, as measured for this project.
    """
    script = f"""
    (function(){{
      var s=String(window.getSelection?window.getSelection():"").slice(0,{LONGEST_QUOTE});
      var u="http://127.0.0.1:{port}/save?v={BOOKMARKLET_VERSION}&address="+encodeURIComponent(location.href)
        +"&title="+encodeURIComponent(document.title.slice(0,{LONGEST_TITLE}))+"&quote="+encodeURIComponent(s);
      var w=null;
      try{{w=window.open(u,"workingnotes","popup,width=440,height=620")}}catch(e){{}}
      if(!w)location.href=u
    }})()
    """
    return "javascript:" + re.sub(r"\s*\n\s*", "", script)


def find_saved(db: Database, address: str) -> Link | None:
    """Find the link that an address is saved as; None if it is not. Raises AddressError."""
    return links.find_by_key(db, addresses.canonical(addresses.clean(address)))


def _revive(db: Database, known: Link, draft_id: int | None, section_id: int | None, now: datetime) -> None:
    links.set_removed(db, known.id, is_removed=False, now=now)
    if known.state is not State.UNREAD:
        links.set_state(db, known.id, State.UNREAD, None, now)
    if draft_id is not None:
        links.send(db, [known.id], draft_id, section_id, now)


def _line(text: str) -> str:
    return " ".join(_CONTROLS.sub("", text).split())


def _text(text: str, longest: int) -> str:
    return _CONTROLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()[:longest].rstrip()
