"""Adding many links at once, and taking back what an import added. A batch is a handful of statements."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from webapp import addresses
from webapp.bookmarks import FiledLink, FiledNote, FiledQuote
from webapp.database import Database, utc_text

ASKED_LATER = 1  # turn of a page that was asked for by an import: behind those that were saved one by one


@dataclass(frozen=True, slots=True)
class Known:
    """A link that is there already, and what it has."""

    id: int
    is_removed: bool
    tags: frozenset[str]  # without case
    notes: frozenset[str]
    quotes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Addition:
    """What an import adds for one page."""

    link: FiledLink
    known: Known | None  # None: the link is new
    tags: tuple[str, ...]
    notes: tuple[FiledNote, ...]
    quotes: tuple[FiledQuote, ...]
    state: str
    draft_id: int | None = None
    section_id: int | None = None
    reads_page: bool = False


def find_known(db: Database, keys: Iterable[str]) -> dict[str, Known]:
    """Find the links that are there, by the keys of their addresses."""
    asked = {"keys": json.dumps(list(keys))}
    rows = db.query(
        """
        SELECT
            id, address_key, removed_at,
            (SELECT json_group_array(tag) FROM link_tags WHERE link_id = links.id) AS tags,
            (SELECT json_group_array(text) FROM notes WHERE link_id = links.id) AS notes,
            (SELECT json_group_array(text) FROM quotes WHERE link_id = links.id) AS quotes
        FROM links
        WHERE address_key IN (SELECT value FROM json_each(:keys))
        """,
        asked,
    )
    return {
        row["address_key"]: Known(
            row["id"],
            row["removed_at"] is not None,
            frozenset(tag.casefold() for tag in json.loads(row["tags"])),
            frozenset(json.loads(row["notes"])),
            frozenset(json.loads(row["quotes"])),
        )
        for row in rows
    }


def add_batch(db: Database, import_id: int, additions: Sequence[Addition], now: datetime) -> None:
    """Add new links, and what is new to known ones; remember it, so that it can be taken back."""
    new = [each for each in additions if each.known is None]
    with db.atomic():
        _unindex(db, [each.known.id for each in additions if each.known])
        db.conn.executemany(_INSERT_LINK, [_row(each, now) for each in new])
        ids = _ids(db, additions)
        newest = _newest(db)
        _insert_words(db, additions, ids, now)
        _remember(db, import_id, additions, ids, newest, now)
        _index(db, ids.values())


def undo_batch(db: Database, import_id: int, size: int) -> int:
    """Take back what an import added to its next links, and answer how many of them were kept.

    A new link goes, unless the author worked on it since: with a note, a passage, a tag, a state or a draft. What
    was added to known links goes from them.
    """
    with db.atomic():
        values: dict[str, Any] = {"import_id": import_id, "size": size}
        rows = list(db.query(_NEXT_TO_UNDO, values))
        values["ids"] = json.dumps([row["link_id"] for row in rows])
        new = {row["link_id"] for row in rows if row["is_new"]}
        _unindex(db, [row["link_id"] for row in rows])
        for statement in _UNDO:
            db.execute(statement, values)
        left = [row["id"] for row in db.query(_LEFT, values)]
        _index(db, left)
        kept = len(new & set(left))
        db.execute("UPDATE imports SET kept = kept + :kept WHERE id = :import_id", values | {"kept": kept})
    return kept


def is_undone(db: Database, import_id: int) -> bool:
    """Is nothing left of an import?"""
    return not list(db.query("SELECT 1 FROM import_links WHERE import_id = :id LIMIT 1", {"id": import_id}))


_INSERT_LINK = """
    INSERT INTO links (
        given_address, address, address_key, final_address, title, site, description, state, later_until, draft_id,
        section_id, fetch_state, fetch_reason, fetched_at, fetch_turn, saved_at, changed_at, via, kind, author,
        published_on, language, word_count, page_count, duration_seconds, canonical_address
    )
    VALUES (
        :given_address, :address, :address_key, :final_address, :title, :site, :description, :state, :later_until,
        :draft_id, :section_id, :fetch_state, :fetch_reason, :fetched_at, :fetch_turn, :saved_at, :now, :via, :kind,
        :author, :published_on, :language, :word_count, :page_count, :duration_seconds, :canonical_address
    )
"""
_NEXT_TO_UNDO = """
    SELECT link_id, is_new
    FROM import_links
    WHERE import_id = :import_id
    ORDER BY link_id
    LIMIT :size
