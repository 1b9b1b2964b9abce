"""Rendering, against what kramdown made of the same texts."""

from pathlib import Path

import pytest

from tests.kramdown import CASES, Case, read_cases
from tests.normalise import blocks
from webapp.markdown import Config, read_options, render, render_section

ALL_CASES = [(path.stem, case) for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)]


def config_of(case: Case) -> Config:
    """The case's options, which are written as kramdown names them."""
    return read_options(case.options)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{group}: {case.name}") for group, case in ALL_CASES])
def test_render_equals_kramdown(case: Case) -> None:
    written = render(case.text, config_of(case))

    assert blocks(written) == blocks(case.html)


def test_render_has_a_case_for_every_rule() -> None:
    groups = {group for group, _ in ALL_CASES}

    assert groups == {"blocks", "footnotes", "headings", "links", "options", "paragraphs", "posts", "quotes"}
    assert len(ALL_CASES) >= 480


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_render_reads_every_line_end(line_end: str) -> None:
    text = 'a\nb\n\n## c\n\n```\nd\n```\n\n- e\n- "f"\n'

    written = render(text.replace("\n", line_end))

    assert written == render(text)


def test_render_needs_no_newline_at_the_end() -> None:
    assert render("## a") == render("## a\n")


def test_render_section_uses_definitions_of_the_whole_post() -> None:
    whole = 'a\n\n## b\n\n[c] d[^1] HTML\n\n## e\n\n[c]: http://c.example "t"\n[^1]: note\n*[HTML]: Hyper Text\n'

    written = render_section("## b\n\n[c] d[^1] HTML\n", whole)

    assert '<a href="http://c.example" title="t">c</a>' in written
    assert '<li id="fn:1" role="doc-endnote">' in written
    assert '<abbr title="Hyper Text">HTML</abbr>' in written


def test_render_section_prefers_its_own_definitions() -> None:
    written = render_section("[c]\n\n[c]: http://own.example\n", "[c]: http://other.example\n")

    assert 'href="http://own.example"' in written


def test_render_section_of_the_whole_is_the_whole() -> None:
    post = Path(__file__).parent / "cases" / "kramdown" / "links.txt"
    text = post.read_text(encoding="utf-8")

    assert render_section(text, text) == render(text)
