"""Saving a link: at once, with nothing asked of the page; the page is read afterwards, in the background."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from webapp import addresses, bookmarks, links
from webapp.bookmarklet import LONGEST_QUOTE, LONGEST_TITLE
from webapp.database import Database
from webapp.errors import AddressError
from webapp.links import Details, Link, NewLink, SavedLink, State

LONGEST_NOTE = 20_000  # characters
LONGEST_AUTHOR = 200
MOST_PASTED = 1_000  # addresses of one text; more of them are imported

NOTHING_SEEN = Details()

_SEARCHING = re.compile(r"(?:google|bing|duckduckgo|ecosia|kagi|startpage|search\.brave|qwant|yandex)\.")
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
    details: Details = NOTHING_SEEN,
    via: str = "",
    now: datetime,
) -> SavedLink:
    """Save a link. An address that is there in any spelling is not saved twice: notes and quotes are added to it.

    details: what the browser saw; of a link that is there they fill what is empty. via: the address of the page that
    led here. A link that was removed, put off or done comes back as unread. Raises AddressError.
    """
    kept = addresses.clean(address)
    key = addresses.canonical(kept)
    was_removed = False
    with db.atomic():
        known = find_saved(db, address, details.canonical_address or "")
        if known is None:
            given = NewLink(
                given_address=_CONTROLS.sub("", address).strip(),
                address=kept,
                address_key=key,
                title=_line(title)[:LONGEST_TITLE],
                site=addresses.site(kept),
                draft_id=draft_id,
                section_id=section_id,
                via=via,
                details=replace(details, kind=addresses.kind(kept)),
            )
            link_id = links.insert_link(db, given, now)
        else:
            link_id = known.id
            was_removed = links.is_removed(db, link_id)
            _revive(db, known, draft_id, section_id, now)
            links.fill_details(db, link_id, details, via)
        noted, quoted = _text(note, LONGEST_NOTE), _text(quote, LONGEST_QUOTE)
        note_id = links.add_note(db, link_id, noted, now) if noted else None
        quote_id = links.add_quote(db, link_id, quoted, now) if quoted else None
    return SavedLink(links.find_link(db, link_id), known, was_removed, note_id, quote_id)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was saved of a text with addresses."""

    saved: tuple[SavedLink, ...]
    refused: tuple[str, ...]  # why an address was not, as sentences


def save_all(db: Database, text: str, *, note: str = "", quote: str = "", now: datetime) -> Pasted:
    """Save every address in a text, in one go: one, a list, or a message that has some; nothing where it has none.

    note, quote: for each of them. An address that can't be saved is told, and the others are.
    """
    saved: list[SavedLink] = []
    refused: list[str] = []
    with db.atomic():
        for entry in islice(bookmarks.find_addresses(text), MOST_PASTED):
            try:
                saved.append(save_link(db, str(entry.address), title=str(entry.title), note=note, quote=quote, now=now))
            except AddressError as error:
                refused.append(str(error))
    return Pasted(tuple(saved), tuple(refused))


def seen_details(author: str, published: str, canonical_address: str) -> Details:
    """What the browser saw of a page, as its meta tags say it; what can't be read is left out.

    published: a date, or a moment in ISO 8601, of which the day is kept.
    """
    try:
        kept = addresses.clean(canonical_address) if canonical_address else None
    except AddressError:
        kept = None
    return Details(author=_line(author)[:LONGEST_AUTHOR], published_on=_day(published), canonical_address=kept)


def guess_via(referrer: str, address: str) -> str:
    """Guess which page led here; empty where it was the same site, or one that people search with."""
    try:
        via = addresses.clean(referrer) if referrer else ""
    except AddressError:
        return ""
    site = addresses.site(via)
    return "" if site == addresses.site(address) or _SEARCHING.match(site) else via


def find_saved(db: Database, address: str, canonical_address: str = "") -> Link | None:
    """Find the link that an address is saved as; None if it is not. Raises AddressError.

    canonical_address: the one that the page gives itself. It counts on the page's own site only: a page can claim any.
    """
    kept = addresses.clean(address)
    found = links.find_by_key(db, addresses.canonical(kept))
    if found or not canonical_address or addresses.site(canonical_address) != addresses.site(kept):
        return found
    return links.find_by_key(db, addresses.canonical(canonical_address))


def _revive(db: Database, known: Link, draft_id: int | None, section_id: int | None, now: datetime) -> None:
    links.set_removed(db, known.id, is_removed=False, now=now)
    links.ask_for_page(db, known.id)
    if known.state is not State.UNREAD:
        links.set_state(db, known.id, State.UNREAD, None, now)
    if draft_id is not None:
        links.send(db, [known.id], draft_id, section_id, now)


def _line(text: str) -> str:
    return " ".join(_CONTROLS.sub("", text).split())


def _text(text: str, longest: int) -> str:
    return _CONTROLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()[:longest].rstrip()


def _day(text: str) -> date | None:
    match = re.match(r"\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})", text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
