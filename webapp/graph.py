"""What the blog's posts link to, as one page shows it: sites, people, pages linked twice, own posts, missing pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from webapp import addresses, calendar, posts
from webapp.blog import Blog
from webapp.database import Database
from webapp.errors import AddressError
from webapp.posts import Found, LinkedPost, Often, Repeated, Use, Visited, Visits

SITES, PEOPLE, REPEATED, OWN, MISSING = 15, 15, 20, 20, 100  # that are listed

_FOUND = {Found.GONE: "Gone", Found.SILENT: "No answer", Found.CLOSED: "Can’t be looked at"}


@dataclass(frozen=True, slots=True)
class OftenRow:
    """A site or a person in a table."""

    name: str
    links: int
    posts: int
    last: str  # day of the newest post, in words


@dataclass(frozen=True, slots=True)
class Place:
    """A post that has a link."""

    day: str  # in words
    title: str
    heading: str  # of the section; empty in the intro
    path: str
    anchor: str


@dataclass(frozen=True, slots=True)
class RepeatedRow:
    """A page that several posts link to."""

    text: str  # what it was called last
    address: str
    site: str
    number: str  # “3 posts”
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A post that others link to."""

    title: str
    day: str
    path: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A page that was not found."""

    text: str
    address: str
    found: str  # “Gone”
    reason: str
    day: str  # on which it was looked at
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class StillThere:
    """What is known of whether the pages are still there."""

    visits: Visits
    last_visit: str  # day in words; empty where none was
    missing: tuple[MissingRow, ...]

    @property
    def progress(self) -> str:
        """How far the looking is: “12 of 300 pages looked at”."""
        return f"{self.visits.done:,} of {self.visits.done + self.visits.waiting:,} pages looked at"


@dataclass(frozen=True, slots=True)
class Graph:
    """All of it."""

    sites: tuple[OftenRow, ...]
    people: tuple[OftenRow, ...]
    repeated: tuple[RepeatedRow, ...]
    own: tuple[OwnRow, ...]
    still_there: StillThere


def read_graph(db: Database, site: Blog, today: date) -> Graph:
    """Read what the posts link to. Writes nothing, looks at no file, and asks no server."""
    return Graph(
        sites=tuple(_often(posts.most_linked_sites(db, SITES, own_site=_own_site(site)), today)),
        people=tuple(_often(posts.most_linked_people(db, PEOPLE), today)),
        repeated=tuple(_repeated(each, today) for each in posts.linked_twice(db, REPEATED)),
        own=tuple(_own(each, today) for each in posts.linked_posts(db, OWN)),
        still_there=read_still_there(db, today),
    )


def read_still_there(db: Database, today: date) -> StillThere:
    """Read how far the looking is, and which pages were not found. Writes nothing, and asks no server."""
    visits = posts.count_visits(db)
    last = _day(visits.last.date(), today) if visits.last else ""
    return StillThere(visits, last, tuple(_missing(each, today) for each in posts.missing_pages(db, MISSING)))


def read_linking(db: Database, path: str, today: date) -> tuple[Place, ...]:
    """Read which other posts link to one, newest first. path: of its file in the blog. Writes nothing."""
    found = posts.linked_posts(db, 1, path)
    return _places(found[0].uses, today) if found else ()


def _own_site(site: Blog) -> str:
    try:
        return addresses.site(site.config.url) if site.config.url else ""
    except AddressError:
        return ""


def _day(day: date, today: date) -> str:
    return calendar.describe_day(day, today).partition(" ")[2]


def _often(found: Iterable[Often], today: date) -> Iterable[OftenRow]:
    return (OftenRow(each.name, each.links, each.posts, _day(each.last, today)) for each in found)


def _places(uses: Iterable[Use], today: date) -> tuple[Place, ...]:
    return tuple(Place(_day(use.day, today), use.title, use.heading, use.path, use.anchor) for use in uses)


def _repeated(each: Repeated, today: date) -> RepeatedRow:
    text = each.uses[0].text or each.address
    return RepeatedRow(text, each.address, each.site, f"{each.posts} posts", _places(each.uses, today))


def _own(each: LinkedPost, today: date) -> OwnRow:
    return OwnRow(each.title, _day(each.day, today), each.path, _places(each.uses, today))


def _missing(each: Visited, today: date) -> MissingRow:
    text = each.uses[0].text or each.address
    return MissingRow(
        text, each.address, _FOUND[each.found], each.reason, _day(each.day, today), _places(each.uses, today)
    )
