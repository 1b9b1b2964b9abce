"""What a menu of the list offers for the links that it is opened for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from webapp import links
from webapp.conventions import Series
from webapp.database import Database
from webapp.errors import LinkNotFoundError
from webapp.inbox.reading import WEEK
from webapp.inbox.values import Goal
from webapp.links import Link

_DIGITS = "123456789"
ROUNDUP = "roundup"  # what the form sends for the round-up while the draft has none


class MenuKind(StrEnum):
    """What a menu is opened for."""

    SEND = "send"
    LATER = "later"
    NOTE = "note"
    CITE = "cite"


_TITLES = {
    MenuKind.SEND: "Add to a section:",
    MenuKind.LATER: "Put off",
    MenuKind.NOTE: "Note on",
    MenuKind.CITE: "Cite at the end of a section:",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A section that can be chosen."""

    value: str  # the section's id, or ROUNDUP
    heading: str
    number: int  # of links that are meant for it
    key: str  # the digit that chooses it; empty from the tenth on

    @property
    def is_roundup(self) -> bool:
        return self.key == "0"


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu and the links that it acts on."""

    kind: MenuKind
    links: tuple[Link, ...]
    choices: tuple[Choice, ...]
    unplaced: int  # links that are meant for the draft and for no section yet
    draft_name: str
    tomorrow: date
    next_week: date

    @property
    def ids(self) -> str:
        """The links' numbers as the form sends them."""
        return " ".join(str(link.id) for link in self.links)

    @property
    def title(self) -> str:
        """What the menu is for."""
        return f"{_TITLES[self.kind]} {self.named}"

    @property
    def named(self) -> str:
        """The links as the author reads them."""
        return f"“{self.links[0].display_title}”" if len(self.links) == 1 else f"{len(self.links)} links"


def read_menu(db: Database, kind: MenuKind, link_ids: Sequence[int], goal: Goal, series: Series, today: date) -> Menu:
    """Read a menu. series: of the weekly posts, whose round-up is chosen by `0`. Raises LinkNotFoundError."""
    found = links.find_links(db, link_ids)
    if not found:
        raise LinkNotFoundError("There is no such link. It may have been removed in another window.")
    meant = links.links_for_draft(db, goal.draft_id) if goal.draft_id else []
    numbers = Counter(link.section_id for link in meant)
    choices = tuple(_choices(goal, series, numbers, begins_roundup=kind is MenuKind.SEND))
    placed = sum(numbers[target.section_id] for target in goal.targets)
    return Menu(
        kind, tuple(found), choices, len(meant) - placed, goal.draft_name, today + timedelta(days=1), today + WEEK
    )


def _choices(goal: Goal, series: Series, numbers: Counter[int | None], *, begins_roundup: bool) -> list[Choice]:
    """The sections with their digits; the round-up comes last, and can be chosen before it is there."""
    roundups = [target for target in goal.targets if series.is_roundup(target.heading)][-1:]
    others = [target for target in goal.targets if target not in roundups]
    choices = [
        Choice(str(target.section_id), target.heading, numbers[target.section_id], _DIGITS[place : place + 1])
        for place, target in enumerate(others)
    ]
    for target in roundups:
        choices.append(Choice(str(target.section_id), target.heading, numbers[target.section_id], "0"))
    if begins_roundup and not roundups and series.roundup:
        choices.append(Choice(ROUNDUP, series.roundup, 0, "0"))
    return choices
