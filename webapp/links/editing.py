"""Changing what a link says, in a way that can be taken back: title, description, notes, tags, state and address."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from webapp.database import Database, utc_text
from webapp.errors import NothingToUndoError
from webapp.links.annotating import add_note, add_tags, remove_note, remove_tags
from webapp.links.indexing import reindexed
from webapp.links.keeping import ask_again
from webapp.links.reading import find_by_key, find_link
from webapp.links.values import BETWEEN_NOTES, Edit, Link, NewAddress, Note, State
from webapp.links.writing import set_state

Before = dict[str, Any]  # what a link was, as JSON has it: only what was changed


def edit_link(db: Database, link: Link, edit: Edit, now: datetime) -> Before:
    """Change a link, and answer what it was before; empty where it was like this already."""
    with db.atomic():
        before = (
            _edit_words(db, link, edit)
            | _edit_notes(db, link, edit.notes, now)
            | _edit_tags(db, link, edit.tags)
            | _edit_state(db, link, edit.state, now)
            | _edit_address(db, link, edit.address)
        )
        if before:
            touch(db, [link.id], now)
    return before


def restore_edit(db: Database, link_id: int, before: Mapping[str, Any]) -> None:
    """Put back what an edit changed, but for state and tags. Raises NothingToUndoError where the address is taken."""
    with db.atomic():
        if "title" in before:
            _set_words(db, link_id, before["title"], before["description"])
        if "new_note_id" in before:
            _restore_notes(db, link_id, before)
        if "address" in before:
            _restore_address(db, link_id, NewAddress(**before["address"]))


def added_notes(link: Link, notes: str) -> tuple[tuple[Note, ...], str]:
    """Tell which notes of a link stay where all of them are to be this text, and what is new behind them."""
    kept: tuple[Note, ...] = ()
    for note in link.notes:
        longer = BETWEEN_NOTES.join(each.text for each in (*kept, note))
        if notes != longer and not notes.startswith(longer + BETWEEN_NOTES):
            break
        kept = (*kept, note)
    behind = len(BETWEEN_NOTES.join(each.text for each in kept))
    return kept, notes[behind:].strip()


def touch(db: Database, link_ids: Sequence[int], now: datetime) -> None:
    """Remember that links were changed just now."""
    with db.atomic():
        db.execute(
            "UPDATE links SET changed_at = :now WHERE id IN (SELECT value FROM json_each(:ids))",
            {"ids": json.dumps(list(link_ids)), "now": utc_text(now)},
        )


def _edit_words(db: Database, link: Link, edit: Edit) -> Before:
    title = link.title if edit.title is None else edit.title
    description = link.description if edit.description is None else edit.description
    if (title, description) == (link.title, link.description):
        return {}
    _set_words(db, link.id, title, description)
    return {"title": link.title, "description": link.description}


def _set_words(db: Database, link_id: int, title: str, description: str) -> None:
    with reindexed(db, link_id):
        db.execute(
            "UPDATE links SET title = :title, description = :description WHERE id = :id",
            {"id": link_id, "title": title, "description": description},
        )


def _edit_notes(db: Database, link: Link, notes: str | None, now: datetime) -> Before:
    """Let the notes be this text: those that it begins with stay, what is new is one note."""
    if notes is None:
        return {}
    kept, added = added_notes(link, notes)
    gone = link.notes[len(kept) :]
    if not gone and not added:
        return {}
    for note in gone:
        remove_note(db, note.id)
    new_note_id = add_note(db, link.id, added, now) if added else None
    removed = [{"text": note.text, "noted_at": note.noted_at.isoformat()} for note in gone]
    return {"new_note_id": new_note_id, "removed_notes": removed}


def _restore_notes(db: Database, link_id: int, before: Mapping[str, Any]) -> None:
    if before["new_note_id"] is not None:
        remove_note(db, int(before["new_note_id"]))
    for note in before["removed_notes"]:
        add_note(db, link_id, note["text"], datetime.fromisoformat(note["noted_at"]))


def _edit_tags(db: Database, link: Link, tags: Sequence[str] | None) -> Before:
    if tags is None:
        return {}
    has, wanted = {tag.casefold() for tag in link.tags}, {tag.casefold() for tag in tags}
    added = [tag for tag in tags if tag.casefold() not in has]
    removed = [tag for tag in link.tags if tag.casefold() not in wanted]
    if not added and not removed:
        return {}
    remove_tags(db, link.id, removed)
    add_tags(db, link.id, added)
    return {"tagged": added, "untagged": removed}


def _edit_state(db: Database, link: Link, state: State | None, now: datetime) -> Before:
    if state is None or state is link.state:
        return {}
    set_state(db, link.id, state, None, now)
    return {"state": link.state, "until": link.later_until.isoformat() if link.later_until else None}


def _edit_address(db: Database, link: Link, address: NewAddress | None) -> Before:
    """Give a link another address; where that names another page, the page is read anew."""
    if address is None or address.address == link.address:
        return {}
    _set_address(db, link.id, address, is_same_page=address.address_key == link.address_key)
    was = {"given_address": link.given_address, "address": link.address, "address_key": link.address_key}
    return {"address": was | {"site": link.site, "kind": link.details.kind}}


def _restore_address(db: Database, link_id: int, was: NewAddress) -> None:
    other = find_by_key(db, was.address_key)
    if other is not None and other.id != link_id:
        raise NothingToUndoError("Another link has that address by now, so this was not undone. Nothing was changed.")
    is_same_page = was.address_key == find_link(db, link_id).address_key
    _set_address(db, link_id, was, is_same_page=is_same_page)


def _set_address(db: Database, link_id: int, new: NewAddress, *, is_same_page: bool) -> None:
    with reindexed(db, link_id):
        db.execute(
            """
            UPDATE links
            SET given_address = :given_address,
                address = :address,
                address_key = :address_key,
                site = CASE WHEN :is_same_page THEN site ELSE :site END,
                kind = CASE WHEN :is_same_page THEN kind ELSE :kind END,
                final_address = CASE WHEN :is_same_page THEN final_address END,
                canonical_address = CASE WHEN :is_same_page THEN canonical_address END
            WHERE id = :id
            """,
            {
                "id": link_id,
                "given_address": new.given_address,
                "address": new.address,
                "address_key": new.address_key,
                "site": new.site,
                "kind": new.kind,
                "is_same_page": is_same_page,
            },
        )
    if not is_same_page:
        ask_again(db, link_id)
