"""Which characters quotations and apostrophes are written with."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .counting import READ
from .habits import Habit, learn_habit

# What is no prose of the author's: fences, code, the targets of links, HTML, and Liquid. None of them holds another
# beginning of itself, so that what is never ended is read once.
_NO_PROSE = re.compile(
    r"^(?:```|~~~).*?^(?:```|~~~)|`[^`\n]*`|\]\((?:(?!\]\()[^)\n])*+\)|^ {0,3}\[[^\]\n]+\]:.*?$|<[^<>\n]*>"
    r"|\{[{%](?:(?!\{[{%]).)*?[%}]\}",
    re.MULTILINE | re.DOTALL,
)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")


class Marks(StrEnum):
    """The two marks of a quotation."""

    STRAIGHT = '""'
    TYPOGRAPHIC = "“”"
    STRAIGHT_SINGLE = "''"
    TYPOGRAPHIC_SINGLE = "‘’"


class Apostrophe(StrEnum):
    """The sign within `don't`."""

    STRAIGHT = "'"
    TYPOGRAPHIC = "’"


_QUOTATIONS = {
    marks: re.compile(rf"(?<![\w{marks[0]}]){marks[0]}(?=[^\s{marks}])[^{marks}\n]{{0,300}}(?<=\S){marks[1]}(?!\w)")
    for marks in Marks
}


@dataclass(frozen=True, slots=True)
class Quotes:
    """The author's marks."""

    marks: Marks | None = None  # None: no habit, so that words from elsewhere keep theirs
    apostrophe: Apostrophe | None = None

    def write(self, text: str) -> str:
        """Write words from elsewhere, a page's title say, with these marks. What is no pair stays as it is."""
        changed = _APOSTROPHE.sub(self.apostrophe, text) if self.apostrophe else text
        marks = self.marks
        if marks is None:
            return changed
        for quotation in (_QUOTATIONS[Marks.STRAIGHT], _QUOTATIONS[Marks.TYPOGRAPHIC]):
            changed = quotation.sub(lambda found: marks[0] + found[0][1:-1] + marks[1], changed)
        return changed


def learn_marks(bodies: Sequence[str], usual: Habit[Marks | None]) -> Habit[Marks | None]:
    """Learn the marks of quotations. bodies: newest first."""
    return learn_habit([_found(body)[0] for body in bodies], usual, "with quotations")


def learn_apostrophe(bodies: Sequence[str], usual: Habit[Apostrophe | None]) -> Habit[Apostrophe | None]:
    """Learn the sign within words. bodies: newest first."""
    return learn_habit([_found(body)[1] for body in bodies], usual, "with an apostrophe")


@lru_cache(maxsize=READ)
def _found(body: str) -> tuple[Marks | None, Apostrophe | None]:
    prose = _NO_PROSE.sub(" ", body)
    return _marks(prose), _apostrophe(prose)


def _marks(text: str) -> Marks | None:
    found = {marks: len(quotation.findall(text)) for marks, quotation in _QUOTATIONS.items()}
    best = max(found, key=lambda marks: found[marks])
    return best if found[best] else None


def _apostrophe(text: str) -> Apostrophe | None:
    found = Counter(_APOSTROPHE.findall(text))
    return Apostrophe(found.most_common(1)[0][0]) if found else None
