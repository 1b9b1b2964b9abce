"""Every address in the text is a link."""

import re
from collections.abc import Iterator

from ..line_endings import split_lines
from ..markdown import bare_addresses
from .finding import CheckedPost, Finding, Level

NAME = "bare address"
PASSED = "no bare address"

_DEFINITION = re.compile(r"[ ]{0,3}\[[^\]]+\]:\s")


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find addresses that the blog's engine leaves as text."""
    lines = split_lines(post.body)
    for found in bare_addresses(post.body):
        if _is_in_liquid("".join(lines[: found.line]) + lines[found.line][: found.column]):
            continue
        if _DEFINITION.match(lines[found.line]) and _follows_liquid(lines, found.line):
            continue
        message = f"A bare address is not a link on your blog. Write [words]({found.address}), or <{found.address}>."
        yield post.find(NAME, Level.WARNING, message, post.body_line + found.line + 1, found.column + 1)


def _is_in_liquid(before: str) -> bool:
    """Is a tag still open at the end of this part of the post? `{% include player.html url="https://…" %}`"""
    return max(before.rfind("{%"), before.rfind("{{")) > max(before.rfind("%}"), before.rfind("}}"))


def _follows_liquid(lines: list[str], number: int) -> bool:
    """Does a tag stand above in the same paragraph? It is gone when Markdown is read, and a definition stays."""
    for line in reversed(lines[:number]):
        if not line.strip():
            return False
        if line.lstrip().startswith("{%"):
            return True
    return False
