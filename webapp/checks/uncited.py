"""Every link that was meant for this post is in it."""

from collections.abc import Iterator

from ..addresses import canonical
from ..errors import AddressError
from ..markdown import bare_addresses, headings, links
from .finding import CheckedPost, Finding, Level

NAME = "link not cited"
PASSED = "every link cited"


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find saved links that the post does not link to. A bare address does not count: the blog makes no link of it."""
    if not post.meant:
        return
    cited = {_key(link.address) for link in links(post.body)}
    bare = {_key(link.address) for link in bare_addresses(post.body)}
    for link in post.meant:
        key = _key(link.address)
        if key in cited:
            continue
        where = f"for the section “{link.heading}”" if link.heading else "for this post"
        title = link.title or link.address
        does = "it stands there as a bare address only" if key in bare else "it is not cited"
        message = f"You saved “{title}” {where}, and {does}. Cite it, or put the link off."
        yield Finding(NAME, Level.WARNING, message, _line_of(post, link.heading), 1, link.address)


def _key(address: str) -> str:
    try:
        return canonical(address)
    except AddressError:
        return address


def _line_of(post: CheckedPost, heading: str) -> int:
    lines = (found.line for found in headings(post.body) if found.text == heading)
    return post.body_line + next(lines, 0) + 1
