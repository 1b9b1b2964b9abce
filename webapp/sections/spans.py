"""Spans of a post: put edited text in their place, and find them again in another revision."""

import re

from ..line_endings import commonest_ending, splice_lines
from .reading import BLANK

NO_TEXT = ("", "---", "...")  # what stands right above an intro: nothing, or the end of the front matter
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_TEXT_LINE = re.compile(r"[^\r\n]*?\S[^\r\n]*")


def replace_span(text: str, span: tuple[int, int], new: str, separator: str | None) -> tuple[str, tuple[int, int]]:
    """Put edited text in place of a span, everything else left as it is. Returns the text and the new span.

    Trailing blank lines belong to the seam and are left to it; so is a fold typed at the end where there is one
    already.
    Equal lines keep their line endings; a text equal but for endings changes nothing.
    """
    start, end = span
    base = text[start:end]
    kept = new.rstrip(BLANK)
    if separator and not base.endswith(separator) and kept.endswith(separator):
        is_there = text[end:].lstrip(BLANK).startswith(separator)
        kept = kept[: -len(separator)].rstrip(BLANK) if is_there else kept
    written = splice_lines(base, kept, commonest_ending(text))
    if written == base:
        return text, span
    opening = _opening(text, start, end, written)
    seam = _closing(text, end, written, separator)
    return text[:start] + opening + written + seam + text[end:], (
        start + len(opening),
        start + len(opening) + len(written),
    )


def _opening(text: str, start: int, end: int, written: str) -> str:
    """The blank line that text needs which is written where there was none, right under the front matter."""
    needed = start == end and bool(written) and start > 0 and not text[:start].endswith(("\n", "\r"))
    return commonest_ending(text) if needed else ""


def _closing(text: str, end: int, written: str, separator: str | None) -> str:
    """The blank line that parts new text from a heading which followed an empty place directly."""
    rest = _REST_OF_LINE.match(text, end)
    is_followed = rest is not None and bool(rest[0].strip(BLANK))
    needed = bool(written) and is_followed and not text.startswith(("<!--", separator or "<!--"), end)
    return commonest_ending(text) * 2 if needed else ""


def locate_span(base: str, span: tuple[int, int], current: str) -> tuple[int, int] | None:
    """Find an unchanged span of one revision in another; None where its text changed or can't be told apart.

    What changed elsewhere does not matter: the span is found by what stands before it or after it, else by its text.
    """
    start, end = span
    if current.startswith(base[:end]) and _is_cut(base, current, end):
        return span
    moved = len(current) - (len(base) - start)
    if moved >= 0 and current.endswith(base[start:]) and _is_begun(base, span, current, moved):
        return moved, moved + (end - start)
    text = base[start:end]
    if text and base.count(text) == 1 and current.count(text) == 1:
        at = current.index(text)
        return (at, at + len(text)) if _is_cut(base, current, end, at + len(text)) else None
    return None


def _is_cut(base: str, current: str, end: int, current_end: int | None = None) -> bool:
    """Does the span end in both revisions at the end of its last line, so that nothing was added to it?"""
    after = current[current_end if current_end is not None else end :]
    following = _next_text(after)
    return following == _next_text(base[end:]) or not following or following.startswith(("#", "<!--"))


def _is_begun(base: str, span: tuple[int, int], current: str, current_start: int) -> bool:
    """Does an intro begin in both revisions right under the front matter, so that nothing was written above it?"""
    above, has_heading = _last_text(base[: span[0]]), base[slice(*span)].startswith("#")
    return above not in NO_TEXT or has_heading or _last_text(current[:current_start]) == above


def _last_text(before: str) -> str:
    return before.rstrip(BLANK).replace("\r", "\n").rpartition("\n")[2].strip()


def _next_text(after: str) -> str:
    line = _TEXT_LINE.search(after)
    return line[0].strip() if line else ""
