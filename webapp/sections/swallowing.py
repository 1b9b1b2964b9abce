"""What an edited span makes of the post around it: headings in it, and headings below it that are none any more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import markdown
from ..line_endings import commonest_ending
from .reading import USUAL_LEVEL, section_at, span_of, spans_of, split

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)\b[^<>]*?(/?)>")


@dataclass(frozen=True, slots=True)
class Swallow:
    """Something that a span opens and never closes, so that the sections below it are part of it."""

    name: str  # as the author reads it: “code block”
    closer: str  # what would close it, with the line end before it; empty where nothing was found that does


def headings_in(text: str, span: tuple[int, int], separator: str | None, level: int = USUAL_LEVEL) -> int:
    """Count the sections that begin in a span. level: of their headings."""
    starts = [start for start, _ in spans_of(split(text, separator, level))[1:]]
    return sum(span[0] <= start < span[1] for start in starts)


def find_swallow(text: str, span: tuple[int, int], separator: str | None, level: int = USUAL_LEVEL) -> Swallow | None:
    """Find what a span opens and does not close; None where every heading below it begins a section.

    level: of the headings of sections.
    """
    end = span[1]
    wanted = _headings(text[end:], level)
    if not wanted or _begun(text, end, separator, level) >= wanted:
        return None
    ending = commonest_ending(text)
    for name, closer in dict.fromkeys(_candidates(text[slice(*span)])):
        closed = text[:end] + ending + closer + text[end:]
        if _begun(closed, end, separator, level) >= wanted:
            return Swallow(name, ending + closer)
    return Swallow("block", "")


def _headings(text: str, level: int) -> int:
    return sum(heading.level == level for heading in markdown.headings(text))


def _begun(text: str, end: int, separator: str | None, level: int) -> int:
    """How many sections begin at or after a place."""
    document = split(text, separator, level)
    found = section_at(document, end)
    is_there = span_of(document, found)[0] >= end and found > 0
    return len(document.sections) - 1 - found + is_there


def _candidates(source: str) -> Iterator[tuple[str, str]]:
    """What may have been left open, and what would close it."""
    for mark in reversed(_FENCE.findall(source)):
        yield "code block", mark
    if "<!--" in source:
        yield "comment", "-->"
    unclosed: list[str] = []
    for is_end, name, is_empty in _TAG.findall(source):
        if is_end and name in unclosed:
            unclosed.remove(name)
        elif not is_end and not is_empty:
            unclosed.append(name)
    for name in reversed(unclosed):
        yield f"<{name}>", f"</{name}>"
