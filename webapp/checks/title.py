"""The title is on the blog what it is in the file."""

import re
from collections.abc import Iterator

from .finding import CheckedPost, Finding, Level

NAME = "title"
PASSED = "title safe"

_LOST = re.compile(r"[ \t]+#[^\r\n]*")


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find titles that YAML takes for something else. Source: YAML 1.1, as Jekyll reads it."""
    field = post.fields.find("title") if post.fields else None
    if field is None or field.value is None:
        return
    if field.text is None:
        yield post.find(NAME, Level.ERROR, "The title is a list, not a text. Put quotes around it.", field.line)
    elif not isinstance(field.value, str) and not _is_date(field.text):
        message = f"The blog does not read the title {field.text} as a text, and may change it. Put quotes around it."
        yield post.find(NAME, Level.ERROR, message, field.line)
    elif field.quoting == "" and (lost := _LOST.match(post.block, field.end)):
        message = f"The blog leaves out “{lost[0].strip()}” from the title. Put quotes around the whole title."
        yield post.find(NAME, Level.WARNING, message, field.line)


def _is_date(text: str) -> bool:
    """A date is shown as it is written."""
    return re.match(r"\d{4}-\d\d-\d\d", text) is not None
