"""The headings that cut a post into sections."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from webapp.line_endings import split_lines
from webapp.markdown.config import Config
from webapp.markdown.engine import read, read_outline

KEPT = 1024  # pieces between headings: of a long post that is being written, and of those around it

# What may begin before a heading and end behind it: a fence, a formula, an extension, HTML that is more than a comment
# of one line. Everything else ends at a blank line that a heading follows.
_MARKS = ("```", "~~~", "$$", "{::")
_HTML = re.compile(r"<(?!!--(?:(?!-->)[^\n])*-->[ \t]*$)", re.MULTILINE)
_CANDIDATE = re.compile(r"^[ \t]*(?:#|[=-]+[ \t]*$)", re.MULTILINE)
# What Liquid has made code, or taken out, before Markdown is read.
_LIQUID_BLOCK = re.compile(r"\{%-?\s*(highlight|comment)\b[^%]*%\}.*?\{%-?\s*end\1\s*-?%\}", re.DOTALL)
_GAP = re.compile(r"\n[ \t]*\n")
_HEADING_AHEAD = re.compile(r"\n\n(?=#{1,6}[ \t])")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stands at the top level, in no list, quote, fence, comment or block of HTML.

    text: its Markdown, without the marks. line, end_line: half-open, from 0.
    """

    level: int
    text: str
    line: int
    end_line: int


def headings(text: str) -> list[Heading]:
    """List the top-level headings in order, as the blog's engine sees them.

    Where nothing can reach over a heading, each piece is read by itself, so that only one that changed is read again.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _without_liquid_blocks(text)
    if _reaches_over(text):
        return list(_headings_of(text))
    found: list[Heading] = []
    line = 0
    for piece in _pieces(text):
        lines, own = _read_piece(piece)
        found += (Heading(each.level, each.text, line + each.line, line + each.end_line) for each in own)
        line += lines
    return found


def heading_places(text: str, level: int) -> list[tuple[int, int, str]]:
    """Say where the headings of a level stand, and their texts: half-open, in characters, with the end of the line."""
    if "\r" in text or _holds(text, "{%") or _reaches_over(text):
        return _places_of(text, headings(text), level)
    found: list[tuple[int, int, str]] = []
    at = 0
    for piece in _pieces(text):
        found += [(at + start, at + end, heading) for start, end, heading in _places_in_piece(piece, level)]
        at += len(piece)
    return found


def _places_of(text: str, found: Iterable[Heading], level: int) -> list[tuple[int, int, str]]:
    offsets = list(accumulate(map(len, split_lines(text)), initial=0))
    return [(offsets[each.line], offsets[each.end_line], each.text) for each in found if each.level == level]


@lru_cache(maxsize=KEPT)
def _places_in_piece(piece: str, level: int) -> tuple[tuple[int, int, str], ...]:
    return tuple(_places_of(piece, _read_piece(piece)[1], level))


def _reaches_over(text: str) -> bool:
    """May something in a text reach over a blank line and a heading? text: with LF alone, and no Liquid."""
    return any(_holds(text, mark) for mark in _MARKS) or _HTML.search(text) is not None


def _holds(text: str, mark: str) -> bool:
    """Does a text hold a mark? One character is looked for ten times as fast as two, and most texts lack it."""
    return mark[0] in text and mark in text


def _without_liquid_blocks(text: str) -> str:
    """A text whose highlighted code and comments of Liquid are empty lines: nothing in them begins or swallows.

    Source: Jekyll 4.3, `Tags::HighlightBlock`, which writes escaped code in a figure; Liquid's `comment`.
    """
    if not _holds(text, "{%"):
        return text
    return _LIQUID_BLOCK.sub(lambda block: "\n" * block[0].count("\n"), text)


@lru_cache(maxsize=KEPT)
def _headings_of(text: str) -> tuple[Heading, ...]:
    return tuple(
        Heading(int(node.info), node.children[0].content, node.map[0], node.map[1])
        for node in read_outline(text).children
        if node.type == "heading" and node.map
    )


@lru_cache(maxsize=KEPT)
def _read_piece(piece: str) -> tuple[int, tuple[Heading, ...]]:
    """How many lines a piece has, and its headings."""
    return piece.count("\n"), _headings_of(_down_to_last(piece))


def _down_to_last(piece: str) -> str:
    """A piece down to the end of the last block that may be a heading: mostly its first line, whatever is below it."""
    last = max((match.end() for match in _CANDIDATE.finditer(piece)), default=0)
    gap = _GAP.search(piece, last)
    return piece[: gap.end()] if last and gap else piece[: len(piece) if last else 0]


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for gap in _HEADING_AHEAD.finditer(text):
        yield text[start : gap.end()]
        start = gap.end()
    yield text[start:]


def heading_ids(text: str, config: Config, level: int = 2) -> list[str]:
    """List the ids that the top-level headings of a level have on the page, in order; empty for one without."""
    found = []
    for node in read(text, config).root.children:
        if node.type == "heading" and node.map and int(node.info) == level:
            own = node.attributes.values.get("id") if node.attributes else None
            found.append(str(own or node.attrs.get("id", "")))
    return found
