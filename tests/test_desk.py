"""The desk as a value: which draft it opens, and what it shows of it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from webapp import blog, capture, desk, drafts
from webapp.blog import Blog
from webapp.conventions import WEEKLY, Choice, Choices
from webapp.database import Database
from webapp.desk import Desk
from webapp.desk.values import FoldPlace
from webapp.errors import DraftNotFoundError

NOW = datetime(2025, 12, 9, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
NAME = "2025-12-11-working-notes.md"
TEXT = """\
---
layout: post
title: "Working Notes - 11/12/25"
---

Intro with **two** words.

## One

See [a][ref] and [b](https://example.org/b).
<!--more-->
## Random stuff

Last.

[ref]: https://example.org/a
"""


@pytest.fixture
def site(sample_blog: Path) -> Blog:
    return blog.find_blog(sample_blog)


def write(db: Database, folder: Path, name: str = NAME, text: str = TEXT) -> drafts.Draft:
    return drafts.create_draft(db, folder, name, text, now=NOW)


def read(db: Database, folder: Path, site: Blog, name: str = NAME, opened: int | None = None) -> Desk:
    return desk.read_desk(db, folder, site, name, TODAY, opened)


def notes_of(day: date) -> tuple[str, str]:
    return f"{day:%Y-%m-%d}-working-notes.md", TEXT.replace("11/12/25", f"{day:%d/%m/%y}")


@pytest.mark.parametrize(
    ("today", "name"),
    [
        (date(2025, 12, 5), "2025-12-11-working-notes.md"),
        (date(2025, 12, 11), "2025-12-11-working-notes.md"),
        (date(2025, 12, 12), "2025-12-18-working-notes.md"),
    ],
)
def test_desk_opens_the_next_publishing_day(
    db: Database, data_folder: Path, site: Blog, today: date, name: str
) -> None:
    assert desk.this_week(db, data_folder, site, today).name == name
    assert list(data_folder.glob("*.md")) == []


@pytest.mark.parametrize(("today", "day"), [(date(2025, 12, 17), 11), (date(2025, 12, 18), 18)])
def test_desk_opens_the_oldest_draft_for_six_days(
    db: Database, data_folder: Path, site: Blog, today: date, day: int
) -> None:
    for each in (date(2025, 12, 18), date(2025, 12, 11)):
        write(db, data_folder, *notes_of(each))

    assert desk.this_week(db, data_folder, site, today).day == date(2025, 12, day)


def test_published_draft_is_not_this_weeks(db: Database, data_folder: Path, site: Blog) -> None:
    draft = write(db, data_folder)
    drafts.remember_publication(db, draft.id, f"_posts/{NAME}", draft.revision)

    assert desk.waiting_weeks(db, data_folder, site) == []


def test_week_without_a_file_begins_as_the_series_does(db: Database, data_folder: Path, site: Blog) -> None:
    shown = read(db, data_folder, site)

    assert (shown.title, shown.draft_id, len(shown.sections)) == ("Working Notes - 11/12/25", 0, 1)
    assert shown.day_words == "Thursday 11 December"
    assert list(data_folder.glob("*.md")) == []


def test_name_that_the_series_would_not_give_is_no_draft(db: Database, data_folder: Path, site: Blog) -> None:
    with pytest.raises(DraftNotFoundError):
        read(db, data_folder, site, "2025-12-11-something-else.md")


def test_draft_whose_file_is_gone_does_not_begin_anew(db: Database, data_folder: Path, site: Blog) -> None:
    write(db, data_folder).path.unlink()

    with pytest.raises(DraftNotFoundError):
        read(db, data_folder, site)


def test_desk_shows_sections_with_their_counts(db: Database, data_folder: Path, site: Blog) -> None:
    write(db, data_folder)

    shown = read(db, data_folder, site, opened=1)

    assert [section.heading for section in shown.sections] == ["", "One", "Random stuff"]
    assert [section.words for section in shown.sections] == [4, 5, 3]
    assert shown.sections[0].counts == "4 words · 0 links"
    assert shown.words == 12
    assert [section.is_open for section in shown.sections] == [False, True, False]
    assert [section.is_roundup for section in shown.sections] == [False, False, True]
    assert [section.fold_below for section in shown.sections] == [False, True, False]
    for section in shown.sections:
        assert TEXT[section.start : section.end] == section.source


def test_section_is_rendered_with_the_definitions_of_the_whole(db: Database, data_folder: Path, site: Blog) -> None:
    write(db, data_folder)

    assert '<a href="https://example.org/a">a</a>' in read(db, data_folder, site).sections[1].html


def test_links_stand_with_the_section_they_are_meant_for(db: Database, data_folder: Path, site: Blog) -> None:
    draft = write(db, data_folder)
    for name, section in (("a", 1), ("new", 1), ("week", None)):
        identity = draft.sections[section] if section is not None else None
        capture.save_link(db, f"https://example.org/{name}", draft_id=draft.id, section_id=identity, now=NOW)

    shown = read(db, data_folder, site)

    assert [(meant.link.address[-3:], meant.is_cited) for meant in shown.sections[1].meant] == [
        ("g/a", True),
        ("new", False),
    ]
    assert shown.sections[1].uncited == 1
    assert [meant.link.address for meant in shown.homeless] == ["https://example.org/week"]


def test_desk_names_the_weeks_before_and_after(db: Database, data_folder: Path, site: Blog) -> None:
    write(db, data_folder)

    shown = read(db, data_folder, site)
    assert shown.before is None
    assert shown.after is not None
    assert shown.after.name == "2025-12-18-working-notes.md"

    before = read(db, data_folder, site, shown.after.name).before
    assert before is not None
    assert before.name == NAME


def test_desk_says_where_the_fold_usually_stands_until_there_is_one(
    db: Database, data_folder: Path, site: Blog
) -> None:
    without = TEXT.replace("<!--more-->\n", "\n## Two\n\nMore.\n\n")
    write(db, data_folder, text=without)
    write(db, data_folder, "2025-12-18-working-notes.md", TEXT.replace("11/12/25", "18/12/25"))
    write(db, data_folder, "2025-12-25-working-notes.md", TEXT.partition("## One")[0])

    places = [read(db, data_folder, site, f"2025-12-{day}-working-notes.md").fold_place for day in (11, 18, 25)]

    assert places == [FoldPlace(2, "“Two”", "after two sections, as in 3 of your last 5 posts with a fold"), None, None]


def test_desk_says_how_the_round_up_is_usually_written(db: Database, data_folder: Path, site: Blog) -> None:
    write(db, data_folder)

    found = read(db, data_folder, site)

    assert found.roundup_words == "as a list, as in all of your last 5 posts with a round-up"
    assert found.roundup_reason == "as in all of your last 5 posts"


def test_desk_says_the_hour_that_was_set(db: Database, data_folder: Path, sample_blog: Path) -> None:
    write(db, data_folder)
    site = blog.find_blog(sample_blog, Choices((Choice(WEEKLY, "hour", "19"),)))

    day = read(db, data_folder, site).progress.day

    assert day is not None
    assert day.words == "Thursday, in 2 days, about 19:00"


LIQUID = """\
---
layout: post
title: "Working Notes - 11/12/25"
---

{% assign name = "set above" %}Intro by {{ page.title | slice: 0, 7 }}.

## One

[Before]({% post_url 2025-12-04-working-notes %}) {{ name }} {{ site.time }} -- "it".

## Two

Last.
"""


def test_desk_fills_in_liquid_across_its_sections(db: Database, data_folder: Path, site: Blog) -> None:
    write(db, data_folder, text=LIQUID)

    intro, one, two = read(db, data_folder, site).sections

    assert "Intro by Working." in intro.html
    assert f'<a href="{blog.address_of_post(site, blog.newest_posts(site)[0])}">Before</a> set above' in one.html
    assert '<span class="working-notes-box">{{ site.time }} · known when the blog is built</span> – “it”' in one.html
    assert one.source in LIQUID
    assert two.html.endswith("<p>Last.</p>\n")


@pytest.mark.parametrize(
    "broken", ["{% for i in (1..2) %}\n\n## Twice\n\n{% endfor %}", "{% if false %}\n\n## Never\n\n{% endif %}"]
)
def test_desk_leaves_liquid_alone_that_holds_whole_sections(
    db: Database, data_folder: Path, site: Blog, broken: str
) -> None:
    write(db, data_folder, text=f"{LIQUID}\n{broken}\n")

    sections = read(db, data_folder, site).sections

    assert len(sections) == 4
    assert "{{ name }}" in sections[1].html


def test_desk_counts_the_words_that_liquid_writes(db: Database, data_folder: Path, site: Blog) -> None:
    draft = write(db, data_folder, text=LIQUID.replace("Last.", "{{ 'one two three' }}"))

    before = desk.count_draft(draft, site).words

    assert before == sum(section.words for section in read(db, data_folder, site).sections)
    assert read(db, data_folder, site).sections[2].words == 4  # with the heading
