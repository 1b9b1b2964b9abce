"""Footnotes have a mark in the text and a note below."""

import re
from collections.abc import Iterator

from .code import without_code
from .finding import CheckedPost, Finding, Level

NAME = "footnote"
PASSED = "footnotes complete"

_DEFINITION = re.compile(r"^[ ]{0,3}\[\^([^\]\r\n]+)\]:", re.MULTILINE)
_MARK = re.compile(r"(?<!\\)\[\^([^\]\s]+)\](?!:)")
_STAR_MARK = re.compile(r"(?<=[\w.,!?)’”\"])\\?\*(?=[\s.,;:)]|\Z)")
# A paragraph of one line that begins with a star, alone between blank lines.
_STAR_NOTE = re.compile(
    r"(?:\A|(?<=\n\n)|(?<=\r\n\r\n)|(?<=\r\r))\\?\*[ ]?(?=[^\s*])[^\r\n*]*"
    r"(?=\s*\Z|(?:\r\n|\r|\n)\s*(?:\r\n|\r|\n))"
)


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find marks without a note, notes without a mark, and a star used as a mark."""
    text = without_code(post.body)
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
    note_by_star = _STAR_NOTE.search(text)
    mark_by_star = _STAR_MARK.search(text)
    if note_by_star and mark_by_star and mark_by_star.start() < note_by_star.start():
        message = "This reads like a footnote marked by a star. Write [^1] in the text, and [^1]: before the note."
        yield post.find_in_body(NAME, Level.WARNING, message, note_by_star.start())
