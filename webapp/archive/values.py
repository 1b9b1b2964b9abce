"""What the posts page lists."""

from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote

from webapp.searches import Piece


class Show(StrEnum):
    """What is listed, besides the kinds of posts, which are shown by their names."""

    ALL = "all"
    DRAFTS = "drafts"
    POSTS = "posts"
    LEFT_OUT = "left-out"  # files that Jekyll makes no post of


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the list a page asks for."""

    show: str = Show.ALL  # or the name of a kind of posts
    query: str = ""  # as typed
    year: int | None = None
    after: str = ""  # the cursor of the page before


@dataclass(frozen=True, slots=True)
class Row:
    """A draft or a post as the list shows it."""

    title: str
    place: str  # in the list: the cursor of what comes below it
    day: str = ""  # in words; empty where it has none
    mark: str = ""  # what it is besides a published post: “draft”, “open as a draft”, “left out”
    kind: str = ""  # of its posts, in words; empty where the blog has one kind only
    words: int | None = None
    links: int | None = None
    address: str = ""  # on the blog
    path: str = ""  # of its file in the blog; empty for a draft that is not there yet
    draft_name: str = ""  # of the draft that it is, or is open in
    reason: str = ""  # why Jekyll makes no post of it, or why it can't be read
    heading: str = ""  # of the section in which words were found
    anchor: str = ""  # of that heading in the page
    excerpt: tuple[Piece, ...] = ()  # the words around what was found

    @property
    def is_readable(self) -> bool:
        """Can it be read as a page?"""
        return not self.reason

    @property
    def href(self) -> str:
        """Where its title leads: to the desk, or to the post as it reads."""
        if self.draft_name and not self.path:
            return f"/desk/{quote(self.draft_name)}"
        return f"/posts/read?path={quote(self.path)}{f'#post-{quote(self.anchor)}' if self.anchor else ''}"

    @property
    def details(self) -> tuple[str, ...]:
        """What stands below the title."""
        counted = () if self.words is None else (_counted(self.words, "word"),)
        linked = () if self.links is None else (_counted(self.links, "link"),)
        return tuple(part for part in (self.day, self.kind, *counted, *linked) if part)


@dataclass(frozen=True, slots=True)
class Chip:
    """One way to narrow the list."""

    words: str
    number: int | None  # of what there is; None while words are searched, which few of these may have
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list."""

    wanted: Wanted
    rows: tuple[Row, ...]
    after: str  # the cursor of the next page; empty where this is the last one
    chips: tuple[Chip, ...]
    years: tuple[Chip, ...]  # newest first
    notes: tuple[str, ...]  # what was not understood of a search, or is not known yet

    @property
    def onward(self) -> str:
        """What asks for the next page, behind the address of a list."""
        return query_of(replace(self.wanted, after=self.after))


def query_of(wanted: Wanted) -> str:
    """What asks for a part of the list, behind its address: `?q=boats&year=2024`; empty for all of it."""
    asked = {"q": wanted.query, "show": wanted.show, "year": str(wanted.year or ""), "after": wanted.after}
    return "&".join(f"{name}={quote(value)}" for name, value in asked.items() if value and value != Show.ALL)


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number or 'no'} {noun}s" if number < 1000 else f"{number:,} {noun}s"
