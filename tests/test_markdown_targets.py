"""Links and bare addresses, and where they stand."""

import pytest

from webapp.markdown import TextLink, bare_addresses, links

LINKS = {
    "inline": ("a [b c](http://d.example)", TextLink("http://d.example", "b c", 0, 2)),
    "with a title": ('[b](http://d.example "t")', TextLink("http://d.example", "b", 0, 0)),
    "with marks": ("[*b* `c`](http://d.example)", TextLink("http://d.example", "b c", 0, 0)),
    "reference": ("a\n\nb [c][d]\n\n[d]: http://d.example", TextLink("http://d.example", "c", 2, 2)),
    "angle brackets": ("a <http://d.example>", TextLink("http://d.example", "http://d.example", 0, 2)),
    "html in text": ('a <a href="http://d.example">b</a>', TextLink("http://d.example", "b", 0, 2)),
    "html in a block": ('a\n\n<div><a href="http://d.example">b</a></div>', TextLink("http://d.example", "b", 2, 5)),
    "in a heading": ("a\n\n## [b](http://d.example)", TextLink("http://d.example", "b", 2, 3)),
    "in a list": ("- a\n- b [c](http://d.example)", TextLink("http://d.example", "c", 1, 4)),
    "in a list in a list": ("- a\n  - [b](http://d.example)", TextLink("http://d.example", "b", 1, 4)),
    "in a quote": ("> a\n> [b](http://d.example)", TextLink("http://d.example", "b", 1, 2)),
    "in a table": ("| a | [b](http://d.example) |", TextLink("http://d.example", "b", 0, 6)),
    "in deleted text": ("a ~~b [c](http://d.example)~~", TextLink("http://d.example", "c", 0, 6)),
    "in emphasis": ("a\nb *c [d](http://d.example)*", TextLink("http://d.example", "d", 1, 5)),
    "in a footnote": ("a[^1]\n\n[^1]: b [c](http://d.example)", TextLink("http://d.example", "c", 2, 8)),
    "around an image": ("[![b](c.png)](http://d.example)", TextLink("http://d.example", "", 0, 0)),
    "after a fold": ("a\n<!--more-->\n[b](http://d.example)", TextLink("http://d.example", "b", 2, 0)),
    "after windows line ends": ("a\r\n\r\n[b](http://d.example)\r\n", TextLink("http://d.example", "b", 2, 0)),
}
NOT_LINKS = {
    "bare": "http://d.example",
    "code": "`[b](http://d.example)`",
    "fence": "```\n[b](http://d.example)\n```",
    "comment": "<!-- [b](http://d.example) -->",
    "escaped": r"\[b](http://d.example)",
    "image": "![b](http://d.example)",
    "not defined": "[b][c]",
    "in raw html": "<div>[b](http://d.example)</div>",
}
BARE = {
    "alone": ("http://d.example/a?b=c", TextLink("http://d.example/a?b=c", "http://d.example/a?b=c", 0, 0)),
    "in a sentence": ("a\nb (https://d.example).", TextLink("https://d.example", "https://d.example", 1, 3)),
    "in a list": ("- a\n\n  https://d.example", TextLink("https://d.example", "https://d.example", 2, 2)),
    "in emphasis": ("*https://d.example*", TextLink("https://d.example", "https://d.example", 0, 1)),
}
NOT_BARE = {
    "a link": "[http://d.example](http://d.example)",
    "angle brackets": "<http://d.example>",
    "code": "`http://d.example`",
    "indented code": "    http://d.example",
    "an attribute": '<img src="http://d.example">',
    "a definition": "[a]: http://d.example",
    "a comment": "<!-- http://d.example -->",
}


@pytest.mark.parametrize(("text", "expected"), LINKS.values(), ids=LINKS.keys())
def test_links_finds(text: str, expected: TextLink) -> None:
    assert links(text) == [expected]


@pytest.mark.parametrize("text", NOT_LINKS.values(), ids=NOT_LINKS.keys())
def test_links_leaves_out(text: str) -> None:
    assert links(text) == []


def test_links_come_in_the_order_of_the_text() -> None:
    text = "a[^1] [b](http://b.example)\n\n[^1]: [c](http://c.example)\n\n[d](http://d.example)\n"

    assert [link.text for link in links(text)] == ["b", "c", "d"]


@pytest.mark.parametrize(("text", "expected"), BARE.values(), ids=BARE.keys())
def test_bare_addresses_finds(text: str, expected: TextLink) -> None:
    assert bare_addresses(text) == [expected]


@pytest.mark.parametrize("text", NOT_BARE.values(), ids=NOT_BARE.keys())
def test_bare_addresses_leaves_out(text: str) -> None:
    assert bare_addresses(text) == []
