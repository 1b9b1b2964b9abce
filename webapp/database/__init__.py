"""The SQLite database: connections that lose nothing, the schema's migrations, and backups."""

from webapp.database.backups import back_up, back_up_daily, list_backups, newest_backup, restore
from webapp.database.connections import (
    APPLICATION_ID,
    Database,
    connect,
    connect_to_read,
    find_faults,
    is_awaited,
    marker_of,
    sqlite_version,
    utc_text,
)
from webapp.database.matching import any_word, every_word
from webapp.database.migrations import migrations
from webapp.database.pool import Pool

__all__ = [
    "APPLICATION_ID",
    "Database",
    "Pool",
    "any_word",
    "back_up",
    "back_up_daily",
    "connect",
    "connect_to_read",
    "every_word",
    "find_faults",
    "is_awaited",
    "list_backups",
    "marker_of",
    "migrations",
    "newest_backup",
    "restore",
    "sqlite_version",
    "utc_text",
]
