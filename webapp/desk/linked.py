"""Phrases of a section that are no link here and were one before, with where they led."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from webapp import phrases, posts
from webapp.database import Database
from webapp.line_endings import field_offset, with_endings
from webapp.phrases import Phrase
from webapp.posts import Told

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Linked:
    """A phrase that might be a link."""

    words: str  # as the section has them
    start: int  # in the section's text area, where every line end is one character
    end: int
    address: str
    site: str
    told: Told  # when it was linked, and what was written there


def find_linked(db: Database, source: str, own_path: str | None, today: date) -> Iterator[Linked]:
    """Find phrases of a section that were links, the longest first, each page once; in one statement. Writes nothing.

    source: of the section, whose own links are passed over. own_path: of the post that the draft is.
    """
    telling = phrases.find_telling(source)
    known = posts.find_linked_phrases(db, {phrase.key for phrase in telling}, own_path)
    field = with_endings(source, "\n")
    taken = set(posts.keys_in(source))
    used: list[Phrase] = []
    for phrase in telling:
        found = known.get(phrase.key)
        if found is None or found.address_key in taken or any(_overlap(phrase, each) for each in used):
            continue
        told = posts.tell(found.uses, today)
        if told and len(used) < SHOWN:
            taken.add(found.address_key)
            used.append(phrase)
            start, end = (len(with_endings(source[:at], "\n")) for at in (phrase.start, phrase.end))
            words = source[phrase.start : phrase.end]
            yield Linked(words, field_offset(field, start), field_offset(field, end), found.address, found.site, told)


def _overlap(one: Phrase, other: Phrase) -> bool:
    return one.start < other.end and other.start < one.end
