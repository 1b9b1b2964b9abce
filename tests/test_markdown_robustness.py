"""No text stops the engine: it answers, and soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.markdown import bare_addresses, headings, links, render, render_section
from webapp.sanitising import sanitise

SIZE = 200_000
# Two to four seconds on the slowest machine that runs the tests; quadratic time would be minutes.
LIMIT_SECONDS = 20.0

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


@pytest.mark.slow
@pytest.mark.parametrize("piece", HARD)
def test_engine_takes_bounded_time(piece: str) -> None:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    began = time.perf_counter()

    render(text)
    headings(text)

    assert time.perf_counter() - began < LIMIT_SECONDS


def test_engine_reads_deep_nesting() -> None:
    deep = "> " * 500 + "a\n\n" + "".join("  " * depth + "- a\n" for depth in range(200)) + "<div>" * 500 + "<b>" * 500

    assert "<blockquote>" in render(deep)


def test_headings_is_fast_enough_for_every_keystroke() -> None:
    post = "".join(
        f"## Section {number}\n\n{'Some *words* and a [link](http://a.example). ' * 30}\n\n" for number in range(8)
    )
    began = time.perf_counter()

    for _ in range(20):
        headings(post)

    assert (time.perf_counter() - began) / 20 < 0.05
