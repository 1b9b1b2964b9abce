"""Writing: saving a section, the order of sections, the fold, the day, and undoing each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from webapp import blog, capture, conventions, drafts, files, links, sections, write
from webapp.database import Database
from webapp.drafts import Draft
from webapp.errors import (
    DraftChangedError,
    DraftExistsError,
    DraftMovedError,
    DraftNotFoundError,
    NothingToUndoError,
    NotSavedError,
    SectionsError,
)
from webapp.write import Choice, Place, Written

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
NAME = "2025-12-11-working-notes.md"
SUMMER_TIME = {9: "+0100", 10: "+0100", 11: "+0000"}  # of months in London
TEXT = """\
---
layout: post
title: "Working Notes - 11/12/25"
---

Intro.

## One

First.

## Two

Second.
<!--more-->
## Three

Third.

## Random stuff

Last.
"""


@pytest.fixture
def place(db: Database, data_folder: Path, sample_blog: Path) -> Place:
    return Place(db, data_folder, blog.find_blog(sample_blog), NAME, TEXT, NOW)


@pytest.fixture
def draft(place: Place) -> Draft:
    return drafts.create_draft(place.db, place.folder, NAME, TEXT, now=NOW)


def file_of(place: Place) -> str:
    return (place.folder / NAME).read_bytes().decode()


def edit(place: Place, text: str) -> None:
    """Another program writes the draft."""
    (place.folder / NAME).write_bytes(text.encode())


def span(draft: Draft, position: int) -> tuple[int, int]:
    return sections.span_of(sections.split(draft.text, "<!--more-->"), position)


def save(place: Place, draft: Draft, position: int, text: str) -> write.Saved:
    start, end = span(draft, position)
    return write.save_section(place, revision=draft.revision, start=start, end=end, text=text)


def headings(place: Place) -> list[str]:
    return [section.heading for section in sections.split(file_of(place), "<!--more-->").sections[1:]]


CHANGES: dict[str, Callable[[Place, Draft], Written]] = {
    "add": lambda place, draft: write.add_section(place, "New", revision=draft.revision),
    "rename": lambda place, draft: write.rename_section(place, "Other", revision=draft.revision, position=2),
    "move": lambda place, draft: write.move_section(place, revision=draft.revision, position=1, to=3),
    "delete": lambda place, draft: write.delete_section(place, revision=draft.revision, position=2),
    "merge": lambda place, draft: write.merge_section(place, revision=draft.revision, position=2),
    "split": lambda place, draft: write.split_section(place, revision=draft.revision, position=2, offset=10),
    "fold": lambda place, draft: write.move_fold(place, revision=draft.revision, below=1),
    "day": lambda place, draft: write.change_day(place, date(2025, 12, 18), revision=draft.revision),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_saving_changes_the_section_alone(place: Place, ending: str) -> None:
    text = TEXT.replace("\n", ending).removesuffix(ending)
    draft = drafts.create_draft(place.db, place.folder, NAME, text, now=NOW)

    saved = save(place, draft, 2, "## Two\r\n\r\nSecond, longer.\r\n\r\nAnd more.")

    assert file_of(place) == text.replace("Second.", f"Second, longer.{ending}{ending}And more.")
    assert (
        saved.draft.text[saved.start : saved.end] == f"## Two{ending}{ending}Second, longer.{ending}{ending}And more."
    )
    assert saved.draft.sections == draft.sections


def test_saving_the_same_text_writes_nothing(place: Place, draft: Draft) -> None:
    before = (place.folder / NAME).stat()

    saved = save(place, draft, 2, "## Two\r\n\r\nSecond.\r\n")

    assert saved.draft.revision == draft.revision
    assert (place.folder / NAME).stat().st_mtime_ns == before.st_mtime_ns


def test_first_save_makes_the_file(place: Place) -> None:
    initial = sections.split(TEXT, "<!--more-->")
    start, end = sections.span_of(initial, 0)

    saved = write.save_section(place, revision=files.revision_of(TEXT.encode()), start=start, end=end, text="Hello.")

    assert file_of(place) == TEXT.replace("Intro.", "Hello.")
    assert saved.draft.id


def test_draft_that_is_gone_is_not_made_anew(place: Place, draft: Draft) -> None:
    (place.folder / NAME).unlink()

    with pytest.raises(DraftNotFoundError):
        save(place, draft, 1, "## One\n\nChanged.")


@pytest.fixture
def begun(place: Place) -> Place:
    """This week's draft as the series begins it, without a file yet."""
    series = blog.learn(place.site).weekly
    day = date(2025, 12, 11)
    return replace(place, name=series.file_name(day), initial=series.new_post(day))


