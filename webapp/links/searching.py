"""Finding links: a question as SQL, one page of what is found at a time, and the words around what was asked for.

Where words are asked for, the newest RANKED links that have them are ranked by bm25, best first; else the newest come
first. A page ends with a cursor, from which the next one goes on. The conditions are constants of this module; what was
typed is only ever bound as a value.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from json import dumps
from typing import Any

from webapp.database import Database, matching, utc_text
from webapp.links.reading import find_links, read_links
from webapp.links.values import Link
from webapp.searches import MARK, UNMARK, Clause, Field, Search, Term

RANKED = 500  # of the links that have the words, the newest: what more have is found by typing on
PAGE = 50  # links that are listed at once
SNIPPET_WORDS = 24

_TEXT_COLUMN, _DESCRIPTION_COLUMN = 8, 4
# A title weighs as four texts, a note or quote of the author's as two.
_WEIGHTS = "4.0, 1.0, 0.5, 1.0, 1.5, 2.0, 2.0, 2.0, 1.0"
_STATES = {
    "unread": "state = 'unread'",
    "later": "state = 'later'",
    "done": "state = 'done'",
    "used": "address_key IN (SELECT address_key FROM post_links)",
    "cited": "address_key IN (SELECT value FROM json_each(:cited))",
    "failed": "fetch_state IN ('failed', 'refused')",
    "quoted": "id IN (SELECT link_id FROM quotes)",
    "untagged": "id NOT IN (SELECT link_id FROM link_tags)",
}
_HAS_WORDS = "id IN (SELECT rowid FROM links_search WHERE links_search MATCH :{0})"
_CONDITIONS = {
    Field.WORDS: _HAS_WORDS,
    Field.KIND: "kind = :{0}",
    Field.TAG: "id IN (SELECT link_id FROM link_tags WHERE tag = :{0})",
    Field.BEFORE: "saved_at < :{0}",
    Field.AFTER: "saved_at >= :{0}",
}
# The key begins with the site; of its subdomains the address has the words.
_OF_SITE = f"""(
    address_key = :{{0}}_site OR address_key GLOB :{{0}}_pages OR address_key GLOB :{{0}}_ports
    OR (address_key GLOB :{{0}}_below AND {_HAS_WORDS})
)"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which links are listed."""

    search: Search
    since: datetime | None = None  # saved at or after
    zone: tzinfo = UTC  # of the days that are asked for
    cited: frozenset[str] = frozenset()  # address keys, for `is:cited`
    after: str = ""  # the cursor of the page before; empty for the first page
    among: tuple[int, ...] | None = None  # ids; None: among all
    limit: int = PAGE
    changed_since: datetime | None = None  # at or after
    offset: int = 0  # links that are passed over, for who counts pages rather than goes on from a cursor


@dataclass(frozen=True, slots=True)
class Found:
    """One page of links."""

    links: tuple[Link, ...]
    snippets: Mapping[int, str]  # by the link's id: words of its text, with MARK and UNMARK round those asked for
    next: str  # the cursor of the next page; empty where this is the last one


@dataclass(slots=True)
class _Question:
    """The conditions of a search, with the values that they name."""

    words: str = ""  # what must be matched, for ranking and snippets
    conditions: list[str] = field(default_factory=lambda: ["removed_at IS NULL"])
    values: dict[str, object] = field(default_factory=dict)

    @property
    def where(self) -> str:
        return " AND ".join(self.conditions)


def search_links(db: Database, asked: Asked) -> Found:
    """Find a page of the links that were not removed. Any question can be asked; a cursor that is none is the first."""
    question = _question(asked)
    found, following = (_ranked if question.words else _newest)(db, question, asked)
    return Found(tuple(found), _snippets(db, question, found), following)


def count_found(db: Database, asked: Asked) -> int:
    """Count the links that can be found in all pages; where words are asked for, at most RANKED."""
    question = _question(asked)
    if question.words:
        counted = f"""
            SELECT links.id
            FROM links_search
            CROSS JOIN links ON links.id = links_search.rowid
            WHERE links_search MATCH :words AND {question.where}
            LIMIT {RANKED}
        """  # noqa: S608  # constants of this module
    else:
        counted = f"SELECT id FROM links WHERE {question.where}"  # noqa: S608  # constants of this module
    rows = db.query(f"SELECT COUNT(*) AS number FROM ({counted})", question.values | {"words": question.words})  # noqa: S608
    return next(int(row["number"]) for row in rows)


def _newest(db: Database, question: _Question, asked: Asked) -> tuple[list[Link], str]:
    saved_at, _, link_id = asked.after.rpartition("~")
    if saved_at and link_id.isdecimal():
        question.conditions.append("(saved_at, id) < (:after, :after_id)")
        question.values |= {"after": saved_at, "after_id": min(int(link_id), 2**63 - 1)}
    order = "saved_at DESC, id DESC"
    found = read_links(db, question.where, question.values, order=order, limit=asked.limit + 1, offset=asked.offset)
    shown = found[: asked.limit]
    return shown, f"{utc_text(shown[-1].saved_at)}~{shown[-1].id}" if len(found) > len(shown) else ""


