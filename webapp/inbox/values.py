"""What the list of links shows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.links import KeptSearch, Link, State
from webapp.posts import Told
from webapp.searches import Piece


class View(StrEnum):
    """Which links are shown."""

    UNREAD = "unread"
    WEEK = "week"
    LATER = "later"
    USED = "used"
    DONE = "done"
    FAILED = "failed"
    ALL = "all"


NAMES = {
    View.UNREAD: "Unread",
    View.WEEK: "This week",
    View.LATER: "Later",
    View.USED: "Used",
    View.DONE: "Done",
    View.FAILED: "Failed",
    View.ALL: "All",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which links a page asks for."""

    view: View
    query: str = ""  # as typed; a search goes through all links, whatever the view
    after: str = ""  # the cursor of the page before
    chosen: int | None = None  # the link that was saved just now
    among: tuple[int, ...] | None = None  # ids; None: among all links


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
    own_path: str | None = None  # of the post that it is in the blog, which says nothing of what was linked before


@dataclass(frozen=True, slots=True)
class Row:
    """One link in the list."""

    link: Link
    kind: str
    published: str  # “14 November 2025”; empty where the page does not say
    saved: str  # “today”, “yesterday”, “Tue”, “14 November”
    meant_for: str  # the section's heading in quotes, “this week” or “another draft” without; empty if for none
    later: str  # until when it is put off; empty if it is not
    seen: Told | None  # where it was linked before; None if nowhere
    trouble: str  # why its page could not be read
    is_cited: bool  # in the goal's draft
    snippet: tuple[Piece, ...]  # of its text, where words were searched for
    asks_where: bool  # is it meant for no section that is there, so that citing it asks for one?

    @property
    def id(self) -> int:
        return self.link.id

    @property
    def facts(self) -> str:
        """What stands beside the kind in the list: “arxiv.org · 18 pages · yesterday · for “Tides” · cited”."""
        meant = f"for {self.meant_for}" if self.meant_for else ""
        cited = "cited" if self.is_cited else ""
        return _joined(self.link.site, self.link.details.extent, self.saved, self.later, meant, cited)

    @property
    def byline(self) -> str:
        """What stands under the title of a link that is looked at: author, day, and the same without what is done."""
        details = self.link.details
        meant = f"for {self.meant_for}" if self.meant_for else ""
        return _joined(
            *(details.author, self.published, self.kind, self.link.site, details.extent, f"saved {self.saved}", meant)
        )

    @property
    def is_unread(self) -> bool:
        return self.link.state is State.UNREAD


def _joined(*words: str) -> str:
    return " · ".join(filter(None, words))


@dataclass(frozen=True, slots=True)
class Offered:
    """A link that was meant for the week before and was not used."""

    link: Link
    age: str  # “9 days”


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
    after: str  # from where the list goes on; empty at its end
    doubts: tuple[str, ...]  # what of the search was not understood
    searches: tuple[KeptSearch, ...]  # that are kept by name
    offered: tuple[Offered, ...] = ()  # of the week before
    gone: tuple[int, ...] = ()  # links that were asked for and are not among these

    @property
    def offered_ids(self) -> str:
        """The numbers of what is offered, as the form sends them."""
        return " ".join(str(each.link.id) for each in self.offered)

    @property
    def marks_unread(self) -> bool:
        """Are these links that one is done with, or put off, so that they are made unread again together?"""
        return not self.query and self.view in (View.DONE, View.LATER)

    @property
    def kept(self) -> KeptSearch | None:
        """The kept search that is shown."""
        return next((search for search in self.searches if search.query == self.query.strip()), None)
