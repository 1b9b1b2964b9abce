"""What was read from a link's page, or why nothing was."""

from datetime import date, datetime, timedelta

from webapp.database import Database, utc_text
from webapp.links.indexing import reindexed
from webapp.links.values import FetchState, NewPage

MOST_FETCHES = 5  # one a day, until a page that can't be had is left to the author


def keep_page(db: Database, link_id: int, page: NewPage, now: datetime) -> None:
    """Keep what was read from the page. What the browser gave stays; the page only fills what is empty.

    A text that was kept before stays where the page has none now.
    """
    details = page.details
    with reindexed(db, link_id):
        db.execute(
            """
            UPDATE links
            SET title = CASE WHEN title = '' THEN :title ELSE title END,
                site = CASE WHEN :site = '' THEN site ELSE :site END,
                description = CASE WHEN :description = '' THEN description ELSE :description END,
                kind = CASE WHEN :kind = '' THEN kind ELSE :kind END,
                author = CASE WHEN author = '' THEN :author ELSE author END,
                published_on = COALESCE(published_on, :published_on),
                language = :language,
                word_count = COALESCE(:word_count, word_count),
                page_count = COALESCE(:page_count, page_count),
                duration_seconds = COALESCE(:duration_seconds, duration_seconds),
                canonical_address = COALESCE(canonical_address, :canonical_address),
                final_address = :final_address,
                fetch_state = 'fetched',
                fetch_reason = '',
                fetch_count = 0,
                fetch_again_on = NULL,
                fetched_at = :now
            WHERE id = :id
            """,
            {
                "id": link_id,
                "title": page.title,
                "site": page.site,
                "description": page.description,
                "kind": details.kind,
                "author": details.author,
                "published_on": details.published_on.isoformat() if details.published_on else None,
                "language": details.language,
                "word_count": details.word_count,
                "page_count": details.page_count,
                "duration_seconds": details.duration_seconds,
                "canonical_address": details.canonical_address,
                "final_address": page.final_address,
                "now": utc_text(now),
            },
        )
        if page.text:
            _keep_text(db, link_id, page, now)


def ask_for_page(db: Database, link_id: int) -> None:
    """Let a page be read that nobody asked for until now."""
    with db.atomic():
        db.execute("UPDATE links SET fetch_turn = 0 WHERE id = :id AND fetch_state = 'waiting'", {"id": link_id})


def keep_failure(
    db: Database, link_id: int, state: FetchState, reason: str, now: datetime, *, is_passing: bool = False
) -> None:
    """Keep why a page could not be read, in words. is_passing: may it be had another day? A few days are tried."""
    tomorrow = now.astimezone().date() + timedelta(days=1)
    with db.atomic():
        db.execute(
            """
            UPDATE links
            SET fetch_state = :state,
                fetch_reason = :reason,
                fetched_at = :now,
                fetch_count = fetch_count + 1,
                fetch_again_on = CASE WHEN :is_passing AND fetch_count + 1 < :most THEN :tomorrow END
            WHERE id = :id
            """,
            {
                "id": link_id,
                "state": state,
                "reason": reason,
                "now": utc_text(now),
                "is_passing": is_passing,
                "most": MOST_FETCHES,
                "tomorrow": tomorrow.isoformat(),
            },
        )


def try_again(db: Database, today: date) -> int:
    """Let the pages wait again that could not be read for a passing reason, and answer how many they are."""
    with db.atomic():
        cursor = db.execute(
            """
            UPDATE links
            SET fetch_state = 'waiting', fetch_again_on = NULL
            WHERE fetch_again_on <= :today AND removed_at IS NULL
            """,
            {"today": today.isoformat()},
        )
    return int(cursor.rowcount)


def ask_again(db: Database, link_id: int) -> None:
    """Let a page be read anew, however often it was tried."""
    with db.atomic():
        db.execute(
            """
            UPDATE links
            SET fetch_state = 'waiting', fetch_turn = 0, fetch_count = 0, fetch_again_on = NULL
            WHERE id = :id
            """,
            {"id": link_id},
        )


def _keep_text(db: Database, link_id: int, page: NewPage, now: datetime) -> None:
    db.execute(
        """
        INSERT INTO link_texts (link_id, html, text, kept_at)
        VALUES (:link_id, :html, :text, :now)
        ON CONFLICT (link_id) DO UPDATE SET html = excluded.html, text = excluded.text, kept_at = excluded.kept_at
        """,
        {"link_id": link_id, "html": page.html, "text": page.text, "now": utc_text(now)},
    )
