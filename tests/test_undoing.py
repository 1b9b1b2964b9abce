"""A hundred steps back, and forth again."""

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import TODAY

from webapp import blog, capture, drafts, undo, write
from webapp.database import Database
from webapp.errors import NothingToUndoError, SectionsError, StepRefusedError
from webapp.settings import Settings
from webapp.write import Place, Span

NAME = "2025-12-11-working-notes.md"
TEXT = "---\r\ntitle: x\r\n---\r\n\r\nIntro.\r\n" + "".join(
    f"\r\n## Part {number}\r\n\r\nText {number}, with *words*.\r\n" for number in range(1, 31)
)
STEPS = 100


@pytest.fixture
def place(db: Database, settings: Settings, sample_blog: Path) -> Place:
    drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)
    return Place(db, settings.drafts_folder, blog.find_blog(sample_blog), NAME, None, TODAY)


def text_of(place: Place) -> str:
    return (place.folder / NAME).read_bytes().decode()


def revision_of(place: Place) -> str:
    return drafts.read_draft(place.db, place.folder, NAME).revision


def do_something(place: Place, chance: random.Random, link_id: int) -> None:
    """Do one of the things that change sections; one that is impossible just now is another one instead."""
    revision = revision_of(place)
    last = len(drafts.read_draft(place.db, place.folder, NAME).sections) - 1
    at, to = chance.randint(1, last), chance.randint(1, last)
    actions = [
        lambda: write.move_section(place, revision=revision, position=at, to=to if to != at else 1 + at % last),
        lambda: write.delete_section(place, revision=revision, position=at),
        lambda: write.merge_section(place, revision=revision, position=at),
        lambda: write.move_fold(place, revision=revision, below=at),
        lambda: write.cite_at_end(place, link_id, revision=revision, position=at),
        lambda: write.add_section(place, f"New {at}", revision=revision, below=at),
        lambda: write.rename_section(place, f"Named {at}", revision=revision, position=at),
    ]
    try:
        chance.choice(actions)()
    except SectionsError:
        do_something(place, chance, link_id)


def test_a_hundred_steps_are_undone_byte_for_byte_and_done_again(place: Place, db: Database) -> None:
    chance = random.Random(7)
    link_id = capture.save_link(db, "https://example.org/a", title="A link", now=TODAY).link.id
    texts = [text_of(place)]
    for _ in range(STEPS):
        do_something(place, chance, link_id)
        texts.append(text_of(place))

    later = replace(place, now=TODAY + timedelta(days=60))  # long after a page could name these revisions
    drafts.fold_revisions(db, later.now)
    back = []
    for _ in range(STEPS):
        back.append(write.undo_step(later, None).description)
        texts_at = texts[STEPS - len(back)]
        assert text_of(place) == texts_at

    assert text_of(place) == TEXT
    assert all(words.startswith("Undone: ") for words in back)
    with pytest.raises(NothingToUndoError, match="nothing to undo"):
        write.undo_step(later, None)
    for text in texts[1:]:
        write.redo_step(later)
        assert text_of(place) == text
    with pytest.raises(NothingToUndoError, match="nothing in this draft to do again"):
        write.redo_step(later)


def test_something_new_ends_what_can_be_done_again(place: Place) -> None:
    write.delete_section(place, revision=revision_of(place), position=2)
    write.undo_step(place, None)

    write.delete_section(place, revision=revision_of(place), position=3)

    with pytest.raises(NothingToUndoError):
        write.redo_step(place)


def test_merge_is_done_again_with_its_links(place: Place, db: Database) -> None:
    draft = drafts.read_draft(db, place.folder, NAME)
    capture.save_link(db, "https://example.org/a", draft_id=draft.id, section_id=draft.sections[2], now=TODAY)
    write.merge_section(place, revision=draft.revision, position=2)
    write.undo_step(place, None)

    write.redo_step(place)

    (row,) = db.query("SELECT section_id FROM links")
    assert row["section_id"] == draft.sections[1]


