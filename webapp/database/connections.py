"""Connections that lose nothing: pragmas, one writer at a time, and a database that can't vanish unnoticed.

Source of the pragmas: https://www.sqlite.org/pragma.html, with synchronous=EXTRA as measured for this project.
"""

import sqlite3
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlite_utils

from webapp import files
from webapp.database.backups import back_up, backups_folder, newest_backup
from webapp.database.migrations import migrations
from webapp.errors import DatabaseError

APPLICATION_ID = 0x574E6F74  # "WNot", which `file` and doctor can read
WAIT_SECONDS = 10.0  # for a writer of another process, which a lock file normally keeps away
PRAGMAS = ("journal_mode=TRUNCATE", "synchronous=EXTRA", "foreign_keys=ON", "trusted_schema=OFF")

_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk reported an error",
    sqlite3.SQLITE_READONLY: "the disk can only be read",
    sqlite3.SQLITE_CANTOPEN: "the disk can only be read",  # its journal can't be made
    sqlite3.SQLITE_BUSY: "another program is writing to it",
}

State = tuple[int, ...]  # device, inode, how often the schema was changed, how many steps it took

_write_lock = threading.RLock()
_waiting: set[object] = set()  # one for each that waits for the lock
_up_to_date: set[State | None] = set()  # the databases that need no step any more


@contextmanager
def _one_writer() -> Generator[None, None, None]:
    """Hold the right to write; while others wait for it, `is_awaited` says so."""
    waiting = object()
    _waiting.add(waiting)
    try:
        _write_lock.acquire()
    finally:
        _waiting.discard(waiting)
    try:
        yield
    finally:
        _write_lock.release()


def is_awaited() -> bool:
    """Does anybody wait to write? A long piece of work asks between its batches: the lock is handed over to no one."""
    return bool(_waiting)


class Database(sqlite_utils.Database):
    """A connection whose transactions come one after another within this process."""

    state: State | None = None  # of its file, when it was opened
    was_refused = False  # did the disk refuse it something? A connection opened on a read-only disk stays read-only

    def query(self, sql: str, params: Mapping[str, object] | None = None) -> Generator[dict[str, Any], None, None]:  # type: ignore[override]  # ours are named
        """Read rows as dictionaries, at once, so that no statement is left open. sql: reads only.

        The library wraps each query into a savepoint, in case that it writes, which takes longer than the query.
        """
        cursor = self.conn.execute(sql, params or {})
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor.fetchall())

    @contextmanager
    def atomic(self) -> Generator["Database", None, None]:
        """Run the block in one transaction; nested blocks are savepoints. Waits for writers of other threads.

        The outermost one asks for the right to write at once (BEGIN IMMEDIATE), so that what the block reads stays
        true until it commits. Raises DatabaseError if the disk did not take the changes; then nothing was changed.
        """
        with _one_writer():
            if self.conn.in_transaction:
                with super().atomic():
                    yield self
                return
            self._begin()
            try:
                yield self
                self._commit()
            except BaseException as error:
                self.rollback()
                self.was_refused = self.was_refused or isinstance(error, sqlite3.Error)
                if isinstance(error, sqlite3.OperationalError) and (reason := _reason_of(error)):
                    raise DatabaseError(f"The disk did not take the change: {reason}. Nothing was changed.") from error
                raise

    def _begin(self) -> None:
        try:
            self.conn.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            self.was_refused = True
            raise DatabaseError(f"The database can't be written now ({error}). Nothing was changed.") from error

    def _commit(self) -> None:
        self.conn.execute("COMMIT")


def _reason_of(error: sqlite3.OperationalError) -> str | None:
    """Say in plain words why the disk refused; None where the fault is not the disk's.

    Source: https://www.sqlite.org/rescode.html; the low byte of an extended code is the primary one.
    """
    return _REASONS.get(error.sqlite_errorcode & 0xFF)


def sqlite_version() -> str:
    """The version of the SQLite library that Python uses."""
    return sqlite3.sqlite_version