def test_save_of_a_draft_that_moved_to_another_day_goes_into_it(place: Place, draft: Draft) -> None:
    shown = save(place, draft, 1, "## One\n\nLonger.")
    moved = write.change_day(place, date(2025, 12, 18))
    revision, start, end = shown.draft.revision, shown.start, shown.end

    saved = save(place, shown.draft, 2, "## Two\n\nOn.")
    write.settle(place, Choice.BOTH, revision=revision, start=start, end=end, mine="## One\n\nMore.")

    assert [entry.name for entry in place.folder.glob("*.md")] == [saved.draft.name] == [moved.draft.name]
    assert moved.draft.path.read_text() == TEXT.replace("11/12/25", "18/12/25").replace("Second.", "On.").replace(
        "First.", "Longer.\n\nMore."
    )


def test_first_save_from_a_page_older_than_the_file_goes_into_the_moved_draft(begun: Place) -> None:
    assert begun.initial is not None
    revision, end = files.revision_of(begun.initial.encode()), len(begun.initial)
    moved = write.change_day(begun, date(2025, 12, 18), revision=revision)

    saved = write.save_section(begun, revision=revision, start=end, end=end, text="Typed.")

    assert [entry.name for entry in begun.folder.glob("*.md")] == [saved.draft.name] == [moved.draft.name]
    assert saved.draft.path.read_text() == f"{moved.draft.text}Typed.\n"


def test_first_save_from_a_page_older_than_the_file_shows_both_where_the_moved_draft_has_other_words(
    begun: Place,
) -> None:
    assert begun.initial is not None
    revision, end = files.revision_of(begun.initial.encode()), len(begun.initial)
    write.save_section(begun, revision=revision, start=end, end=end, text="Theirs.")
    moved = write.change_day(begun, date(2025, 12, 18))

    with pytest.raises(DraftChangedError) as caught:
        write.save_section(begun, revision=revision, start=end, end=end, text="Mine.")

    assert (caught.value.mine, caught.value.theirs) == ("Mine.", "Theirs.")
    assert [entry.name for entry in begun.folder.glob("*.md")] == [moved.draft.name]


def test_name_that_a_draft_left_is_begun_anew_only_where_no_page_asks(begun: Place) -> None:
    moved = write.change_day(begun, date(2025, 12, 18))

    for asked in (replace(begun, initial=None), replace(begun, name=moved.draft.name)):
        assert drafts.name_now(begun.db, asked.name) == moved.draft.name
    with pytest.raises(DraftMovedError) as caught:
        write.open_place(replace(begun, initial=None))
    assert caught.value.now == moved.draft.name
    assert write.open_place(begun).name == begun.name
    assert drafts.name_now(begun.db, begun.name) == begun.name


@pytest.mark.parametrize("name", CHANGES)
def test_change_from_a_page_of_a_draft_that_moved_is_done_to_it(place: Place, draft: Draft, name: str) -> None:
    moved = write.change_day(place, date(2025, 12, 25))

    done = CHANGES[name](place, draft)

    assert done.draft.id == moved.draft.id
    assert [entry.name for entry in place.folder.glob("*.md")] == [done.draft.name]
    assert done.draft.text != TEXT


def test_draft_whose_file_was_renamed_is_not_begun_anew(place: Place, draft: Draft) -> None:
    shown = save(place, draft, 1, "## One\n\nLonger.")
    renamed = place.folder / "other.md"
    (place.folder / NAME).rename(renamed)
    drafts.register(place.db, place.folder, renamed.name, NOW)

    with pytest.raises(DraftMovedError, match="its file was renamed") as caught:
        save(place, shown.draft, 1, "## One\n\nOn.")

    assert caught.value.now is None
    assert [entry.name for entry in place.folder.glob("*.md")] == [renamed.name]


