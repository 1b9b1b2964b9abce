"""Where words stand in a draft, as the page lists it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from webapp import sections
from webapp.drafts import Draft
from webapp.line_endings import field_offset, with_endings
from webapp.sections import Search

AROUND = 40  # characters of the line that are shown on each side


@dataclass(frozen=True, slots=True)
class Match:
    """One place where the words stand."""

    position: int  # of the section; 0 is the intro
    heading: str  # of the section; empty for the intro
    start: int  # in the section's text area, in UTF-16 code units
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Matches:
    """Everything that was found in one revision of a draft, from top to bottom."""

    search: Search
    revision: str
    matches: tuple[Match, ...]
    sources: Mapping[int, str]  # of the sections that have a match, by position, as their text areas would have them

    @property
    def said(self) -> str:
        """What the page says about it; nothing where nothing was looked for."""
        if not self.search.words:
            return ""
        if not self.matches:
            return "Not found"
        return f"{len(self.matches):,} found"


def find_matches(draft: Draft, separator: str | None, search: Search) -> Matches:
    """Find words in the sections of a draft; the front matter and the fold are not looked at."""
    document = sections.split(draft.text, separator, draft.level)
    sources = [with_endings(section.source, "\n") for section in document.sections]
    found = tuple(
        match
        for position, section in enumerate(document.sections)
        for match in _find(position, section.heading, sources[position], separator, search)
    )
    return Matches(search, draft.revision, found, {match.position: sources[match.position] for match in found})


def _find(position: int, heading: str, source: str, separator: str | None, search: Search) -> Iterator[Match]:
    for start, end in search.find(source, separator):
        before = source[:start].rpartition("\n")[2][-AROUND:]
        after = source[end:].partition("\n")[0][:AROUND]
        begins, ends = field_offset(source, start), field_offset(source, end)
        yield Match(position, heading, begins, ends, before, source[start:end], after)
