"""Which links a program asks for: linkding's search and its parameters as ours."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp import links, searches
from webapp.bookmarks import entries
from webapp.database import Database
from webapp.errors import FieldsRefusedError
from webapp.links import Asked, Link
from webapp.searches import Clause, Field, Search, Term

USUAL, MOST = 100, 1_000  # links or tags of one page
FARTHEST = 10**9  # more are passed over by nobody

_TOKEN = re.compile(r'(?P<phrase>"[^"]*"?)|(?P<word>\S+)')
_KEYWORDS = {"!unread": "is:unread", "!untagged": "is:untagged"}
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Span:
    """Which part of a list is asked for."""

    limit: int
    offset: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which links are asked for."""

    query: str  # as linkding's
    is_archived: bool
    is_unread: bool | None  # None: whether or not
    added_since: datetime | None
    changed_since: datetime | None
    span: Span


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of the links that are asked for, and how many they are in all."""

    links: tuple[Link, ...]
    count: int


def read_span(said: Mapping[str, str]) -> Span:
    """Read `limit` and `offset`; what is no number is as if it was not said."""
    limit, offset = _number(said.get("limit", "")), _number(said.get("offset", ""))
    return Span(min(limit or USUAL, MOST), min(offset, FARTHEST))


def read_wanted(said: Mapping[str, str], *, is_archived: bool) -> Wanted:
    """Read the parameters of a list of links. Raises FieldsRefusedError."""
    return Wanted(
        query=said.get("q", ""),
        is_archived=is_archived,
        is_unread=_YES_NO.get(said.get("unread", "")),
        added_since=_moment(said, "added_since"),
        changed_since=_moment(said, "modified_since"),
        span=read_span(said),
    )


def list_wanted(db: Database, wanted: Wanted) -> Listed:
    """List a part of the links that are asked for: the newest first; where words are asked for, the best first."""
    search = searches.parse(translate(wanted.query))
    clauses = (*search.clauses, _state("done", is_negated=not wanted.is_archived))
    if wanted.is_unread is not None:
        clauses = (*clauses, _state("unread", is_negated=not wanted.is_unread))
    asked = Asked(
        Search(clauses, search.in_title),
        since=wanted.added_since,
        changed_since=wanted.changed_since,
        limit=wanted.span.limit,
        offset=wanted.span.offset,
    )
    return Listed(links.search_links(db, asked).links, links.count_found(db, asked))


def translate(query: str) -> str:
    """Write a search of linkding's as ours: `#tag`, `!unread`, `!untagged`, `and`, `not`; brackets are left out."""
    return " ".join(_translated(query))


def _translated(query: str) -> Iterator[str]:
    sign = ""
    for match in _TOKEN.finditer(query):
        word = match["phrase"] or match["word"].strip("()")
        if word.lower() in ("and", ""):
            continue
        if word.lower() == "not":
            sign = "-"
            continue
        if word.startswith("!"):
            word = _KEYWORDS.get(word.lower(), "")
        elif word.startswith("#") and word != "#":
            word = f"tag:{word[1:]}"
        if word:
            yield sign + word
        sign = ""


def _state(name: str, *, is_negated: bool) -> Clause:
    return Clause((Term(Field.IS, name),), is_negated=is_negated)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _moment(said: Mapping[str, str], name: str) -> datetime | None:
    if not said.get(name):
        return None
    found = entries.moment(said[name])
    if found is None:
        raise FieldsRefusedError({name: "This has to be a time in ISO 8601, as 2025-12-04T09:30:00Z."})
    return found
