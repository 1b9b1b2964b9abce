"""The round-up that closes a post: what it is called, and whether it is a list."""

from collections.abc import Sequence
from enum import StrEnum

from ..sections import Document, Section
from .counting import RECENT, commonest
from .habits import Habit, learn_habit
from .linking import split_definitions
from .reasons import as_in

# Names that authors give the last section, in lower case.
ROUNDUPS = frozenset({"random stuff", "other stuff", "bits and pieces", "one more thing", "podcasts"})
DEFAULT_ROUNDUP = "Random stuff"
LIST_MARKS = ("- ", "* ", "+ ")


class RoundupForm(StrEnum):
    """How the links of a round-up are written."""

    LIST = "list"
    PROSE = "prose"


def learn_roundup(documents: Sequence[Document], usual: Habit[str]) -> Habit[str]:
    """Learn what the last section is usually called. documents: newest first."""
    last = [document.sections[-1].heading for document in documents if len(document.sections) > 1]
    recent = last[:RECENT]
    names = [name for name in recent if recent.count(name) > 1 or name.lower() in ROUNDUPS]
    if not names:
        return usual
    name = commonest(names)
    return Habit(name, as_in([each == name for each in last]))


def learn_roundup_form(documents: Sequence[Document], name: str, usual: Habit[RoundupForm]) -> Habit[RoundupForm]:
    """Learn whether round-ups are lists. name: of the usual one."""
    last = [document.sections[-1] for document in documents if len(document.sections) > 1]
    return learn_habit(
        [_form(section) for section in last if is_roundup(section.heading, name)], usual, "with a round-up"
    )


def is_roundup(heading: str, name: str) -> bool:
    """Is this the heading of a closing round-up? name: of the usual one."""
    return heading.strip().lower() in {name.lower(), *ROUNDUPS}


def is_list(body: str) -> bool:
    """Does a section's text end in a list?"""
    lines = [line for line in body.splitlines() if line.strip()]
    return bool(lines) and lines[-1].lstrip().startswith(LIST_MARKS)


def _form(section: Section) -> RoundupForm | None:
    if section.is_empty:
        return None
    return RoundupForm.LIST if is_list(split_definitions(section.body)[0]) else RoundupForm.PROSE
