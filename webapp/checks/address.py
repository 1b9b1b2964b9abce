"""The file's name is free, and so is the address that it gives the post."""

from collections.abc import Iterator

from .finding import CheckedPost, Finding, Level

NAME = "address"
PASSED = "file name and address free"


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find another post with this file name, or at this address; the blog would have only one of the two."""
    other = post.taken.get(post.address) if post.address else None
    if post.path and post.path in post.taken.values():
        message = f"The blog has another text as {post.path}. Give this post another day, or open that one instead."
        yield Finding(NAME, Level.ERROR, message, 1, 1, post.name)
    elif other is not None:
        message = f"{other} has the same address, so the blog would show only one of them. Rename this post."
        yield Finding(NAME, Level.ERROR, message, 1, 1, post.address)
