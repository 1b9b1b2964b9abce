"""Links that an earlier post has: worth knowing where a post is made of links, and no fault."""

from collections.abc import Iterator

from ..addresses import canonical
from ..errors import AddressError
from ..markdown import links
from .finding import EXCERPT, CheckedPost, Finding, Level, LinkedBefore

NAME = "linked before"
ENDS = (".", "!", "?", "…")
PASSED = "no link that an earlier post has"


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find the first of each of the links that were linked before."""
    left = {each.address_key: each for each in post.before}
    for link in links(post.body) if left else ():
        before = left.pop(_key(link.address), None)
        if before is None:
            continue
        message = f"{_told(before)} Say what is new, or link to that post."
        line = post.body_line + link.line + 1
        yield Finding(NAME, Level.NOTE, message, line, link.column + 1, (link.text or link.address)[:EXCERPT])


def _told(before: LinkedBefore) -> str:
    """Say it as one sentence. A quoted sentence that ends itself has its stop within the quotation."""
    if not before.sentence:
        return f"{before.said}."
    stop = "" if before.sentence.endswith(ENDS) else "."
    return f"{before.said}, and wrote: “{before.sentence}”{stop}"


def _key(address: str) -> str:
    try:
        return canonical(address)
    except AddressError:
        return ""
