"""Ways to narrow the list: by kind, tag, site and age, each as the search that does it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from webapp import links
from webapp.database import Database
from webapp.links import Count

_AGES = ((7, "the last week"), (31, "the last month"), (366, "the last year"))  # days


@dataclass(frozen=True, slots=True)
class Way:
    """One way to narrow the list."""

    name: str
    number: int | None  # of links; None where it is not counted
    query: str


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways of one sort."""

    name: str
    ways: tuple[Way, ...]


def read_ways(db: Database, today: date) -> tuple[Ways, ...]:
    """Read the ways that lead to a link; a sort that has none is left out. Writes nothing."""
    sorts = (
        Ways("Kind", _counted("kind", links.count_kinds(db))),
        Ways("Tag", _counted("tag", links.count_tags(db))),
        Ways("Site", _counted("site", links.count_sites(db))),
        Ways("Age", tuple(_ages(today))),
    )
    return tuple(sort for sort in sorts if sort.ways)


def _counted(field: str, counts: Iterable[Count]) -> tuple[Way, ...]:
    return tuple(Way(count.name, count.number, f"{field}:{_quoted(count.name)}") for count in counts)


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _ages(today: date) -> Iterable[Way]:
    for days, name in _AGES:
        yield Way(name, None, f"after:{today - timedelta(days=days)}")
    yield Way("older", None, f"before:{today - timedelta(days=_AGES[-1][0])}")
