"""Random texts made of the building blocks of rules 1 to 6, against Debian's kramdown itself."""

from collections.abc import Callable, Iterator

import pytest
from conftest import SHARED_FIXTURE
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kramdown import Kramdown, is_installed
from tests.normalise import blocks
from webapp.markdown import render

pytestmark = [
    pytest.mark.jekyll,
    pytest.mark.skipif(not is_installed(), reason="ruby-kramdown-parser-gfm is not installed: `make test` installs it"),
]

_PIECES = """
    a b. it's "c" 'd' "e f" 'g' -- --- ... .... << >> ' " '80s (h) [i](http://j.example) [k](l "m") [n] ![o](p.png)
    [q][n] [^1] [^2] *r* **s** _t_ __u__ *v w* `x` ``y`z`` ~~del~~ &amp; &copy;
    & < > <b>B</b> <br> <i <!--more--> <http://c.e>
    http://d.example \\* \\" \\ é — 5 $ # : | 1. - !
    """
WORDS = st.sampled_from(_PIECES.split())
GLUE = st.sampled_from([" ", " ", " ", "", "\u00a0", "\n", "  \n", "\\\n"])
TEXT = st.lists(st.tuples(WORDS, GLUE), min_size=1, max_size=8).map(lambda parts: "".join(a + b for a, b in parts))
LINE = st.sampled_from(
    [
        "",
        "",
        "<!--more-->",
        "## Heading",
        "## Heading ##",
        "# ",
        "#tag",
        "---",
        "***",
        "===",
        "```",
        "```python",
        "~~~",
        "> quote",
        "- item",
        "1. item",
        "1) none",
        ": definition",
        "{: .c}",
        "<div>",
        "</div>",
        "[n]: http://n.example 't'",
        "[^1]: note",
        "[^2]: *note*",
        "    indented",
        "| a | b |",
    ]
)
POST = st.lists(st.one_of(LINE, TEXT), min_size=1, max_size=10).map("\n".join)

# What real posts nest in each other: pieces of blocks, then the same behind marks and indents.
BLOCK = st.sampled_from(
    [
        *("- item", "1. item", "* [ ] box", "- {:.c} item", "", "", "* toc\n{:toc}", "term\n: definition", ": more"),
        *("```ruby\ncode\n```", "~~~\ncode\n~~~", "    code", "\tcode", "> quote\nlazy", "> > deeper", " \tbare"),
        *("<details>", "</details>", "<summary>*s*</summary>", '<div markdown="1">', "<div>", "</div>", "<p>*p*</p>"),
        *(
            '<section markdown="span">',
            "</section>",
            "<figure>",
            "</figure>",
            "<iframe src='a'></iframe>",
            "<b>*b*</b>",
        ),
        *(
            "<table>",
            "<tr><td>*t*</td></tr>",
            "</table>",
            "<!-- a",
            "-->",
            "<!-- b -->",
            "<br>",
            "<script>",
            "</script>",
        ),
        *("a | b\n--|:-:\n`c|d` | e", "| a |\n|---|\n| b \\| c |\n{: .t}", "|===", "$$\nx < y\n$$"),
        *("^", "***", "---"),
        *("{:.k #i title='t'}", "{:ref: .r}", "{: ref}", "{::comment}", "{:/comment}"),
        *("{::options toc_levels='2' /}"),
        *(
            "## Heading {#own}",
            "Setext\n---",
            "[^3]: note\n\n    more\n\n    - list",
            "*[HTML]: Hyper",
            "HTML [^3]",
            "x  \ny",
        ),
        *(
            "![a](b.png){: width='3'}",
            "[![a](b)](c){: .l}",
            "日本 “x” 'y'",
            'שלום -- "z"',
            "🎉 :tada: it's",
            "a\u00a0 b",
        ),
    ]
)


def behind(mark: str) -> Callable[[str], str]:
    """Put a mark before the first line, and as much before the others."""
    rest = mark if mark.startswith(">") else " " * len(mark)
    return lambda text: "\n".join(
        (mark if number == 0 else rest) + line if line else line for number, line in enumerate(text.split("\n"))
    )


NESTED = st.recursive(
    st.one_of(BLOCK, TEXT),
    lambda inner: st.builds(
        lambda mark, parts, glue: behind(mark)(glue.join(parts)),
        st.sampled_from(["- ", "1. ", "> ", "  ", "    ", "   ", ": ", "\t"]),
        st.lists(inner, min_size=1, max_size=4),
        st.sampled_from(["\n", "\n", "\n\n"]),
    ),
    max_leaves=8,
)
NESTED_POST = st.builds(
    lambda glue, parts: glue.join(parts), st.sampled_from(["\n", "\n\n"]), st.lists(NESTED, min_size=1, max_size=6)
)


@pytest.fixture(scope="module")
def kramdown() -> Iterator[Kramdown]:
    with Kramdown() as process:
        yield process


@settings(max_examples=400, deadline=None, suppress_health_check=SHARED_FIXTURE)
@given(text=POST)
def test_render_equals_kramdown_on_random_posts(kramdown: Kramdown, text: str) -> None:
    assert blocks(render(text)) == blocks(kramdown.render(text))


@settings(max_examples=400, deadline=None, suppress_health_check=SHARED_FIXTURE)
@given(text=st.text(alphabet="ab \n'\"-.<>*_`[]()!#~\\|&;:{}1", max_size=25))
def test_render_equals_kramdown_on_random_marks(kramdown: Kramdown, text: str) -> None:
    assert blocks(render(text)) == blocks(kramdown.render(text))


@settings(max_examples=400, deadline=None, suppress_health_check=SHARED_FIXTURE)
@given(text=NESTED_POST)
def test_render_equals_kramdown_on_blocks_in_blocks(kramdown: Kramdown, text: str) -> None:
    try:
        expected = kramdown.render(text)
    except ValueError:  # kramdown itself fails on a few texts
        return

    assert blocks(render(text)) == blocks(expected)
