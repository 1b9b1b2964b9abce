"""Going through the inbox: each thing that is done to links, one or many, is one step that can be undone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from webapp import links, undo
from webapp.database import Database
from webapp.errors import LinkNotFoundError, NothingToUndoError
from webapp.links import Edit, ImportState, Link, SavedLink, State

UndoAdded = Callable[[int, int], object]
Before = dict[str, Any]  # what a link was before a step, as JSON has it: only what the step changed


@dataclass(frozen=True, slots=True)
class Triaged:
    """What was done."""

    description: str  # as the author reads it
    step_id: int | None  # of the step that undoes it; None for an undo itself, and where nothing was changed
    link_ids: tuple[int, ...]

    @property
    def link_id(self) -> int:
        """The first of the links."""
        return self.link_ids[0]


def finish(db: Database, link_ids: Sequence[int], now: datetime) -> Triaged:
    """Be done with links. Raises LinkNotFoundError, as all of these do, where none of the links is there."""
    return _set_state(db, link_ids, State.DONE, None, "Done with", now)


def put_off(db: Database, link_ids: Sequence[int], until: date | None, now: datetime) -> Triaged:
    """Put links off until a day, on which they are unread again; None: until the author writes about them."""
    when = f"until {until.day}/{until.month}" if until else "until you write about it again"
    return _set_state(db, link_ids, State.LATER, until, f"Put off {when}:", now)


def mark_unread(db: Database, link_ids: Sequence[int], now: datetime) -> Triaged:
    """Put links back among the unread."""
    return _set_state(db, link_ids, State.UNREAD, None, "Unread again:", now)


def remove(db: Database, link_ids: Sequence[int], now: datetime) -> Triaged:
    """Remove links from every list."""

    def change(link: Link) -> Before:
        links.set_removed(db, link.id, is_removed=True, now=now)
        return {"is_removed": False}

    return _do(db, link_ids, "Removed", change, now)


def send(
    db: Database,
    link_ids: Sequence[int],
    draft_id: int | None,
    section_id: int | None,
    now: datetime,
    words: str = "Sent to this week:",
    added: int | None = None,
) -> Triaged:
    """Say which draft and section links are meant for. words: say where that is.

    added: the draft's own step, where the section was added for them: undoing this one takes that back too.
    """

    def change(link: Link) -> Before:
        links.send(db, [link.id], draft_id, section_id, now)
        return _target_of(link)

    along = {} if added is None else {"added": added, "draft": draft_id}
    return _do(db, link_ids, words if draft_id else "Meant for no draft:", change, now, along=along)


def note(db: Database, link_ids: Sequence[int], text: str, now: datetime) -> Triaged:
    """Add a note to links; those that have exactly this one, and all where it is blank, stay as they are."""

    def change(link: Link) -> Before | None:
        note_id = links.add_note(db, link.id, text.strip(), now) if text.strip() else None
        return {"note_id": note_id} if note_id else None

    return _do(db, link_ids, "Noted on", change, now, otherwise="Nothing new was noted on")


def quote(db: Database, link_id: int, text: str, now: datetime, *, prefix: str = "", suffix: str = "") -> Triaged:
    """Keep a passage of a link's page. prefix, suffix: the words around it, where it was marked in the kept text."""

    def change(link: Link) -> Before | None:
        quote_id = links.add_quote(db, link.id, text.strip(), now, prefix=prefix, suffix=suffix) if text.strip() else 0
        return {"quote_id": quote_id} if quote_id else None

    return _do(db, [link_id], "Quoted from", change, now, otherwise="Nothing new was quoted from")


def unquote(db: Database, link_id: int, quote_id: int, now: datetime) -> Triaged:
    """Keep a passage no longer. Raises LinkNotFoundError."""
    quote = links.find_quote(db, link_id, quote_id)

    def change(_link: Link) -> Before:
        links.remove_quote(db, quote.id)
        return {"unquoted": {"text": quote.text, "prefix": quote.prefix, "suffix": quote.suffix}}

    return _do(db, [link_id], "Took a passage off", change, now)


def tag(db: Database, link_ids: Sequence[int], tags: Sequence[str], now: datetime) -> Triaged:
    """Add tags to links; where all of the links have all of them, take them off."""
    wanted = tuple(dict.fromkeys(" ".join(each.split()) for each in tags if each.strip()))
    if all(_missing(link, wanted) == [] for link in links.find_links(db, link_ids)):
        return _untag(db, link_ids, wanted, now)

    def change(link: Link) -> Before | None:
        added = _missing(link, wanted)
        links.add_tags(db, link.id, added)
        return {"tagged": added} if added else None

    return _do(db, link_ids, f"Tagged {', '.join(wanted)}:", change, now)


def _untag(db: Database, link_ids: Sequence[int], tags: Sequence[str], now: datetime) -> Triaged:
    def change(link: Link) -> Before | None:
        links.remove_tags(db, link.id, tags)
        return {"untagged": list(tags)} if tags else None

    return _do(db, link_ids, f"No longer tagged {', '.join(tags)}:", change, now, otherwise="Nothing was tagged on")


def edit(db: Database, link_id: int, wanted: Edit, now: datetime) -> Triaged:
    """Change what a link says, as another program asked for it."""

    def change(link: Link) -> Before | None:
        return links.edit_link(db, link, wanted, now) or None

    return _do(db, [link_id], "Changed", change, now)


