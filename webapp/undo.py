"""What the author did, so that it can be taken back: one row a step, read by the action that wrote it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from webapp.database import Database, utc_text
from webapp.errors import NothingToUndoError


class Scope(StrEnum):
    """Whose steps they are; each scope is undone on its own."""

    LINKS = "links"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done."""

    id: int
    scope: Scope
    draft_id: int | None  # None: the step is of no draft
    description: str  # what was done, as the author reads it: “Deleted Random stuff”
    payload: Mapping[str, Any]  # JSON; only the action that recorded it reads it
    is_undone: bool

    @property
    def was_refused(self) -> bool:
        """Was the author told that it can't be undone? Then it is left out, until it can."""
        return bool(self.payload.get("refused"))


def record(
    db: Database,
    scope: Scope | str,
    description: str,
    payload: Mapping[str, Any],
    now: datetime,
    *,
    draft_id: int | None = None,
) -> int:
    """Remember a step, and answer its number. Belongs into the transaction of what it describes."""
    with db.atomic():
        cursor = db.execute(
            """
            INSERT INTO steps (scope, draft_id, description, payload, done_at)
            VALUES (:scope, :draft_id, :description, :payload, :done_at)
            """,
            {
                "scope": Scope(scope),
                "draft_id": draft_id,
                "description": description,
                "payload": json.dumps(payload),
                "done_at": utc_text(now),
            },
        )
    return int(cursor.lastrowid or 0)


def join(db: Database, one: int, other: int) -> None:
    """Let two steps be taken back together: each names the other as its `twin`."""
    with db.atomic():
        for step_id, twin in ((one, other), (other, one)):
            db.execute(
                "UPDATE steps SET payload = json_set(payload, '$.twin', :twin) WHERE id = :id",
                {"id": step_id, "twin": twin},
            )


def find_twin(db: Database, step: Step) -> Step | None:
    """Find the step that is taken back together with this one."""
    rows = db.query(
        "SELECT id, scope, draft_id, description, payload, undone_at FROM steps WHERE id = :id",
        {"id": step.payload.get("twin", 0)},
    )
    return next((_step(row) for row in rows), None)


def steps_back(db: Database, scope: Scope | str, *, draft_id: int | None = None) -> list[Step]:
    """List the steps that were not undone, of a draft or of none, the newest first."""
    rows = db.query(
        """
        SELECT id, scope, draft_id, description, payload, undone_at
        FROM steps
        WHERE scope = :scope AND draft_id IS :draft_id AND undone_at IS NULL
        ORDER BY id DESC
        """,
        {"scope": Scope(scope), "draft_id": draft_id},
    )
    return [_step(row) for row in rows]


def last(db: Database, scope: Scope | str, *, draft_id: int | None = None) -> Step | None:
    """Find the newest step that was not undone, of a draft or of none."""
    rows = db.query(
        """
        SELECT id, scope, draft_id, description, payload, undone_at
        FROM steps
        WHERE scope = :scope AND draft_id IS :draft_id AND undone_at IS NULL
        ORDER BY id DESC
        LIMIT 1
        """,
        {"scope": Scope(scope), "draft_id": draft_id},
    )
    return next((_step(row) for row in rows), None)


def last_undone(db: Database, scope: Scope | str, *, draft_id: int | None = None) -> Step | None:
    """Find the step that can be done again: the one undone last, unless something new was done since.

    A step that was undone before `newest` was kept with it can be done again if none above it stands.
    """
    rows = db.query(
        """
        SELECT id, scope, draft_id, description, payload, undone_at
        FROM steps
        WHERE scope = :scope
          AND draft_id IS :draft_id
          AND undone_at IS NOT NULL
          AND NOT EXISTS (
            SELECT 1
            FROM steps AS later
            WHERE later.scope = :scope
              AND later.draft_id IS :draft_id
              AND later.id > COALESCE(json_extract(steps.payload, '$.newest'), steps.id)
              AND (later.undone_at IS NULL OR json_extract(steps.payload, '$.newest') IS NOT NULL)
          )
        ORDER BY undone_at DESC, id
        LIMIT 1
        """,
        {"scope": Scope(scope), "draft_id": draft_id},
    )
    return next((_step(row) for row in rows), None)


def find(db: Database, step_id: int) -> Step:
    """Find a step that was not undone yet. Raises NothingToUndoError."""
    rows = db.query(
        "SELECT id, scope, draft_id, description, payload, undone_at FROM steps WHERE id = :id", {"id": step_id}
    )
    step = next((_step(row) for row in rows), None)
    if step is None:
        raise NothingToUndoError("There is no such step to undo. Nothing was changed.")
    if step.is_undone:
        raise NothingToUndoError("This was undone already. Nothing was changed.")
    return step


def mark_undone(db: Database, step_id: int, now: datetime) -> None:
    """Take a step off the list of what can be undone. It can be done again until something newer is done."""
    with db.atomic():
        db.execute(
            """
            UPDATE steps
            SET undone_at = :now,
                payload = json_set(json_remove(payload, '$.refused'), '$.newest', (SELECT MAX(id) FROM steps))
            WHERE id = :id
            """,
            {"id": step_id, "now": utc_text(now)},
        )


def mark_refused(db: Database, step_id: int) -> None:
    """Remember that the author was told that a step can't be undone."""
    with db.atomic():
        db.execute("UPDATE steps SET payload = json_set(payload, '$.refused', 1) WHERE id = :id", {"id": step_id})


def mark_redone(db: Database, step_id: int) -> None:
    """Put a step back on the list of what can be undone."""
    with db.atomic():
        db.execute("UPDATE steps SET undone_at = NULL WHERE id = :id", {"id": step_id})


def _step(row: Mapping[str, Any]) -> Step:
    return Step(
        id=row["id"],
        scope=Scope(row["scope"]),
        draft_id=row["draft_id"],
        description=row["description"],
        payload=json.loads(row["payload"]),
        is_undone=row["undone_at"] is not None,
    )
