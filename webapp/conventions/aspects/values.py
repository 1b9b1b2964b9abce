"""One thing that a kind of posts has in common, as the author reads it and can set it."""

import unicodedata
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from ...errors import ChoiceError
from ..habits import Habit
from ..reasons import SET_BY_YOU
from ..series import Series

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Option:
    """One of a few values."""

    text: str  # as it is kept
    words: str  # as the author reads it


def no_example(_series: Series, _day: date) -> str:
    """Say nothing where the value says it all."""
    return ""


@dataclass(frozen=True, slots=True)
class Aspect:
    """What it is, how its value is read from a series and written into one."""

    name: str
    label: str
    how: str  # how a value is written; empty where there are options
    read: Callable[[Series], str]  # the value in the author's words
    change: Callable[[Series, str], Series]  # raises ChoiceError with a sentence
    reason: Callable[[Series], str]
    example: Callable[[Series, date], str] = no_example  # of the post of a day
    options: tuple[Option, ...] = ()
    has_lines: bool = False  # is a value more than one line?

    def words(self, series: Series) -> str:
        """The value as it is shown."""
        text = self.read(series)
        return next((option.words for option in self.options if option.text == text), text)


def reason_of(name: str) -> Callable[[Series], str]:
    """Read the reason that a series has for something."""

    def read(series: Series) -> str:
        return series.reasons.get(name, "")

    return read


def set_by_hand(series: Series, *names: str) -> Series:
    """The series with its author as the reason for these."""
    return replace(series, reasons=MappingProxyType({**series.reasons, **dict.fromkeys(names, SET_BY_YOU)}))


def by_hand(value: T) -> Habit[T]:
    """A habit that the author set."""
    return Habit(value, SET_BY_YOU)


def one_of(options: tuple[Option, ...], text: str) -> str:
    """Make sure that a value is one of a few. Raises ChoiceError."""
    if not any(option.text == text for option in options):
        listed = ", ".join(option.text for option in options)
        raise ChoiceError(f"“{text}” is none of the values that this can have: {listed}.")
    return text


def one_line(text: str, what: str) -> str:
    """Make sure that a value is a line of text. Raises ChoiceError."""
    kept = text.strip()
    if not kept:
        raise ChoiceError(f"{what} can’t be empty.")
    if len(kept.splitlines()) > 1:
        raise ChoiceError(f"{what} is one line. Take the line ends out.")
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in kept):
        raise ChoiceError(f"{what} has a sign in it that can’t be seen. Type it anew.")
    return kept