def _ranked(db: Database, question: _Question, asked: Asked) -> tuple[list[Link], str]:
    rows = db.query(
        f"""
        SELECT found.id AS id
        FROM (
            SELECT links.id AS id, bm25(links_search, {_WEIGHTS}) AS score
            FROM links_search
            CROSS JOIN links ON links.id = links_search.rowid
            WHERE links_search MATCH :words AND {question.where}
            ORDER BY links_search.rowid DESC
            LIMIT :ranked
        ) AS found
        ORDER BY found.score, found.id DESC
        """,  # noqa: S608  # constants of this module
        question.values | {"words": question.words, "ranked": RANKED},
    )
    ids = [int(row["id"]) for row in rows]
    start = min(int(asked.after), RANKED) if asked.after.isdecimal() and len(asked.after) < 5 else asked.offset
    end = start + asked.limit
    return find_links(db, ids[start:end]), str(end) if len(ids) > end else ""


def _snippets(db: Database, question: _Question, found: Iterable[Link]) -> dict[int, str]:
    """Find the words around what was asked for, in the kept text, else in the description."""
    if not question.words:
        return {}
    rows = db.query(
        """
        SELECT
            rowid AS id,
            snippet(links_search, :text, :mark, :unmark, '…', :length) AS text,
            snippet(links_search, :description, :mark, :unmark, '…', :length) AS description
        FROM links_search
        WHERE links_search MATCH :words AND +rowid IN (SELECT value FROM json_each(:ids))
        """,
        {
            "words": question.words,
            "ids": dumps([link.id for link in found]),
            "mark": MARK,
            "unmark": UNMARK,
            "length": SNIPPET_WORDS,
            "text": _TEXT_COLUMN,
            "description": _DESCRIPTION_COLUMN,
        },
    )
    return {row["id"]: _marked(row) for row in rows if _marked(row)}


def _marked(row: Mapping[str, Any]) -> str:
    return next((row[name] for name in ("text", "description") if MARK in row[name]), "")


def _question(asked: Asked) -> _Question:
    question = _Question()
    asks_words = [clause for clause in asked.search.clauses if clause.asks_words]
    others = [clause for clause in asked.search.clauses if not clause.asks_words]
    wanted = [_match(clause, asked) for clause in asks_words if not clause.is_negated]
    unwanted = [_match(clause, asked) for clause in asks_words if clause.is_negated]
    question.words = " AND ".join(wanted)
    if unwanted and wanted:
        question.words = f"({question.words}) NOT ({' OR '.join(unwanted)})"
    elif unwanted:
        question.conditions.append(f"NOT {_HAS_WORDS.format('unwanted')}")
        question.values["unwanted"] = " OR ".join(unwanted)
    for number, clause in enumerate(others):
        _add(question, clause, number, asked)
    if asked.among is not None:
        question.conditions.append("links.id IN (SELECT value FROM json_each(:among))")
        question.values["among"] = dumps(asked.among)
    if asked.since:
        question.conditions.append("saved_at >= :since")
        question.values["since"] = utc_text(asked.since)
    if asked.changed_since:
        question.conditions.append("MAX(changed_at, COALESCE(fetched_at, '')) >= :changed_since")
        question.values["changed_since"] = utc_text(asked.changed_since)
    return question


def _add(question: _Question, clause: Clause, number: int, asked: Asked) -> None:
    parts = []
    for place, term in enumerate(clause.terms):
        name = f"t{number}_{place}"
        parts.append(_condition(term, name))
        question.values |= dict(_values(term, name, asked))
    joined = f"({' OR '.join(parts)})"
    question.conditions.append(f"NOT {joined}" if clause.is_negated else joined)


def _condition(term: Term, name: str) -> str:
    if term.field is Field.IS:
        return _STATES[term.text]
    if term.field is Field.SITE:
        return (_OF_SITE if "." in term.text else _HAS_WORDS).format(name)
    return _CONDITIONS[term.field].format(name)


def _values(term: Term, name: str, asked: Asked) -> Iterator[tuple[str, object]]:
    if term.field is Field.WORDS:
        yield name, _match(Clause((term,)), asked)
    elif term.field is Field.SITE:
        yield from _site_values(term.text, name)
    elif term.field in (Field.BEFORE, Field.AFTER):
        yield name, utc_text(_moment(term, asked.zone))
    elif term.text == "cited":
        yield "cited", dumps(sorted(asked.cited))
    elif term.field is not Field.IS:
        yield name, term.text


def _site_values(text: str, name: str) -> Iterator[tuple[str, object]]:
    if "." not in text:
        yield name, f"{{site address}} : {matching.phrase(text)}"
        return
    host = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in text.removeprefix("www."))
    yield name, f"address : {matching.phrase(text)}"
    yield f"{name}_site", f"https://{text}"
    yield f"{name}_pages", f"https://{host}/*"
    yield f"{name}_ports", f"https://{host}:*"
    yield f"{name}_below", f"https://*.{host}/*"


def _moment(term: Term, zone: tzinfo) -> datetime:
    """The first moment of a day, or, for what is after it, the first one of the next day."""
    day = date.fromisoformat(term.text)
    if term.field is Field.AFTER and day < date.max:
        day += timedelta(days=1)
    moment = datetime.combine(day, time.min, tzinfo=zone)
    return moment if 1 < day.year < date.max.year else moment.replace(tzinfo=UTC)  # its UTC might be no date


def _match(clause: Clause, asked: Asked) -> str:
    """Write a clause of words in FTS5's language."""
    terms = " OR ".join(matching.phrase(term.text, as_start=not term.is_phrase) for term in clause.terms)
    return f"title : ({terms})" if asked.search.in_title else f"({terms})"
