"""One look at the blog for as long as a page is made, which changes nothing: the disk is asked once, however often."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
KEPT = 16_384  # posts, their front matters and addresses: more than a blog has, so that none is read twice

# What was seen, by what was looked for; None where each look goes to the disk.
_SEEN: ContextVar[dict[Hashable, Any] | None] = ContextVar("seen", default=None)


@contextmanager
def look_once() -> Iterator[None]:
    """Look at the blog's posts once for as long as this lasts. Whoever writes into the blog must not use it."""
    token = _SEEN.set({})
    try:
        yield
    finally:
        _SEEN.reset(token)


def seen(key: Hashable, look: Callable[[], T]) -> T:
    """What was seen, else what is seen now. key: of what is looked for, with all that the answer depends on."""
    known = _SEEN.get()
    if known is None:
        return look()
    if key not in known:
        known[key] = look()
    found: T = known[key]
    return found