def test_section_that_another_program_just_wrote_is_not_taken_for_a_removed_one(place: Place, draft: Draft) -> None:
    edit(place, TEXT.replace("## Two", "## New\n\nTheirs.\n\n## Two"))

    assert 0 in drafts.read_draft(place.db, place.folder, NAME).sections
    assert write.find_position(place, draft.revision, -1) is None
    assert write.find_position(place, draft.revision, 9) is None
    assert write.find_position(place, draft.revision, 2) == 3


def test_saves_in_a_row_name_the_revision_that_each_was_answered(place: Place, draft: Draft) -> None:
    start, end = span(draft, 1)
    revision = draft.revision
    for text in (
        "## One\n\nA.",
        "## One\n\nA b.",
        "## One\n\nA b c.\n\n## New\n\nN.",
        "## One\n\nA b c.\n\n## New\n\nNo.",
    ):
        saved = write.save_section(place, revision=revision, start=start, end=end, text=text)
        revision, start, end = saved.draft.revision, saved.start, saved.end

    assert file_of(place) == TEXT.replace("First.", "A b c.\n\n## New\n\nNo.")
    assert saved.draft.sections[:2] == draft.sections[:2]
    assert saved.draft.sections[3:] == draft.sections[2:]


def test_changes_of_different_sections_never_conflict(place: Place, draft: Draft) -> None:
    edit(place, TEXT.replace("First.", "Theirs, first.").replace("Last.", "Theirs, last."))

    save(place, draft, 2, "## Two\n\nMine.")

    assert file_of(place) == (
        TEXT.replace("First.", "Theirs, first.").replace("Last.", "Theirs, last.").replace("Second.", "Mine.")
    )


def test_two_pages_of_one_draft_save_beside_each_other(place: Place, draft: Draft) -> None:
    save(place, draft, 1, "## One\n\nFrom one tab.")
    save(place, draft, 3, "## Three\n\nFrom another.")

    assert file_of(place) == TEXT.replace("First.", "From one tab.").replace("Third.", "From another.")


def test_same_section_changed_twice_overwrites_nothing(place: Place, draft: Draft) -> None:
    edit(place, TEXT.replace("Second.", "Theirs."))

    with pytest.raises(DraftChangedError, match="Not saved") as caught:
        save(place, draft, 2, "## Two\n\nMine.")

    assert file_of(place) == TEXT.replace("Second.", "Theirs.")
    assert caught.value.mine == "## Two\n\nMine."
    assert caught.value.theirs == "## Two\n\nTheirs."
    texts = {row["content"].decode() for row in place.db.query("SELECT content FROM revisions")}
    assert texts == {TEXT, TEXT.replace("Second.", "Theirs."), TEXT.replace("Second.", "Mine.")}


@pytest.mark.parametrize(
    ("choice", "kept"), [(Choice.MINE, "Mine."), (Choice.THEIRS, "Theirs."), (Choice.BOTH, "Theirs.\n\nMine.")]
)
def test_author_chooses_what_to_keep(place: Place, draft: Draft, choice: Choice, kept: str) -> None:
    edit(place, TEXT.replace("Second.", "Theirs."))
    with pytest.raises(DraftChangedError) as caught:
        save(place, draft, 2, "## Two\n\nMine.")
    conflict = caught.value
    start, end = conflict.span

    saved = write.settle(place, choice, revision=conflict.revision, start=start, end=end, mine=conflict.mine)

    assert file_of(place) == TEXT.replace("Second.", kept)
    assert saved.draft.text[saved.start : saved.end] == f"## Two\n\n{kept}"


