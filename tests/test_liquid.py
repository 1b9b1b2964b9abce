"""Liquid before the build: what is not known, wrong or too much becomes a box, and never breaks the page."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp import liquid, markdown
from webapp.liquid import Drop, Known, Unknown, fill, make_value, place

INCLUDES = {
    "plain.html": "plain",
    "time.html": "at {{ site.time }}",
    "self.html": "{% include self.html %}",
    "broken.html": "{% if a %}",
}
KNOWN = Known(
    site=Drop({"title": "A blog", "list": ["a", "b"]}, unknown=frozenset(["time", "pages"])),
    page=Drop({"title": "A post", "tags": ["x", "y"]}),
    url="https://blog.example",
    address_of_post={"2025-03-01-a": "/a"}.get,
    address_of_file={"_notes/a.md": Unknown("in a collection")}.get,
    include=INCLUDES.get,
)
BOX = "working-notes-box"


def written(text: str) -> str:
    filled = fill(text, KNOWN)
    return place(markdown.render(filled.text), filled.boxes)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ site.time }}", "known when the blog is built"),
        ("{{ site.time | date: '%Y' | append: 'x' }}", "known when the blog is built"),
        ("{% if site.time %}a{% endif %}", "known when the blog is built"),
        ("{% for p in site.pages %}a{% endfor %}", "known when the blog is built"),
        ("{% assign a = site.time | date: '%Y' %}{{ a }}", "known when the blog is built"),
        ("{% capture a %}b{{ site.time }}{% endcapture %}{{ a | size }}", "known when the blog is built"),
        ("{% include plain.html a=site.time %}{% include time.html %}", "known when the blog is built"),
        ("{{ 'now' | date: '%Y' }}", "the moment of the build"),
        ("{{ jekyll.environment }}", "known when the blog is built"),
        ("{{ page }}", "known when the blog is built"),
        ("{% link _notes/a.md %}", "in a collection"),
        ("{% gist 1234 %}", "made by a plugin when the blog is built"),
        ("{{ 'a' | smartify }}", "made by the blog’s engine when it is built"),
        ("{% post_url 2025-03-02-b %}", "the blog has no post 2025-03-02-b, which stops its build"),
        ("{% link b.md %}", "the blog has no file b.md, which stops its build"),
        ("{% include missing.html %}", "the blog has no file missing.html to include, which stops its build"),
        ("{% include ../a.html %}", "../a.html is no name of a file that can be included"),
        ("{% include plain.html a b %}", "“a b” can’t be read as values for the included file"),
        ("{% include broken.html %}", "expected tag endif"),
        ("{% endif %}", "belongs to nothing above it, which stops the build of the whole blog"),
        ("{% if a %}b", "stops the build of the whole blog: expected tag endif"),
        (
            "{% highlight %}b{% endhighlight %}",
            "stops the build of the whole blog: “{% highlight %}” names no language",
        ),
        ("{{ a", "stops the build of the whole blog: “{{” is never closed by “}}”"),
        ("{% raw %}a", "stops the build of the whole blog: “{% raw %}” is never ended by “{% endraw %}”"),
        ("{{ 1 | divided_by: 0 }}", "Liquid can’t do this"),
        ("{{ 'a' | nothing }}", "Liquid can’t do this: unknown filter"),
        ("{{ 'a' 'b' }}", "can’t be read here"),
    ],
)
def test_what_is_not_known_is_a_box_that_says_why(text: str, reason: str) -> None:
    filled = fill(f"before {text} after", KNOWN)

    page = place(markdown.render(filled.text), filled.boxes)

    assert any(reason in box.reason for box in filled.boxes)
    assert f'<span class="{BOX}">' in page
    assert page.startswith("<p>before ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{% for i in (1..1000000000) %}a{% endfor %}", "more than 10,000 rounds"),
        ("{% for i in (1..200) %}{% for j in (1..200) %}a{% endfor %}{% endfor %}", "more than 10,000 rounds"),
        ("{{ (1..1000000000) | join }}", "a range of more than 10,000 numbers"),
        ("{% for i in (1..9000) %}" + "{{ i }}" * 50 + "{% endfor %}", "more than 50,000 steps"),
        ("{% assign a = 'aaaaaaaaaa' %}" + "{% assign a = a | append: a %}" * 40, "more than 200,000 characters"),
        ("{% assign a = 9 %}" + "{% assign a = a | times: a %}" * 40, "a number too large"),
        (
            "{% assign a = 'a' %}" + "{% assign a = a | replace: 'a', 'aaaaaaaaaa' %}" * 40,
            "more than 200,000 characters",
        ),
        ("{% assign a = 'a,a' | split: ',' %}" + "{% assign a = a | push: a %}" * 80, "more than 200,000 characters"),
        (
            "{% assign a = 'a,' | split: '' %}" + "{% assign a = a | concat: a %}" * 12 + "{{ a | sort }}" * 30,
            "more than 50,000 steps",
        ),
        ("{% assign a = '" + "word " * 3_000 + "' %}" + "{{ a | markdownify }}" * 20, "more than 50,000 steps"),
        ("{% if " + "(" * 10_000 + "a" + ")" * 10_000 + " %}b{% endif %}", "a piece of Liquid has more than 20,000"),
        ("{% include self.html %}", "more than 10 files included in each other"),
        ("{{ 'a' }}" * 3_001, "more than 3,000 pieces of Liquid"),
        ("{{ 'a' }}" + "b" * 500_000, "longer than 500,000 characters"),
        ("{% for i in (1..9999) %}" + "b" * 1_000 + "{% endfor %}", "more than 1,000,000 characters"),
    ],
)
def test_too_much_is_a_box_and_the_rest_is_shown(text: str, reason: str) -> None:
    filled = fill(f"{text}\n\nThe rest.", KNOWN)

    assert any(reason in box.reason for box in filled.boxes)
    assert filled.text.endswith("The rest.")


def test_other_pieces_are_filled_in_beside_a_box() -> None:
    page = written("{{ site.title }} {{ site.time }} {% for t in page.tags %}{{ t }}{{ site.time }}{% endfor %}")

    assert page.startswith(f'<p>A blog <span class="{BOX}">')
    assert "x<span" in page
    assert "y<span" in page


def test_box_stands_as_a_block_in_code_and_as_text_in_an_address() -> None:
    page = written(
        "{{ site.time }}\n\n```\na {{ site.time }}\n```\n\n[b]({{ site.time }}) ## c\n\n## {{ site.time }} d\n"
    )

    assert page.startswith(f'<p><span class="{BOX}">{{{{ site.time }}}} · known when the blog is built</span></p>')
    assert f'<code>a <span class="{BOX}">' in page
    assert '<a href="{{ site.time }}">b</a>' in page
    assert f'<h2 id="-d"><span class="{BOX}">' in page


def test_box_is_escaped() -> None:
    page = written("{{ site.time | append: '<script>' }} {{ '<b>' | nothing }}")

    assert "<script>" not in page
    assert "<b>" not in page


def test_text_without_liquid_is_left_alone() -> None:
    text = "a { b } % c %} }} `{`"

    assert fill(text, KNOWN) == liquid.Filled(text)


def test_values_are_written_as_ruby_writes_them() -> None:
    value = make_value({"a": [1, "b", None, True], "c": {"d": 1.5}}, UTC)

    assert str(value) == '{"a"=>[1, "b", nil, true], "c"=>{"d"=>1.5}}'


def test_list_of_many_words_keeps_each_once_without_comparing_all_of_them() -> None:
    numbers = "{% capture a %}{% for i in (1..9000) %}{{ i }} {% endfor %}{% endcapture %}"

    filled = fill(numbers + "{{ a | append: a | split: ' ' | uniq | size }}", KNOWN)

    assert filled.text == "9000"


def test_values_beyond_the_calendar_stay_as_they_are() -> None:
    value = datetime(9999, 12, 31, 23, tzinfo=UTC)

    assert make_value(value, timezone(timedelta(hours=12))) == value


PIECES = st.sampled_from(
    [
        "{{",
        "}}",
        "{%",
        "%}",
        "{{",
        "{%",
        "}}",
        "%}",
        "{%-",
        "-%}",
        "if",
        "endif",
        "else",
        "for",
        "endfor",
        "in",
        "site.list",
        "page.title",
        "site.time",
        "assign",
        "a",
        "=",
        "'b'",
        '"',
        "|",
        ":",
        ",",
        "date",
        "append",
        "replace",
        "capture",
        "endcapture",
        "raw",
        "endraw",
        "comment",
        "endcomment",
        "include",
        "plain.html",
        "self.html",
        "x=a",
        "case",
        "when",
        "endcase",
        "unless",
        "endunless",
        "(1..3)",
        "(1..99999999)",
        "highlight",
        "ruby",
        "endhighlight",
        "post_url",
        "link",
        "cycle",
        "where_exp",
        "group_by",
        "push",
        "a.b.c",
        "[0]",
        "[",
        "]",
        "==",
        "contains",
        "and",
        "or",
        "blank",
        "empty",
        "nil",
        "true",
        "1",
        "2.5",
        "-3",
        "join",
        "size",
        "map",
        "sort",
        "where",
        "tablerow",
        "endtablerow",
        "break",
        "continue",
        "liquid",
        "echo",
        "#",
        "increment",
        "jsonify",
        "slugify",
        "strftime",
        "doc",
        "enddoc",
        "render",
    ]
)


@settings(max_examples=400, deadline=None)
@given(pieces=st.lists(PIECES, max_size=25))
def test_fill_takes_every_text(pieces: list[str]) -> None:
    filled = fill(" ".join(pieces), KNOWN)

    assert isinstance(place(markdown.render(filled.text), filled.boxes), str)


TAGS = st.sampled_from(
    [
        "{{ site.time }}",
        "{{ page.title | upcase }}",
        "{% if a == blank %}",
        "{% else %}",
        "{% endif %}",
        "{% for i in site.list %}",
        "{% endfor %}",
        "{% assign a = site.list | where_exp: 'x', 'x == a' %}",
        "{% capture b %}",
        "{% endcapture %}",
        "{{ a | join: b | split: a | sort | map: 'c' | jsonify }}",
        "{{ a | sort: b | first | date: '%F' | slugify }}",
        "{{ site.list | group_by: a | push: b | size | times: a }}",
        "{% include time.html a=b %}",
        "{% include {{ a }} %}",
        "{% highlight a %}",
        "{% endhighlight %}",
        "{% case a %}",
        "{% when 1, nil %}",
        "{% endcase %}",
        "{% break %}",
        "{% raw %}",
        "{% endraw %}",
        "{% comment %}",
        "{% endcomment %}",
        "{{ a.first.b[site.list[1]] | default: b | array_to_sentence_string }}",
        "text ",
    ]
)


@settings(max_examples=400, deadline=None)
@given(pieces=st.lists(TAGS, max_size=15))
def test_fill_takes_every_order_of_tags(pieces: list[str]) -> None:
    filled = fill("".join(pieces), KNOWN)

    assert isinstance(place(markdown.render(filled.text), filled.boxes), str)
