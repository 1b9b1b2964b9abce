"""Our own file: everything of the links, as JSON. What was read of a page's text is left: it can be read again."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from webapp.bookmarks import entries
from webapp.bookmarks.entries import Entry
from webapp.bookmarks.objects import Object, list_of, number_of, object_of, text_of
from webapp.bookmarks.values import FiledLink, FiledNote, FiledPage, FiledQuote

NAME = "Working Notes"
FORMAT, VERSION = "working-notes", 1

_STATES = frozenset({"unread", "later", "done"})
_FETCH_STATES = frozenset({"waiting", "fetched", "failed", "refused"})


def dump(links: Iterable[FiledLink]) -> Iterator[str]:
    """Write links as such a file, a link at a time."""
    yield f'{{"format": "{FORMAT}", "version": {VERSION}, "links": ['
    between = "\n"
    for link in links:
        yield f"{between}{json.dumps(_object_of(link), ensure_ascii=False)}"
        between = ",\n"
    yield "\n]}\n"


def read_object(place: str, given: Object) -> Entry:
    """Read one link."""
    later_until, meant_for = entries.day(given.get("later_until")), object_of(given, "meant_for")
    state = text_of(given, "state")
    return Entry(
        place=place,
        address=given.get("address"),
        given_address=given.get("given_address"),
        title=given.get("title"),
        description=given.get("description"),
        tags=list_of(given, "tags"),
        notes=[_note(each) for each in list_of(given, "notes") if isinstance(each, dict)],
        quotes=[_quote(each) for each in list_of(given, "quotes") if isinstance(each, dict)],
        saved_at=entries.moment(given.get("saved_at")),
        state=state if state in _STATES and (state != "later" or later_until) else "",
        later_until=later_until if state == "later" else None,
        draft=meant_for.get("draft"),
        section=meant_for.get("section"),
        via=given.get("via"),
        page=_page(object_of(given, "page")),
    )


def _object_of(link: FiledLink) -> dict[str, Any]:
    return {
        "address": link.address,
        "given_address": link.given_address,
        "title": link.title,
        "description": link.description,
        "state": link.state,
        "later_until": _text(link.later_until),
        "saved_at": _text(link.saved_at),
        "via": link.via,
        "meant_for": {"draft": link.draft, "section": link.section} if link.draft else None,
        "tags": list(link.tags),
        "notes": [{"text": each.text, "noted_at": _text(each.noted_at)} for each in link.notes],
        "quotes": [
            {"text": each.text, "quoted_at": _text(each.quoted_at), "prefix": each.prefix, "suffix": each.suffix}
            for each in link.quotes
        ],
        "page": {
            "site": link.page.site,
            "kind": link.page.kind,
            "author": link.page.author,
            "published_on": _text(link.page.published_on),
            "language": link.page.language,
            "words": link.page.word_count,
            "pages": link.page.page_count,
            "seconds": link.page.duration_seconds,
            "canonical_address": link.page.canonical_address,
            "final_address": link.page.final_address,
            "read": link.page.fetch_state,
            "reason": link.page.fetch_reason,
            "read_at": _text(link.page.fetched_at),
        },
    }


def _text(moment: datetime | date | None) -> str | None:
    return moment.isoformat() if moment else None


def _note(given: Object) -> FiledNote:
    text = entries.paragraphs(given.get("text"), entries.LONGEST_NOTE)
    return FiledNote(text, entries.moment(given.get("noted_at")))


def _quote(given: Object) -> FiledQuote:
    around = (entries.without_controls(text_of(given, name)) for name in ("prefix", "suffix"))
    text = entries.paragraphs(given.get("text"), entries.LONGEST_QUOTE)
    return FiledQuote(text, entries.moment(given.get("quoted_at")), *around)


def _page(given: Object) -> FiledPage:
    state = text_of(given, "read")
    return FiledPage(
        site=entries.line(given.get("site")),
        kind=entries.line(given.get("kind")),
        author=entries.line(given.get("author")),
        published_on=entries.day(given.get("published_on")),
        language=entries.line(given.get("language")),
        word_count=number_of(given, "words"),
        page_count=number_of(given, "pages"),
        duration_seconds=number_of(given, "seconds"),
        canonical_address=entries.line(given.get("canonical_address")) or None,
        final_address=entries.line(given.get("final_address")) or None,
        fetch_state=state if state in _FETCH_STATES else "waiting",
        fetch_reason=entries.line(given.get("reason")),
        fetched_at=entries.moment(given.get("read_at")),
    )