@pytest.mark.parametrize(
    ("choice", "kept"), [(Choice.MINE, "Mine, on."), (Choice.THEIRS, "Theirs."), (Choice.BOTH, "Theirs.\n\nMine, on.")]
)
def test_choice_holds_both_texts_though_another_section_changed_before_it(
    place: Place, draft: Draft, choice: Choice, kept: str
) -> None:
    edit(place, TEXT.replace("Second.", "Theirs."))
    with pytest.raises(DraftChangedError) as caught:
        save(place, draft, 2, "## Two\n\nMine.")
    start, end = caught.value.span
    elsewhere = TEXT.replace("First.", "First, and longer.")
    edit(place, elsewhere.replace("Second.", "Theirs."))

    saved = write.settle(
        place, choice, revision=caught.value.revision, start=start, end=end, mine="## Two\n\nMine, on."
    )
    drafts.fold_revisions(place.db, datetime(2026, 12, 11, tzinfo=UTC))

    assert file_of(place) == elsewhere.replace("Second.", kept)
    assert saved.draft.text[saved.start : saved.end] == f"## Two\n\n{kept}"
    texts = [row["content"].decode() for row in place.db.query("SELECT content FROM revisions")]
    assert any("Theirs." in text for text in texts)
    assert any("Mine, on." in text for text in texts)


@pytest.mark.parametrize("choice", Choice)
def test_choice_about_a_text_that_changed_again_or_is_unknown_writes_nothing(
    place: Place, draft: Draft, choice: Choice
) -> None:
    edit(place, TEXT.replace("Second.", "Theirs."))
    with pytest.raises(DraftChangedError) as caught:
        save(place, draft, 2, "## Two\n\nMine.")
    start, end = caught.value.span
    edit(place, TEXT.replace("Second.", "Theirs again."))

    for revision in (caught.value.revision, "0" * 64):
        with pytest.raises(DraftChangedError, match="Not saved"):
            write.settle(place, choice, revision=revision, start=start, end=end, mine="## Two\n\nMine.")

    assert file_of(place) == TEXT.replace("Second.", "Theirs again.")


def test_text_of_a_section_that_was_removed_is_kept(place: Place, draft: Draft) -> None:
    write.delete_section(place, revision=draft.revision, position=2)

    with pytest.raises(DraftChangedError) as caught:
        save(place, draft, 2, "## Two\n\nMine.")
    start, end = caught.value.span
    write.settle(place, Choice.MINE, revision=caught.value.revision, start=start, end=end, mine=caught.value.mine)

    assert headings(place) == ["One", "Three", "Random stuff", "Two"]


def test_save_that_was_done_already_is_done(place: Place, draft: Draft) -> None:
    first = save(place, draft, 2, "## Two\n\nMine.\n\nMore.")

    again = save(place, draft, 2, "## Two\r\n\r\nMine.\r\n\r\nMore.")

    assert (again.draft.revision, again.start, again.end) == (first.draft.revision, first.start, first.end)


def test_unknown_revision_overwrites_nothing(place: Place, draft: Draft) -> None:
    with pytest.raises(DraftChangedError):
        write.save_section(place, revision="0" * 64, start=0, end=5, text="Mine.")

    assert file_of(place) == TEXT


def test_long_text_that_was_emptied_is_kept_for_good(place: Place) -> None:
    text = TEXT.replace("Second.", "Word. " * 100)
    draft = drafts.create_draft(place.db, place.folder, NAME, text, now=NOW)
    typed = save(place, draft, 2, "## Two\n\n" + "Word. " * 101)

    emptied = save(place, typed.draft, 2, "")
    drafts.write_draft(place.db, emptied.draft, emptied.draft.text + "x", action="typing", now=NOW)
    drafts.fold_revisions(place.db, datetime(2026, 12, 11, tzinfo=UTC))

    assert drafts.revision_text(place.db, draft.id, typed.draft.revision) is not None