def utc_text(moment: datetime) -> str:
    """Write an aware datetime as UTC ISO 8601 text with microseconds, the form of every `*_at` column."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def marker_of(path: Path) -> Path:
    """The file that says that a database belongs here, so that a vanished one is noticed."""
    return path.with_name(f"{path.name}.marker")


def connect(path: Path) -> Database:
    """Open the database, made at the first time, and bring its schema up to date.

    Raises DatabaseError where it is missing or empty but was here before, is no database of ours, is damaged, or was
    made by a newer version; nothing is changed then.
    """
    with _write_lock:
        refuse_vanished(path)
        _create_private(path)
    database = _open(f"{path.as_uri()}?mode=rw", path)
    try:
        with _write_lock:
            _bring_up_to_date(database, path)
    except sqlite3.DatabaseError as error:
        database.close()
        raise DatabaseError(_damaged(path)) from error
    except BaseException:
        database.close()
        raise
    return database


def connect_to_read(path: Path) -> Database:
    """Open the database without being able to change anything. Raises DatabaseError as `connect` does."""
    refuse_vanished(path)
    if not path.is_file():
        raise DatabaseError(f"There is no database at {path} yet. Start Working Notes once.")
    database = _open(f"{path.as_uri()}?mode=ro", path)
    try:
        _refuse_foreign(database, path)
        if migrations.pending(database):
            raise DatabaseError("The database is of an older version. Start Working Notes once to bring it up to date.")
    except sqlite3.DatabaseError as error:
        database.close()
        raise DatabaseError(_damaged(path)) from error
    except BaseException:
        database.close()
        raise
    return database


def find_faults(database: Database) -> list[str]:
    """Let SQLite read the whole database and name what is wrong with it; empty if all is well."""
    try:
        faults = [str(row[0]) for row in database.conn.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        dangling = database.conn.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return faults + [f"a row of {row[0]} names one of {row[2]} that is not there" for row in dangling]


def refuse_vanished(path: Path) -> None:
    """Stop where a database was and is missing or empty now, rather than start with nothing. Raises DatabaseError."""
    if not marker_of(path).exists() or (path.is_file() and path.stat().st_size > 0):
        return
    state = "empty" if path.is_file() else "missing"
    backup = newest_backup(path)
    advice = (
        f"The newest backup is {backup}. Bring it back with: working-notes restore {backup.name}"
        if backup
        else f"There is no backup. To start with an empty inbox, delete {marker_of(path)}."
    )
    raise DatabaseError(f"The database {path} is {state}, though it was here before. Nothing was changed. {advice}")


def _create_private(path: Path) -> None:
    if path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise DatabaseError(f"The database {path} can't be made: {files.reason_of(error)}.") from error


def _open(address: str, path: Path) -> Database:
    try:
        connection = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, check_same_thread=False)
        database = Database(connection)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError as error:
        raise DatabaseError(_damaged(path)) from error
    return database


def _bring_up_to_date(database: Database, path: Path) -> None:
    state = _state_of(database, path)
    if state and state in _up_to_date and marker_of(path).exists():
        database.state = state
        return
    _refuse_foreign(database, path)
    if migrations.pending(database):
        if migrations.applied(database):
            back_up(path, backups_folder(path), datetime.now(UTC), reason="before-update")
        migrations.apply(database)
        database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    if not marker_of(path).exists():
        files.restrict(path)
        note = f"{path.name} belongs here. If it is missing, Working Notes stops and offers the newest backup.\n"
        files.atomic_write(marker_of(path), note.encode())
    database.state = _state_of(database, path)
    _up_to_date.add(database.state)


def is_current(database: Database, path: Path) -> bool:
    """Tell whether an open connection still is to the file at a path, and that file is as it was when it was opened."""
    try:
        status = path.stat()
        schema = database.conn.execute("PRAGMA schema_version").fetchone()[0]
    except (OSError, sqlite3.DatabaseError):
        return False
    return database.state is not None and database.state[:3] == (status.st_dev, status.st_ino, schema)


def _state_of(database: Database, path: Path) -> State | None:
    """Which file this is, which schema it has (SQLite counts the changes) and how many steps; None: not ours yet."""
    if database.conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return None
    status = path.stat()
    schema = database.conn.execute("PRAGMA schema_version").fetchone()[0]
    return status.st_dev, status.st_ino, schema, len(migrations.applied(database))


def _refuse_foreign(database: Database, path: Path) -> None:
    found = database.conn.execute("PRAGMA application_id").fetchone()[0]
    if found != APPLICATION_ID and (found != 0 or _holds_foreign_tables(database)):
        raise DatabaseError(f"{path} is a database of another program. Nothing was changed.")
    known = {migration.name for migration in migrations._migrations}
    if unknown := [migration.name for migration in migrations.applied(database) if migration.name not in known]:
        raise DatabaseError(
            f"The database was made by a newer version of Working Notes ({unknown[0]}). "
            "Nothing was changed. Install the newer version again."
        )


def _holds_foreign_tables(database: Database) -> bool:
    """Tell whether tables are there that no step of ours made; a first start that was cut short left only our own."""
    return bool(database.table_names()) and not database.table(migrations.migrations_table).exists()


def _damaged(path: Path) -> str:
    backup = newest_backup(path)
    advice = f" Bring back the newest backup with: working-notes restore {backup.name}" if backup else ""
    return f"The database {path} can't be read. Nothing was changed.{advice}"
