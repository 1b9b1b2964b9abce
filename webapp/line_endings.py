"""Lines and how they end: a text area speaks one line ending and counts its own way, a file keeps its own."""

import re
from difflib import SequenceMatcher

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_NO_ENDINGS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_ENDING = re.compile(r"\r\n|\r|\n")


def split_lines(text: str) -> list[str]:
    """Cut a text into lines that keep their endings; joining them gives the text again.

    Lines end at CR LF, CR and LF only. `str.splitlines` also cuts at U+2028, U+0085 and form feeds, which Markdown
    does not. Source: CommonMark 0.31 section 2.1.
    """
    if any(mark in text for mark in _NO_ENDINGS):
        return _LINE.findall(text)
    return text.splitlines(keepends=True)


def commonest_ending(text: str, default: str = "\n") -> str:
    """Name the line ending that a text uses most; the default where it has none."""
    if "\r" not in text:
        return "\n" if "\n" in text else default
    pairs = text.count("\r\n")
    counted = {"\r\n": pairs, "\n": text.count("\n") - pairs, "\r": text.count("\r") - pairs}
    commonest = {ending for ending, number in counted.items() if number and number == max(counted.values())}
    return next((ending[0] for ending in _ENDING.finditer(text) if ending[0] in commonest), default)


def with_endings(text: str, ending: str) -> str:
    """Write every line ending of a text as the one given."""
    return _ENDING.sub(ending, text)


def field_offset(source: str, offset: int) -> int:
    """Say where a place in a text stands in a text area, which has one line feed a line and counts UTF-16 code units.

    offset: in characters of the source. Source: HTML Living Standard 4.10.11 (API value) and 4.10.20 (selectionStart).
    """
    return len(with_endings(source[:offset], "\n").encode("utf-16-le", "surrogatepass")) // 2


def source_offset(source: str, offset: int) -> int:
    """Say where a place in a text area stands in its source: what `field_offset` turned, turned back.

    A place behind the end is the end of the source.
    """
    at = units = 0
    while units < offset and at < len(source):
        units += 2 if source[at] > "\uffff" else 1
        at += 2 if source.startswith("\r\n", at) else 1
    return at


def splice_lines(base: str, new: str, default: str) -> str:
    """Give new text the line endings of the text that it replaces.

    Lines are compared with their endings ignored. A line that was there keeps its own ending; a new one takes the
    ending of the line above it, else the default. A NUL, which a text area shows as U+FFFD, stays too.
    """
    if "\0" not in base and set(_ENDING.findall(base)) <= {default}:
        return with_endings(new, default)
    old_lines = [(line.rstrip("\r\n"), line) for line in split_lines(base)]
    new_lines = [line.rstrip("\r\n") for line in split_lines(new)]
    shown = [content.replace("\0", "\N{REPLACEMENT CHARACTER}") for content, _ in old_lines]
    matcher = SequenceMatcher(None, shown, new_lines, autojunk=False)
    endings: list[str | None] = [None] * len(new_lines)
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            content, whole = old_lines[block.a + offset]
            new_lines[block.b + offset] = content
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


def ending_words(text: str) -> str:
    """Name how most lines of a text end: `LF`, `CRLF` or `CR`."""
    return {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}[commonest_ending(text)]
