"""Going through the inbox: each thing that is done to a link is one step that can be undone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from webapp import links, undo
from webapp.database import Database
from webapp.errors import NothingToUndoError
from webapp.links import Link, SavedLink, State


@dataclass(frozen=True, slots=True)
class Triaged:
    """What was done."""

    description: str  # as the author reads it
    step_id: int | None  # of the step that undoes it; None for an undo itself
    link_id: int


def finish(db: Database, link_id: int, now: datetime) -> Triaged:
    """Be done with a link. Raises LinkNotFoundError."""
    return _set_state(db, link_id, State.DONE, None, "Done with", now)


def put_off(db: Database, link_id: int, until: date, now: datetime) -> Triaged:
    """Put a link off until a day, on which it is unread again. Raises LinkNotFoundError."""
    return _set_state(db, link_id, State.LATER, until, f"Put off until {until.day}/{until.month}:", now)


def mark_unread(db: Database, link_id: int, now: datetime) -> Triaged:
    """Put a link back among the unread. Raises LinkNotFoundError."""
    return _set_state(db, link_id, State.UNREAD, None, "Unread again:", now)


def remove(db: Database, link_id: int, now: datetime) -> Triaged:
    """Remove a link from every list. Raises LinkNotFoundError."""
    with db.atomic():
        link = links.find_link(db, link_id)
        links.set_removed(db, link_id, is_removed=True, now=now)
        return _record(db, link, "Removed", {"is_removed": False}, now)


def send(
    db: Database,
    link_id: int,
    draft_id: int | None,
    section_id: int | None,
    now: datetime,
    words: str = "Sent to this week:",
) -> Triaged:
    """Say which draft and section a link is meant for. words: say where that is. Raises LinkNotFoundError."""
    with db.atomic():
        link = links.find_link(db, link_id)
        links.send(db, [link_id], draft_id, section_id, now)
        return _record(db, link, words if draft_id else "Meant for no draft:", _target_of(link), now)


def note(db: Database, link_id: int, text: str, now: datetime) -> Triaged:
    """Add a note to a link. Raises LinkNotFoundError."""
    with db.atomic():
        link = links.find_link(db, link_id)
        note_id = links.add_note(db, link_id, text.strip(), now) if text.strip() else None
        if note_id is None:
            return Triaged(f"Nothing new was noted on “{link.display_title}”.", None, link_id)
        return _record(db, link, "Noted on", {"note_id": note_id}, now)


def undo_step(db: Database, step_id: int | None, now: datetime) -> Triaged:
    """Take a step back: the one that is named, else the last one. Raises NothingToUndoError."""
    with db.atomic():
        step = undo.find(db, step_id) if step_id is not None else undo.last(db, "links")
        if step is None or step.scope is not undo.Scope.LINKS:
            raise NothingToUndoError("There is nothing to undo among the links.")
        before = step.payload
        link_id = int(before["link"])
        if "state" in before:
            until = date.fromisoformat(before["until"]) if before["until"] else None
            links.set_state(db, link_id, State(before["state"]), until, now)
        if "is_removed" in before:
            links.set_removed(db, link_id, is_removed=bool(before["is_removed"]), now=now)
        if "draft_id" in before:
            links.send(db, [link_id], before["draft_id"], before["section_id"], now)
        if before.get("note_id"):
            links.remove_note(db, int(before["note_id"]))
        if before.get("quote_id"):
            links.remove_quote(db, int(before["quote_id"]))
        undo.mark_undone(db, step.id, now)
        return Triaged(f"Undone: {step.description}", None, link_id)


def record_save(db: Database, saved: SavedLink, now: datetime) -> Triaged:
    """Remember that a link was saved, so that this can be undone."""
    before: dict[str, Any] = {"note_id": saved.note_id, "quote_id": saved.quote_id}
    if saved.before is None or saved.was_removed:
        before["is_removed"] = True
    if saved.before is not None:
        before |= _state_of(saved.before) | _target_of(saved.before)
    return _record(db, saved.link, "Saved" if saved.is_new else "Was there already:", before, now)


def _state_of(link: Link) -> dict[str, Any]:
    return {"state": link.state, "until": link.later_until.isoformat() if link.later_until else None}


def _target_of(link: Link) -> dict[str, Any]:
    return {"draft_id": link.draft_id, "section_id": link.section_id}


def _set_state(db: Database, link_id: int, state: State, until: date | None, words: str, now: datetime) -> Triaged:
    with db.atomic():
        link = links.find_link(db, link_id)
        links.set_state(db, link_id, state, until, now)
        return _record(db, link, words, _state_of(link), now)


def _record(db: Database, link: Link, words: str, before: dict[str, Any], now: datetime) -> Triaged:
    description = f"{words} “{link.display_title}”."
    step = undo.record(db, "links", description, {"link": link.id, **before}, now)
    return Triaged(description, step, link.id)
