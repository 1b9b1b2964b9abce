"""Links that an earlier post has: worth knowing where a post is made of links, and no fault."""

from collections.abc import Iterator

from ..addresses import canonical
from ..errors import AddressError
from ..markdown import links
from .finding import EXCERPT, CheckedPost, Finding, Level

NAME = "linked before"
PASSED = "no link that an earlier post has"


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find the first of each of the links that were linked before."""
    left = {each.address_key: each for each in post.before}
    for link in links(post.body) if left else ():
        before = left.pop(_key(link.address), None)
        if before is None:
            continue
        wrote = f", and wrote: “{before.sentence}”" if before.sentence else ""
        message = f"{before.said}{wrote}. Say what is new, or link to that post."
        line = post.body_line + link.line + 1
        yield Finding(NAME, Level.NOTE, message, line, link.column + 1, (link.text or link.address)[:EXCERPT])


def _key(address: str) -> str:
    try:
        return canonical(address)
    except AddressError:
        return ""
