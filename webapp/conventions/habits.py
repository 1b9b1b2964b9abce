"""A habit: what most of the newest posts do, and how many of them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .counting import COUNTED, RECENT, commonest
from .reasons import as_in

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Habit(Generic[T]):
    """What is usually done, and why it is taken for usual."""

    value: T
    reason: str  # for the author


def learn_habit(values: Sequence[T | None], usual: Habit[T], which: str = "") -> Habit[T]:
    """Learn from what posts do, newest first; None stands for one that does not show it.

    usual: where none does. which: what sets those that do apart, for the reason: `with a fold`.
    """
    shown = [value for value in values[:COUNTED] if value is not None]
    if not shown:
        return usual
    value = commonest(shown[:RECENT])
    return Habit(value, f"{as_in([each == value for each in shown])} {which}".rstrip())
