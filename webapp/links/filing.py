"""Links as a file holds them: what is exported."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from webapp.bookmarks import FiledLink, FiledNote, FiledPage, FiledQuote
from webapp.database import Database

BATCH = 500  # links that are read at once

_COLUMNS = """
    id, given_address, address, address_key, final_address, title, site, description, state, later_until, draft_id,
    section_id, fetch_state, fetch_reason, fetched_at, saved_at, via, kind, author, published_on, language, word_count,
    page_count, duration_seconds, canonical_address,
    (SELECT name FROM drafts WHERE id = draft_id) AS draft,
    (SELECT json_group_array(tag) FROM (SELECT tag FROM link_tags WHERE link_id = links.id ORDER BY tag)) AS tags
"""


def filed_links(db: Database, headings: Mapping[int, str]) -> Iterator[FiledLink]:
    """Read all links that were not removed, the newest first. headings: of sections, by their ids."""
    before = ("9999", 0)
    while rows := _next(db, before):
        ids = json.dumps([row["id"] for row in rows])
        notes, quotes = _children(db, "notes", ids), _children(db, "quotes", ids)
        for row in rows:
            yield _filed(row, headings, notes.get(row["id"], []), quotes.get(row["id"], []))
        before = (rows[-1]["saved_at"], rows[-1]["id"])


def _next(db: Database, before: tuple[str, int]) -> list[Mapping[str, Any]]:
    where = "removed_at IS NULL AND (saved_at, id) < (:saved_at, :id)"
    values = {"saved_at": before[0], "id": before[1]}
    found = db.table("links").rows_where(where, values, select=_COLUMNS, order_by="saved_at DESC, id DESC", limit=BATCH)
    return list(found)


def _children(db: Database, table: str, link_ids: str) -> dict[int, list[Mapping[str, Any]]]:
    found: dict[int, list[Mapping[str, Any]]] = {}
    where = "link_id IN (SELECT value FROM json_each(:ids))"
    for row in db.table(table).rows_where(where, {"ids": link_ids}, order_by="id"):
        found.setdefault(row["link_id"], []).append(row)
    return found


def _filed(
    row: Mapping[str, Any],
    headings: Mapping[int, str],
    notes: list[Mapping[str, Any]],
    quotes: list[Mapping[str, Any]],
) -> FiledLink:
    return FiledLink(
        address=row["address"],
        key=row["address_key"],
        place="",
        given_address=row["given_address"],
        title=row["title"],
        description=row["description"],
        tags=tuple(json.loads(row["tags"])),
        notes=tuple(FiledNote(note["text"], _moment(note["noted_at"])) for note in notes),
        quotes=tuple(
            FiledQuote(each["text"], _moment(each["quoted_at"]), each["prefix"], each["suffix"]) for each in quotes
        ),
        saved_at=_moment(row["saved_at"]),
        state=row["state"],
        later_until=_day(row["later_until"]),
        draft=row["draft"] or "",
        section=headings.get(row["section_id"], "") if row["draft"] else "",
        via=row["via"],
        page=_page(row),
    )


def _page(row: Mapping[str, Any]) -> FiledPage:
    return FiledPage(
        site=row["site"],
        kind=row["kind"],
        author=row["author"],
        published_on=_day(row["published_on"]),
        language=row["language"],
        word_count=row["word_count"],
        page_count=row["page_count"],
        duration_seconds=row["duration_seconds"],
        canonical_address=row["canonical_address"],
        final_address=row["final_address"],
        fetch_state=row["fetch_state"],
        fetch_reason=row["fetch_reason"],
        fetched_at=_moment(row["fetched_at"]),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
