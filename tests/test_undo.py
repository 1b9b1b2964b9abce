"""Steps that can be undone."""

from datetime import UTC, datetime

import pytest

from webapp import undo
from webapp.database import Database
from webapp.errors import NothingToUndoError

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)


def test_last_step_is_the_newest_of_its_scope(db: Database) -> None:
    undo.record(db, "links", "Put off a link", {"id": 1}, NOW)
    newest = undo.record(db, "links", "Done with “é”", {"id": 2, "state": "unread"}, NOW)
    undo.record(db, "draft", "Moved a section", {}, NOW)

    step = undo.last(db, "links")

    assert step is not None
    assert (step.id, step.description, step.payload) == (newest, "Done with “é”", {"id": 2, "state": "unread"})


def test_undone_step_uncovers_the_one_before(db: Database) -> None:
    first = undo.record(db, "links", "One", {}, NOW)
    second = undo.record(db, "links", "Two", {}, NOW)

    undo.mark_undone(db, second, NOW)

    step = undo.last(db, "links")
    assert step is not None
    assert step.id == first


def test_step_can_be_undone_once_only(db: Database) -> None:
    step = undo.record(db, "links", "One", {}, NOW)
    undo.mark_undone(db, step, NOW)

    with pytest.raises(NothingToUndoError, match="already"):
        undo.find(db, step)


def test_unknown_step_is_a_sentence(db: Database) -> None:
    with pytest.raises(NothingToUndoError, match="no such step"):
        undo.find(db, 99)
