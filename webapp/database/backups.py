"""Copies of the database: one a day, the newest fourteen kept, and the way back."""

import os
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from webapp import files
from webapp.errors import DatabaseError

KEPT = 14  # daily ones; two weeks, so that a slip found after a holiday can be mended

_DAILY = re.compile(r"working-notes-\d{4}-\d{2}-\d{2}\.db")
_ANY = re.compile(r"working-notes-\d{4}-\d{2}-\d{2}.*\.db")


def backups_folder(path: Path) -> Path:
    """Where the copies of this database lie."""
    return path.parent / "backups"


def list_backups(folder: Path) -> list[Path]:
    """All copies, newest first."""
    found = [path for path in folder.glob("working-notes-*.db") if _ANY.fullmatch(path.name) and path.stat().st_size]
    return sorted(found, key=lambda path: (path.stat().st_mtime, path.name), reverse=True)


def newest_backup(path: Path) -> Path | None:
    """The newest copy of this database; None if there is none."""
    return next(iter(list_backups(backups_folder(path))), None)


def back_up_daily(path: Path, now: datetime) -> Path | None:
    """Copy the database unless today's copy is there already; then None. now: aware, names the day."""
    if (backups_folder(path) / f"working-notes-{now.date()}.db").exists():
        return None
    return back_up(path, backups_folder(path), now)


def back_up(path: Path, folder: Path, now: datetime, *, reason: str = "") -> Path:
    """Copy the whole database, also while it is written, and answer where the copy is.

    reason: part of the file name of a copy that is not the day's. Raises DatabaseError; older copies stay then.
    Source: https://www.sqlite.org/lang_vacuum.html#vacuuminto, which leaves the synchronising to the caller.
    """
    files.make_private_folder(folder)
    target = folder / f"working-notes-{now.date()}{'-' + reason if reason else ''}.db"
    if reason and target.exists():
        target = folder / f"working-notes-{now:%Y-%m-%d-%H%M%S}-{reason}.db"
    temporary = folder / f".{target.name}.tmp"
    try:
        temporary.unlink(missing_ok=True)
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("VACUUM INTO :target", {"target": str(temporary)})
        _settle(temporary, target)
    except (sqlite3.Error, OSError) as error:
        temporary.unlink(missing_ok=True)
        raise DatabaseError(f"No backup was made: {error}. The older backups are unchanged.") from error
    _remove_oldest(folder)
    return target


def restore(path: Path, backup: Path, now: datetime) -> Path | None:
    """Put a copy in the place of the database; what was there is kept beside it, and its new name is answered.

    The caller holds the data folder. Raises DatabaseError if the copy is no sound database; nothing is changed then.
    """
    _refuse_unsound(backup)
    aside = path.with_name(f"replaced-{now:%Y-%m-%d-%H%M%S}.db")
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():  # it belongs to the old file, and would be played back into the new one
        journal.replace(aside.with_name(f"{aside.name}-journal"))
    present = path.exists()
    if present:
        path.replace(aside)
    files.atomic_write(path, backup.read_bytes(), private=True)
    return aside if present else None


def _settle(temporary: Path, target: Path) -> None:
    files.restrict(temporary)
    with temporary.open("r+b") as file:
        os.fsync(file.fileno())
    temporary.replace(target)
    files.sync_folder(target.parent)


def _remove_oldest(folder: Path) -> None:
    daily = sorted((path for path in folder.glob("*.db") if _DAILY.fullmatch(path.name)), reverse=True)
    others = [path for path in list_backups(folder) if not _DAILY.fullmatch(path.name)]
    for path in daily[KEPT:] + others[KEPT:]:
        path.unlink(missing_ok=True)


def _refuse_unsound(backup: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{backup.as_uri()}?mode=ro", uri=True)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            ours = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'links'").fetchone()[0] == 1
    except sqlite3.Error as error:
        raise DatabaseError(f"{backup} can't be read as a database. Nothing was changed.") from error
    if not sound or not ours:
        raise DatabaseError(f"{backup} is no sound backup. Nothing was changed.")
