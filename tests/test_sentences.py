"""Sentences: the one around some words of a text, cut out in a time that grows with the text only."""

import pytest
from counted import calls_in

from webapp.markdown import read_said
from webapp.sentences import sentence_around

LONG = 1_000_000  # characters: minutes, where each is looked at once for each other


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("One here. Two there. Three.", "there", "Two there."),
        ("One here. Two there. Three.", "here. Two", "One here. Two there."),
        ("Dr. Smith wrote it. So there.", "Smith", "Dr. Smith wrote it."),
        ("Really?! “Yes.” And on", "Yes", "“Yes.”"),
        ("Wait... What", "What", "What"),
        ("No end", "end", "No end"),
    ],
)
def test_sentence_is_the_one_around_the_words(text: str, words: str, expected: str) -> None:
    start = text.index(words)

    assert sentence_around(text, start, start + len(words)) == expected


def test_sentence_that_is_long_is_cut_at_words() -> None:
    text = f"First. {'Some words ' * 40}THERE {'and more ' * 40}. Last."

    said = sentence_around(text, text.index("THERE"), text.index("THERE") + 5)

    assert said.startswith("… ")
    assert said.endswith(" …")
    assert "THERE" in said


@pytest.mark.parametrize("mark", [".", "!", ".)", '."', ". a", "\n", ". "])
def test_sentence_of_a_long_text_of_one_mark_is_found(mark: str) -> None:
    text = mark * (LONG // len(mark))

    assert len(sentence_around(text, LONG // 2, LONG // 2 + 1)) < 1_000


def test_sentences_of_many_links_in_a_paragraph_take_no_more_for_each() -> None:
    few, many = ("Some [words](https://a.example/) here. " * number for number in (50, 200))

    assert calls_in(lambda: read_said(many)) / calls_in(lambda: read_said(few)) < 5
