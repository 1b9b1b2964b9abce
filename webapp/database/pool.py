"""Connections that stay open from one request to the next: opening one takes as long as a whole commit."""

from pathlib import Path

from webapp.database.connections import Database, connect, is_current


class Pool:
    """Connections at rest. One that was taken belongs to who took it alone, until it is given back.

    There are never more than there were requests at once. `append` and `pop` of a list need no lock in CPython.
    """

    def __init__(self) -> None:
        self._resting: list[Database] = []

    def take(self, path: Path) -> Database:
        """Take a connection that rests, as long as its file is still the one at this path; else open one.

        Raises DatabaseError as `connect` does.
        """
        while self._resting:
            database = self._resting.pop()
            if is_current(database, path):
                return database
            database.close()
        return connect(path)

    def give_back(self, database: Database) -> None:
        """Let a connection rest; one that was refused something by the disk, or is within a transaction, is closed."""
        if database.was_refused or database.conn.in_transaction:
            database.close()
        else:
            self._resting.append(database)
