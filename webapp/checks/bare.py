"""Every address in the text is a link."""

from collections.abc import Iterator

from ..line_endings import split_lines
from ..markdown import bare_addresses
from .finding import CheckedPost, Finding, Level

NAME = "bare address"
PASSED = "no bare address"


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find addresses that the blog's engine leaves as text."""
    lines = split_lines(post.body)
    for found in bare_addresses(post.body):
        if _is_in_liquid("".join(lines[: found.line]) + lines[found.line][: found.column]):
            continue
        message = f"A bare address is not a link on your blog. Write [words]({found.address}), or <{found.address}>."
        yield post.find(NAME, Level.WARNING, message, post.body_line + found.line + 1, found.column + 1)


def _is_in_liquid(before: str) -> bool:
    """Is a tag still open at the end of this part of the post? `{% include player.html url="https://…" %}`"""
    return max(before.rfind("{%"), before.rfind("{{")) > max(before.rfind("%}"), before.rfind("}}"))