def record_save(
    db: Database,
    saved: Sequence[SavedLink],
    now: datetime,
    refused: Sequence[str] = (),
    *,
    wanted: Edit | None = None,
) -> Triaged:
    """Remember that links were saved, so that this can be undone.

    refused: why others were not. wanted: what they are to say from now on, as the same step.
    """
    new = sum(each.is_new for each in saved)
    found = [each.link for each in saved]
    if len(saved) == 1:
        description = f"{'Saved' if new else 'Was there already:'} {_named(found)}"
    else:
        description = f"{new} saved, {len(saved) - new} known."
    description = " ".join((description, *refused[:1]))
    befores = [(each.link, _edited(db, each, wanted, now) | _before_saving(each)) for each in saved]
    return _record(db, befores, description, now)


def fetch_again(db: Database, link_id: int) -> Triaged:
    """Let a link's page be read again; what was kept of it stays until then. Raises LinkNotFoundError."""
    with db.atomic():
        link = links.find_link(db, link_id)
        links.ask_again(db, link_id)
        return Triaged(f"“{link.display_title}” will be read again.", None, (link_id,))


def undo_step(db: Database, step_id: int | None, now: datetime, undo_added: UndoAdded | None = None) -> Triaged:
    """Take a step back: the one that is named, else the last one. Raises NothingToUndoError.

    undo_added: takes the step of a draft back, by both their numbers, where a section was added for the links.
    """
    with db.atomic():
        step = undo.find(db, step_id) if step_id is not None else undo.last(db, "links")
        if step is None or step.scope is not undo.Scope.LINKS:
            raise NothingToUndoError("There is nothing to undo among the links.")
        if "import" in step.payload:  # the background work takes it back, a batch at a time
            links.move_import(db, int(step.payload["import"]), ImportState.UNDOING)
            undo.mark_undone(db, step.id, now)
            return Triaged(f"Undone: {step.description}", None, (0,))
        if undo_added and "added" in step.payload:
            undo_added(int(step.payload["draft"]), int(step.payload["added"]))
        befores = step.payload.get("links", [step.payload])  # a step of an older version is of one link
        for before in befores:
            _restore(db, int(before["link"]), before, now)
        undo.mark_undone(db, step.id, now)
        links.touch(db, [int(before["link"]) for before in befores], now)
        return Triaged(f"Undone: {step.description}", None, tuple(int(before["link"]) for before in befores))


def _restore(db: Database, link_id: int, before: Mapping[str, Any], now: datetime) -> None:
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
    if kept := before.get("unquoted"):
        links.add_quote(db, link_id, kept["text"], now, prefix=kept["prefix"], suffix=kept["suffix"])
    links.restore_edit(db, link_id, before)
    links.remove_tags(db, link_id, before.get("tagged", ()))
    links.add_tags(db, link_id, before.get("untagged", ()))


def _edited(db: Database, saved: SavedLink, wanted: Edit | None, now: datetime) -> Before:
    """Change what a link says that was just saved; its state before is that before the saving."""
    return links.edit_link(db, saved.link, wanted, now) if wanted else {}


def _before_saving(saved: SavedLink) -> Before:
    before: Before = {"note_id": saved.note_id, "quote_id": saved.quote_id}
    if saved.before is None or saved.was_removed:
        before["is_removed"] = True
    if saved.before is not None:
        before |= _state_of(saved.before) | _target_of(saved.before)
    return before


def _state_of(link: Link) -> Before:
    return {"state": link.state, "until": link.later_until.isoformat() if link.later_until else None}


def _target_of(link: Link) -> Before:
    return {"draft_id": link.draft_id, "section_id": link.section_id}


def _missing(link: Link, tags: Sequence[str]) -> list[str]:
    has = {each.casefold() for each in link.tags}
    return [each for each in tags if each.casefold() not in has]


def _set_state(
    db: Database, link_ids: Sequence[int], state: State, until: date | None, words: str, now: datetime
) -> Triaged:
    def change(link: Link) -> Before:
        links.set_state(db, link.id, state, until, now)
        return _state_of(link)

    return _do(db, link_ids, words, change, now)


def _do(
    db: Database,
    link_ids: Sequence[int],
    words: str,
    change: Callable[[Link], Before | None],
    now: datetime,
    *,
    otherwise: str = "Nothing was changed on",
    along: Before | None = None,
) -> Triaged:
    """Change links as one step. change: answers what a link was, or None where it stays; otherwise: where all stay.

    along: what else the step remembers.
    """
    with db.atomic():
        found = links.find_links(db, link_ids)
        if not found:
            raise LinkNotFoundError("There is no such link. It may have been removed in another window.")
        befores = [(link, change(link)) for link in found]
        changed = [(link, before) for link, before in befores if before is not None]
        if not changed:
            return Triaged(f"{otherwise} {_named(found)}", None, tuple(link.id for link in found))
        return _record(db, changed, f"{words} {_named([link for link, _ in changed])}", now, along)


def _record(
    db: Database,
    befores: Sequence[tuple[Link, Before]],
    description: str,
    now: datetime,
    along: Before | None = None,
) -> Triaged:
    links.touch(db, [link.id for link, _ in befores], now)
    payload = (along or {}) | {"links": [{"link": link.id, **before} for link, before in befores]}
    step = undo.record(db, undo.Scope.LINKS, description, payload, now)
    return Triaged(description, step, tuple(link.id for link, _ in befores))


def _named(found: Sequence[Link]) -> str:
    return f"“{found[0].display_title}”." if len(found) == 1 else f"{len(found)} links."
