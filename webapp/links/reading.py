"""Reading links, each with its notes and quotes."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from webapp.database import Database, every_word, utc_text
from webapp.errors import LinkNotFoundError
from webapp.links.values import Details, FetchState, KeptText, Link, Note, Quote, State

COLUMNS = """
    id, given_address, address, address_key, final_address, title, site, description, state, later_until, draft_id,
    section_id, fetch_state, fetch_reason, saved_at, MAX(changed_at, COALESCE(fetched_at, '')) AS changed_at, via,
    kind, author, published_on, language, word_count, page_count, duration_seconds, canonical_address
"""
_DETAILS = ("kind", "author", "language", "word_count", "page_count", "duration_seconds", "canonical_address")
# One statement for each way to list, so that each finds its index.
_LISTED = "removed_at IS NULL AND saved_at >= :since"
_LISTED_OF_STATE = "removed_at IS NULL AND state = :state AND saved_at >= :since"
_FOUND = """
    removed_at IS NULL AND saved_at >= :since
    AND id IN (SELECT rowid FROM links_search WHERE links_search MATCH :asked)
"""
_FOUND_OF_STATE = """
    removed_at IS NULL AND state = :state AND saved_at >= :since
    AND id IN (SELECT rowid FROM links_search WHERE links_search MATCH :asked)
"""
BEGINNING = 6_000  # characters of a text: what it is about stands there
RANKED = 500  # of the links found as one types, the newest: what many have is found by typing on
_NEWEST_FIRST, _OLDEST_FIRST = "saved_at DESC, id DESC", "saved_at, id"


def find_link(db: Database, link_id: int) -> Link:
    """Find a link, a removed one too. Raises LinkNotFoundError."""
    found = read_links(db, "id = :id", {"id": link_id})
    if not found:
        raise LinkNotFoundError("There is no such link. It may have been removed in another window.")
    return found[0]


def find_by_key(db: Database, address_key: str) -> Link | None:
    """Find the link with an address, a removed one too."""
    found = read_links(db, "address_key = :key", {"key": address_key})
    return found[0] if found else None


def list_links(
    db: Database, *, state: State | None = None, since: datetime | None = None, search: str = "", limit: int = 500
) -> list[Link]:
    """List links that were not removed, newest first.

    since: saved at or after. search: words that each begin a word of the title, address, site, description, a note or
    a quote, whatever their case and accents; what has no letter or digit finds nothing.
    """
    asked = every_word(search)
    if search.strip() and not asked:
        return []
    where = (_FOUND_OF_STATE if state else _FOUND) if asked else (_LISTED_OF_STATE if state else _LISTED)
    values = {"state": state, "since": utc_text(since) if since else "", "asked": asked}
    return read_links(db, where, values, order=_NEWEST_FIRST, limit=limit)


def find_closest(db: Database, typed: str, limit: int = 10) -> list[Link]:
    """Find links as one types: each word begins a word of the title, the site or a note; the closest first.

    Rank: bm25, a title weighing as two sites or notes, among the newest that are found. Where nothing is typed: the
    newest.
    """
    asked = every_word(typed)
    if not asked:
        return list_links(db, search=typed, limit=limit)
    rows = db.query(
        """
        SELECT found.id AS id
        FROM (
            SELECT rowid AS id, bm25(links_search, 2.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0) AS score
            FROM links_search
            WHERE links_search MATCH :asked
            ORDER BY rowid DESC
            LIMIT :ranked
        ) AS found
        JOIN links ON links.id = found.id
        WHERE links.removed_at IS NULL
        ORDER BY found.score, found.id DESC
        LIMIT :limit
        """,
        {"asked": f"{{title site notes}} : ({asked})", "ranked": RANKED, "limit": limit},
    )
    return find_links(db, [row["id"] for row in rows])


def find_links(db: Database, ids: Sequence[int]) -> list[Link]:
    """Find links by their numbers, in this order; those that are not there are left out."""
    found = read_links(db, "id IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps(list(ids))})
    places = {link_id: place for place, link_id in enumerate(ids)}
    return sorted(found, key=lambda link: places[link.id])


def find_quote(db: Database, link_id: int, quote_id: int) -> Quote:
    """Find a passage that was kept of a link. Raises LinkNotFoundError."""
    quote = next((each for each in find_link(db, link_id).quotes if each.id == quote_id), None)
    if quote is None:
        raise LinkNotFoundError("This passage is no longer kept. It may have been removed in another window.")
    return quote


def find_text(db: Database, link_id: int) -> KeptText | None:
    """Find the kept text of a link's page; None while there is none."""
    rows = db.query("SELECT html, text, kept_at FROM link_texts WHERE link_id = :id", {"id": link_id})
    return next((KeptText(row["html"], row["text"], datetime.fromisoformat(row["kept_at"])) for row in rows), None)


