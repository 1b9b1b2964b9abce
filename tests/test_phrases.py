"""Phrases are found where a post has them as words, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.phrases import find_telling, phrase_of

MARKS = st.text(alphabet="ab Aé'’.-\n\r[]()*_`#>{}%<|~\\\"!:", max_size=60)


def words_of(source: str) -> set[str]:
    return {source[phrase.start : phrase.end] for phrase in find_telling(source)}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The Slow  Clock", "the slow clock"),
        ("GPT-4.5", "gpt 4 5"),
        ("Café’s menu", "cafe's menu"),
        ("*", ""),
        ("one two three four five six seven eight nine", ""),
    ],
)
def test_phrase_is_its_words_without_case_and_accents(text: str, key: str) -> None:
    assert phrase_of(text) == key


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("A slow clock ticks.", "slow clock"),
        ("A *slow clock* ticks.", "slow clock"),
        ("- A slow clock.\r\n- Two", "slow clock"),
        ("Made by Simon Willison's cat.", "Simon Willison"),
        ("It’s Simon’s GPT-4.5, they say.", "GPT-4.5"),
    ],
)
def test_phrase_is_found_as_it_is_written(source: str, words: str) -> None:
    assert words in words_of(source)


@pytest.mark.parametrize(
    "source",
    [
        "A [slow clock](https://a.example) ticks.",
        "A [slow clock][ref] ticks.",
        "![slow clock](a.png)",
        "A `slow clock` ticks.",
        "    slow clock",
        "## A slow clock",
        "<b>slow clock</b>",
        "{{ slow clock }}",
        "{% include slow clock %}",
        "A slow, clock.",
        "A slow.\nclock",
        "A sslow clock",
        "<https://slow clock>",
    ],
)
def test_phrase_is_not_found_where_it_is_a_link_or_no_words(source: str) -> None:
    assert "slow clock" not in words_of(source)


@pytest.mark.parametrize(
    ("words", "before", "tells"),
    [
        ("slow clock", "A ", True),
        ("Anthropic", "By ", True),
        ("Anthropic", "", False),
        ("Anthropic", "- ", False),
        ("Anthropic", "It ends. “", False),
        ("OpenAI", "", True),
        ("the new paper", "In ", False),
        ("this Anthropic post", "In ", True),
        ("clock", "A ", False),
        ("one of these", "It is ", False),
        ("2025", "In ", False),
    ],
)
def test_phrase_tells_which_page_it_may_lead_to(words: str, before: str, *, tells: bool) -> None:
    assert (words in words_of(before + words)) is tells


@given(MARKS)
def test_phrase_is_what_the_source_has_there(source: str) -> None:
    for phrase in find_telling(source):
        assert phrase_of(source[phrase.start : phrase.end]) == phrase.key
