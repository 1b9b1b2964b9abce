"""The inbox's tables: links with their notes and quotes. All SQL about them stands here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from webapp.database import Database, utc_text
from webapp.errors import LinkNotFoundError


class State(StrEnum):
    """Where a link is on its way."""

    UNREAD = "unread"
    LATER = "later"
    DONE = "done"


class FetchState(StrEnum):
    """What is known of the page itself."""

    WAITING = "waiting"
    FETCHED = "fetched"
    FAILED = "failed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Note:
    """What the author noted about a link."""

    id: int
    text: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of the page."""

    id: int
    text: str
    quoted_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A saved link."""

    id: int
    given_address: str
    address: str  # as given, without tracking parameters: what a post gets
    address_key: str
    final_address: str | None  # None until fetched: where the redirects ended
    title: str  # empty until something is known
    site: str
    description: str
    state: State
    later_until: date | None  # None unless the state is later
    draft_id: int | None  # None: not meant for a draft
    section_id: int | None  # None, or a section that is no longer there: no section yet
    fetch_state: FetchState
    fetch_reason: str  # in words, where a fetch failed or was refused
    saved_at: datetime
    notes: tuple[Note, ...]
    quotes: tuple[Quote, ...]

    @property
    def display_title(self) -> str:
        """The title, or the address while there is none."""
        return self.title or self.address


@dataclass(frozen=True, slots=True)
class NewLink:
    """What a link begins with."""

    given_address: str
    address: str
    address_key: str
    title: str
    site: str
    draft_id: int | None
    section_id: int | None


@dataclass(frozen=True, slots=True)
class SavedLink:
    """What was saved, and what of it is new."""

    link: Link
    before: Link | None  # as it was; None for one that is new
    was_removed: bool
    note_id: int | None  # None: no note was given, or the link has it already
    quote_id: int | None  # None: no quote was given, or the link has it already

    @property
    def is_new(self) -> bool:
        return self.before is None


COLUMNS = """
    id, given_address, address, address_key, final_address, title, site, description, state, later_until, draft_id,
    section_id, fetch_state, fetch_reason, saved_at
