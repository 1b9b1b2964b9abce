"""Every heading is one on the blog too."""

import re
from collections.abc import Iterator

from ..line_endings import split_lines
from ..markdown import headings
from .code import without_code
from .finding import CheckedPost, Finding, Level

NAME = "heading"
PASSED = "every heading is one"

_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_GLUED = re.compile(r"#{2,6}[^#\s]")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+\.)[ \t]+\S")
_QUOTE = re.compile(r"[ \t]*>")


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find lines that look like headings and that the blog's engine takes for text."""
    lines = split_lines(without_code(post.body))
    known = {heading.line for heading in headings(post.body)}
    for number, line in enumerate(lines):
        if number in known or not line.startswith("#"):
            continue
        place = post.body_line + number + 1
        if _GLUED.match(line):
            message = "The blog takes this line for text, not for a heading. Put a blank after the #."
            yield post.find(NAME, Level.WARNING, message, place)
        elif _HEADING.match(line) and (around := _swallower(lines, number)):
            message = f"This heading is swallowed by the {around} above it. Put an empty line before it."
            yield post.find(NAME, Level.WARNING, message, place)


def _swallower(lines: list[str], number: int) -> str:
    """What the lines right above belong to: a list, a quotation, or nothing that swallows."""
    for line in reversed(lines[:number]):
        if not line.strip():
            break
        if _ITEM.match(line):
            return "list"
        if _QUOTE.match(line):
            return "quotation"
    return ""
