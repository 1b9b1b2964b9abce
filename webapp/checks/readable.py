"""The front matter is there and can be read."""

from collections.abc import Iterator

from .. import front_matter
from ..errors import FrontMatterError
from .finding import CheckedPost, Finding, Level

NAME = "front matter"
PASSED = "front matter can be read"


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find what makes the blog show a post without layout and title. Source: Jekyll 4.3, `Document#read_content`."""
    if front_matter.is_unclosed(post.text):
        message = "The front matter begins and never ends. Put a line --- below its last key."
        yield post.find(NAME, Level.ERROR, message)
    elif not post.block:
        message = "The blog sees no front matter here, so the post has no title. It must begin with a line ---."
        yield post.find(NAME, Level.ERROR, message)
    else:
        try:
            front_matter.read(post.block)
        except FrontMatterError as error:
            yield post.find(NAME, Level.ERROR, str(error), error.line or 1)
