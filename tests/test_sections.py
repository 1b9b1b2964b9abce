"""Posts as intro, sections and fold."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp import sections
from webapp.errors import SectionsError
from webapp.sections import Document, FoldForm, join, split

SAMPLE = (Path(__file__).parent / "posts" / "2025-12-04-working-notes.md").read_bytes().decode()
FOLD = "<!--more-->"
POST = """\
---
title: T
---

Intro.

## One

First.

## Two

Second.
<!--more-->

## Three

Third.

## Four

Last.
"""

endings = pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
pieces = st.sampled_from(
    [
        "## A",
        "## B",
        "text",
        "<!--more-->",
        "",
        "```",
        "---",
        "> ## Q",
        "- x",
        "\t",
        "<div>",
        "<!--",
        "##",
        "A\n---",
        "é\u2028",
    ]
)
texts = st.lists(st.tuples(pieces, st.sampled_from(["\n", "\r\n", "\r", ""]))).map(
    lambda lines: "".join(line + ending for line, ending in lines)
) | st.text(alphabet=st.characters(exclude_categories=["Cs"]))


def headings(document: Document) -> list[str]:
    return [section.heading for section in document.sections[1:]]


def post(ending: str = "\n") -> Document:
    return split(POST.replace("\n", ending), FOLD)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_joining_what_was_split_gives_the_text(text: str) -> None:
    assert join(split(text, FOLD)) == text


@given(texts)
@settings(max_examples=100, deadline=None)
def test_spans_hold_the_sources(text: str) -> None:
    document = split(text, FOLD)

    for index, section in enumerate(document.sections):
        start, end = sections.span_of(document, index)
        assert text[start:end] == section.source


@pytest.mark.parametrize("text", [SAMPLE, SAMPLE.replace("\n", "\r\n")], ids=["LF", "CRLF"])
def test_sample_post_is_read_as_it_is_written(text: str) -> None:
    document = split(text, FOLD)

    assert join(document) == text
    assert len(document.sections) == 1 + 8
    assert document.fold == 4
    assert document.sections[-1].heading == "Random stuff"


@pytest.mark.parametrize(
    "text",
    ["```\n## no\n```\n", "> ## no\n", "<!--\n## no\n-->\n", "<div>\n## no\n</div>\n", "# one\n", "### three\n"],
)
def test_what_the_engine_takes_for_no_heading_begins_no_section(text: str) -> None:
    assert len(split(text, FOLD).sections) == 1


def test_unclosed_fence_hides_no_section() -> None:
    assert headings(split("```\n## yes\n", FOLD)) == ["yes"]


@pytest.mark.parametrize("seam", ["\n<!--more-->\n\n", " <!--more-->\n\n", "\n\n<!--more-->\n", "<!--more-->\n"])
def test_fold_belongs_to_the_boundary(seam: str) -> None:
    document = split(f"## One\n\nText.{seam}## Two\n", FOLD)

    assert document.fold == 1
    assert document.sections[1].seam == seam
    assert document.sections[1].body == "\nText."


def test_fold_in_the_middle_of_a_section_is_text() -> None:
    document = split("## One\n\nA.\n<!--more-->\n\nB.\n", FOLD)

    assert document.fold is None
    assert document.fold_in_text == 1


def test_blog_without_separator_has_no_fold() -> None:
    assert split(POST, None).fold is None


@endings
def test_moving_leaves_the_fold_after_the_same_number_of_sections(ending: str) -> None:
    moved = sections.move(post(ending), 1, 4)

    assert headings(moved) == ["Two", "Three", "Four", "One"]
    assert moved.fold == 2
    assert sorted(section.body for section in moved.sections) == sorted(s.body for s in post(ending).sections)
    assert set(join(moved).split(ending)) >= {"First.", "Last.", FOLD}


@pytest.mark.parametrize(("index", "fold"), [(1, 2), (2, 2), (3, 2), (4, 2)])
def test_deleting_leaves_the_fold_after_the_same_number_of_sections(index: int, fold: int) -> None:
    shorter = sections.delete(post(), index)

    assert len(shorter.sections) == 4
    assert shorter.fold == fold
    assert join(shorter).count(FOLD) == 1
    assert join(shorter).endswith("\n")


def test_deleting_down_to_the_intro_keeps_the_fold_last() -> None:
    document = post()
    for _ in range(4):
        document = sections.delete(document, 1)

    assert len(document.sections) == 1
    assert document.fold == 0
    assert document.sections[0].source == "Intro."


@pytest.mark.parametrize(
    ("index", "body", "fold"),
    [(2, "\nFirst.\n\n\nSecond.", 2), (3, "\nSecond.\n\n\nThird.", 2), (4, "\nThird.\n\n\nLast.", 2)],
)
def test_merging_keeps_the_fold_at_a_boundary(index: int, body: str, fold: int) -> None:
    merged = sections.merge(post(), index)

    assert merged.sections[index - 1].body == body
    assert merged.fold == fold


def test_first_section_merges_into_the_intro() -> None:
    merged = sections.merge(post(), 1)

    assert merged.sections[0].source == "Intro.\n\n\nFirst."
    assert headings(merged) == ["Two", "Three", "Four"]


@endings
def test_splitting_makes_two_sections_of_one(ending: str) -> None:
    document = split(f"## One\n\nA.\n\nB.\n{FOLD}\n".replace("\n", ending), FOLD)

    cut = sections.split_section(document, 1, document.sections[1].source.index("B."))

    assert join(cut) == f"## One\n\nA.\n\n## New section\n\nB.\n{FOLD}\n".replace("\n", ending)


def test_splitting_in_the_heading_is_refused() -> None:
    with pytest.raises(SectionsError, match="not in its heading"):
        sections.split_section(post(), 1, 3)


def test_renaming_changes_the_heading_alone() -> None:
    renamed = sections.rename(post("\r\n"), 2, "  A *better*\nname ")

    assert join(renamed) == POST.replace("\n", "\r\n").replace("## Two", "## A *better* name")


def test_empty_heading_is_refused() -> None:
    with pytest.raises(SectionsError, match="needs a heading"):
        sections.rename(post(), 1, " \n ")


@endings
@pytest.mark.parametrize("index", [1, 2, 3, 4, 5])
def test_inserting_leaves_the_others_as_they_were(ending: str, index: int) -> None:
    grown = sections.insert(post(ending), index, "New")

    assert headings(grown)[index - 1] == "New"
    assert [h for h in headings(grown) if h != "New"] == ["One", "Two", "Three", "Four"]
    assert grown.fold == (3 if index <= 2 else 2)
    assert set(join(grown).replace("\r\n", "\n").replace("\r", "\n")) <= set(POST + "New")


def test_inserting_into_an_empty_post() -> None:
    grown = sections.insert(split("---\ntitle: T\n---\n\n", FOLD), 1, "New")

    assert join(grown) == "---\ntitle: T\n---\n\n## New\n"


@pytest.mark.parametrize("form", list(FoldForm))
@pytest.mark.parametrize("position", [0, 1, 2, 3, 4])
@endings
def test_moving_the_fold_never_leaves_two(form: FoldForm, position: int, ending: str) -> None:
    moved = sections.move_fold(post(ending), position, form)

    assert moved.fold == position
    assert join(moved).count(FOLD) == 1
    assert headings(moved) == ["One", "Two", "Three", "Four"]


def test_fold_is_written_in_the_form_of_the_blog() -> None:
    own = join(sections.move_fold(post(), 1, FoldForm.OWN_LINE))
    end = join(sections.move_fold(post(), 1, FoldForm.END_OF_PARAGRAPH))

    assert "First.\n<!--more-->\n## Two" in own
    assert "First.<!--more-->\n\n## Two" in end


def test_fold_can_be_taken_out() -> None:
    assert FOLD not in join(sections.move_fold(post(), None, FoldForm.OWN_LINE))


def test_fold_in_the_text_moves_to_the_boundary() -> None:
    document = split("## One\n\nA.\n<!--more-->\n\nB.\n\n## Two\n\nC.\n", FOLD)

    moved = sections.move_fold(document, 1, FoldForm.OWN_LINE)

    assert join(moved) == "## One\n\nA.\n\nB.\n<!--more-->\n## Two\n\nC.\n"


def test_fold_without_separator_is_refused() -> None:
    with pytest.raises(SectionsError, match="excerpt_separator"):
        sections.move_fold(split(POST, None), 1, FoldForm.OWN_LINE)


def test_section_that_would_swallow_the_next_is_not_moved() -> None:
    document = split("## One\n\nA.\n\n## Two\n\n<div>\n", FOLD)

    with pytest.raises(SectionsError, match="would hide"):
        sections.move(document, 2, 1)


def test_intro_stays() -> None:
    with pytest.raises(SectionsError, match="intro stays"):
        sections.move(post(), 0, 2)


@given(texts, st.integers(1, 6), st.integers(1, 6), st.sampled_from(["move", "delete", "merge", "fold", "insert"]))
@settings(max_examples=300, deadline=None)
def test_no_operation_loses_a_word(text: str, one: int, two: int, operation: str) -> None:
    document = split(text, FOLD)

    try:
        changed = _operate(document, one, two, operation)
    except SectionsError:
        return

    kept = sorted(join(changed).replace(FOLD, "").split())
    gone = sorted(document.sections[one].source.replace(FOLD, "").split()) if operation == "delete" else []
    if operation in ("move", "fold"):
        assert kept == sorted(text.replace(FOLD, "").split())
    elif operation == "delete":
        assert sorted([*kept, *gone]) == sorted(text.replace(FOLD, "").split())
    elif operation == "insert":
        assert len(changed.sections) == len(document.sections) + 1


def _operate(document: Document, one: int, two: int, operation: str) -> Document:
    if operation == "move":
        return sections.move(document, one, two)
    if operation == "delete":
        return sections.delete(document, one)
    if operation == "merge":
        return sections.merge(document, one)
    if operation == "fold":
        return sections.move_fold(document, one, FoldForm.OWN_LINE)
    return sections.insert(document, one, "New")


def replace(text: str, old: str, new: str) -> str:
    start = text.index(old)
    return sections.replace_span(text, (start, start + len(old)), new, FOLD)[0]


def test_editing_a_section_changes_its_bytes_alone() -> None:
    text = POST.replace("\n", "\r\n")

    assert replace(text, "Second.", "Second.\n\nMore.") == text.replace("Second.", "Second.\r\n\r\nMore.")


def test_text_that_differs_in_endings_only_is_left() -> None:
    text = "---\n---\r\nA.\rB.\nC.\r\n"

    assert replace(text, "A.\rB.\nC.", "A.\r\nB.\r\nC.") == text


def test_trailing_blank_lines_belong_to_the_seam() -> None:
    assert replace(POST, "Second.", "Second.\n\n\n") == POST


def test_fold_typed_at_the_end_is_not_doubled() -> None:
    assert replace(POST, "Second.", "Second.\n<!--more-->") == POST


@pytest.mark.parametrize("rest", ["", "\r\n", "\r\n## One\r\n", "## One\r\n"])
def test_intro_stands_below_the_blank_lines_of_the_front_matter(rest: str) -> None:
    text = "---\r\nt: x\r\n---\r\n" + rest
    document = split(text, FOLD)

    written, _ = sections.replace_span(text, sections.span_of(document, 0), "Hello.", FOLD)

    blank = "\r\n" if rest.startswith("\r\n") else ""
    heading = "\r\n\r\n## One\r\n" if "One" in rest else ""
    assert written == f"---\r\nt: x\r\n---\r\n{blank}Hello.{heading}"


def test_text_written_into_an_empty_intro_stands_apart_from_the_heading() -> None:
    text = "---\nt: x\n---\n## One\n"

    written, (start, end) = sections.replace_span(text, (13, 13), "Hello.", FOLD)

    assert written[start:end] == "Hello."
    assert headings(split(written, FOLD)) == ["One"]


@pytest.mark.parametrize(
    ("old", "new", "is_found"),
    [("First.", "First, changed.", True), ("Third.", "Third, changed.", True), ("Second.", "Another.", False)],
)
def test_span_is_found_when_something_else_changed(old: str, new: str, is_found: bool) -> None:
    start = POST.index("## Two")
    span = (start, POST.index("Second.") + len("Second."))
    current = POST.replace(old, new)

    found = sections.locate_span(POST, span, current)

    assert (found is not None) == is_found
    if found:
        assert current[found[0] : found[1]] == POST[span[0] : span[1]]


def test_span_is_not_found_when_it_grew_at_its_end() -> None:
    start = POST.index("## Two")
    span = (start, POST.index("Second.") + len("Second."))

    assert sections.locate_span(POST, span, POST.replace("Second.", "Second.\n\nAnd this.")) is None


@pytest.mark.parametrize(("span", "is_found"), [("", False), ("## A\n\nSame.", True)], ids=["intro", "section"])
def test_intro_that_was_written_meanwhile_is_no_empty_one_and_no_trouble_to_the_section_below(
    span: str, is_found: bool
) -> None:
    front, rest = "---\ntitle: T\n---\n\n", "## A\n\nSame.\n\n## A\n\nSame.\n"
    written = "Theirs.\n\n"

    found = sections.locate_span(front + rest, (len(front), len(front) + len(span)), front + written + rest)

    start = len(front) + len(written)
    assert found == ((start, start + len(span)) if is_found else None)


def test_span_is_found_with_changes_on_both_sides() -> None:
    start = POST.index("## Two")
    span = (start, POST.index("Second.") + len("Second."))
    current = POST.replace("First.", "1.").replace("Third.", "3.")

    found = sections.locate_span(POST, span, current)

    assert found is not None
    assert current[found[0] : found[1]] == "## Two\n\nSecond."


def test_section_that_ends_in_a_blank_is_left_as_it_is_when_saved_unchanged() -> None:
    text = "---\ntitle: T\n---\n\nIntro. \n\n## One\n"
    span = sections.span_of(split(text, None), 0)

    assert sections.replace_span(text, span, "Intro.", None) == (text, span)
    assert sections.replace_span(text, span, "Other.", None)[0] == text.replace("Intro.", "Other.")


def test_move_that_would_make_a_link_lead_elsewhere_is_refused() -> None:
    document = split("## One\n\n[a][]\n\n[a]: /one\n\n## Two\n\n[a]: /two\n\n## Three\n\nC.\n", FOLD)

    with pytest.raises(SectionsError, match=r"“\[a\]” is defined in two sections"):
        sections.move(document, 1, 2)
    assert headings(sections.move(document, 3, 1)) == ["Three", "One", "Two"]


def test_definition_that_stands_twice_alike_moves() -> None:
    document = split("## One\n\n[a]: /one\n\n## Two\n\n[a]: /one\n", FOLD)

    assert headings(sections.move(document, 1, 2)) == ["Two", "One"]
