"""A post as intro, sections and fold: views onto the text, which stays as it is byte for byte."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate

from .. import front_matter, markdown
from ..line_endings import commonest_ending

BLANK = " \t\r\n"
USUAL_LEVEL = 2  # `##`: `#` is the title's
KEPT = 16  # a save looks at the same few texts several times
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))+")


class FoldForm(StrEnum):
    """Where an author puts the fold's separator."""

    OWN_LINE = "own line"
    END_OF_PARAGRAPH = "end of paragraph"


@dataclass(frozen=True, slots=True)
class Section:
    """One section; the intro is the one without a heading."""

    heading: str
    """The heading's text; empty for the intro."""
    heading_line: str
    """The heading as written, with its line ending unless nothing follows it."""
    body: str
    """What follows, up to the seam."""
    seam: str
    """Trailing blank lines and a fold that stands last: they belong to the boundary, not to the section."""

    @property
    def source(self) -> str:
        """What the author edits: heading and body."""
        return self.heading_line + self.body

    @property
    def is_empty(self) -> bool:
        """Has it a heading and no text?"""
        return not self.body.strip(BLANK)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole post. `sections[0]` is the intro, always there and possibly empty."""

    front: str
    """The front matter, and the blank lines below it."""
    sections: tuple[Section, ...]
    separator: str | None
    """The blog's excerpt separator; None where the blog sets none, and then nothing is a fold."""
    level: int
    """Of the headings that begin a section: 2 for `##`."""

    @property
    def fold(self) -> int | None:
        """How many sections stand above the fold; 0 is right under the intro, None no fold at a boundary."""
        if self.separator is None:
            return None
        return next((at for at, section in enumerate(self.sections) if self.separator in section.seam), None)

    @property
    def fold_in_text(self) -> int | None:
        """The section that has the separator in the middle of its text, where it is ordinary text."""
        if self.separator is None:
            return None
        return next((at for at, section in enumerate(self.sections) if self.separator in section.source), None)

    @property
    def ending(self) -> str:
        """The commonest line ending."""
        return commonest_ending(join(self))


def own_level(body: str) -> int | None:
    """The level of the headings that cut a text into sections: the highest that it has. None where it has none.

    A `#` that stands alone above others is the post's own title, as word processors export it, and cuts nothing. Nor
    does a higher heading that comes alone and last, below others: it closes the post. body: without its front matter.
    """
    levels = [heading.level for heading in markdown.headings(body)]
    if levels.count(1) == 1 and levels[0] == 1 and len(levels) > 1:
        levels = levels[1:]
    *above, last = levels or [0]
    if len(above) > 1 and last < min(above):
        levels = above
    return min(levels, default=None)


def level_of(text: str, usual: int = USUAL_LEVEL) -> int:
    """The level at which a post is cut: the usual one where it has such headings or none at all, else its own."""
    body = front_matter.split(text)[1]
    if any(heading.level == usual for heading in markdown.headings(body)):
        return usual
    return own_level(body) or usual


@lru_cache(maxsize=KEPT)
def split(text: str, separator: str | None, level: int = USUAL_LEVEL) -> Document:
    """Cut a post into front matter, intro and sections, at the headings that the blog's engine sees."""
    block, body = front_matter.split(text)
    found = markdown.heading_places(body, level)
    ends = [*(start for start, _, _ in found), len(body)]
    opening = body[: ends[0]]
    blank = _BLANK_LINES.match(opening)
    front = block + (blank[0] if blank else "")
    intro = _cut("", "", opening[len(front) - len(block) :], separator)
    sections = [
        _cut(heading, body[start:line_end], body[start:end], separator)
        for (start, line_end, heading), end in zip(found, ends[1:], strict=True)
    ]
    return Document(front, (intro, *sections), separator, level)


def join(document: Document) -> str:
    """Write the post; the inverse of `split`."""
    return document.front + "".join(section.source + section.seam for section in document.sections)


def _cut(heading: str, heading_line: str, raw: str, separator: str | None) -> Section:
    kept = raw.rstrip(BLANK)
    if separator and kept.endswith(separator) and len(kept) - len(separator) >= len(heading_line.rstrip(BLANK)):
        kept = kept[: -len(separator)].rstrip(BLANK)
    heading_line = kept if len(kept) < len(heading_line) else heading_line
    return Section(heading, heading_line, kept[len(heading_line) :], raw[len(kept) :])


def spans_of(document: Document) -> list[tuple[int, int]]:
    """Where each section's source stands in the post: start and end in characters."""
    starts = _starts(document)
    return [
        (start, start + len(section.heading_line) + len(section.body))
        for start, section in zip(starts, document.sections, strict=True)
    ]


def span_of(document: Document, index: int) -> tuple[int, int]:
    """Where one section's source stands; for all of them ask `spans_of`."""
    return spans_of(document)[index]


def section_at(document: Document, offset: int) -> int:
    """Which section holds the character at an offset; the intro also for an offset in the front matter."""
    return max((index for index, start in enumerate(_starts(document)) if start <= offset), default=0)


def _starts(document: Document) -> list[int]:
    lengths = (len(section.heading_line) + len(section.body) + len(section.seam) for section in document.sections)
    return list(accumulate(lengths, initial=len(document.front)))[:-1]
