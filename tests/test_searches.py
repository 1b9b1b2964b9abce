"""What is typed to find links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp import searches
from webapp.searches import Clause, Field, Search, Term


def word(text: str, *, is_phrase: bool = False) -> Term:
    return Term(Field.WORDS, text, is_phrase=is_phrase)


def clauses(typed: str) -> tuple[Clause, ...]:
    return searches.parse(typed).clauses


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("reward balance", (Clause((word("reward"),)), Clause((word("balance"),)))),
        ('"long run"', (Clause((word("long run", is_phrase=True),)),)),
        ('an "open phrase', (Clause((word("an"),)), Clause((word("open phrase", is_phrase=True),)))),
        ("a or b c", (Clause((word("a"), word("b"))), Clause((word("c"),)))),
        ("a OR b or c", (Clause((word("a"), word("b"), word("c"))),)),
        ("or a", (Clause((word("or"),)), Clause((word("a"),)))),
        ("a or", (Clause((word("a"),)),)),
        ("-hype", (Clause((word("hype"),), is_negated=True),)),
        ('-"big news"', (Clause((word("big news", is_phrase=True),), is_negated=True),)),
        ("a or -b", (Clause((word("a"),)), Clause((word("b"),), is_negated=True))),
        ("site:ArXiv.org", (Clause((Term(Field.SITE, "arxiv.org"),)),)),
        ("-site:x.com", (Clause((Term(Field.SITE, "x.com"),), is_negated=True),)),
        ("kind:paper or kind:pdf", (Clause((Term(Field.KIND, "paper"), Term(Field.KIND, "pdf"))),)),
        ('tag:"two words"', (Clause((Term(Field.TAG, "two words"),)),)),
        ("Is:Unread", (Clause((Term(Field.IS, "unread"),)),)),
        ("before:2025", (Clause((Term(Field.BEFORE, "2025-01-01"),)),)),
        ("after:2025", (Clause((Term(Field.AFTER, "2025-12-31"),)),)),
        ("after:2025-12", (Clause((Term(Field.AFTER, "2025-12-31"),)),)),
        ("after:2024-2", (Clause((Term(Field.AFTER, "2024-02-29"),)),)),
        ("before:2025-11-20", (Clause((Term(Field.BEFORE, "2025-11-20"),)),)),
        ("note: me", (Clause((word("note:"),)), Clause((word("me"),)))),
        ("re:invent", (Clause((word("re:invent"),)),)),
        ("", ()),
        ("- _ ! “”", ()),
    ],
)
def test_parse_reads_what_was_typed(typed: str, read: tuple[Clause, ...]) -> None:
    assert clauses(typed) == read


def test_parse_asks_for_the_title_alone_wherever_it_is_said() -> None:
    assert searches.parse("reward in:title") == Search((Clause((word("reward"),)),), in_title=True)


@pytest.mark.parametrize("typed", ["is:read", "before:tomorrow", "after:2025-13", "before:2025-02-30", "after:0000"])
def test_parse_searches_for_a_filter_that_is_none_and_says_so(typed: str) -> None:
    found = searches.parse(typed)

    assert found.clauses == (Clause((word(typed),)),)
    assert len(found.doubts) == 1
    assert typed in found.doubts[0]


def test_parse_reads_the_last_day_of_all() -> None:
    assert clauses("after:9999") == (Clause((Term(Field.AFTER, "9999-12-31"),)),)


def test_parse_reads_no_more_than_says_something() -> None:
    assert len(clauses("a " * 500)) == searches.MOST_TERMS


@given(st.text())
def test_parse_takes_any_text(typed: str) -> None:
    found = searches.parse(typed)

    assert all(clause.terms for clause in found.clauses)
