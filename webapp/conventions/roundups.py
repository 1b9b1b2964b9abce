"""The round-up that closes a post: what it is called, and whether it is a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .. import markdown
from ..line_endings import split_lines
from ..sections import Document, Section
from .counting import READ, RECENT, commonest
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


@dataclass(frozen=True, slots=True)
class Closing:
    """A heading with nothing but its own text below it in the post."""

    heading: str
    body: str

    @property
    def form(self) -> RoundupForm | None:
        """How its links are written; None while it is empty."""
        text = split_definitions(self.body)[0]
        if not text.strip():
            return None
        return RoundupForm.LIST if is_list(text) else RoundupForm.PROSE


def learn_roundup(documents: Sequence[Document], usual: Habit[str]) -> Habit[str]:
    """Learn what usually closes a post: its last section, or a heading of another level in that.

    A name is one where it comes again, or where it is well known. documents: newest first.
    """
    last = [closings(document.sections[-1]) for document in documents if len(document.sections) > 1]
    recent = [closing.heading for found in last[:RECENT] for closing in found]
    names = [name for name in recent if recent.count(name) > 1 or name.lower() in ROUNDUPS]
    if not names:
        return usual
    name = commonest(names)
    return Habit(name, as_in([any(closing.heading == name for closing in found) for found in last]))


def learn_roundup_form(documents: Sequence[Document], name: str, usual: Habit[RoundupForm]) -> Habit[RoundupForm]:
    """Learn whether round-ups are lists. name: of the usual one."""
    last = [find_roundup(document.sections[-1], name) for document in documents if len(document.sections) > 1]
    return learn_habit([closing.form for closing in last if closing], usual, "with a round-up")


def find_roundup(section: Section, name: str) -> Closing | None:
    """Find the round-up that a post's last section is, or closes with. name: of the usual one."""
    return next((closing for closing in closings(section) if is_roundup(closing.heading, name)), None)


def closings(section: Section) -> tuple[Closing, ...]:
    """What a post's last section closes with: itself, and the last heading in it, whatever its level."""
    own = Closing(section.heading, section.body)
    inner = _last_heading(section.body)
    return (own, inner) if inner else (own,)


@lru_cache(maxsize=READ)
def _last_heading(body: str) -> Closing | None:
    found = markdown.headings(body)
    if not found:
        return None
    return Closing(found[-1].text, "".join(split_lines(body)[found[-1].end_line :]))


def is_roundup(heading: str, name: str) -> bool:
    """Is this the heading of a closing round-up? name: of the usual one."""
    return heading.strip().lower() in {name.lower(), *ROUNDUPS}


def is_list(body: str) -> bool:
    """Does a section's text end in a list?"""
    lines = [line for line in body.splitlines() if line.strip()]
    return bool(lines) and lines[-1].lstrip().startswith(LIST_MARKS)
