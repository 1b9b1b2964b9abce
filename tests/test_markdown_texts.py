"""What sections say in plain words."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.markdown import section_texts
from webapp.sections import split


def test_section_texts_leave_marks_and_addresses_out() -> None:
    (intro,) = section_texts("*It's* [here](https://a.example) <https://b.example/c> at https://d.example -- `x`\n")

    assert intro.text == "It’s here at – x"


def test_section_texts_keep_the_words_of_blocks_apart() -> None:
    (intro,) = section_texts("- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n> three\n\n    code\n")

    assert intro.text == "one two a b c d three"


def test_section_texts_number_anchors_as_the_page_does() -> None:
    found = section_texts("# A\n\n## A\n\n### A\n\n## A {#own}\n\n## A *b* & c\n")

    assert [section.anchor for section in found] == ["", "a-1", "own", "a-b--c"]


@given(st.text(alphabet="# ab\n`-<>*[]()!|:\r"))
def test_section_texts_are_as_many_as_the_sections(text: str) -> None:
    assert len(section_texts(f"\n{text}")) == len(split(f"\n{text}", None).sections)
