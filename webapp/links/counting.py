"""How many links there are: of each state, and of each kind, tag and site."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp.database import Database, utc_text

MOST_NAMES = 12  # of tags and of sites that are counted: those that have the most links


@dataclass(frozen=True, slots=True)
class Count:
    """A name that links share, with how many do."""

    name: str
    number: int


def count_states(db: Database, since: datetime) -> Mapping[str, int]:
    """Count the links that wait, those that are `used` and `failed`, and as `week` those saved since a moment.

    Those that are done are not counted: nobody asks for it, and of 100,000 links it takes longest by far.
    """
    rows = db.query(
        """
        SELECT state AS name, COUNT(*) AS number
        FROM links
        WHERE removed_at IS NULL AND state IN ('unread', 'later')
        GROUP BY state
        UNION ALL
        SELECT 'week' AS name, COUNT(*) AS number
        FROM links
        WHERE removed_at IS NULL AND saved_at >= :since
        UNION ALL
        SELECT 'used' AS name, COUNT(*) AS number
        FROM links
        WHERE removed_at IS NULL AND address_key IN (SELECT address_key FROM post_links)
        UNION ALL
        SELECT 'failed' AS name, COUNT(*) AS number
        FROM links
        WHERE removed_at IS NULL AND fetch_state IN ('failed', 'refused')
        """,
        {"since": utc_text(since)},
    )
    return {row["name"]: row["number"] for row in rows}


def count_unread(db: Database) -> int:
    """Count the unread links."""
    rows = db.query("SELECT COUNT(*) AS number FROM links WHERE state = 'unread' AND removed_at IS NULL")
    return next(int(row["number"]) for row in rows)


def count_kinds(db: Database) -> list[Count]:
    """Count the links of each kind, the most first."""
    return _counts(
        db,
        """
        SELECT kind AS name, COUNT(*) AS number
        FROM links
        WHERE removed_at IS NULL
        GROUP BY kind
        ORDER BY number DESC, name
        LIMIT :most
        """,
    )


def count_tags(db: Database) -> list[Count]:
    """Count the links of the tags that have the most."""
    return _counts(
        db,
        """
        SELECT tag AS name, COUNT(*) AS number
        FROM link_tags
        JOIN links ON links.id = link_tags.link_id
        WHERE removed_at IS NULL
        GROUP BY tag
        ORDER BY number DESC, name
        LIMIT :most
        """,
    )


def count_sites(db: Database) -> list[Count]:
    """Count the links of the sites that have the most, by the host in the address key."""
    return _counts(
        db,
        """
        SELECT host AS name, COUNT(*) AS number
        FROM (
            SELECT SUBSTR(address_key, 9, INSTR(SUBSTR(address_key, 9) || '/', '/') - 1) AS host
            FROM links
            WHERE removed_at IS NULL AND address_key LIKE 'https://%'
        )
        GROUP BY host
        ORDER BY number DESC, name
        LIMIT :most
        """,
    )


def _counts(db: Database, question: str) -> list[Count]:
    return [Count(row["name"], row["number"]) for row in db.query(question, {"most": MOST_NAMES})]


def count_words(db: Database, words: Iterable[str]) -> Mapping[str, int]:
    """Count the links that have each word, as the index writes it; words that none has are left out."""
    rows = db.query(
        "SELECT term, doc FROM link_vocabulary WHERE term IN (SELECT value FROM json_each(:words))",
        {"words": json.dumps(list(words))},
    )
    return {row["term"]: row["doc"] for row in rows}


def count_all(db: Database) -> int:
    """Count the links that were not removed."""
    rows = db.query("SELECT COUNT(*) AS number FROM links WHERE removed_at IS NULL")
    return next(int(row["number"]) for row in rows)
