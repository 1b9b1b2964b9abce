"""Does a draft have what is asked for? The index has published posts only, and of drafts there are few."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from webapp import front_matter, markdown
from webapp.searches import Clause, Field, Piece, Search, Term

AROUND = 80  # characters on each side of what was found


@dataclass(frozen=True, slots=True)
class Matching:
    """Where words were found."""

    heading: str = ""
    anchor: str = ""
    excerpt: tuple[Piece, ...] = ()


def match_draft(title: str, text: str, day: date | None, search: Search) -> Matching | None:
    """Find what is asked for in a draft; None where it has not all of it. What only links or posts have, it has not."""
    plain = "\n".join(f"{each.heading}\n{each.text}" for each in markdown.section_texts(front_matter.split(text)[1]))
    asked = [clause for clause in search.clauses if clause.terms]
    where = _folded(title if search.in_title else f"{title}\n{plain}")
    if not asked or any(_has(clause, where, day) == clause.is_negated for clause in asked):
        return None
    return Matching(excerpt=_excerpt(plain, asked))


def _has(clause: Clause, text: str, day: date | None) -> bool:
    return any(_has_term(term, text, day) for term in clause.terms)


def _has_term(term: Term, text: str, day: date | None) -> bool:
    if term.field is Field.WORDS:
        return _pattern(term).search(text) is not None
    if term.field in (Field.BEFORE, Field.AFTER) and day is not None:
        return day.isoformat() < term.text if term.field is Field.BEFORE else day.isoformat() > term.text
    return False


def _pattern(term: Term) -> re.Pattern[str]:
    """The words in this order, whatever stands between them; the last one may go on where they are no phrase."""
    words = re.findall(r"\w+", _folded(term.text))
    between = r"\W+".join(map(re.escape, words))
    ending = r"\b" if term.is_phrase else ""
    return re.compile(rf"\b{between}{ending}") if words else re.compile("(?!)")


def _folded(text: str) -> str:
    """Lower case without accents, letter for letter, so that places stay the same."""
    return "".join(unicodedata.normalize("NFD", character)[0].lower()[:1] or " " for character in text)


def _excerpt(plain: str, clauses: list[Clause]) -> tuple[Piece, ...]:
    folded = _folded(plain)
    terms = [term for clause in clauses if not clause.is_negated for term in clause.terms if term.field is Field.WORDS]
    places = [found.span() for term in terms if (found := _pattern(term).search(folded))]
    return tuple(_pieces(plain, *min(places))) if places else ()


def _pieces(plain: str, start: int, end: int) -> Iterator[Piece]:
    before, after = plain[max(0, start - AROUND) : start], plain[end : end + AROUND]
    cut = before if len(before) < AROUND else f"…{before.partition(' ')[2]}"
    yield Piece(" ".join(cut.split()) + (" " if cut[-1:].isspace() else ""), is_marked=False)
    yield Piece(plain[start:end], is_marked=True)
    rest = after if len(after) < AROUND else f"{after.rpartition(' ')[0]}…"
    yield Piece((" " if rest[:1].isspace() else "") + " ".join(rest.split()), is_marked=False)