def list_loose(db: Database, limit: int) -> list[tuple[Link, str]]:
    """List the newest unread links that are meant for no section, each with the beginning of its kept text."""
    found = read_links(
        db, "removed_at IS NULL AND state = 'unread' AND section_id IS NULL", {}, order=_NEWEST_FIRST, limit=limit
    )
    rows = db.query(
        """
        SELECT link_id, SUBSTR(text, 1, :length) AS text
        FROM link_texts
        WHERE link_id IN (SELECT value FROM json_each(:ids))
        """,
        {"ids": json.dumps([link.id for link in found]), "length": BEGINNING},
    )
    texts = {row["link_id"]: row["text"] for row in rows}
    return [(link, texts.get(link.id, "")) for link in found]


def links_for_draft(db: Database, draft_id: int) -> list[Link]:
    """List the links that are meant for a draft, oldest first."""
    return read_links(db, "draft_id = :draft_id AND removed_at IS NULL", {"draft_id": draft_id})


def list_sleeping(db: Database) -> list[Link]:
    """List the links that were put off until the author writes about them again."""
    return read_links(db, "state = 'later' AND later_until IS NULL AND removed_at IS NULL", {})


def waiting_links(db: Database, limit: int = 20) -> list[Link]:
    """List the links whose page is to be read, those that were saved one by one before those of an import.

    Of either the newest first: what is saved now does not wait for what waits already.
    """
    asked = "fetch_state = 'waiting' AND fetch_turn IS NOT NULL AND removed_at IS NULL"
    return read_links(db, asked, {}, order="fetch_turn, saved_at DESC, id DESC", limit=limit)


def is_removed(db: Database, link_id: int) -> bool:
    """Was the link removed from every list?"""
    rows = db.query("SELECT removed_at FROM links WHERE id = :id", {"id": link_id})
    return any(row["removed_at"] is not None for row in rows)


def read_links(
    db: Database,
    where: str,
    values: Mapping[str, object],
    *,
    order: str = _OLDEST_FIRST,
    limit: int | None = None,
    offset: int | None = None,
) -> list[Link]:
    """Read links with what hangs on them, in four statements however many they are.

    where, order: constants of this package; limit: None for all; offset: how many are passed over, with a limit.
    """
    table = db.table("links")
    rows = list(table.rows_where(where, dict(values), select=COLUMNS, order_by=order, limit=limit, offset=offset))
    ids = json.dumps([row["id"] for row in rows])
    notes, quotes = _children(db, "notes", "id", ids), _children(db, "quotes", "id", ids)
    tags = _children(db, "link_tags", "tag", ids)
    return [_link(row, notes.get(row["id"], ()), quotes.get(row["id"], ()), tags.get(row["id"], ())) for row in rows]


def _children(db: Database, table: str, order: str, link_ids: str) -> dict[int, list[Mapping[str, Any]]]:
    """Read the notes, quotes or tags of links, by the link's id."""
    found: dict[int, list[Mapping[str, Any]]] = {}
    where = "link_id IN (SELECT value FROM json_each(:ids))"
    for row in db.table(table).rows_where(where, {"ids": link_ids}, order_by=order):
        found.setdefault(row["link_id"], []).append(row)
    return found


def _link(
    row: Mapping[str, Any],
    notes: Sequence[Mapping[str, Any]],
    quotes: Sequence[Mapping[str, Any]],
    tags: Sequence[Mapping[str, Any]],
) -> Link:
    values = dict(row)
    details = {name: values.pop(name) for name in _DETAILS}
    published = values.pop("published_on")
    values["state"] = State(row["state"])
    values["fetch_state"] = FetchState(row["fetch_state"])
    values["later_until"] = date.fromisoformat(row["later_until"]) if row["later_until"] else None
    values["saved_at"] = datetime.fromisoformat(row["saved_at"])
    values["changed_at"] = datetime.fromisoformat(row["changed_at"])
    return Link(
        **values,
        details=Details(**details, published_on=date.fromisoformat(published) if published else None),
        notes=tuple(Note(note["id"], note["text"], datetime.fromisoformat(note["noted_at"])) for note in notes),
        quotes=tuple(_quote(quote) for quote in quotes),
        tags=tuple(tag["tag"] for tag in tags),
    )


def _quote(row: Mapping[str, Any]) -> Quote:
    return Quote(row["id"], row["text"], datetime.fromisoformat(row["quoted_at"]), row["prefix"], row["suffix"])