"""
_UNDO = (
    """
    DELETE FROM notes
    WHERE link_id IN (SELECT value FROM json_each(:ids))
      AND id IN (SELECT note_id FROM import_notes WHERE import_id = :import_id)
    """,
    """
    DELETE FROM quotes
    WHERE link_id IN (SELECT value FROM json_each(:ids))
      AND id IN (SELECT quote_id FROM import_quotes WHERE import_id = :import_id)
    """,
    """
    DELETE FROM link_tags
    WHERE link_id IN (SELECT value FROM json_each(:ids))
      AND EXISTS (
        SELECT 1
        FROM import_tags
        WHERE import_id = :import_id AND link_id = link_tags.link_id AND tag = link_tags.tag
      )
    """,
    """
    DELETE FROM links
    WHERE id IN (SELECT value FROM json_each(:ids))
      AND EXISTS (
        SELECT 1
        FROM import_links
        WHERE import_id = :import_id AND link_id = links.id AND is_new
          AND (links.removed_at IS NOT NULL OR links.changed_at = import_links.changed_at)
      )
      AND NOT EXISTS (SELECT 1 FROM notes WHERE link_id = links.id)
      AND NOT EXISTS (SELECT 1 FROM quotes WHERE link_id = links.id)
      AND NOT EXISTS (SELECT 1 FROM link_tags WHERE link_id = links.id)
    """,
    """
    DELETE FROM import_tags
    WHERE link_id IN (SELECT value FROM json_each(:ids)) AND import_id = :import_id
    """,
    """
    DELETE FROM import_links
    WHERE link_id IN (SELECT value FROM json_each(:ids)) AND import_id = :import_id
    """,
)
_LEFT = "SELECT id FROM links WHERE id IN (SELECT value FROM json_each(:ids))"


def _row(addition: Addition, now: datetime) -> dict[str, Any]:
    link, page = addition.link, addition.link.page
    saved_at = min(link.saved_at or now, now)  # a slip of the other program's clock would put it above everything
    return {
        "given_address": link.given_address,
        "address": link.address,
        "address_key": link.key,
        "final_address": page.final_address,
        "title": link.title,
        "site": page.site or addresses.site(link.address),
        "description": link.description,
        "state": addition.state,
        "later_until": _day(link.later_until),
        "draft_id": addition.draft_id,
        "section_id": addition.section_id,
        "fetch_state": "waiting" if addition.reads_page else page.fetch_state,
        "fetch_reason": "" if addition.reads_page else page.fetch_reason,
        "fetched_at": utc_text(page.fetched_at) if page.fetched_at else None,
        "fetch_turn": ASKED_LATER if addition.reads_page else None,
        "saved_at": utc_text(saved_at),
        "now": utc_text(now),
        "via": link.via,
        "kind": page.kind or addresses.kind(link.address),
        "author": page.author,
        "published_on": _day(page.published_on),
        "language": page.language,
        "word_count": page.word_count,
        "page_count": page.page_count,
        "duration_seconds": page.duration_seconds,
        "canonical_address": page.canonical_address,
    }


def _day(given: date | None) -> str | None:
    return given.isoformat() if given else None


def _ids(db: Database, additions: Sequence[Addition]) -> dict[str, int]:
    """The numbers of the links of a batch, by the keys of their addresses."""
    rows = db.query(
        "SELECT id, address_key FROM links WHERE address_key IN (SELECT value FROM json_each(:keys))",
        {"keys": json.dumps([each.link.key for each in additions])},
    )
    return {row["address_key"]: row["id"] for row in rows}


def _newest(db: Database) -> Mapping[str, int]:
    """The highest numbers of notes and quotes: what is higher afterwards is new."""
    rows = db.query(
        """
        SELECT
            (SELECT COALESCE(MAX(id), 0) FROM notes) AS note,
            (SELECT COALESCE(MAX(id), 0) FROM quotes) AS quote
        """
    )
    return next(iter(rows))


def _insert_words(db: Database, additions: Sequence[Addition], ids: Mapping[str, int], now: datetime) -> None:
    db.conn.executemany(
        "INSERT INTO notes (link_id, text, noted_at) VALUES (?, ?, ?)",
        [
            (ids[each.link.key], note.text, utc_text(note.noted_at or each.link.saved_at or now))
            for each in additions
            for note in each.notes
        ],
    )
    db.conn.executemany(
        "INSERT INTO quotes (link_id, text, quoted_at, prefix, suffix) VALUES (?, ?, ?, ?, ?)",
        [
            (
                ids[each.link.key],
                quote.text,
                utc_text(quote.quoted_at or each.link.saved_at or now),
                quote.prefix,
                quote.suffix,
            )
            for each in additions
            for quote in each.quotes
        ],
    )
    db.conn.executemany(
        "INSERT OR IGNORE INTO link_tags (link_id, tag) VALUES (?, ?)",
        [(ids[each.link.key], tag) for each in additions for tag in each.tags],
    )


def _remember(
    db: Database,
    import_id: int,
    additions: Sequence[Addition],
    ids: Mapping[str, int],
    newest: Mapping[str, int],
    now: datetime,
) -> None:
    values = {"import_id": import_id, **newest}
    db.execute("INSERT INTO import_notes SELECT id, :import_id FROM notes WHERE id > :note", values)
    db.execute("INSERT INTO import_quotes SELECT id, :import_id FROM quotes WHERE id > :quote", values)
    db.conn.executemany(
        "INSERT OR IGNORE INTO import_links (link_id, import_id, is_new, changed_at) VALUES (?, ?, ?, ?)",
        [(ids[each.link.key], import_id, each.known is None, utc_text(now)) for each in additions],
    )
    db.conn.executemany(
        "INSERT OR IGNORE INTO import_tags (link_id, tag, import_id) VALUES (?, ?, ?)",
        [(ids[each.link.key], tag, import_id) for each in additions for tag in each.tags],
    )


def _unindex(db: Database, link_ids: Iterable[int]) -> None:
    """Take the words of links out of the search; they must be what they were when they were put in."""
    db.execute(
        """
        INSERT INTO links_search (
            links_search, rowid, title, site, address, author, description, tags, notes, quotes, text
        )
        SELECT 'delete', id, title, site, address, author, description, tags, notes, quotes, text
        FROM link_words
        WHERE id IN (SELECT value FROM json_each(:ids))
        """,
        {"ids": json.dumps(list(link_ids))},
    )


def _index(db: Database, link_ids: Iterable[int]) -> None:
    """Put the words of links into the search."""
    db.execute(
        """
        INSERT INTO links_search (rowid, title, site, address, author, description, tags, notes, quotes, text)
        SELECT id, title, site, address, author, description, tags, notes, quotes, text
        FROM link_words
        WHERE id IN (SELECT value FROM json_each(:ids))
        """,
        {"ids": json.dumps(list(link_ids))},
    )
