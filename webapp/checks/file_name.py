"""The file name makes the file a post, at an address that works."""

import re
from collections.abc import Iterator

from ..conventions import MARKDOWN_EXTENSIONS, address_slug, name_parts
from .finding import CheckedPost, Finding, Level

NAME = "file name"
PASSED = "file name valid"

_TWO_DIGIT_YEAR = re.compile(r"\d{2}-\d{1,2}-\d{1,2}-")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-")


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find names that leave the post out, or give it an odd address. Source: Jekyll 4.3, `DATE_FILENAME_MATCHER`."""
    parts = name_parts(post.name)
    if parts is None:
        yield _finding(post, Level.ERROR, _why_left_out(post.name))
        return
    _, slug, extension = parts
    if extension not in MARKDOWN_EXTENSIONS:
        yield _finding(post, Level.ERROR, f"The blog does not read {extension} files as Markdown. Name it ….md.")
    if not slug:
        yield _finding(post, Level.WARNING, "Nothing stands between the date and the ending. Add a few words.")
    elif ".." in f"{slug}.":
        yield _finding(post, Level.WARNING, "The name has a dot too many, which gives a broken address. Take it out.")
    elif address_slug(slug) != slug:
        message = f"The address of this post will be …/{address_slug(slug)}, not what its name says. Use hyphens."
        yield _finding(post, Level.WARNING, message)
    elif re.search(r"['’]", slug):
        message = "The name has an apostrophe, at which some programs cut the address off. It reads as well without."
        yield _finding(post, Level.NOTE, message)


def _why_left_out(name: str) -> str:
    if _TWO_DIGIT_YEAR.match(name):
        return "The blog may leave this post out: its name needs the year in four digits, such as 2025-12-04-…."
    if _DATE.match(name):
        return "The date in its name does not exist, so the blog gives the post another day, or is not built at all."
    return "The blog leaves this post out: its name must begin with a date, such as 2025-12-04-….md."


def _finding(post: CheckedPost, level: Level, message: str) -> Finding:
    return Finding(NAME, level, message, 1, 1, post.name)