"""


def find_link(db: Database, link_id: int) -> Link:
    """Find a link, a removed one too. Raises LinkNotFoundError."""
    found = _read(db, f"SELECT {COLUMNS} FROM links WHERE id = :id", {"id": link_id})  # noqa: S608 (a constant)
    if not found:
        raise LinkNotFoundError("There is no such link. It may have been removed in another window.")
    return found[0]


def find_by_key(db: Database, address_key: str) -> Link | None:
    """Find the link with an address, a removed one too."""
    found = _read(db, f"SELECT {COLUMNS} FROM links WHERE address_key = :key", {"key": address_key})  # noqa: S608
    return found[0] if found else None


def by_keys(db: Database, keys: Iterable[str]) -> dict[str, Link]:
    """Find the links that these addresses are, by address key."""
    return {link.address_key: link for key in set(keys) if (link := find_by_key(db, key)) is not None}


def list_links(
    db: Database, *, state: State | None = None, since: datetime | None = None, search: str = "", limit: int = 500
) -> list[Link]:
    """List links that were not removed, newest first.

    since: saved at or after. search: words that each stand in the title, address, site, a note or a quote.
    """
    words = [f"%{_escaped(word)}%" for word in search.split()]
    conditions = ["removed_at IS NULL", "(:state IS NULL OR state = :state)", "(:since IS NULL OR saved_at >= :since)"]
    conditions += [_CONTAINS.replace(":word", f":word{number}") for number in range(len(words))]
    values: dict[str, object] = {"state": state, "since": utc_text(since) if since else None, "limit": limit}
    values |= {f"word{number}": word for number, word in enumerate(words)}
    query = f"SELECT {COLUMNS} FROM links WHERE {' AND '.join(conditions)} ORDER BY saved_at DESC, id DESC LIMIT :limit"  # noqa: S608
    return _read(db, query, values)


def links_for_draft(db: Database, draft_id: int) -> list[Link]:
    """List the links that are meant for a draft, oldest first."""
    query = f"SELECT {COLUMNS} FROM links WHERE draft_id = :draft_id AND removed_at IS NULL ORDER BY saved_at, id"  # noqa: S608
    return _read(db, query, {"draft_id": draft_id})


def waiting_links(db: Database, limit: int = 20) -> list[Link]:
    """List the links whose page was not asked for yet, oldest first."""
    query = f"SELECT {COLUMNS} FROM links WHERE fetch_state = 'waiting' ORDER BY saved_at, id LIMIT :limit"  # noqa: S608
    return _read(db, query, {"limit": limit})


def count_states(db: Database, since: datetime) -> Mapping[str, int]:
    """Count the links of each state, and as `week` those that were saved at or after a moment."""
    rows = db.query(
        """
        SELECT state AS name, COUNT(*) AS number
        FROM links
        WHERE removed_at IS NULL
        GROUP BY state
        UNION ALL
        SELECT 'week' AS name, COUNT(*) AS number
        FROM links
        WHERE removed_at IS NULL AND saved_at >= :since
        """,
        {"since": utc_text(since)},
    )
    return {row["name"]: row["number"] for row in rows}


def count_unread(db: Database) -> int:
    """Count the unread links."""
    rows = db.query("SELECT COUNT(*) AS number FROM links WHERE state = 'unread' AND removed_at IS NULL")
    return next(int(row["number"]) for row in rows)


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
    return int(cursor.lastrowid or 0)


def add_note(db: Database, link_id: int, text: str, now: datetime) -> int | None:
    """Add a note to a link, and answer its number; None if the link has exactly this one."""
    return _add_once(db, "INSERT INTO notes (link_id, text, noted_at)", "notes", link_id, text, now)


def add_quote(db: Database, link_id: int, text: str, now: datetime) -> int | None:
    """Add a passage to a link, and answer its number; None if the link has exactly this one."""
    return _add_once(db, "INSERT INTO quotes (link_id, text, quoted_at)", "quotes", link_id, text, now)


def remove_note(db: Database, note_id: int) -> None:
    """Take a note away again."""
    with db.atomic():
        db.execute("DELETE FROM notes WHERE id = :id", {"id": note_id})


def remove_quote(db: Database, quote_id: int) -> None:
    """Take a passage away again."""
    with db.atomic():
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


def is_removed(db: Database, link_id: int) -> bool:
    """Was the link removed from every list?"""
    rows = db.query("SELECT removed_at FROM links WHERE id = :id", {"id": link_id})
    return any(row["removed_at"] is not None for row in rows)


def keep_page(
    db: Database, link_id: int, *, title: str, site: str, description: str, final_address: str, now: datetime
) -> None:
    """Keep what was read from the page. A title that the browser gave stays; the page only fills what is empty."""
    with db.atomic():
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


_CONTAINS = r"""
    (
        title LIKE :word ESCAPE '\'
        OR given_address LIKE :word ESCAPE '\'
        OR site LIKE :word ESCAPE '\'
        OR description LIKE :word ESCAPE '\'
        OR id IN (SELECT link_id FROM notes WHERE text LIKE :word ESCAPE '\')
        OR id IN (SELECT link_id FROM quotes WHERE text LIKE :word ESCAPE '\')
    )
"""


def _escaped(word: str) -> str:
    return word.replace("\0", "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _add_once(db: Database, insert: str, table: str, link_id: int, text: str, now: datetime) -> int | None:
    values = {"link_id": link_id, "text": text, "now": utc_text(now)}
    with db.atomic():
        if any(db.query(f"SELECT id FROM {table} WHERE link_id = :link_id AND text = :text", values)):  # noqa: S608
            return None
        return int(db.execute(f"{insert} VALUES (:link_id, :text, :now)", values).lastrowid or 0)


def _read(db: Database, query: str, values: Mapping[str, object]) -> list[Link]:
    rows = list(db.query(query, dict(values)))
    ids = [row["id"] for row in rows]
    notes = _children(db, "SELECT id, link_id, text, noted_at AS at FROM notes", ids)
    quotes = _children(db, "SELECT id, link_id, text, quoted_at AS at FROM quotes", ids)
    return [_link(row, notes.get(row["id"], ()), quotes.get(row["id"], ())) for row in rows]


def _children(db: Database, query: str, link_ids: Sequence[int]) -> dict[int, list[Mapping[str, Any]]]:
    """Read the notes or quotes of links, oldest first."""
    found: dict[int, list[Mapping[str, Any]]] = {}
    values = {"ids": f"[{','.join(map(str, link_ids))}]"}
    for row in db.query(f"{query} WHERE link_id IN (SELECT value FROM json_each(:ids)) ORDER BY id", values):  # noqa: S608
        found.setdefault(row["link_id"], []).append(row)
    return found


def _link(row: Mapping[str, Any], notes: Sequence[Mapping[str, Any]], quotes: Sequence[Mapping[str, Any]]) -> Link:
    values = dict(row)
    values["state"] = State(row["state"])
    values["fetch_state"] = FetchState(row["fetch_state"])
    values["later_until"] = date.fromisoformat(row["later_until"]) if row["later_until"] else None
    values["saved_at"] = datetime.fromisoformat(row["saved_at"])
    return Link(
        **values,
        notes=tuple(Note(note["id"], note["text"], datetime.fromisoformat(note["at"])) for note in notes),
        quotes=tuple(Quote(quote["id"], quote["text"], datetime.fromisoformat(quote["at"])) for quote in quotes),
    )