def test_split_behind_a_blank_begins_an_empty_section(place: Place, draft: Draft) -> None:
    saved = save(place, draft, 1, "## One\n\nFirst. ")
    typed = len("## One\n\nFirst. ")

    write.split_section(place, revision=saved.draft.revision, position=1, offset=typed, start=saved.start)

    assert headings(place) == ["One", "New section", "Two", "Three", "Random stuff"]
    assert "First." in file_of(place)


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_each_change_is_undone_byte_for_byte(place: Place, name: str, ending: str) -> None:
    text = TEXT.replace("\n", ending)
    draft = drafts.create_draft(place.db, place.folder, NAME, text, now=NOW)

    done = CHANGES[name](place, draft)
    assert done.draft.text != text
    undone = write.undo_step(replace(place, name=done.draft.name), done.step_id)

    assert file_of(place) == text
    assert undone.draft == drafts.read_draft(place.db, place.folder, NAME)
    assert undone.draft.sections == draft.sections
    with pytest.raises(NothingToUndoError, match="already"):
        write.undo_step(place, done.step_id)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("add", ["One", "Two", "Three", "New", "Random stuff"]),
        ("rename", ["One", "Other", "Three", "Random stuff"]),
        ("move", ["Two", "Three", "One", "Random stuff"]),
        ("delete", ["One", "Three", "Random stuff"]),
        ("merge", ["One", "Three", "Random stuff"]),
        ("split", ["One", "Two", "New section", "Three", "Random stuff"]),
        ("fold", ["One", "Two", "Three", "Random stuff"]),
    ],
)
def test_change_is_done_to_the_section_that_was_shown(
    place: Place, draft: Draft, name: str, expected: list[str]
) -> None:
    edit(place, TEXT.replace("## One", "## Zero\n\nOutside.\n\n## One"))

    CHANGES[name](place, draft)

    assert [heading for heading in headings(place) if heading != "Zero"] == expected


def test_change_of_a_section_that_is_gone_is_refused(place: Place, draft: Draft) -> None:
    write.delete_section(place, revision=draft.revision, position=2)

    with pytest.raises(SectionsError, match="removed in the meantime"):
        write.rename_section(place, "Other", revision=draft.revision, position=2)


def test_undo_keeps_what_was_written_since(place: Place, draft: Draft) -> None:
    done = write.delete_section(place, revision=draft.revision, position=2)
    save(place, done.draft, 1, "## One\n\nFirst, and more.")

    undone = write.undo_step(place, done.step_id)

    assert file_of(place) == TEXT.replace("First.", "First, and more.")
    assert undone.draft.sections == draft.sections


def test_undo_refuses_where_the_same_lines_changed(place: Place, draft: Draft) -> None:
    done = write.rename_section(place, "Other", revision=draft.revision, position=2)
    saved = save(place, done.draft, 2, "## Another\n\nSecond.")

    with pytest.raises(NothingToUndoError, match="changed since"):
        write.undo_step(place, done.step_id)

    assert drafts.read_draft(place.db, place.folder, NAME).revision == saved.draft.revision


def test_undo_without_a_step_takes_the_last_one(place: Place, draft: Draft) -> None:
    first = write.rename_section(place, "Other", revision=draft.revision, position=1)
    write.rename_section(place, "Another", revision=first.draft.revision, position=2)

    write.undo_step(place, None)
    assert headings(place)[:2] == ["Other", "Two"]
    write.undo_step(place, None)

    assert file_of(place) == TEXT
    with pytest.raises(NothingToUndoError, match="nothing to undo"):
        write.undo_step(place, None)


@pytest.mark.parametrize("position", [0, 1, 2, 4])
def test_citing_writes_at_the_end_of_the_section(place: Place, draft: Draft, position: int) -> None:
    identity = draft.sections[position]
    saved = capture.save_link(
        place.db, "https://example.org/a", title="A [title]", draft_id=draft.id, section_id=identity, now=NOW
    )

    done = write.cite_at_end(place, saved.link.id, revision=draft.revision)

    cited = r"[A \[title\]](https://example.org/a)"
    text = {0: "Intro.", 1: "First.", 2: "Second.", 4: "Last."}[position]
    assert file_of(place) == TEXT.replace(text, f"{text}\n\n{cited}")
    assert done.position == position


def test_links_move_along_when_sections_merge(place: Place, draft: Draft) -> None:
    saved = capture.save_link(
        place.db, "https://example.org/a", draft_id=draft.id, section_id=draft.sections[2], now=NOW
    )

    done = write.merge_section(place, revision=draft.revision, position=2)

    assert links.find_link(place.db, saved.link.id).section_id == draft.sections[1]
    write.undo_step(place, done.step_id)
    assert links.find_link(place.db, saved.link.id).section_id == draft.sections[2]


