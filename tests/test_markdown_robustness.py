"""No text stops the engine: it answers, and its work grows with the text and not with its square."""

import pytest
from counted import calls_in
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.markdown import bare_addresses, headings, links, render, render_section
from webapp.sanitising import sanitise

SMALL = 3_000  # characters
LARGE = 50_000
MOST_GROWTH = 2.6  # of the work for twice the text; 4 would be quadratic

HARD = [
    "<!--", "[[[[", "****", "*a ", "**a ", "_a ", "***a** ", "[a](", '[a](b "', "![", "[a][", "[*a", "`a",
    "``a`", "~~a", '<a b="', '<a b=\'c "', "<a ", "<http:", "{:\n", "{: a\n", "{::comment}\n", "```a\n~~~b\n",
    "> ", "- ", "- a\n  ", ":a\n", "<div>", "<b>", "<p>\n\n", '<div markdown="1">\n', '<b markdown="1">',
    "<div>\n- a\n", "<script>", "<?", "</", "$$a", "a|b\n", "|", "'a ", '"', "&a", "[a]: b\n", "[^a]",
    "[^1]:a\n\n    ", "# a\n", "a\n===\n", "\\", "a\n: b\n", "1. a\n\n", "^\n", "{:.a}\n", " ", "\t", "\x00",
    "\u2028", "*[a]: b\na\n",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_engine_answers_for_any_text(text: str) -> None:
    sanitise(render(text))
    headings(text)
    links(text)
    bare_addresses(text)
    render_section(text, text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*HARD, "\n", "\n\n", "a", "    ", "{:toc}\n", "</div>", "-->", ")"]), max_size=40))
def test_engine_answers_for_any_marks(parts: list[str]) -> None:
    text = "".join(parts)

    sanitise(render(text))
    headings(text)
    links(text)


def repeated(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def calls_of(text: str) -> int:
    """How many functions are called to render a text."""
    return calls_in(lambda: (render(text), headings(text)))


@pytest.mark.parametrize("piece", HARD)
def test_work_of_the_engine_grows_with_the_text(piece: str) -> None:
    once, twice = calls_of(repeated(piece, SMALL)), calls_of(repeated(piece, 2 * SMALL))

    assert twice / once < MOST_GROWTH


@pytest.mark.slow
@pytest.mark.parametrize("piece", HARD)
def test_engine_answers_for_a_long_text_of_one_mark(piece: str) -> None:
    text = repeated(piece, LARGE)

    render(text)
    headings(text)


def test_engine_reads_deep_nesting() -> None:
    deep = "> " * 500 + "a\n\n" + "".join("  " * depth + "- a\n" for depth in range(200)) + "<div>" * 500 + "<b>" * 500

    assert "<blockquote>" in render(deep)
