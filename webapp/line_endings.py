"""Lines and how they end: a text area speaks one line ending, a file keeps its own."""

import re
from collections import Counter
from difflib import SequenceMatcher

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ENDING = re.compile(r"\r\n|\r|\n")


def split_lines(text: str) -> list[str]:
    """Cut a text into lines that keep their endings; joining them gives the text again.

    Lines end at CR LF, CR and LF only. `str.splitlines` also cuts at U+2028, U+0085 and form feeds, which Markdown
    does not. Source: CommonMark 0.31 section 2.1.
    """
    return _LINE.findall(text)


def commonest_ending(text: str, default: str = "\n") -> str:
    """Name the line ending that a text uses most; the default where it has none."""
    counted = Counter(_ENDING.findall(text)).most_common(1)
    return counted[0][0] if counted else default


def with_endings(text: str, ending: str) -> str:
    """Write every line ending of a text as the one given."""
    return _ENDING.sub(ending, text)


def splice_lines(base: str, new: str, default: str) -> str:
    """Give new text the line endings of the text that it replaces.

    Lines are compared with their endings ignored. A line that was there keeps its own ending; a new one takes the
    ending of the line above it, else the default.
    """
    old_lines = [(line.rstrip("\r\n"), line) for line in split_lines(base)]
    new_lines = [line.rstrip("\r\n") for line in split_lines(new)]
    matcher = SequenceMatcher(None, [content for content, _ in old_lines], new_lines, autojunk=False)
    endings: list[str | None] = [None] * len(new_lines)
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            content, whole = old_lines[block.a + offset]
            endings[block.b + offset] = whole[len(content) :] or None
    return _join(new_lines, endings, default, ends_open=not new.endswith(("\r", "\n")))


def _join(lines: list[str], endings: list[str | None], default: str, *, ends_open: bool) -> str:
    written: list[str] = []
    above = default
    for content, ending in zip(lines, endings, strict=True):
        above = ending or above
        written.append(content + above)
    if written and ends_open:
        written[-1] = lines[-1]
    return "".join(written)