def test_links_of_a_deleted_section_wait_for_its_return(place: Place, draft: Draft) -> None:
    saved = capture.save_link(
        place.db, "https://example.org/a", draft_id=draft.id, section_id=draft.sections[2], now=NOW
    )

    done = write.delete_section(place, revision=draft.revision, position=2)

    link = links.find_link(place.db, saved.link.id)
    assert link.draft_id == draft.id
    assert link.section_id not in done.draft.sections
    assert link.section_id in write.undo_step(place, done.step_id).draft.sections


def test_day_changes_name_and_title_together(place: Place) -> None:
    series = blog.learn(place.site).weekly
    name, text = series.file_name(date(2025, 12, 11)), series.new_post(date(2025, 12, 11))
    place = replace(place, name=name, initial=text)

    done = write.change_day(place, date(2025, 12, 18))

    assert done.draft.name == series.file_name(date(2025, 12, 18))
    assert done.draft.text == series.new_post(date(2025, 12, 18))
    assert [entry.name for entry in drafts.list_drafts(place.db, place.folder)] == [done.draft.name]


def test_day_stays_where_the_disk_refuses_the_text(place: Place, draft: Draft) -> None:
    path = place.folder / NAME
    text = blog.learn(place.site).weekly.new_post(date(2025, 12, 11))
    (place.folder / ("€" * 84)).write_text(text, encoding="utf-8", newline="")  # no temporary name fits beside this
    path.unlink()
    path.symlink_to("€" * 84)

    with pytest.raises(NotSavedError):
        write.change_day(place, date(2025, 12, 18))

    assert file_of(place) == text
    assert [(entry.name, entry.is_here) for entry in drafts.list_drafts(place.db, place.folder)] == [(NAME, True)]


def test_day_that_can_not_be_undone_keeps_its_file(place: Place) -> None:
    series = blog.learn(place.site).weekly
    old, new = (series.file_name(date(2025, 12, day)) for day in (11, 18))
    place = replace(place, name=old, initial=series.new_post(date(2025, 12, 11)))
    done = write.change_day(place, date(2025, 12, 18))
    changed = done.draft.text.replace("18/12/25", "Eighteen").replace("18", "19")
    assert changed != done.draft.text
    done.draft.path.write_text(changed, encoding="utf-8", newline="")

    with pytest.raises(NothingToUndoError, match="Nothing was done"):
        write.undo_step(replace(place, name=new, initial=None), done.step_id)

    assert done.draft.path.read_bytes().decode() == changed
    assert [(entry.name, entry.is_here) for entry in drafts.list_drafts(place.db, place.folder)] == [(new, True)]


def test_published_draft_keeps_its_day(place: Place, draft: Draft) -> None:
    drafts.remember_publication(place.db, draft.id, f"_posts/{NAME}", draft.revision)

    with pytest.raises(DraftExistsError, match="was published"):
        write.change_day(place, date(2025, 12, 18))

    assert file_of(place) == TEXT


def test_day_of_another_draft_is_refused(place: Place, draft: Draft) -> None:
    (place.folder / NAME.replace("11", "18")).write_text("other")

    with pytest.raises(DraftExistsError, match="already"):
        write.change_day(place, date(2025, 12, 18))

    assert file_of(place) == TEXT
    assert (place.folder / NAME.replace("11", "18")).read_text() == "other"


def test_leftovers_are_gathered_as_the_blog_writes_them(place: Place, draft: Draft) -> None:
    first = capture.save_link(place.db, "https://example.org/a", title="A", note="Worth a look:", now=NOW).link
    second = capture.save_link(place.db, "https://example.org/b", title="B", now=NOW).link

    done = write.gather_links(place, [first.id, second.id])

    both = "Worth a look: [A](https://example.org/a) [B](https://example.org/b)"
    assert file_of(place) == TEXT.replace("Last.", f"Last.\n\n{both}")
    write.undo_step(place, done.step_id)
    assert file_of(place) == TEXT


