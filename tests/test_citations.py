"""What comes from elsewhere says in the post exactly what it said there."""

import json
import random
import re
import shutil
import subprocess

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.citations import cite, cite_as_sentence, cite_own_post, escape_text, quote, write_address
from webapp.errors import AddressError
from webapp.markdown import links, render

RUBY = shutil.which("ruby")
ADDRESS = "https://example.org/a"
KRAMDOWN = """
require "kramdown"; require "kramdown-parser-gfm"; require "json"
options = {input: "GFM", hard_wrap: false, entity_output: "as_char", smart_quotes: "lsquo,rsquo,ldquo,rdquo"}
puts JSON.generate(JSON.parse(STDIN.read).map { |text| Kramdown::Document.new(text, options).to_html })
"""

# Signs that mean something to Markdown, kramdown, Liquid or HTML, alone and in the runs that they form.
SIGNS = [
    *"ab 1.)(#+-=:>~*_`[]{}<|$&;!^\\/%@,?\"'é🎉\n\t\u2028\xa0",
    *(
        "--",
        "...",
        "{{",
        "{%",
        "%}",
        "$$",
        "&amp;",
        "&#123;",
        "~~",
        ">>",
        "<<",
        "<!--",
        "-->",
        "[^1]",
        "]:",
        "{:",
        "{::",
    ),
    *(
        "1. ",
        "- ",
        ": ",
        "</b>",
        "<b>",
        "*[a]",
        "![",
        "](",
        "](x)",
        "~~~",
        "```",
        "***",
        "https://x.y/z",
        "=== ",
        "[x]",
    ),
]
ADDRESS_SIGNS = [
    *"ab/?&=#(){}|*_\"'<>\\`^[]~%$;:@!,. é",
    *("&amp;", "&copy=", "&lt;", "((", "))", "{{", "%20", "$$", "**", "(a)", "--", "..."),
]
passages = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12).map("".join)
addresses = st.lists(st.sampled_from(ADDRESS_SIGNS), max_size=12).map(
    lambda signs: "https://example.org/" + "".join(signs)
)
SURROUNDINGS = [("", "\n"), ("Some *words* ", " and more.\n"), ("- ", "\n"), ("> ", "\n")]


def folded(text: str) -> str:
    """The text as it is to be read: blanks folded, quotation marks of any shape alike."""
    one_line = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", lambda blank: "\xa0" if blank[0] == "\xa0" else " ", text)
    return straight(one_line.strip(" "))


def straight(text: str) -> str:
    return re.sub("[‘’]", "'", re.sub("[“”]", '"', text))


def links_of(html: str) -> list[tuple[str | None, str]]:
    root = html5lib.parse(html, namespaceHTMLElements=False)
    return [(link.get("href"), straight("".join(link.itertext()))) for link in root.iter("a")]


def words_of(html: str) -> str:
    root = html5lib.parse(html, namespaceHTMLElements=False)
    return straight("".join(root.itertext()).strip(" \n"))


def kramdown(texts: list[str]) -> list[str]:
    assert RUBY is not None
    answer = subprocess.run([RUBY, "-e", KRAMDOWN], input=json.dumps(texts), capture_output=True, text=True, check=True)
    return list(json.loads(answer.stdout))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain words, with a comma", "Plain words, with a comma"),
        ('It\'s "so"', 'It\'s "so"'),
        ("a*b_c`d[e]f\\g<h", "a\\*b\\_c\\`d\\[e\\]f\\\\g\\<h"),
        ("{{ x }} {% y %} {: z}", "&#123;&#123; x &#125;&#125; &#123;% y %&#125; &#123;: z&#125;"),
        ("a | b", "a \\| b"),
        (": a", "\\: a"),
        ("a : b", "a : b"),
        ("# a", "\\# a"),
        ("C# 12", "C# 12"),
        ("1. a", "1\\. a"),
        ("1.10 a", "1\\.10 a"),
        ("$$x$$ for $5", "\\$\\$x\\$\\$ for $5"),
        ("a\r\n  b\tc\u2028d", "a b c d"),
        ("AT&T &amp; co", "AT&T &amp;amp; co"),
        ("~~a~~ ~b", "&#126;&#126;a&#126;&#126; ~b"),
        ("--help...", "\\-\\-help..\\."),
        ("😀 naïve — “so”", "😀 naïve — “so”"),
        ("", ""),
    ],
)
def test_citations_escape_what_means_something(text: str, written: str) -> None:
    assert escape_text(text) == written


@given(passages, st.sampled_from(SURROUNDINGS))
def test_citations_of_any_title_render_as_that_title(title: str, around: tuple[str, str]) -> None:
    html = render(around[0] + cite(ADDRESS, title) + around[1])

    assert links_of(html) == [(ADDRESS, folded(title) or ADDRESS)]


@given(passages)
def test_citations_escaped_text_renders_as_itself(text: str) -> None:
    html = render(escape_text(text) + "\n")

    assert words_of(html) == folded(text)
    assert not links_of(html)


@given(addresses, st.sampled_from(SURROUNDINGS))
def test_citations_of_any_address_lead_exactly_there(address: str, around: tuple[str, str]) -> None:
    written = cite(address, "a title")

    html = render(around[0] + written + around[1])

    expected = address.strip().replace(" ", "%20")
    assert links_of(html) == [(expected, "a title")]
    assert [link.address for link in links(written)] == [expected]


