"""Imports: which file it was, how far it is, and what came of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from webapp.bookmarks import Skipped
from webapp.database import Database, utc_text
from webapp.errors import ImportNotFoundError

MOST_REASONS = 200  # that are kept in words; the others are only counted
PLAN_LIVES = timedelta(days=1)  # how long a file waits for the author's decision

_COLUMNS = """
    id, name, program, state, problem, default_state, reads_pages, total, position, added, merged, known, removed,
    doubled, skipped, reasons, kept, step_id, planned_at
"""


class ImportState(StrEnum):
    """Where an import is."""

    PLANNED = "planned"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Counts:
    """What becomes of the pages that a file names."""

    added: int = 0
    merged: int = 0  # known ones that got something new
    known: int = 0  # known ones that have everything already
    removed: int = 0  # known ones that the author removed, which stay so


@dataclass(frozen=True, slots=True)
class Import:
    """One file of links."""

    id: int
    name: str  # of the file; empty for a text that was pasted
    program: str
    state: ImportState
    problem: str  # why it stopped, in words; empty where the program ended
    default_state: str  # unread or done: of links whose file does not say
    reads_pages: bool
    total: int  # pages that the file names
    position: int  # how many of them were looked at
    counts: Counts  # while planned: what will be
    doubled: int  # entries for a page that another entry names
    skipped: int
    reasons: tuple[Skipped, ...]  # the first of those skipped
    kept: int  # links that an undo left, since they were worked on
    step_id: int | None  # None until done
    planned_at: datetime

    @property
    def is_moving(self) -> bool:
        return self.state in (ImportState.RUNNING, ImportState.UNDOING)

    @property
    def title(self) -> str:
        return self.name or "Pasted text"

    @property
    def unsaid(self) -> int:
        """How many of those skipped have no words here."""
        return self.skipped - len(self.reasons)

    @property
    def adds_nothing(self) -> bool:
        return not self.counts.added and not self.counts.merged

    @property
    def can_be_undone(self) -> bool:
        return self.state in (ImportState.DONE, ImportState.STOPPED)


def plan_import(
    db: Database,
    name: str,
    program: str,
    content: bytes,
    counts: Counts,
    *,
    total: int,
    doubled: int,
    skipped: Sequence[Skipped],
    now: datetime,
) -> int:
    """Keep a file until the author decides, and answer its number. Older ones that were never decided on go."""
    reasons = [[each.place, each.what, each.reason] for each in skipped[:MOST_REASONS]]
    values = {
        "name": name,
        "program": program,
        "content": content,
        "total": total,
        "doubled": doubled,
        "skipped": len(skipped),
        "reasons": json.dumps(reasons),
        "now": utc_text(now),
    }
    with db.atomic():
        oldest = utc_text(now - PLAN_LIVES)
        db.execute("DELETE FROM imports WHERE state = 'planned' AND planned_at < :oldest", {"oldest": oldest})
        cursor = db.execute(
            """
            INSERT INTO imports (
                name, program, content, state, problem, default_state, reads_pages, total, position,
                added, merged, known, removed, doubled, skipped, reasons, kept, planned_at
            )
            VALUES (
                :name, :program, :content, 'planned', '', 'unread', 0, :total, 0,
                :added, :merged, :known, :removed, :doubled, :skipped, :reasons, 0, :now
            )
            """,
            values | _values(counts),
        )
    return int(cursor.lastrowid or 0)


def find_import(db: Database, import_id: int) -> Import:
    """Find an import. Raises ImportNotFoundError."""
    rows = list(db.table("imports").rows_where("id = :id", {"id": import_id}, select=_COLUMNS))
    if not rows:
        raise ImportNotFoundError("There is no such import any more. Choose the file again.")
    return _import(rows[0])


def list_imports(db: Database, limit: int = 20) -> list[Import]:
    """List the imports that were begun, newest first."""
    rows = db.table("imports").rows_where("state != 'planned'", select=_COLUMNS, order_by="id DESC", limit=limit)
    return [_import(row) for row in rows]


def next_import(db: Database) -> Import | None:
    """Find the oldest import that is to be gone on with."""
    where = "state IN ('running', 'undoing')"
    return next(map(_import, db.table("imports").rows_where(where, select=_COLUMNS, order_by="id", limit=1)), None)


def content_of(db: Database, import_id: int) -> bytes:
    """The file of an import that is not done."""
    rows = db.query("SELECT content FROM imports WHERE id = :id", {"id": import_id})
    return next((row["content"] for row in rows if row["content"] is not None), b"")


def begin_import(db: Database, import_id: int, *, default_state: str, reads_pages: bool) -> None:
    """Let a planned import begin, counting from nothing."""
    with db.atomic():
        db.execute(
            """
            UPDATE imports
            SET state = 'running', default_state = :default_state, reads_pages = :reads_pages,
                position = 0, added = 0, merged = 0, known = 0, removed = 0
            WHERE id = :id
            """,
            {"id": import_id, "default_state": default_state, "reads_pages": int(reads_pages)},
        )


def move_import(db: Database, import_id: int, state: ImportState, problem: str = "") -> None:
    """Put an import into another state."""
    with db.atomic():
        db.execute(
            """
            UPDATE imports
            SET state = :state, problem = :problem, content = CASE WHEN :state = 'undone' THEN NULL ELSE content END
            WHERE id = :id
            """,
            {"id": import_id, "state": state, "problem": problem},
        )


def stop_imports(db: Database) -> None:
    """Say of imports that a program was in the middle of when it ended that they stopped."""
    with db.atomic():
        db.execute("UPDATE imports SET state = 'stopped', problem = '' WHERE state = 'running'")


def count_batch(db: Database, import_id: int, position: int, counts: Counts) -> None:
    """Add what a batch did, and say how far the import is."""
    with db.atomic():
        db.execute(
            """
            UPDATE imports
            SET position = :position, added = added + :added, merged = merged + :merged, known = known + :known,
                removed = removed + :removed
            WHERE id = :id
            """,
            {"id": import_id, "position": position} | _values(counts),
        )


def end_import(db: Database, import_id: int, step_id: int) -> None:
    """Say that an import is done; its file is not needed any more."""
    with db.atomic():
        db.execute(
            "UPDATE imports SET state = 'done', problem = '', content = NULL, step_id = :step_id WHERE id = :id",
            {"id": import_id, "step_id": step_id},
        )


def _values(counts: Counts) -> dict[str, int]:
    return {"added": counts.added, "merged": counts.merged, "known": counts.known, "removed": counts.removed}


def _import(row: Mapping[str, Any]) -> Import:
    values = dict(row)
    counts = Counts(*(values.pop(name) for name in ("added", "merged", "known", "removed")))
    values["state"] = ImportState(row["state"])
    values["reads_pages"] = bool(row["reads_pages"])
    values["reasons"] = tuple(Skipped(*each) for each in json.loads(row["reasons"]))
    values["planned_at"] = datetime.fromisoformat(row["planned_at"])
    return Import(counts=counts, **values)