def test_step_that_was_done_again_can_be_undone_again(place: Place, db: Database) -> None:
    write.delete_section(place, revision=revision_of(place), position=2)
    write.undo_step(place, None)
    again = write.redo_step(place)

    write.undo_step(place, again.step_id)

    assert text_of(place) == TEXT
    assert undo.last(db, "draft", draft_id=again.draft.id) is None


def write_over_a_rename(place: Place) -> write.Written:
    """Move a section, rename another one, and then change the line that the renaming changed."""
    write.move_section(place, revision=revision_of(place), position=5, to=8)
    renamed = write.rename_section(place, "Named", revision=revision_of(place), position=2)
    path = place.folder / NAME
    path.write_bytes(path.read_bytes().replace(b"## Named", b"## Named, and more"))
    return renamed


def test_undo_leaves_out_what_it_refused_when_it_is_asked_again(place: Place) -> None:
    write_over_a_rename(place)
    written = text_of(place)

    with pytest.raises(StepRefusedError, match="the same lines were changed since") as refused:
        write.undo_step(place, None)
    assert text_of(place) == written
    undone = write.undo_step(place, None)

    assert "leave it out and undo what was done before it: “Moved “Part 5” to place 8 of 30”." in str(refused.value)
    assert undone.description == (
        "Undone: Moved “Part 5” to place 8 of 30. "
        "Left out: “Renamed “Part 2” to “Named””, because the same lines were changed since."
    )
    assert text_of(place) == TEXT.replace("## Part 2\r", "## Named, and more\r")
    with pytest.raises(NothingToUndoError, match=r"nothing to undo in this draft\. Left out: “Renamed"):
        write.undo_step(place, None)


def test_what_was_undone_around_a_refused_step_is_done_again(place: Place) -> None:
    write_over_a_rename(place)
    written = text_of(place)
    with pytest.raises(StepRefusedError):
        write.undo_step(place, None)
    write.undo_step(place, None)

    write.redo_step(place)

    assert text_of(place) == written
    with pytest.raises(NothingToUndoError):
        write.redo_step(place)


def test_refused_step_is_undone_once_its_lines_are_as_it_left_them(place: Place) -> None:
    write_over_a_rename(place)
    with pytest.raises(StepRefusedError):
        write.undo_step(place, None)
    path = place.folder / NAME
    path.write_bytes(path.read_bytes().replace(b"## Named, and more", b"## Named"))

    undone = write.undo_step(place, None)

    assert undone.description == "Undone: Renamed “Part 2” to “Named”."
    assert "## Part 2\r" in text_of(place)


def test_named_step_that_is_refused_is_told_each_time_and_then_left_out(place: Place) -> None:
    renamed = write_over_a_rename(place)
    for _ in range(2):
        with pytest.raises(StepRefusedError):
            write.undo_step(place, renamed.step_id)

    assert write.undo_step(place, None).description.startswith("Undone: Moved “Part 5”")


def test_nothing_is_offered_where_nothing_was_done_before(place: Place) -> None:
    write.rename_section(place, "Named", revision=revision_of(place), position=2)
    path = place.folder / NAME
    path.write_bytes(path.read_bytes().replace(b"## Named", b"## Named, and more"))

    with pytest.raises(StepRefusedError) as refused:
        write.undo_step(place, None)

    assert (refused.value.before, "Undo again" in str(refused.value)) == ("", False)


def test_something_new_ends_what_can_be_done_again_also_once_it_is_undone(place: Place) -> None:
    write.delete_section(place, revision=revision_of(place), position=2)
    write.undo_step(place, None)
    write.delete_section(place, revision=revision_of(place), position=3)
    deleted = text_of(place)
    write.undo_step(place, None)

    write.redo_step(place)

    assert text_of(place) == deleted
    with pytest.raises(NothingToUndoError):
        write.redo_step(place)


