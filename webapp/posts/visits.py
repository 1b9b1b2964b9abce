"""Whether the pages that posts link to are still there, as far as the author asked for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from webapp.database import Database, utc_text
from webapp.posts.graph import use_of
from webapp.posts.values import Use


class Found(StrEnum):
    """What became of a page."""

    WAITING = "waiting"  # to be looked at
    THERE = "there"
    GONE = "gone"  # its site says so
    SILENT = "silent"  # no answer, or one that may pass
    CLOSED = "closed"  # its site lets no program look, or it may not be asked


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that is to be looked at."""

    address_key: str
    address: str


@dataclass(frozen=True, slots=True)
class Visited:
    """A page that was not found, and where it is linked."""

    address: str
    found: Found
    reason: str  # in words
    day: date  # on which it was looked at, in UTC
    uses: tuple[Use, ...]  # newest first


@dataclass(frozen=True, slots=True)
class Visits:
    """How far the looking is."""

    pages: int  # that posts link to
    waiting: int
    there: int
    missing: int  # gone, silent or closed
    last: datetime | None  # when one was looked at last; None: never

    @property
    def done(self) -> int:
        return self.there + self.missing


def ask_for_visits(db: Database) -> int:
    """Ask for every page that posts link to to be looked at, again where it was; answer how many are to be.

    Where some are waiting yet, those alone are.
    """
    with db.atomic():
        if waiting := count_visits(db).waiting:
            return waiting
        db.execute("DELETE FROM post_visits WHERE address_key NOT IN (SELECT address_key FROM post_links)")
        db.execute("UPDATE post_visits SET found = 'waiting'")
        db.execute(
            """
            INSERT OR IGNORE INTO post_visits (address_key, address, found, reason, visited_at)
            SELECT address_key, address, 'waiting', '', NULL
            FROM post_links
            ORDER BY rowid DESC
            """
        )
    return count_visits(db).waiting


def stop_visits(db: Database) -> None:
    """Look at no more of the pages that wait; what was found before is forgotten for them."""
    db.execute("DELETE FROM post_visits WHERE found = 'waiting'")


def waiting_visits(db: Database, limit: int) -> list[Waiting]:
    """List pages that are to be looked at."""
    rows = db.query(
        "SELECT address_key, address FROM post_visits WHERE found = 'waiting' ORDER BY id LIMIT :limit",
        {"limit": limit},
    )
    return [Waiting(row["address_key"], row["address"]) for row in rows]


def keep_visit(db: Database, address_key: str, found: Found, reason: str, now: datetime) -> None:
    """Keep what became of a page, unless the author stopped the looking meanwhile."""
    db.execute(
        """
        UPDATE post_visits SET found = :found, reason = :reason, visited_at = :now
        WHERE address_key = :key AND found = 'waiting'
        """,
        {"key": address_key, "found": found, "reason": reason, "now": utc_text(now)},
    )


def count_visits(db: Database) -> Visits:
    """Count how far the looking is."""
    rows = db.query(
        """
        SELECT
            (SELECT COUNT(DISTINCT address_key) FROM post_links) AS pages,
            COALESCE(SUM(found = 'waiting'), 0) AS waiting,
            COALESCE(SUM(found = 'there'), 0) AS there,
            COALESCE(SUM(found IN ('gone', 'silent', 'closed')), 0) AS missing,
            MAX(visited_at) AS last
        FROM post_visits
        """
    )
    return next(Visits(**{**row, "last": datetime.fromisoformat(row["last"]) if row["last"] else None}) for row in rows)


def missing_pages(db: Database, limit: int) -> list[Visited]:
    """List the pages that were not found, the newest links first: those that are gone, then the others."""
    rows = db.query(
        """
        SELECT
            visited.address_key AS key, visited.address AS address, visited.found AS found,
            visited.reason AS reason, visited.visited_at AS visited_at, posts.path AS path, posts.title AS title,
            posts.day AS day, post_links.heading AS heading, post_links.text AS text,
            post_links.sentence AS sentence, COALESCE(post_sections.anchor, '') AS anchor
        FROM (
            SELECT post_visits.*, (
                SELECT MAX(rowid) FROM post_links WHERE post_links.address_key = post_visits.address_key
            ) AS newest
            FROM post_visits
            WHERE found IN ('gone', 'silent', 'closed')
            ORDER BY found != 'gone', found, newest DESC
            LIMIT :limit
        ) AS visited
        JOIN post_links ON post_links.address_key = visited.address_key
        JOIN posts ON posts.path = post_links.path
        LEFT JOIN post_sections
            ON post_sections.path = post_links.path AND post_sections.position = post_links.position
        ORDER BY visited.found != 'gone', visited.found, visited.newest DESC, posts.day DESC, post_links.rowid
        """,
        {"limit": limit},
    )
    return list(_visited(rows))


def _visited(rows: Iterator[dict[str, str]]) -> Iterator[Visited]:
    by_key: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_key.setdefault(row["key"], []).append(row)
    for several in by_key.values():
        first = several[0]
        day = datetime.fromisoformat(first["visited_at"]).date()
        uses = tuple({row["path"]: use_of(row) for row in several}.values())
        yield Visited(first["address"], Found(first["found"]), first["reason"], day, uses)
