"""The inbox as one value: the links of a view, with what each is meant for and where it was used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from webapp import calendar, links, posts
from webapp.calendar import MONTHS, WEEKDAYS
from webapp.database import Database
from webapp.links import FetchState, Link, State
from webapp.posts import Use

WEEK = timedelta(days=7)
LONGEST_LIST = 100  # rows, as many as are painted at once; more are found by searching


class View(StrEnum):
    """Which links are shown."""

    UNREAD = "unread"
    WEEK = "week"
    LATER = "later"
    DONE = "done"
    ALL = "all"


NAMES = {View.UNREAD: "Unread", View.WEEK: "This week", View.LATER: "Later", View.DONE: "Done", View.ALL: "All"}


@dataclass(frozen=True, slots=True)
class Target:
    """A section that links can be sent to."""

    section_id: int
    heading: str


@dataclass(frozen=True, slots=True)
class Goal:
    """The draft that links are sent to: the one on the desk, else this week's."""

    draft_name: str
    draft_id: int  # 0 while it has no file
    targets: tuple[Target, ...]
    cited: frozenset[str]  # address keys of what it links to


@dataclass(frozen=True, slots=True)
class Row:
    """One link in the list."""

    link: Link
    kind: str
    saved: str  # “today”, “yesterday”, “Tue”, “14 November”
    meant_for: str  # the section's heading, “this week”, “another draft”; empty if for none
    later: str  # until when it is put off; empty if it is not
    seen: str  # where it was linked before; empty if nowhere
    trouble: str  # why its page could not be read
    is_cited: bool  # in the goal's draft
    asks_where: bool  # is it meant for no section that is there, so that citing it asks for one?

    @property
    def id(self) -> int:
        return self.link.id

    @property
    def is_unread(self) -> bool:
        return self.link.state is State.UNREAD


@dataclass(frozen=True, slots=True)
class Chip:
    """A view that can be chosen, with how many links it has."""

    view: View
    name: str
    number: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Inbox:
    """What the list of links shows."""

    view: View
    query: str
    rows: tuple[Row, ...]
    chips: tuple[Chip, ...]
    goal: Goal
    tomorrow: date
    next_week: date
    chosen: int | None  # the link that was saved just now
    has_more: bool  # are there more than the rows?


def read_inbox(
    db: Database, view: View, query: str, now: datetime, today: date, goal: Goal, chosen: int | None = None
) -> Inbox:
    """Read the links of a view. Writes nothing.

    query: words to search for; a search goes through all links. today: in the blog's time zone.
    """
    since = now - WEEK
    found = links.list_links(
        db,
        state=None if query.strip() or view in (View.WEEK, View.ALL) else State(view.value),
        since=since if view is View.WEEK and not query.strip() else None,
        search=query,
        limit=LONGEST_LIST + 1,
    )
    found, has_more = found[:LONGEST_LIST], len(found) > LONGEST_LIST
    uses = posts.uses_of(db, [link.address_key for link in found])
    return Inbox(
        view=view,
        query=query,
        rows=tuple(_row(link, uses.get(link.address_key, []), goal, today) for link in found),
        chips=_chips(view, links.count_states(db, since)),
        goal=goal,
        tomorrow=today + timedelta(days=1),
        next_week=today + WEEK,
        chosen=chosen,
        has_more=has_more,
    )


def read_row(db: Database, link_id: int, today: date, goal: Goal) -> Row:
    """Read one link. Raises LinkNotFoundError."""
    link = links.find_link(db, link_id)
    return _row(link, posts.posts_linking(db, link.address_key), goal, today)


def view_of(text: str) -> View:
    """Read a view's name; the unread ones for any other text."""
    return View(text) if text in list(View) else View.UNREAD


def _row(link: Link, uses: Sequence[Use], goal: Goal, today: date) -> Row:
    failed = link.fetch_state in (FetchState.FAILED, FetchState.REFUSED)
    return Row(
        link=link,
        kind=link.details.kind,
        saved=near_day(link.saved_at.date(), today),
        meant_for=_meant_for(link, goal),
        later=f"until {near_day(link.later_until, today)}" if link.later_until else "",
        seen=_seen(uses[0], today) if uses else "",
        trouble=link.fetch_reason if failed else "",
        is_cited=link.address_key in goal.cited,
        asks_where=bool(goal.targets) and link.section_id not in {target.section_id for target in goal.targets},
    )


def _meant_for(link: Link, goal: Goal) -> str:
    if link.draft_id is None:
        return ""
    if link.draft_id != goal.draft_id:
        return "another draft"
    return next((target.heading for target in goal.targets if target.section_id == link.section_id), "this week")


def _seen(use: Use, today: date) -> str:
    day = near_day(use.day, today)
    return f"Linked on {day}, “{use.heading}”" if use.heading else f"Linked on {day}"


def _chips(view: View, counts: Mapping[str, int]) -> tuple[Chip, ...]:
    numbers = {
        View.UNREAD: counts.get("unread", 0),
        View.WEEK: counts.get("week", 0),
        View.LATER: counts.get("later", 0),
    }
    return tuple(Chip(each, NAMES[each], numbers.get(each), each is view) for each in View)


def near_day(day: date, today: date) -> str:
    """Name a day shortly: today, yesterday, tomorrow, a weekday within the week, else day and month."""
    names = {0: "today", -1: "yesterday", 1: "tomorrow"}
    apart = (day - today).days
    if apart in names:
        return names[apart]
    if -7 < apart < 7:
        return WEEKDAYS[day.weekday()][:3]
    words = calendar.describe_day(day, today).partition(" ")[2]
    return words if day.year == today.year else f"{day.day} {MONTHS[day.month - 1]} {day.year}"
