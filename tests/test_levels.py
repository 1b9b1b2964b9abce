"""Sections of a blog that heads them otherwise than by `##`: cut, begun and kept at the blog's own level."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from webapp import archive, blog, capture, check, conventions, desk, drafts, posts, sections, write
from webapp.blog import Blog
from webapp.conventions import WEEKLY, Choice, Choices
from webapp.database import Database
from webapp.sections import level_of
from webapp.write import Place

NOW = datetime(2025, 12, 9, 9, 30, tzinfo=UTC)
NAME = "2025-12-11-working-notes.md"
FRONT = '---\nlayout: post\ntitle: "Working Notes - {day:%d/%m/%y}"\n---\n\n'
BODY = "Intro.\n\n{mark} One\n\nFirst.\n\n{mark}# Within\n\nDeeper.\n<!--more-->\n\n{mark} Random stuff\n\n- Last.\n"


@pytest.fixture
def site(sample_blog: Path) -> Blog:
    """A blog whose posts have `###` sections."""
    rewrite(sample_blog, "###")
    return blog.find_blog(sample_blog)


def rewrite(folder: Path, mark: str) -> None:
    for path in (folder / "_posts").iterdir():
        day = date.fromisoformat(path.name[:10])
        path.write_text(FRONT.format(day=day) + BODY.format(mark=mark), encoding="utf-8")


def place_of(db: Database, folder: Path, site: Blog, name: str = NAME) -> Place:
    return Place(db, folder, site, name, desk.initial_text(site, name), NOW)


def test_sections_are_begun_at_the_blogs_level(db: Database, data_folder: Path, site: Blog) -> None:
    place = place_of(db, data_folder, site)
    first = write.add_section(place, "One", revision=files_revision(place))

    second = write.add_section(place, "Two", revision=first.draft.revision, below=1)
    renamed = write.rename_section(place, "Deux", revision=second.draft.revision, position=2)

    text = (data_folder / NAME).read_text(encoding="utf-8")
    assert text.endswith("---\n\n### One\n\n### Deux\n")
    assert len(renamed.draft.sections) == 3
    assert len(set(renamed.draft.sections)) == 3
    shown = desk.read_desk(db, data_folder, site, NAME, NOW.date())
    assert [section.heading for section in shown.sections] == ["", "One", "Deux"]
    assert [section.id for section in shown.sections] == list(renamed.draft.sections)


def files_revision(place: Place) -> str:
    return desk.read_or_begin(place.db, place.folder, place.site, place.name).revision


def test_sections_at_the_blogs_level_are_moved_split_merged_and_folded(
    db: Database, data_folder: Path, site: Blog
) -> None:
    place = place_of(db, data_folder, site)
    text = FRONT.format(day=date(2025, 12, 11)) + BODY.format(mark="###")
    (data_folder / NAME).write_text(text, encoding="utf-8")
    draft = write.open_place(place)

    moved = write.move_section(place, revision=draft.revision, position=2, to=1)
    folded = write.move_fold(place, revision=moved.draft.revision, below=0)
    split = write.split_section(place, revision=folded.draft.revision, position=2, offset=len("### One\n\nFi"))
    merged = write.merge_section(place, revision=split.draft.revision, position=3)

    assert (draft.level, len(draft.sections)) == (3, 3)
    assert split.draft.text.count("\n### ") == 3
    assert merged.draft.text.startswith(text.partition("### One")[0].rstrip() + "\n<!--more-->\n### Random stuff")
    assert "#### Within" in merged.draft.text
    write.undo_step(place, merged.step_id)
    assert len(drafts.read_draft(db, data_folder, NAME).sections) == 4


def test_sections_keep_their_ids_when_another_program_writes(db: Database, data_folder: Path, site: Blog) -> None:
    place = place_of(db, data_folder, site)
    text = FRONT.format(day=date(2025, 12, 11)) + BODY.format(mark="###")
    (data_folder / NAME).write_text(text, encoding="utf-8")
    draft = write.open_place(place)

    (data_folder / NAME).write_text(text.replace("### One", "### New\n\nx\n\n### One"), encoding="utf-8")

    again = write.open_place(place)
    assert (again.sections[0], *again.sections[2:]) == draft.sections


def test_sections_that_are_typed_are_seen_at_the_blogs_level(db: Database, data_folder: Path, site: Blog) -> None:
    place = place_of(db, data_folder, site)
    added = write.add_section(place, "One", revision=files_revision(place))
    start, end = sections.span_of(sections.split(added.draft.text, None, 3), 1)

    typed = "### One\n\nText.\n\n### Two\n\n```\ncode"
    saved = write.save_section(place, revision=added.draft.revision, start=start, end=end, text=typed)
    closed = write.look_at_closed(place, write.Span(saved.draft.revision, saved.start, saved.end))

    assert len(saved.draft.sections) == 3
    assert closed is not None
    assert closed.headings == 2


def test_sections_of_a_draft_without_any_follow_a_level_set_by_hand(
    db: Database, data_folder: Path, sample_blog: Path
) -> None:
    site = blog.find_blog(sample_blog)
    begun = write.open_place(place_of(db, data_folder, site))
    by_hand = blog.find_blog(sample_blog, Choices((Choice(WEEKLY, "level", "#"),)))

    added = write.add_section(place_of(db, data_folder, by_hand), "One", revision=begun.revision)

    assert (begun.level, added.draft.level) == (2, 1)
    assert added.draft.text.endswith("---\n\n# One\n")
    later = write.add_section(place_of(db, data_folder, site), "Two", revision=added.draft.revision)
    assert later.draft.text.endswith("# One\n\n# Two\n")


def test_sections_of_a_post_from_before_the_blog_changed_its_level_are_its_own(
    db: Database, data_folder: Path, site: Blog
) -> None:
    old = site.posts_folder / "2024-01-04-working-notes.md"
    old.write_text(FRONT.format(day=date(2024, 1, 4)) + BODY.format(mark="#"), encoding="utf-8")

    draft = archive.open_post(db, data_folder, site, f"_posts/{old.name}", NOW)

    assert draft.level == 1
    assert len(draft.sections) == 3
    shown = desk.read_desk(db, data_folder, site, draft.name, NOW.date())
    assert [section.heading for section in shown.sections] == ["", "One", "Random stuff"]
    assert shown.sections[-1].is_roundup


def test_sections_at_the_blogs_level_are_checked(db: Database, site: Blog, data_folder: Path) -> None:
    place = place_of(db, data_folder, site)
    added = write.add_section(place, "Nothing yet", revision=files_revision(place))
    filled = write.add_section(place, "Two", revision=added.draft.revision, body="Text.")

    findings = check.check_file(data_folder / NAME, site, NOW)

    assert [found.excerpt for found in findings if found.check == "empty section"] == ["### Nothing yet"]
    assert filled.draft.level == 3


def test_sections_of_posts_are_indexed_at_their_own_level(site: Blog) -> None:
    file = blog.post_files(site)[0]

    found = posts.read_contents(posts.DatedFile(file, date.fromisoformat(file.name[:10])))

    assert [section.heading for section in found.sections] == ["", "One", "Random stuff"]


@pytest.mark.parametrize(
    ("body", "usual", "level"),
    [
        ("## A\n\n### b\n", 2, 2),
        ("### A\n", 2, 3),
        ("# A\n\nb\n\n# C\n", 2, 1),
        ("# A\n\n## b\n", 1, 1),
        ("# Title\n\n## A\n", 3, 2),
        ("Text.\n", 3, 3),
    ],
)
def test_level_of_a_post_is_the_usual_one_where_it_has_it(body: str, usual: int, level: int) -> None:
    assert level_of(f"---\ntitle: x\n---\n\n{body}", usual) == level


def test_level_is_learned_from_the_newest_posts_of_the_kind(site: Blog) -> None:
    for path in sorted(site.posts_folder.iterdir())[:2]:
        day = date.fromisoformat(path.name[:10]) - timedelta(days=3)
        path.write_text(FRONT.format(day=day) + BODY.format(mark="##"), encoding="utf-8")

    habit = conventions.learn(blog.post_files(site)).weekly.writing.level

    assert (habit.value, habit.reason) == (3, "as in 3 of your last 5 posts with sections")


@pytest.mark.parametrize("mark", ["#", "###"])
def test_sections_close_with_a_round_up_at_another_level(
    db: Database, data_folder: Path, sample_blog: Path, mark: str
) -> None:
    text = (
        FRONT.format(day=date(2025, 12, 11)) + f"Intro.\n\n## One\n\nFirst.\n\n## Two\n\nLast.\n\n{mark} Random stuff\n"
    )
    (data_folder / NAME).write_text(text, encoding="utf-8")
    place = place_of(db, data_folder, blog.find_blog(sample_blog))
    saved = capture.save_link(db, "https://example.org/a", title="A page", now=NOW).link

    begun, section = write.find_roundup(place)
    gathered = write.gather_links(place, [saved.id])
    added = write.add_section(place, "Three", revision=gathered.draft.revision)

    assert begun is None
    assert section == gathered.draft.sections[2], "the last section holds it"
    assert gathered.draft.text.startswith(text.rstrip() + "\n\n")
    assert gathered.draft.text.rstrip().endswith("[A page](https://example.org/a)")
    assert added.position == 2, "above what closes the post"
    shown = desk.read_desk(db, data_folder, place.site, NAME, NOW.date())
    assert [each.is_roundup for each in shown.sections] == [False, False, False, True]
    assert not shown.lacks_roundup