def test_note_is_the_sentence_with_the_link_round_its_first_words(place: Place, draft: Draft) -> None:
    link = capture.save_link(place.db, "https://example.org/a", title="A", note="This paper goes on.", now=NOW).link

    done = write.cite_at_end(place, link.id, revision=draft.revision, to=draft.sections[1])

    assert done.inserted == "[This paper](https://example.org/a) goes on."
    assert sections.split(file_of(place), None).sections[1].body.endswith(done.inserted)
    assert done.position == 1


def test_leftovers_join_a_list(place: Place) -> None:
    text = TEXT.replace("Last.", "- Last.").replace("\n", "\r\n")
    drafts.create_draft(place.db, place.folder, NAME, text, now=NOW)
    link = capture.save_link(place.db, "https://example.org/a", title="A", now=NOW).link

    write.gather_links(place, [link.id])

    assert file_of(place) == text.replace("- Last.", "- Last.\r\n- [A](https://example.org/a)")


def test_draft_without_a_roundup_gets_one(place: Place) -> None:
    text = TEXT.partition("\n## Random stuff")[0]
    drafts.create_draft(place.db, place.folder, NAME, text, now=NOW)
    link = capture.save_link(place.db, "https://example.org/a", title="A", now=NOW).link

    write.gather_links(place, [link.id])

    assert headings(place) == ["One", "Two", "Three", "Random stuff"]
    assert "- [A](https://example.org/a)" in file_of(place)


def set_by_hand(place: Place, aspect: str, text: str) -> Place:
    choice = conventions.Choice(conventions.WEEKLY, aspect, text)
    return replace(place, site=replace(place.site, choices=conventions.Choices((choice,))))


def test_draft_without_a_roundup_gets_one_in_the_form_that_was_set(place: Place) -> None:
    drafts.create_draft(place.db, place.folder, NAME, TEXT.partition("\n## Random stuff")[0], now=NOW)
    link = capture.save_link(place.db, "https://example.org/a", title="A", now=NOW).link

    write.gather_links(set_by_hand(place, "roundup_form", "prose"), [link.id])

    assert file_of(place).endswith("## Random stuff\n\n[A](https://example.org/a)\n")


def test_fold_is_put_in_the_form_that_was_set(place: Place, draft: Draft) -> None:
    write.move_fold(set_by_hand(place, "fold_form", "end of paragraph"), revision=draft.revision, below=1)

    assert "First.<!--more-->\n\n## Two" in file_of(place)


def test_titles_are_cited_in_the_quotation_marks_that_were_set(place: Place, draft: Draft) -> None:
    link = capture.save_link(place.db, "https://example.org/a", title="It’s “so”", now=NOW).link

    done = write.cite_at_end(set_by_hand(place, "marks", "‘’"), link.id, revision=draft.revision)

    assert done.inserted == "[It's ‘so’](https://example.org/a)"


def test_leftovers_are_carried_to_next_week_and_back_in_one_step(place: Place, draft: Draft) -> None:
    sections = {"draft_id": draft.id, "section_id": draft.sections[1]}
    meant = capture.save_link(place.db, "https://example.org/a", now=NOW, **sections).link
    free = capture.save_link(place.db, "https://example.org/b", now=NOW).link
    following = replace(place, name=NAME.replace("11", "18", 1), initial="---\ntitle: x\n---\n")

    done = write.carry_links(place, following, [meant.id, free.id])

    carried = drafts.read_draft(place.db, place.folder, following.name)
    found = [links.find_link(place.db, link.id) for link in (meant, free)]
    assert done.description == "Carried 2 links to next week."
    assert [(link.draft_id, link.section_id) for link in found] == [(carried.id, None)] * 2
    assert file_of(place) == TEXT
    write.undo_step(place, done.step_id)
    assert [links.find_link(place.db, link.id) for link in (meant, free)] == [meant, free]
    assert file_of(place) == TEXT


def test_carrying_nothing_is_said(place: Place, draft: Draft) -> None:
    with pytest.raises(SectionsError, match="No link was chosen"):
        write.carry_links(place, place, [])


