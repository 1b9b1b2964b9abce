"""Drafts: files that are the truth, and what the database keeps beside them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from webapp import drafts, files, undo
from webapp.database import Database
from webapp.errors import (
    DraftExistsError,
    DraftNotFoundError,
    DraftUnreadableError,
    FileChangedError,
    NotSavedError,
)

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
NAME = "2025-12-11-it's this week..md"
TEXT = "---\r\ntitle: T\r\n---\r\n\r\nIntro.\r\n\r\n## One\r\n\r\nFirst.\r\n\r\n## Two\r\n\r\nSecond."


def later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def snapshot(db: Database, folder: Path) -> tuple[object, ...]:
    tables = ("drafts", "sections", "revisions", "revision_sections")
    rows = [list(map(dict, db.query(f"SELECT * FROM {table}"))) for table in tables]
    return (*rows, {path.name: path.read_bytes() for path in folder.glob("*.md")})


def test_draft_has_exactly_the_bytes_that_were_written(db: Database, data_folder: Path) -> None:
    made = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)

    assert (data_folder / NAME).read_bytes() == TEXT.encode()
    assert drafts.read_draft(db, data_folder, NAME) == made
    assert made.revision == files.revision_of(TEXT.encode())
    assert len(set(made.sections)) == 3


def test_draft_that_is_there_is_not_created_again(db: Database, data_folder: Path) -> None:
    (data_folder / NAME).write_bytes(b"mine")

    with pytest.raises(DraftExistsError, match="already"):
        drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)

    assert (data_folder / NAME).read_bytes() == b"mine"


@pytest.mark.parametrize(
    "name", ["../2025-12-11-a.md", "a/b.md", ".hidden.md", "working-notes.db", "a\\b.md", "", "a\0.md"]
)
def test_only_names_of_drafts_are_read(db: Database, data_folder: Path, name: str) -> None:
    with pytest.raises(DraftNotFoundError):
        drafts.read_draft(db, data_folder, name)


def test_unreadable_draft_is_a_sentence_and_stays(db: Database, data_folder: Path) -> None:
    (data_folder / NAME).write_bytes(b"caf\xe9")

    with pytest.raises(DraftUnreadableError, match="no UTF-8 text"):
        drafts.read_draft(db, data_folder, NAME)

    assert (data_folder / NAME).read_bytes() == b"caf\xe9"
    assert [entry.name for entry in drafts.list_drafts(db, data_folder)] == [NAME]


def test_reading_writes_nothing(db: Database, data_folder: Path) -> None:
    drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)
    (data_folder / NAME).write_bytes(TEXT.encode() + b"\n\n## Three\n")
    (data_folder / "other.mkdown").write_bytes(b"x")
    before = snapshot(db, data_folder)

    drafts.read_draft(db, data_folder, NAME)
    drafts.read_draft(db, data_folder, "other.mkdown")
    drafts.list_drafts(db, data_folder)

    assert snapshot(db, data_folder) == before


def test_sections_keep_their_ids_when_another_program_writes(db: Database, data_folder: Path) -> None:
    made = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)
    changed = TEXT.replace("First.", "Changed.") + "\r\n\r\n## Three\r\n"
    (data_folder / NAME).write_bytes(changed.encode())

    seen = drafts.read_draft(db, data_folder, NAME)
    kept = drafts.register(db, data_folder, NAME, later(1))

    assert seen.sections == (*made.sections, 0)
    assert kept.sections[:3] == made.sections
    assert kept.sections[3] not in (0, *made.sections)
    assert drafts.register(db, data_folder, NAME, later(2)) == kept
    assert drafts.read_draft(db, data_folder, NAME) == kept
    assert drafts.revision_text(db, made.id, made.revision) == TEXT


def test_section_that_comes_back_has_its_old_id(db: Database, data_folder: Path) -> None:
    made = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)
    (data_folder / NAME).write_bytes(TEXT.partition("## Two")[0].encode())
    drafts.register(db, data_folder, NAME, later(1))
    (data_folder / NAME).write_bytes(
        (TEXT.partition("## Two")[0] + "## New\r\n\r\nX.\r\n\r\n## Two\r\n\r\nSecond.").encode()
    )

    again = drafts.register(db, data_folder, NAME, later(2))

    assert again.sections[:2] == made.sections[:2]
    assert again.sections[3] == made.sections[2]


def test_writing_keeps_a_revision_and_the_ids(db: Database, data_folder: Path) -> None:
    made = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)

    written = drafts.write_draft(db, made, TEXT + " More.", action="typing", now=later(1))

    assert written == drafts.read_draft(db, data_folder, NAME)
    assert written.sections == made.sections
    assert drafts.revision_text(db, made.id, made.revision) == TEXT
    assert drafts.ids_of_revision(db, made.id, written.revision) == made.sections


def test_change_by_another_program_is_not_overwritten(db: Database, data_folder: Path) -> None:
    made = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)
    (data_folder / NAME).write_bytes(b"theirs")
    before = snapshot(db, data_folder)

    with pytest.raises(FileChangedError):
        drafts.write_draft(db, made, "mine", action="typing", now=later(1))

    assert snapshot(db, data_folder) == before


def test_refused_write_keeps_no_revision(db: Database, data_folder: Path) -> None:
    made = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)
    (data_folder / NAME).unlink()
    (data_folder / NAME).mkdir()

    with pytest.raises((NotSavedError, FileChangedError)):
        drafts.write_draft(db, made, "mine", action="typing", now=later(1))

    assert drafts.revision_text(db, made.id, files.revision_of(b"mine")) is None


def test_draft_renamed_by_another_program_stays_the_same_draft(db: Database, data_folder: Path) -> None:
    made = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)
    (data_folder / NAME).rename(data_folder / "2025-12-12-renamed.md")

    renamed = drafts.register(db, data_folder, "2025-12-12-renamed.md", later(1))

    assert (renamed.id, renamed.sections) == (made.id, made.sections)
    assert [entry.name for entry in drafts.list_drafts(db, data_folder)] == ["2025-12-12-renamed.md"]


def test_copy_of_a_draft_is_a_draft_of_its_own(db: Database, data_folder: Path) -> None:
    made = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)
    (data_folder / "copy.md").write_bytes(TEXT.encode())

    assert drafts.register(db, data_folder, "copy.md", later(1)).id != made.id
    assert drafts.read_draft(db, data_folder, NAME) == made


def test_deleted_draft_can_be_brought_back(db: Database, data_folder: Path) -> None:
    made = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)
    drafts.keep_revision(db, made, "not the draft's text", later(1))
    (data_folder / NAME).unlink()
    assert [entry.is_here for entry in drafts.list_drafts(db, data_folder)] == [False]

    restored = drafts.restore_draft(db, data_folder, NAME, later(2))

    assert restored == made
    assert (data_folder / NAME).read_bytes() == TEXT.encode()


def test_renaming_keeps_everything_else(db: Database, data_folder: Path) -> None:
    made = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)

    with drafts.renamed(db, data_folder, made, "2025-12-18-other.md") as renamed:
        pass

    assert drafts.read_draft(db, data_folder, "2025-12-18-other.md") == renamed
    assert (renamed.id, renamed.revision, renamed.sections) == (made.id, made.revision, made.sections)
    assert not (data_folder / NAME).exists()


def test_renaming_is_taken_back_where_what_follows_fails(db: Database, data_folder: Path) -> None:
    made = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)

    with pytest.raises(NotSavedError), drafts.renamed(db, data_folder, made, "other.md"):
        raise NotSavedError("The disk is full.")

    assert drafts.read_draft(db, data_folder, NAME) == made
    assert [entry.name for entry in drafts.list_drafts(db, data_folder)] == [NAME]


def test_renaming_overwrites_nothing(db: Database, data_folder: Path) -> None:
    made = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)
    (data_folder / "other.md").write_bytes(b"other")

    with pytest.raises(DraftExistsError), drafts.renamed(db, data_folder, made, "other.md"):
        pass

    assert (data_folder / "other.md").read_bytes() == b"other"
    assert drafts.read_draft(db, data_folder, NAME) == made


def test_opened_post_remembers_where_it_comes_from(db: Database, data_folder: Path) -> None:
    opened = drafts.adopt_draft(db, data_folder, NAME, TEXT.encode(), f"_posts/{NAME}", NOW)

    assert opened == drafts.read_draft(db, data_folder, NAME)
    assert (opened.blog_path, opened.blog_revision) == (f"_posts/{NAME}", opened.revision)


def test_typing_within_a_minute_folds_into_one_revision(db: Database, data_folder: Path) -> None:
    draft = drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)
    written = []
    for number in range(5):
        moment = later(1) + timedelta(seconds=number * 10)
        draft = drafts.write_draft(db, draft, f"{TEXT} {number}", action="typing", now=moment)
        written.append(draft.revision)
    drafts.remember_publication(db, draft.id, "_posts/a.md", written[1])
    undo.record(db, "draft", "Moved", {"before": written[2]}, NOW, draft_id=draft.id)

    assert drafts.fold_revisions(db, later(5)) == 0
    assert drafts.fold_revisions(db, NOW + timedelta(days=8)) == 2

    kept = [drafts.revision_text(db, draft.id, revision) is not None for revision in written]
    assert kept == [False, True, True, False, True]
