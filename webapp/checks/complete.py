"""Every key that the other posts of the series fill in is filled in."""

from collections.abc import Iterator

from .finding import CheckedPost, Finding, Level

NAME = "front matter complete"
PASSED = "front matter complete"


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find keys that are missing or say nothing."""
    fields = post.fields
    if fields is None:
        return
    for key in dict.fromkeys(("title", *post.required_keys)):
        field = fields.find(key)
        if field is None:
            why = "your other posts have it" if key in post.required_keys else "the blog makes one of the file name"
            message = f"“{key}” is missing from the front matter; {why}."
            yield post.find(NAME, Level.ERROR, message)
        elif field.value in (None, "", [], {}):
            message = f"“{key}” is empty in the front matter. Fill it in."
            yield post.find(NAME, Level.ERROR, message, field.line)
