"""Random texts made of the building blocks of rules 1 to 6, against Debian's kramdown itself."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
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


@pytest.fixture(scope="module")
def kramdown() -> Iterator[Kramdown]:
    with Kramdown() as process:
        yield process


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=POST)
def test_render_equals_kramdown_on_random_posts(kramdown: Kramdown, text: str) -> None:
    assert blocks(render(text)) == blocks(kramdown.render(text))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="ab \n'\"-.<>*_`[]()!#~\\|&;:{}1", max_size=25))
def test_render_equals_kramdown_on_random_marks(kramdown: Kramdown, text: str) -> None:
    assert blocks(render(text)) == blocks(kramdown.render(text))