def test_gathering_nothing_is_said(place: Place, draft: Draft) -> None:
    with pytest.raises(SectionsError, match="No link was chosen"):
        write.gather_links(place, [])


def test_links_are_gathered_by_reference_where_that_is_the_style(place: Place) -> None:
    text = TEXT.replace("Last.", "- [Last][1].\n\n[1]: https://example.org/last").replace("\n", "\r\n")
    drafts.create_draft(place.db, place.folder, NAME, text, now=NOW)
    first = capture.save_link(place.db, "https://example.org/a", title="A [b]", now=NOW).link
    second = capture.save_link(place.db, "https://example.org/c", title="C", note="Reads well:", now=NOW).link

    write.gather_links(set_by_hand(place, "link_style", "reference"), [first.id, second.id])

    lines = file_of(place).partition("## Random stuff\r\n\r\n")[2].split("\r\n")
    assert lines == [
        "- [Last][1].",
        "- [A \\[b\\]][2]",
        "- Reads well: [C][3]",
        "",
        "[1]: https://example.org/last",
        "[2]: https://example.org/a",
        "[3]: https://example.org/c",
        "",
    ]


def test_links_are_cited_bare_where_that_is_the_style(place: Place, draft: Draft) -> None:
    link = capture.save_link(place.db, "https://example.org/a?b=(c)", title="A", note="This one.", now=NOW).link

    done = write.cite_at_end(set_by_hand(place, "link_style", "angle brackets"), link.id, revision=draft.revision)

    assert done.inserted == "This one <https://example.org/a?b=(c)>."


def test_draft_ends_without_a_line_end_where_that_is_set(place: Place) -> None:
    begun = set_by_hand(replace(place, initial="---\nlayout: post\ntitle: x\n---\n\n"), "final_newline", "no")
    draft = write.open_place(begun)

    first = write.add_section(begun, "One", revision=draft.revision, body="Text.")
    second = write.add_section(begun, "Two", revision=first.draft.revision)

    assert first.draft.text.endswith("## One\n\nText.")
    assert second.draft.text.endswith("## One\n\nText.\n\n## Two")


@pytest.mark.parametrize(("usual", "ending"), [("yes", "\r\n"), ("yes", "\n"), ("no", "")])
def test_first_words_that_are_typed_end_as_the_blogs_posts_do(place: Place, usual: str, ending: str) -> None:
    initial = "---\nlayout: post\ntitle: x\n---\n\n".replace("\n", ending or "\n")
    begun = set_by_hand(replace(place, initial=initial), "final_newline", usual)
    draft = write.open_place(begun)
    at = len(draft.text)

    first = write.save_section(begun, revision=draft.revision, start=at, end=at, text="One")
    on = write.save_section(
        begun, revision=first.draft.revision, start=first.start, end=first.end, text="One word\n\n## More"
    )

    assert first.draft.text == f"{initial}One{ending}"
    assert on.draft.text.replace("\r\n", "\n") == f"{initial}One word\n\n## More{ending}".replace("\r\n", "\n")
    assert on.draft.text[on.start : on.end].startswith("One word")


def test_write_begins_a_post_of_a_series_by_its_title(place: Place, sample_blog: Path) -> None:
    for month, name in ((9, "August"), (10, "September"), (11, "October")):
        front = (
            f"layout: review\ntitle: {name} 2025 in review\ndate: 2025-{month:02}-01 09:00:00 {SUMMER_TIME[month]}\n"
        )
        path = sample_blog / "_posts" / f"2025-{month:02}-01-review.md"
        path.write_text(f"---\n{front}---\n\nText.\n", encoding="utf-8")

    draft = write.begin_essay(place.db, place.folder, place.site, "November 2025 in review", date(2025, 12, 1), NOW)

    assert draft.name == "2025-12-01-review.md"
    assert "layout: review\ntitle: November 2025 in review\ndate: 2025-12-01 09:00:00 +0000\n" in draft.text

    moved = write.change_day(replace(place, name=draft.name), date(2026, 6, 1)).draft

    assert moved.name == "2026-06-01-review.md"
    assert "title: May 2026 in review\ndate: 2026-06-01 09:00:00 +0100\n" in moved.text
