"""Every section has text, and so has the post."""

from collections.abc import Iterator

from .. import sections
from ..line_endings import split_lines
from .finding import CheckedPost, Finding, Level

NAME = "empty section"
PASSED = "no empty section"


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find headings with nothing below them, and a post of nothing but headings."""
    document = sections.split(post.text, post.separator, post.level)
    if all(section.is_empty for section in document.sections):
        yield post.find_in_body(NAME, Level.ERROR, "The post has no text yet.", 0)
        return
    for index, section in enumerate(document.sections):
        if section.heading_line and section.is_empty:
            start, _ = sections.span_of(document, index)
            message = f"The section “{section.heading}” has no text. Write it, or take the heading out."
            yield post.find(NAME, Level.WARNING, message, len(split_lines(post.text[:start])) + 1)
