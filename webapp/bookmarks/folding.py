"""Entries of one file that name the same page become one link."""

from collections.abc import Iterable
from dataclasses import replace

from webapp.bookmarks.values import FiledLink


def fold(links: Iterable[FiledLink]) -> list[FiledLink]:
    """Let the first link of each page have the tags, notes and passages of the others, and what it does not say."""
    found: dict[str, FiledLink] = {}
    for link in links:
        known = found.get(link.key)
        found[link.key] = _folded(known, link) if known else link
    return list(found.values())


def _folded(one: FiledLink, other: FiledLink) -> FiledLink:
    spelt = {tag.casefold() for tag in one.tags}
    noted, quoted = {note.text for note in one.notes}, {quote.text for quote in one.quotes}
    return replace(
        one,
        title=one.title or other.title,
        description=one.description or other.description,
        saved_at=min((each.saved_at for each in (one, other) if each.saved_at), default=None),
        state=one.state or other.state,
        tags=(*one.tags, *(tag for tag in other.tags if tag.casefold() not in spelt)),
        notes=(*one.notes, *(note for note in other.notes if note.text not in noted)),
        quotes=(*one.quotes, *(quote for quote in other.quotes if quote.text not in quoted)),
    )