@given(passages, addresses)
def test_citations_hold_nothing_for_liquid(title: str, address: str) -> None:
    written = cite(address, title) + quote(title, address)

    assert not re.search(r"\{[{%]", written)


@pytest.mark.jekyll
@pytest.mark.skipif(RUBY is None, reason="ruby with kramdown is not installed")
def test_citations_read_the_same_in_the_blogs_own_engine() -> None:
    chance = random.Random(20251204)
    titles = ["".join(chance.choices(SIGNS, k=chance.randint(1, 9))) for _ in range(400)]
    targets = ["https://example.org/" + "".join(chance.choices(ADDRESS_SIGNS, k=chance.randint(1, 9))) for _ in titles]
    pairs = [(title, target) for title, target in zip(titles, targets, strict=True) if folded(title)]
    texts = [f"{before}{cite(target, title)}{after}" for title, target in pairs for before, after in SURROUNDINGS]

    rendered = kramdown(texts)

    expected = [
        [(target.strip().replace(" ", "%20"), folded(title))]
        for title, target in pairs
        for _ in range(len(SURROUNDINGS))
    ]
    assert [links_of(html) for html in rendered] == expected


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://en.wikipedia.org/wiki/Ice_(band)", "https://en.wikipedia.org/wiki/Ice_(band)"),
        ("https://example.org/a)b", "https://example.org/a&#41;b"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("https://example.org/{{a}}|b", "https://example.org/&#123;&#123;a&#125;&#125;&#124;b"),
        ("https://example.org/?a=1&copy=2&amp;", "https://example.org/?a=1&copy=2&amp;amp;"),
        (" HTTPS://example.org/A#b ", "HTTPS://example.org/A#b"),
    ],
)
def test_citations_write_addresses_plainly_where_they_can(address: str, written: str) -> None:
    assert write_address(address) == written


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", " javascript:x", "data:text/html,x"),
        *(
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://example.org",
            "//example.org",
            "example.org",
            "",
            "https://",
            "https://[",
        ),
    ],
)
def test_citations_refuse_what_is_no_web_address(address: str) -> None:
    with pytest.raises(AddressError):
        cite(address, "a title")


@pytest.mark.parametrize(
    ("selected", "written"),
    [
        ("these *words*", f"[these *words*]({ADDRESS})"),
        ("word ", f"[word]({ADDRESS}) "),
        (" `code` [1]", f" [`code` [1]]({ADDRESS})"),
        ("a [link](https://b.org)", f"a [link](https://b.org) [a title]({ADDRESS})"),
        ("one\n\ntwo", f"one\n\ntwo [a title]({ADDRESS})"),
        ("odd ]", f"odd ] [a title]({ADDRESS})"),
        ("^1", f"^1 [a title]({ADDRESS})"),
        ("  ", f"[a title]({ADDRESS})"),
    ],
)
def test_citations_keep_the_authors_own_words(selected: str, written: str) -> None:
    assert cite(ADDRESS, "a title", selected=selected) == written


def test_citations_without_a_title_show_the_address() -> None:
    assert cite("https://example.org/a_b") == "[https://example.org/a\\_b](https://example.org/a_b)"


def test_citations_quote_by_paragraph_with_the_link_below() -> None:
    written = quote("One *star*\nand more.\r\n\r\n# Two", ADDRESS, "a title")

    assert written == f"> One \\*star\\* and more.\n>\n> \\# Two\n>\n> [a title]({ADDRESS})\n"


@pytest.mark.parametrize(
    ("note", "first_words", "written"),
    [
        ("This paper\n  goes on.", 2, "[This paper](https://a.example/) goes on."),
        ("Superb, worth a look", 1, "[Superb](https://a.example/), worth a look"),
        ("Short", 3, "[Short](https://a.example/)"),
        ("", 2, "[A title](https://a.example/)"),
        ("Goes on", None, "Goes on [A title](https://a.example/)"),
        ("Worth a look:", 2, "Worth a look: [A title](https://a.example/)"),
        ("*Very worth* a look", 1, "*Very worth* a look [A title](https://a.example/)"),
        ("As [they](https://b.example/) say", 1, "As [they](https://b.example/) say [A title](https://a.example/)"),
        ("…", 2, "… [A title](https://a.example/)"),
    ],
)
def test_citations_make_a_sentence_of_the_note(note: str, first_words: int | None, written: str) -> None:
    assert cite_as_sentence("https://a.example/", "A title", note, first_words) == written


@given(st.text(), st.sampled_from([None, 1, 3]))
def test_citations_of_any_note_are_one_line_that_holds_the_link(note: str, first_words: int | None) -> None:
    written = cite_as_sentence("https://a.example/", "A title", note, first_words)

    assert "](https://a.example/)" in written
    assert len(written.splitlines()) == 1


@pytest.mark.parametrize(
    ("path", "anchor", "written"),
    [
        ("/2025-12-04/working-notes", "", "[Maps \\[x\\]](/2025-12-04/working-notes)"),
        (
            "/b/2025-11-20/Things-I've (noted)",
            "maps--x",
            "[Maps \\[x\\]](/b/2025-11-20/Things-I%27ve%20%28noted%29#maps--x)",
        ),
    ],
)
def test_citations_of_own_posts_lead_there(path: str, anchor: str, written: str) -> None:
    assert cite_own_post(path, anchor, "Maps [x]") == written
    assert f'href="{written.partition("(")[2].removesuffix(")")}"' in render(written)
