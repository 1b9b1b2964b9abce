"""Which of several posts count, and how most of them have it."""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

RECENT = 5  # posts that decide
COUNTED = 16  # posts that the reasons count, about a season of weeks
KINDS = 16  # of posts in a blog, with room to spare
READ = COUNTED * KINDS  # bodies that are looked at, each once for as long as it stays the same

T = TypeVar("T", bound=Hashable)


def commonest(values: Sequence[T]) -> T:
    """The commonest of values given newest first; the newest of equals."""
    counted = Counter(values)
    return max(counted, key=lambda value: counted[value])  # max and Counter both keep the first of equals


def is_regular(agreeing: Sequence[bool], *, strictly: bool = False) -> bool:
    """Do the newest posts, newest first, agree enough to make a habit: the last two, or three of the last five?

    strictly: two alone are chance, as with lists of tags.
    """
    recent = agreeing[:RECENT]
    if len(recent) <= 2:
        return bool(recent) and all(recent)
    return sum(recent) > 2 or (not strictly and all(recent[:2]))


def newest_regular(values: Sequence[T]) -> T:
    """Of values given newest first the newest, unless it is alone and most of those before it agree on another."""
    recent = values[:RECENT]
    usual = commonest(recent)
    return usual if recent[0] not in recent[1:] and recent.count(usual) > RECENT // 2 else recent[0]
