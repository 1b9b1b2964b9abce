"""What the author adds to a link: notes, quotes and tags."""

import json
from collections.abc import Iterable
from datetime import datetime

from webapp.database import Database, utc_text
from webapp.links.indexing import reindexed
from webapp.links.values import Details


def add_note(db: Database, link_id: int, text: str, now: datetime) -> int | None:
    """Add a note to a link, and answer its number; None if the link has exactly this one."""
    values = {"link_id": link_id, "text": text, "now": utc_text(now)}
    with reindexed(db, link_id):
        cursor = db.execute(
            """
            INSERT INTO notes (link_id, text, noted_at)
            SELECT :link_id, :text, :now
            WHERE NOT EXISTS (SELECT 1 FROM notes WHERE link_id = :link_id AND text = :text)
            """,
            values,
        )
    return int(cursor.lastrowid or 0) if cursor.rowcount else None


def add_quote(
    db: Database, link_id: int, text: str, now: datetime, *, prefix: str = "", suffix: str = ""
) -> int | None:
    """Add a passage to a link, and answer its number; None if the link has exactly this one.

    prefix, suffix: the words of the kept text around it, by which it is found again; empty where it was not marked.
    """
    values = {"link_id": link_id, "text": text, "now": utc_text(now), "prefix": prefix, "suffix": suffix}
    with reindexed(db, link_id):
        cursor = db.execute(
            """
            INSERT INTO quotes (link_id, text, quoted_at, prefix, suffix)
            SELECT :link_id, :text, :now, :prefix, :suffix
            WHERE NOT EXISTS (SELECT 1 FROM quotes WHERE link_id = :link_id AND text = :text)
            """,
            values,
        )
    return int(cursor.lastrowid or 0) if cursor.rowcount else None


def remove_note(db: Database, note_id: int) -> None:
    """Take a note away again."""
    rows = db.query("SELECT link_id FROM notes WHERE id = :id", {"id": note_id})
    for row in list(rows):
        with reindexed(db, row["link_id"]):
            db.execute("DELETE FROM notes WHERE id = :id", {"id": note_id})


def remove_quote(db: Database, quote_id: int) -> None:
    """Take a passage away again."""
    rows = db.query("SELECT link_id FROM quotes WHERE id = :id", {"id": quote_id})
    for row in list(rows):
        with reindexed(db, row["link_id"]):
            db.execute("DELETE FROM quotes WHERE id = :id", {"id": quote_id})


def add_tags(db: Database, link_id: int, tags: Iterable[str]) -> None:
    """Add tags to a link; one that it has in other capitals stays as it is."""
    with reindexed(db, link_id):
        db.execute(
            """
            INSERT OR IGNORE INTO link_tags (link_id, tag)
            SELECT :link_id, value
            FROM json_each(:tags)
            """,
            {"link_id": link_id, "tags": json.dumps(list(tags))},
        )


def remove_tags(db: Database, link_id: int, tags: Iterable[str]) -> None:
    """Take tags off a link, in whatever capitals it has them."""
    with reindexed(db, link_id):
        db.execute(
            """
            DELETE FROM link_tags
            WHERE link_id = :link_id AND tag IN (SELECT value FROM json_each(:tags))
            """,
            {"link_id": link_id, "tags": json.dumps(list(tags))},
        )


def fill_details(db: Database, link_id: int, details: Details, via: str) -> None:
    """Add what the browser saw where nothing is known yet; its kind stays."""
    with reindexed(db, link_id):
        db.execute(
            """
            UPDATE links
            SET author = CASE WHEN author = '' THEN :author ELSE author END,
                published_on = COALESCE(published_on, :published_on),
                canonical_address = COALESCE(canonical_address, :canonical_address),
                via = CASE WHEN via = '' THEN :via ELSE via END
            WHERE id = :id
            """,
            {
                "id": link_id,
                "author": details.author,
                "published_on": details.published_on.isoformat() if details.published_on else None,
                "canonical_address": details.canonical_address,
                "via": via,
            },
        )
