"""Writing links, notes and quotes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from webapp.database import Database, utc_text
from webapp.links.values import FetchState, NewLink, State


def insert_link(db: Database, new: NewLink, now: datetime) -> int:
    """Save a new link as unread, and answer its number."""
    with db.atomic():
        cursor = db.execute(
            """
            INSERT INTO links (
                given_address, address, address_key, title, site, description, state, draft_id, section_id,
                fetch_state, fetch_reason, saved_at, changed_at
            )
            VALUES (
                :given_address, :address, :address_key, :title, :site, '', 'unread', :draft_id, :section_id,
                'waiting', '', :now, :now
            )
            """,
            {
                "given_address": new.given_address,
                "address": new.address,
                "address_key": new.address_key,
                "title": new.title,
                "site": new.site,
                "draft_id": new.draft_id,
                "section_id": new.section_id,
                "now": utc_text(now),
            },
        )
        link_id = int(cursor.lastrowid or 0)
        _index(db, link_id)
    return link_id


def add_note(db: Database, link_id: int, text: str, now: datetime) -> int | None:
    """Add a note to a link, and answer its number; None if the link has exactly this one."""
    values = {"link_id": link_id, "text": text, "now": utc_text(now)}
    with _reindexed(db, link_id):
        cursor = db.execute(
            """
            INSERT INTO notes (link_id, text, noted_at)
            SELECT :link_id, :text, :now
            WHERE NOT EXISTS (SELECT 1 FROM notes WHERE link_id = :link_id AND text = :text)
            """,
            values,
        )
    return int(cursor.lastrowid or 0) if cursor.rowcount else None


def add_quote(db: Database, link_id: int, text: str, now: datetime) -> int | None:
    """Add a passage to a link, and answer its number; None if the link has exactly this one."""
    values = {"link_id": link_id, "text": text, "now": utc_text(now)}
    with _reindexed(db, link_id):
        cursor = db.execute(
            """
            INSERT INTO quotes (link_id, text, quoted_at)
            SELECT :link_id, :text, :now
            WHERE NOT EXISTS (SELECT 1 FROM quotes WHERE link_id = :link_id AND text = :text)
            """,
            values,
        )
    return int(cursor.lastrowid or 0) if cursor.rowcount else None


def remove_note(db: Database, note_id: int) -> None:
    """Take a note away again."""
    rows = db.query("SELECT link_id FROM notes WHERE id = :id", {"id": note_id})
    for row in list(rows):
        with _reindexed(db, row["link_id"]):
            db.execute("DELETE FROM notes WHERE id = :id", {"id": note_id})


def remove_quote(db: Database, quote_id: int) -> None:
    """Take a passage away again."""
    rows = db.query("SELECT link_id FROM quotes WHERE id = :id", {"id": quote_id})
    for row in list(rows):
        with _reindexed(db, row["link_id"]):
            db.execute("DELETE FROM quotes WHERE id = :id", {"id": quote_id})


def set_state(db: Database, link_id: int, state: State, until: date | None, now: datetime) -> None:
    """Put a link into another state. until: with LATER, the day on which it is unread again."""
    with db.atomic():
        db.execute(
            "UPDATE links SET state = :state, later_until = :until, changed_at = :now WHERE id = :id",
            {"id": link_id, "state": state, "until": until.isoformat() if until else None, "now": utc_text(now)},
        )


def wake_later(db: Database, today: date, now: datetime) -> int:
    """Make the links unread whose day has come, and answer how many they were."""
    with db.atomic():
        cursor = db.execute(
            """
            UPDATE links
            SET state = 'unread', later_until = NULL, changed_at = :now
            WHERE state = 'later' AND later_until <= :today
            """,
            {"today": today.isoformat(), "now": utc_text(now)},
        )
    return int(cursor.rowcount)


def send(db: Database, link_ids: Sequence[int], draft_id: int | None, section_id: int | None, now: datetime) -> None:
    """Say which draft and section links are meant for; None for none."""
    with db.atomic():
        for link_id in link_ids:
            db.execute(
                """
                UPDATE links
                SET draft_id = :draft_id, section_id = :section_id, changed_at = :now
                WHERE id = :id
                """,
                {"id": link_id, "draft_id": draft_id, "section_id": section_id, "now": utc_text(now)},
            )


def set_removed(db: Database, link_id: int, *, is_removed: bool, now: datetime) -> None:
    """Remove a link from every list, or bring it back."""
    with db.atomic():
        db.execute(
            "UPDATE links SET removed_at = :removed_at, changed_at = :now WHERE id = :id",
            {"id": link_id, "removed_at": utc_text(now) if is_removed else None, "now": utc_text(now)},
        )


def keep_page(
    db: Database, link_id: int, *, title: str, site: str, description: str, final_address: str, now: datetime
) -> None:
    """Keep what was read from the page. A title that the browser gave stays; the page only fills what is empty."""
    with _reindexed(db, link_id):
        db.execute(
            """
            UPDATE links
            SET title = CASE WHEN title = '' THEN :title ELSE title END,
                site = CASE WHEN :site = '' THEN site ELSE :site END,
                description = :description,
                final_address = :final_address,
                fetch_state = 'fetched',
                fetch_reason = '',
                fetched_at = :now
            WHERE id = :id
            """,
            {
                "id": link_id,
                "title": title,
                "site": site,
                "description": description,
                "final_address": final_address,
                "now": utc_text(now),
            },
        )


def keep_failure(db: Database, link_id: int, state: FetchState, reason: str, now: datetime) -> None:
    """Keep why a page could not be read, in words."""
    with db.atomic():
        db.execute(
            "UPDATE links SET fetch_state = :state, fetch_reason = :reason, fetched_at = :now WHERE id = :id",
            {"id": link_id, "state": state, "reason": reason, "now": utc_text(now)},
        )


@contextmanager
def _reindexed(db: Database, link_id: int) -> Iterator[None]:
    """Change the words of a link, and what is searched with them."""
    with db.atomic():
        _unindex(db, link_id)
        yield
        _index(db, link_id)


def _unindex(db: Database, link_id: int) -> None:
    """Take a link's words out of the search; they must be what they were when they were put in."""
    db.execute(
        """
        INSERT INTO links_search (
            links_search, rowid, title, site, address, description, notes, quotes
        )
        SELECT 'delete', id, title, site, address, description, notes, quotes
        FROM link_words
        WHERE id = :id
        """,
        {"id": link_id},
    )


def _index(db: Database, link_id: int) -> None:
    db.execute(
        """
        INSERT INTO links_search (rowid, title, site, address, description, notes, quotes)
        SELECT id, title, site, address, description, notes, quotes
        FROM link_words
        WHERE id = :id
        """,
        {"id": link_id},
    )
