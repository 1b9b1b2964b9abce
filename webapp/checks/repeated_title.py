"""The post does not repeat its own title."""

import re
from collections.abc import Iterator

from ..markdown import headings
from .finding import CheckedPost, Finding, Level

NAME = "repeated title"
PASSED = "title not repeated"


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find a main heading that says what the front matter's title says; the blog's layout shows that already."""
    title = _letters(post.fields.text("title")) if post.fields else ""
    for heading in headings(post.body):
        if title and heading.level == 1 and _letters(heading.text) == title:
            message = "The blog shows the title above the post already. Take this line out."
            yield post.find(NAME, Level.WARNING, message, post.body_line + heading.line + 1)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())
