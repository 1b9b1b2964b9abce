"""Footnotes have a mark in the text and a note below."""

import re
from collections.abc import Iterator

from ..line_endings import split_lines
from .code import without_code
from .finding import CheckedPost, Finding, Level

NAME = "footnote"
PASSED = "footnotes complete"

_DEFINITION = re.compile(r"^[ ]{0,3}\[\^([^\]\r\n]+)\]:", re.MULTILINE)
_MARK = re.compile(r"\[(?<!\\\[)\^([^\[\]\s]+)\](?!:)")
_STAR_MARK = re.compile(r"(?<=[\w.,!?)’”\"])\\?\*(?=[\s.,;:)]|\Z)")
_STAR_NOTE = re.compile(r"\\?\*[ ]?[^\s*][^*]*\Z")  # a line, without its ending


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find marks without a note, notes without a mark, and a star used as a mark."""
    text = without_code(post.body)
    yield from _unpaired(post, text)
    note = _star_note(text)
    mark = _STAR_MARK.search(text) if note is not None else None
    if note is not None and mark and mark.start() < note:
        message = "This reads like a footnote marked by a star. Write [^1] in the text, and [^1]: before the note."
        yield post.find_in_body(NAME, Level.WARNING, message, note)


def _unpaired(post: CheckedPost, text: str) -> Iterator[Finding]:
    if "[^" not in text:
        return
    defined = {match[1]: match for match in _DEFINITION.finditer(text)}
    marks = list(_MARK.finditer(text))
    for mark in marks:
        if mark[1] not in defined:
            message = f"The footnote {mark[0]} has no note. Add a line {mark[0]}: with its text."
            yield post.find_in_body(NAME, Level.WARNING, message, mark.start())
    for name, note in defined.items():
        if name not in {mark[1] for mark in marks}:
            message = f"Nothing points to this note, so the blog leaves it out. Put [^{name}] where it belongs."
            yield post.find_in_body(NAME, Level.WARNING, message, note.start())


def _star_note(text: str) -> int | None:
    """Where a paragraph of one line begins that begins with a star; None where there is none."""
    lines = split_lines(text)
    place = 0
    for number, line in enumerate(lines):
        if line.startswith(("*", "\\*")) and _STAR_NOTE.match(line.rstrip("\r\n")):
            around = (*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2])
            if not any(each.strip() for each in around):
                return place
        place += len(line)
    return None
