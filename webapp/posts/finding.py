"""Finding posts by what they say: a question as SQL, one page at a time, with the words around what was found.

The words of a question may stand in any sections of a post. The section that has them best is the one that is shown
(bm25: a heading weighs as three texts, an address as half a text), and the best posts come first (the same, with a
title as six texts and tags as two). Without words the newest do. The conditions are constants of this module; what was
typed is only ever bound.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from json import dumps
from typing import Any

from webapp.database import Database, matching
from webapp.posts.writing import A_POST
from webapp.searches import MARK, UNMARK, Clause, Field, Piece, Search, Term, pieces

PAGE = 30  # posts that are listed at once
RANKED = 2_000  # sections that are ranked, of those that have the words the newest: common words are in nearly all
SNIPPET_WORDS = 24

_TEXT_COLUMN = 2
# Of title, heading, text, addresses and tags. The title and the tags stand with each section of a post.
_WEIGHTS = "6.0, 3.0, 1.0, 0.5, 2.0"
_OF_SECTIONS = "0.0, 3.0, 1.0, 0.5, 0.0"
# The id of a section begins with the number of its post (`writing`), so no other table has to be asked.
_HAS_WORDS = f"""posts.number IN (
    SELECT DISTINCT rowid / {A_POST} FROM post_sections_search WHERE post_sections_search MATCH :{{0}}
)"""  # noqa: S608  # constants of this module
_CONDITIONS = {
    Field.WORDS: _HAS_WORDS,
    Field.TAG: "posts.path IN (SELECT path FROM post_tags WHERE tag = :{0})",
    Field.SITE: "posts.path IN (SELECT path FROM post_links WHERE site = :{0} OR site LIKE :{0}_below ESCAPE '\\')",
    Field.BEFORE: "posts.day < :{0}",
    Field.AFTER: "posts.day > :{0}",
}
_OF_LINKS = {Field.KIND: "kind:", Field.IS: "is:"}  # what links have and posts have not


@dataclass(frozen=True, slots=True)
class Asked:
    """Which posts are looked for."""

    search: Search  # `searches.parse(typed)`
    after: str = ""  # the cursor of the page before; empty for the first page
    limit: int = PAGE
    excerpt_words: int = SNIPPET_WORDS  # of an excerpt


@dataclass(frozen=True, slots=True)
class FoundPost:
    """A post that was found, and where in it."""

    path: str
    title: str
    day: date
    words: int  # of the whole post
    link_count: int
    address: str  # on the blog, with its baseurl
    position: int  # of the section that has the words best; 0 is the intro, also where no words were asked for
    heading: str  # of that section; empty for the intro
    anchor: str  # of its heading in the page; empty for the intro
    excerpt: tuple[Piece, ...]  # words of that section; empty where only title, heading, address or tags have them
    more: int  # further sections of it that have some of the words


@dataclass(frozen=True, slots=True)
class FoundPosts:
    """One page of posts."""

    posts: tuple[FoundPost, ...]
    next: str  # the cursor of the next page; empty where this is the last one
    doubts: tuple[str, ...]  # what was not understood, as sentences for the author


@dataclass(frozen=True, slots=True)
class _Best:
    """The section of a post that has the words best."""

    section_id: int
    more: int


@dataclass(slots=True)
class _Question:
    wanted: str = ""  # any of the words, for ranking and for what is shown
    conditions: list[str] = field(default_factory=lambda: ["1"])
    values: dict[str, object] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        return " AND ".join(self.conditions)


def search_posts(db: Database, asked: Asked) -> FoundPosts:
    """Find a page of posts, best first; without words the newest first. Writes nothing, looks at no file.

    Words (as beginnings), `"phrases"`, `-not`, `or`, `site:` (of links), `tag:` (categories too), `before:`, `after:`
    and `in:title` are understood; addresses of links are searched as words, too. Any question can be asked; a cursor
    that is none is the first. Two or three statements for a page, whatever it holds.
    """
    question = _question(asked.search)
    doubts = (*asked.search.doubts, *question.doubts)
    start = min(int(asked.after), 10**6) if asked.after.isdecimal() and len(asked.after) < 8 else 0
    paths = _ranked(db, question) if question.wanted else _newest(db, question, start, asked.limit)
    shown = list(paths)[start : start + asked.limit] if question.wanted else list(paths)[: asked.limit]
    rest = len(paths) - start if question.wanted else len(paths)
    found = _read(db, {path: paths[path] for path in shown}, question, asked.excerpt_words)
    return FoundPosts(found, str(start + asked.limit) if rest > asked.limit else "", doubts)


def _newest(db: Database, question: _Question, start: int, limit: int) -> dict[str, _Best]:
    rows = db.query(
        f"""
        SELECT posts.path AS path, post_sections.id AS id
        FROM posts
        JOIN post_sections ON post_sections.path = posts.path AND post_sections.position = 0
        WHERE {question.where}
        ORDER BY posts.day DESC, posts.path DESC
        LIMIT :limit OFFSET :start
        """,  # noqa: S608  # constants of this module
        question.values | {"limit": limit + 1, "start": start},
    )
    return {row["path"]: _Best(row["id"], 0) for row in rows}


def _ranked(db: Database, question: _Question) -> dict[str, _Best]:
    """The posts, best first, each with its best section."""
    rows = db.query(
        f"""
        SELECT found.path AS path, found.id AS id, found.own AS own
        FROM (
            SELECT posts.path AS path, post_sections_search.rowid AS id,
                bm25(post_sections_search, {_WEIGHTS}) AS score,
                bm25(post_sections_search, {_OF_SECTIONS}) AS own
            FROM post_sections_search
            CROSS JOIN posts ON posts.number = post_sections_search.rowid / {A_POST}
            WHERE post_sections_search MATCH :wanted AND {question.where}
            ORDER BY post_sections_search.rowid DESC
            LIMIT :ranked
        ) AS found
        ORDER BY found.score, found.id DESC
        """,  # noqa: S608  # constants of this module
        question.values | {"wanted": question.wanted, "ranked": RANKED},
    )
    by_path: dict[str, list[tuple[float, int]]] = {}
    for row in rows:
        by_path.setdefault(row["path"], []).append((row["own"], row["id"]))
    return {path: _Best(min(own)[1], len(own) - 1) for path, own in by_path.items()}


def _read(db: Database, best: Mapping[str, _Best], question: _Question, length: int) -> tuple[FoundPost, ...]:
    rows = db.query(
        """
        SELECT
            post_sections.id AS id, posts.path AS path, posts.title AS title, posts.day AS day,
            posts.word_count AS words, posts.address AS address, post_sections.position AS position,
            post_sections.heading AS heading, post_sections.anchor AS anchor,
            (SELECT COUNT(*) FROM post_links WHERE post_links.path = posts.path) AS link_count
        FROM post_sections
        JOIN posts ON posts.path = post_sections.path
        WHERE post_sections.id IN (SELECT value FROM json_each(:ids))
        """,
        {"ids": dumps([each.section_id for each in best.values()])},
    )
    by_path = {row["path"]: row for row in rows}
    snippets = _snippets(db, best.values(), question.wanted, length)
    return tuple(
        _found(by_path[path], tuple(pieces(snippets.get(each.section_id, ""))), each.more)
        for path, each in best.items()
    )


def _found(row: Mapping[str, Any], excerpt: tuple[Piece, ...], more: int) -> FoundPost:
    fields = {name: value for name, value in row.items() if name != "id"}
    return FoundPost(**{**fields, "day": date.fromisoformat(row["day"])}, excerpt=excerpt, more=more)


def _snippets(db: Database, best: Iterable[_Best], wanted: str, length: int) -> dict[int, str]:
    """The words around what was found; of a section that has them in its text."""
    if not wanted:
        return {}
    rows = db.query(
        """
        SELECT rowid AS id, snippet(post_sections_search, :column, :mark, :unmark, '…', :length) AS text
        FROM post_sections_search
        WHERE post_sections_search MATCH :wanted AND +rowid IN (SELECT value FROM json_each(:ids))
        """,
        {
            "wanted": wanted,
            "ids": dumps([each.section_id for each in best]),
            "column": _TEXT_COLUMN,
            "mark": MARK,
            "unmark": UNMARK,
            "length": length,
        },
    )
    return {row["id"]: row["text"] for row in rows if MARK in row["text"]}


def _question(search: Search) -> _Question:
    question = _Question()
    wanted = []
    for number, clause in enumerate(search.clauses):
        terms = tuple(term for term in clause.terms if term.field not in _OF_LINKS)
        question.doubts += [
            f"“{_OF_LINKS[term.field]}” is for links; posts have none."
            for term in clause.terms
            if term.field in _OF_LINKS
        ]
        if terms:
            kept = Clause(terms, clause.is_negated)
            asked = [] if clause.is_negated else [_match(term, search.in_title) for term in _words(kept)]
            wanted += asked
            if len(search.clauses) > 1 or len(asked) < len(terms):  # else it is what is ranked
                _add(question, kept, number, is_in_title=search.in_title)
    question.wanted = " OR ".join(wanted)
    return question


def _words(clause: Clause) -> Iterator[Term]:
    return (term for term in clause.terms if term.field is Field.WORDS)


def _add(question: _Question, clause: Clause, number: int, *, is_in_title: bool) -> None:
    parts = []
    for place, term in enumerate(clause.terms):
        name = f"t{number}_{place}"
        parts.append(_CONDITIONS[term.field].format(name))
        question.values |= dict(_values(term, name, is_in_title=is_in_title))
    joined = f"({' OR '.join(parts)})"
    question.conditions.append(f"NOT {joined}" if clause.is_negated else joined)


def _values(term: Term, name: str, *, is_in_title: bool) -> Iterator[tuple[str, object]]:
    if term.field is Field.WORDS:
        yield name, _match(term, is_in_title)
    elif term.field is Field.SITE:
        site = term.text.removeprefix("www.")
        escaped = site.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        yield name, site
        yield f"{name}_below", f"%.{escaped}" if "." in site else f"%{escaped}%"
    else:
        yield name, term.text


def _match(term: Term, is_in_title: bool) -> str:
    """Write words in FTS5's language."""
    words = matching.phrase(term.text, as_start=not term.is_phrase)
    return f"{{title heading}} : ({words})" if is_in_title else f"({words})"
