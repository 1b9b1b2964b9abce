"""Headings: those that the blog's engine sees, at the lines where an editor sees them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.markdown import heading_places, headings, render
from webapp.markdown.engine import read_outline

HIDDEN = {
    "a fence": "```\n## a\n```\n",
    "a fence of tildes": "~~~ text\n## a\n~~~\n",
    "a list item": "- ## a\n",
    "a line glued to a list item": "- b\n## a\n",
    "a line glued to a quote": "> b\n## a\n",
    "a quote": "> ## a\n",
    "a comment": "<!--\n\n## a\n\n-->\n",
    "an element": "<div>\n\n## a\n\n</div>\n",
    "an element with Markdown": '<div markdown="1">\n## a\n</div>\n',
    "an element never closed": "<div>\n\n## a\n",
    "indented code": "    ## a\n",
    "a footnote": "[^1]: b\n\n    ## a\n",
    "raw text": "{::nomarkdown}\n## a\n{:/}\n",
    "no blank after the marks": "##a\n",
    "no text": "## \n",
    "seven marks": "####### a\n",
    "two lines over an underline": "b\na\n---\n",
    "an underline under a list": "- a\n---\n",
}
SEEN = {
    "right after a paragraph": "b\n## a\n",
    "after a fence never closed": "```\nb\n\n## a\n",
    "after a fence with two words": "``` ruby b\n\n## a\n",
    "after a list and a blank line": "- b\n\n## a\n",
    "after a comment": "<!--more-->\n## a\n",
    "after a comment never closed": "<!-- b\n\n## a\n",
    "after an element": "<div>b</div>\n## a\n",
    "closed by marks": "## a ##\n",
    "with its own id": "## a {#b}\n",
    "underlined": "b\n\na\n---\n",
}


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN.keys())
def test_headings_leaves_out(text: str) -> None:
    found = headings(text)

    assert found == []


@pytest.mark.parametrize("text", SEEN.values(), ids=SEEN.keys())
def test_headings_finds(text: str) -> None:
    found = headings(text)

    assert [(heading.level, heading.text) for heading in found] == [(2, "a")]


def test_headings_names_lines_half_open() -> None:
    text = "## a\n\nb\n\nc\n---\n\n# d\n"

    found = [(heading.text, heading.line, heading.end_line) for heading in headings(text)]

    assert found == [("a", 0, 1), ("c", 4, 6), ("d", 7, 8)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_headings_counts_lines_by_every_line_end(end: str) -> None:
    text = end.join(["a", "", "## b", "", "c", "", "## d"])

    assert [heading.line for heading in headings(text)] == [2, 6]


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\u0085", "\f", "\v", "\x1c", "\x1e"])
def test_headings_takes_no_other_character_for_a_line_end(character: str) -> None:
    text = f"a{character}b\n\n## c\n\n{character}## d\n\n## e{character}f\n"

    found = [(heading.text, heading.line) for heading in headings(text)]

    assert found == [("c", 2), (f"e{character}f", 6)]


def test_headings_keeps_the_text_as_written() -> None:
    assert headings('## *a* [b](http://c.example) & "d"\n')[0].text == '*a* [b](http://c.example) & "d"'


@given(
    st.lists(st.sampled_from(["## a", "b", "", "- c", "```", "> d", "<div>", "</div>", "---", "<!--", "-->", "    e"]))
)
def test_headings_are_those_that_are_rendered_at_the_top(lines: list[str]) -> None:
    text = "\n".join(lines)

    found = [heading.level for heading in headings(text)]

    assert found == [int(level) for level in re.findall(r"^<h(\d)", render(text), re.MULTILINE)]


LINES = [
    *(
        "## a",
        "b",
        "",
        "- c",
        "1. c",
        "> d",
        "    e",
        "  e",
        "\tf",
        ": g",
        "| h | i |",
        "---",
        "===",
        "#j",
        "<!--more-->",
    ),
    *(
        "<!--more-->",
        "[k]: l",
        "[^1]: m",
        "*[n]: o",
        "{: .p}",
        "^",
        "```",
        "~~~",
        "$$",
        "<div>",
        "</div>",
        "- <div>",
        "<!-- q",
    ),
    *("-->", "{::comment}", "{:/}", '"r', "> ```", "<!--s--> <div>"),
]


@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n", "\r\n"])), max_size=12))
def test_headings_read_in_pieces_are_those_of_the_whole(lines: list[tuple[str, str]]) -> None:
    text = "".join(line + ending for line, ending in lines)

    found = [(heading.text, heading.line, heading.end_line) for heading in headings(text)]

    nodes = [node for node in read_outline(text).children if node.type == "heading"]
    assert found == [(node.children[0].content, *(node.map or ())) for node in nodes]


@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n", "\r\n"])), max_size=12))
def test_heading_places_are_those_of_the_lines_of_headings(lines: list[tuple[str, str]]) -> None:
    text = "".join(line + ending for line, ending in lines)

    found = [(text[start:end], text[:start].count("\n"), heading) for start, end, heading in heading_places(text, 2)]

    rows = text.splitlines(keepends=True)
    expected = [heading for heading in headings(text) if heading.level == 2]
    assert found == [("".join(rows[each.line : each.end_line]), each.line, each.text) for each in expected]


@pytest.mark.parametrize("tag", ["highlight", "comment"])
def test_headings_see_none_in_what_liquid_makes_code_or_takes_out(tag: str) -> None:
    text = f"## One\n\n{{% {tag} text %}}\n<nick> hello\n## No heading\n{{% end{tag} %}}\n\n## Two\n"

    assert [(heading.text, heading.line) for heading in headings(text)] == [("One", 0), ("Two", 7)]