def test_step_of_something_else_is_refused(place: Place, db: Database) -> None:
    removed = undo.record(db, "links", "Removed a link.", {"link": 1}, TODAY)
    other = replace(place, name="2025-12-18-other.md", initial=TEXT)
    renamed = write.change_day(other, date(2025, 12, 25))

    for step_id in (removed, renamed.step_id):
        with pytest.raises(NothingToUndoError, match="does not belong to this draft"):
            write.undo_step(place, step_id)

    assert text_of(place) == TEXT
    assert sorted(path.name for path in place.folder.glob("*.md")) == [NAME, "2025-12-25-other.md"]


def span_of(place: Place, position: int) -> Span:
    text = text_of(place)
    start = text.index(f"## Part {position}\r\n")
    return Span(revision_of(place), start, text.index(f"\r\n\r\n## Part {position + 1}\r\n"))


def save(place: Place, span: Span, text: str) -> Span:
    saved = write.save_section(place, revision=span.revision, start=span.start, end=span.end, text=text)
    return Span(saved.draft.revision, saved.start, saved.end)


@pytest.mark.parametrize(
    ("typed", "headings", "words", "swallowed"),
    [
        ("## Part 3\n\nText.", 1, "", None),
        ("## Part 3\n\nText.\n\n## More\n\nText.", 2, "two headings", None),
        ("## Part 3\n\n## More\n\n## Most", 3, "three headings", None),
        ("Text.", 0, "no heading any more", None),
        ("## Part 3\n\n<div>\ntext", 1, "", "<div>"),
        ("## Part 3\n\n<div>\n## a\n</div>", 1, "", None),
        ("## Part 3\n\n<!-- note", 1, "", None),  # to kramdown that is text
        ("## Part 3\n\n```\ncode", 1, "", None),  # and so is a fence that is never closed
    ],
)
def test_closed_section_says_what_it_has_become(
    place: Place, typed: str, headings: int, words: str, swallowed: str | None
) -> None:
    before = text_of(place)
    span = span_of(place, 3)

    pinned = save(place, span, typed)
    closed = write.look_at_closed(place, pinned)

    assert closed is not None
    assert (closed.headings, closed.swallow.name if closed.swallow else None) == (headings, swallowed)
    assert words in closed.words
    assert bool(words) == bool(closed.words)
    assert text_of(place) == before[: span.start] + typed.replace("\n", "\r\n") + before[span.end :]


def test_span_stays_pinned_whatever_it_parses_to(place: Place) -> None:
    before, span = text_of(place), span_of(place, 3)
    start, end = span.start, span.end

    for typed in ("## Part 3\n\n<div>\n", "## A\n\n## B", "```\n## C", "", "<!--\n", "## Part 3\n\nDone."):
        span = save(place, span, typed)

        assert text_of(place)[:start] == before[:start]
        assert text_of(place).endswith(before[end:])
    assert text_of(place) == before[:start] + "## Part 3\r\n\r\nDone." + before[end:]


def test_what_was_left_open_is_closed_as_one_step(place: Place) -> None:
    fence = "\r\n\r\n## Part 4\r\n\r\n```\r\ncode\r\n```\r\n\r\nText 4"
    path = place.folder / NAME
    path.write_bytes(text_of(place).replace("\r\n\r\n## Part 4\r\n\r\nText 4", fence).encode())
    span = save(place, span_of(place, 3), "## Part 3\n\n```\ncode")
    opened = text_of(place)
    closed = write.look_at_closed(place, span)
    assert closed is not None
    assert closed.swallow is not None

    done = write.close_swallow(place, closed.span)

    assert done.description == "Closed the code block."
    assert "## Part 3\r\n\r\n```\r\ncode\r\n```\r\n\r\n## Part 4" in text_of(place)
    with pytest.raises(SectionsError, match="nothing to close"):
        write.close_swallow(place, closed.span)
    write.undo_step(place, done.step_id)
    assert text_of(place) == opened
