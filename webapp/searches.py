"""What the author types to find links, as a question: words, phrases, what is left out, and what the links must be.

    reward "long run" -hype            all of these, but not the last
    arxiv or biorxiv                   either; `or` binds more closely than the blank
    site:arxiv.org kind:paper tag:rl   what a link is; also -site:…, and site:a or site:b
    is:unread after:2025-11 in:title   its state, its days, and where the words have to stand

Whatever is typed is a question: what is meant as a filter and is none is searched for as words, and said in `doubts`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_TERMS = 40  # more of them say nothing more, and each costs a look
LONGEST = 1_000  # characters that are read


class Field(StrEnum):
    """What a term is compared with."""

    WORDS = "words"
    SITE = "site"
    KIND = "kind"
    TAG = "tag"
    IS = "is"
    BEFORE = "before"
    AFTER = "after"


STATES = ("unread", "later", "done", "used", "cited", "failed", "quoted", "untagged")
MARK, UNMARK = "\x02", "\x03"  # round the words that were asked for: no text that is kept has these characters

_FILTERS = {each.value: each for each in Field if each is not Field.WORDS}
_TOKEN = re.compile(r'(?P<not>-)?(?:(?P<field>[A-Za-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')
_SAYS_SOMETHING = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a link must have."""

    field: Field
    text: str  # as typed, without quotes; of BEFORE and AFTER a day in ISO form
    is_phrase: bool = False  # in this order; else as the start of a word


@dataclass(frozen=True, slots=True)
class Clause:
    """Terms of which a link must have one, or, where negated, none."""

    terms: tuple[Term, ...]
    is_negated: bool = False

    @property
    def asks_words(self) -> bool:
        """Does it ask for nothing but words?"""
        return all(term.field is Field.WORDS for term in self.terms)


@dataclass(frozen=True, slots=True)
class Search:
    """A question: every clause must hold."""

    clauses: tuple[Clause, ...]
    in_title: bool = False  # must the words stand in the title?
    doubts: tuple[str, ...] = ()  # what was not understood, as sentences for the author

    @property
    def is_empty(self) -> bool:
        return not self.clauses


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words around what was found."""

    text: str
    is_marked: bool  # were they asked for?


def pieces(snippet: str) -> Iterator[Piece]:
    """Cut a snippet at the marks round what was asked for."""
    for number, part in enumerate(snippet.split(MARK)):
        marked, _, plain = part.rpartition(UNMARK) if number else ("", "", part)
        if marked:
            yield Piece(marked, is_marked=True)
        if plain:
            yield Piece(plain, is_marked=False)


def parse(typed: str) -> Search:
    """Read what was typed. Any text is a question; one without a letter or digit is an empty one."""
    clauses: list[Clause] = []
    doubts: list[str] = []
    in_title = joins = False
    for match in _tokens(typed):
        if _is_or(match) and clauses:
            joins = True
            continue
        if (match["field"] or "").lower() == "in" and _value(match).lower() == "title":
            in_title = True
            continue
        term = _term(match, doubts)
        if term is None:
            continue
        _add(clauses, Clause((term,), is_negated=bool(match["not"])), joins=joins)
        joins = False
    return Search(tuple(clauses), in_title, tuple(doubts))


def _tokens(typed: str) -> Iterator[re.Match[str]]:
    for number, match in enumerate(_TOKEN.finditer(typed[:LONGEST])):
        if number >= MOST_TERMS:
            return
        yield match


def _is_or(match: re.Match[str]) -> bool:
    return (match["word"] or "").lower() == "or" and not match["not"] and not match["field"]


def _add(clauses: list[Clause], clause: Clause, *, joins: bool) -> None:
    """Add a clause; one that follows `or` joins the one before, unless either says what is left out."""
    if joins and not clause.is_negated and not clauses[-1].is_negated:
        clauses[-1] = Clause(clauses[-1].terms + clause.terms)
    else:
        clauses.append(clause)


def _value(match: re.Match[str]) -> str:
    return match["word"] if match["phrase"] is None else match["phrase"]


def _term(match: re.Match[str], doubts: list[str]) -> Term | None:
    """Read one term; None where it has no letter or digit."""
    name, value = (match["field"] or "").lower(), _value(match)
    if not _SAYS_SOMETHING.search(value):
        return None
    if field := _FILTERS.get(name):
        found, doubt = _filter(field, value)
        if found:
            return found
        doubts.append(doubt)
    text = f"{match['field']}:{value}" if match["field"] else value
    return Term(Field.WORDS, text, is_phrase=match["phrase"] is not None)


def _filter(field: Field, value: str) -> tuple[Term | None, str]:
    """Read a filter; where it is none, why."""
    if field is Field.IS:
        words = f"“is:{value}” is not known; is: takes {', '.join(STATES)}."
        return (Term(field, value.lower()), "") if value.lower() in STATES else (None, words)
    if field in (Field.BEFORE, Field.AFTER):
        day = _first_day(value) if field is Field.BEFORE else _last_day(value)
        words = f"“{field}:{value}” is no day; write it as 2025, 2025-11 or 2025-11-20."
        return (Term(field, day.isoformat()), "") if day else (None, words)
    return Term(field, value.lower()), ""


def _first_day(text: str) -> date | None:
    """The first day of a year, a month or a day: what is before it was before all of it."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text)
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def _last_day(text: str) -> date | None:
    """The last day of a year, a month or a day: what is after it was after all of it."""
    first = _first_day(text)
    if first is None or text.count("-") == 2:
        return first
    year, month = (first.year + 1, 1) if "-" not in text or first.month == 12 else (first.year, first.month + 1)
    return date(year, month, 1) - timedelta(days=1) if year <= date.max.year else date.max
