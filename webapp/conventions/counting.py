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
