"""Finding words in a draft and replacing them all: in the source alone, as one step."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from webapp import blog, desk, drafts, sections, write
from webapp.database import Database
from webapp.drafts import Draft
from webapp.errors import SectionsError
from webapp.sections import Search
from webapp.write import Place

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
NAME = "2025-12-11-working-notes.md"
SEPARATOR = "<!--more-->"
TEXT = """\
---\r
layout: post\r
title: "More notes"\r
---\r
\r
More or less.\r
\r
## One more\r
\r
Nothing more; moreover, more.\r
<!--more-->\r
\r
## Two\r
\r
Second,
<!--more--> in the text."""


@pytest.fixture
def place(db: Database, data_folder: Path, sample_blog: Path) -> Place:
    return Place(db, data_folder, blog.find_blog(sample_blog), NAME, TEXT, NOW)


@pytest.fixture
def draft(place: Place) -> Draft:
    return drafts.create_draft(place.db, place.folder, NAME, TEXT, now=NOW)


def file_of(place: Place) -> str:
    return (place.folder / NAME).read_bytes().decode()


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (Search("more"), ["More", "more", "more", "more", "more"]),
        (Search("more", match_case=True), ["more"] * 4),
        (Search("More", whole_word=True), ["More", "more", "more", "more"]),
        (Search("over, "), ["over, "]),
        (Search("text."), ["text."]),
        (Search("."), ["."] * 3),
        (Search(""), []),
        (Search("layout"), []),
        (Search("!--"), []),
    ],
)
def test_search_finds_source_only(search: Search, found: list[str]) -> None:
    document = sections.split(TEXT, SEPARATOR)

    matches = [
        each.source[start:end] for each in document.sections for start, end in search.find(each.source, SEPARATOR)
    ]

    assert matches == found


def test_matches_stand_where_the_text_area_has_them(draft: Draft) -> None:
    found = desk.find_matches(draft, SEPARATOR, Search("second"))

    match = found.matches[0]
    assert (match.position, match.heading, match.start) == (2, "Two", len("## Two\n\n"))
    assert (match.before, match.words, match.after) == ("", "Second", ",")
    assert found.said == "1 found"


def test_replacing_changes_the_words_alone_and_is_one_step(place: Place, draft: Draft) -> None:
    done = write.replace_all(place, Search("more", whole_word=True), "less", revision=draft.revision)

    expected = TEXT.replace("More or", "less or").replace("One more", "One less")
    assert file_of(place) == expected.replace("Nothing more; moreover, more", "Nothing less; moreover, less")
    assert done.description == "Replaced “more” 4 times."
    assert done.draft.sections == draft.sections
    write.undo_step(place, None)
    assert file_of(place) == TEXT


def test_replacing_may_make_sections(place: Place, draft: Draft) -> None:
    done = write.replace_all(place, Search("Second,"), "## Three\n\nThird,", revision=draft.revision)

    assert "## Two\r\n\r\n## Three\r\n\r\nThird,\n<!--more-->" in file_of(place)
    assert len(done.draft.sections) == 4


def test_replacing_is_refused_where_a_section_changed_since(place: Place, draft: Draft) -> None:
    changed = TEXT.replace("moreover, more", "moreover, yet more")
    (place.folder / NAME).write_bytes(changed.encode())

    with pytest.raises(SectionsError, match="changed since you searched"):
        write.replace_all(place, Search("more"), "less", revision=draft.revision)

    assert file_of(place) == changed


def test_replacing_goes_on_where_another_section_changed(place: Place, draft: Draft) -> None:
    changed = TEXT.replace("in the text", "in the end")
    (place.folder / NAME).write_bytes(changed.encode())

    write.replace_all(place, Search("moreover"), "besides", revision=draft.revision)

    assert file_of(place) == changed.replace("moreover", "besides")


def test_replacing_nothing_is_said(place: Place, draft: Draft) -> None:
    with pytest.raises(SectionsError, match="not in this draft"):
        write.replace_all(place, Search("layout"), "less", revision=draft.revision)

    assert file_of(place) == TEXT
