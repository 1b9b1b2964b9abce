"""Writing links: their state, and what they are meant for."""

from collections.abc import Sequence
from datetime import date, datetime

from webapp.database import Database, utc_text
from webapp.links.indexing import index
from webapp.links.values import NewLink, State


def insert_link(db: Database, new: NewLink, now: datetime) -> int:
    """Save a new link as unread, and answer its number."""
    with db.atomic():
        cursor = db.execute(
            """
            INSERT INTO links (
                given_address, address, address_key, title, site, description, state, draft_id, section_id,
                fetch_state, fetch_reason, saved_at, changed_at, via, kind, author, published_on, canonical_address
            )
            VALUES (
                :given_address, :address, :address_key, :title, :site, '', 'unread', :draft_id, :section_id,
                'waiting', '', :now, :now, :via, :kind, :author, :published_on, :canonical_address
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
                "via": new.via,
                "kind": new.details.kind,
                "author": new.details.author,
                "published_on": new.details.published_on.isoformat() if new.details.published_on else None,
                "canonical_address": new.details.canonical_address,
            },
        )
        link_id = int(cursor.lastrowid or 0)
        index(db, link_id)
    return link_id


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
