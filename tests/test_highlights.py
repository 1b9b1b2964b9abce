"""Passages of a kept text."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp import highlights
from webapp.highlights import Passage, fragment_of, mark_passages

TEXT = "<h2>A head</h2><p>One fish, <em>two</em> fish.</p><p>Red fish &amp; blue\n  fish.</p>"


def marked(*passages: Passage, html: str = TEXT) -> str:
    return mark_passages(html, passages).html


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One fish", '<p><mark id="quote-1">One fish</mark>, <em>'),
        ("fish, two", 'One <mark id="quote-1">fish, </mark><em><mark>two</mark></em> fish.'),
        ("fish. Red", 'two</em> <mark id="quote-1">fish.</mark></p><p><mark>Red</mark> fish'),
        ("fish & blue fish", '<mark id="quote-1">fish &amp; blue\n  fish</mark>.'),
        ("head\n\nOne", 'A <mark id="quote-1">head</mark></h2><p><mark>One</mark>'),
    ],
)
def test_passage_is_marked_across_elements_and_blanks(text: str, found: str) -> None:
    assert found in marked(Passage(1, text))


@pytest.mark.parametrize(
    ("prefix", "suffix", "found"),
    [
        ("", "", "One <mark"),
        ("", ", two", "One <mark"),
        ("two ", "", "two</em> <mark"),
        ("Red ", " & blue", "Red <mark"),
        ("nowhere like this", " & bl", "Red <mark"),
        ("blue\n", "", "blue\n  <mark"),
    ],
)
def test_passage_that_is_there_more_than_once_is_the_one_between_its_words(
    prefix: str, suffix: str, found: str
) -> None:
    assert found in marked(Passage(1, "fish", prefix, suffix))


def test_passages_that_overlap_are_both_marked() -> None:
    html = marked(Passage(1, "One fish, two"), Passage(2, "fish, two fish"))

    assert 'id="quote-1"' in html
    assert 'id="quote-2"' in html
    assert re.sub(r"</?mark[^>]*>", "", html) == TEXT


def test_passage_that_is_not_there_is_told() -> None:
    found = mark_passages(TEXT, [Passage(1, "One fish"), Passage(2, "three fish"), Passage(3, " ")])

    assert found.missing == {2, 3}


@given(st.text(), st.text(), st.text(), st.text())
def test_marking_changes_no_word(before: str, text: str, behind: str, other: str) -> None:
    html = "".join(f"<p>{part.replace('&', '&amp;').replace('<', '&lt;')}</p>" for part in (before, text, behind))

    written = mark_passages(html, [Passage(1, text), Passage(2, other)]).html

    assert unescape(re.sub(r"</?(?:mark|p)[^>]*>", "", written)) == unescape(re.sub(r"</?p>", "", html))


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("as they say", "#:~:text=as%20they%20say"),
        ("well-known, & more", "#:~:text=well%2Dknown%2C%20%26%20more"),
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            "#:~:text=one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen",
        ),
    ],
)
def test_fragment_leads_to_the_passage(text: str, fragment: str) -> None:
    assert fragment_of(text) == fragment


def test_fragment_of_one_very_long_word_is_the_word() -> None:
    assert fragment_of("a" * 100) == f"#:~:text={'a' * 100}"
    assert highlights.LONGEST_FRAGMENT < 100
