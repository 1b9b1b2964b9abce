"""Changing the order and the boundaries of sections. Each change is one step that can be undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from webapp import drafts, links, sections, undo
from webapp.drafts import Draft
from webapp.errors import SectionsError
from webapp.line_endings import source_offset
from webapp.section_ids import NONE
from webapp.sections import Document
from webapp.write.place import Place, cut, end_as_usual, locate, open_place, series_of

Ids = Sequence[int]


@dataclass(frozen=True, slots=True)
class Written:
    """What was done."""

    draft: Draft
    description: str  # as the author reads it: “Moved Random stuff”
    step_id: int | None  # of the step that undoes it; None for an undo itself
    position: int  # of the section that it was done to, as it stands now
    inserted: str = ""  # what was written at that section's end, to be selected there


@dataclass(frozen=True, slots=True)
class Change:
    """What a change makes of a draft."""

    description: str
    document: Document
    ids: Ids
    position: int
    moved_to: tuple[int, int] | None = None  # links of the first section's id go to the second's
    inserted: str = ""  # what was written at the end of the section


def add_section(place: Place, heading: str, *, revision: str, below: int | None = None, body: str = "") -> Written:
    """Add a section below another one, else as the last one above the round-up.

    below: position in the revision. Raises SectionsError where it is gone.
    """

    def change(draft: Draft, document: Document) -> Change:
        at = new_place(place, document) if below is None else locate(place, draft, revision, below) + 1
        ids = [*draft.sections[:at], NONE, *draft.sections[at:]]
        grown = sections.insert(document, at, heading or sections.UNTITLED, body)
        return Change(f"Added “{grown.sections[at].heading}”.", grown, ids, at)

    return apply_change(place, change, revision)


def rename_section(place: Place, heading: str, *, revision: str, position: int) -> Written:
    """Give a section another heading. Raises SectionsError."""

    def change(draft: Draft, document: Document) -> Change:
        at = locate(place, draft, revision, position)
        renamed = sections.rename(document, at, heading)
        words = f"Renamed “{document.sections[at].heading}” to “{renamed.sections[at].heading}”."
        return Change(words, renamed, draft.sections, at)

    return apply_change(place, change, revision)


def move_section(place: Place, *, revision: str, position: int, to: int) -> Written:
    """Move a section to where another one stands; the fold stays after the same number of sections.

    position, to: in the revision. Raises SectionsError for the intro, and where one of them is gone.
    """

    def change(draft: Draft, document: Document) -> Change:
        at, target = locate(place, draft, revision, position), locate(place, draft, revision, to)
        ids = list(draft.sections)
        ids.insert(target, ids.pop(at))
        words = f"{_said('Moved', document, at)} to place {target} of {len(document.sections) - 1}."
        return Change(words, sections.move(document, at, target), ids, target)

    return apply_change(place, change, revision)


def delete_section(place: Place, *, revision: str, position: int) -> Written:
    """Delete a section; links that were meant for it stay with the draft. Raises SectionsError."""

    def change(draft: Draft, document: Document) -> Change:
        at = locate(place, draft, revision, position)
        ids = [*draft.sections[:at], *draft.sections[at + 1 :]]
        return Change(f"{_said('Deleted', document, at)}.", sections.delete(document, at), ids, at - 1)

    return apply_change(place, change, revision)


def merge_section(place: Place, *, revision: str, position: int) -> Written:
    """Join a section to the one above it, which keeps its heading; its links move along. Raises SectionsError."""

    def change(draft: Draft, document: Document) -> Change:
        at = locate(place, draft, revision, position)
        ids = [*draft.sections[:at], *draft.sections[at + 1 :]]
        merged = sections.merge(document, at)
        words = f"{_said('Merged', document, at)} into {_named(document, at - 1)}."
        return Change(words, merged, ids, at - 1, (draft.sections[at], draft.sections[at - 1]))

    return apply_change(place, change, revision)


def split_section(
    place: Place, *, revision: str, position: int, offset: int, heading: str = "", start: int | None = None
) -> Written:
    """Cut a section in two; the first part keeps its links.

    offset: in the section's source as a text area shows it, in UTF-16 code units.
    start: of the span that is open in that text area, in characters of the revision; it may hold several sections
    by now, and the one that is cut is the one that the offset lies in.
    Raises SectionsError in the heading, and where the section is gone.
    """

    def change(draft: Draft, document: Document) -> Change:
        if start is None:
            at = locate(place, draft, revision, position)
            within = source_offset(document.sections[at].source, offset)
        else:
            at, within = _cut_at(document, draft, revision, start, offset)
        cut = sections.split_section(document, at, within, heading or sections.UNTITLED)
        ids = [*draft.sections[: at + 1], NONE, *draft.sections[at + 1 :]]
        return Change(f"{_said('Split', document, at)}.", cut, ids, at + 1)

    return apply_change(place, change, revision)


def move_fold(place: Place, *, revision: str, below: int | None) -> Written:
    """Put the fold below a section (0: the intro) in the form of the blog's newest posts; take it out with None."""

    def change(draft: Draft, document: Document) -> Change:
        at = None if below is None else locate(place, draft, revision, below)
        form = series_of(place, draft.text).fold_form
        words = "Took the fold out." if at is None else f"Put the fold below {_named(document, at)}."
        return Change(words, sections.move_fold(document, at, form), draft.sections, at or 0)

    return apply_change(place, change, revision)


def apply_change(place: Place, change: Callable[[Draft, Document], Change], revision: str | None = None) -> Written:
    """Do a change to the draft as it is, and remember it as a step that can be undone.

    revision: that the page was served as, where it names one.
    """
    with place.db.atomic():
        draft = open_place(place, revision)
        before = cut(place, draft)
        done = change(draft, before)
        text = end_as_usual(place, before, sections.join(done.document))
        ids = done.ids if len(done.ids) == len(done.document.sections) else None
        written = drafts.write_draft(place.db, draft, text, action="section", now=place.now, sections=ids)
        moved = _move_links(place, draft, done.moved_to)
        payload = {
            "name": draft.name,
            "before": draft.revision,
            "after": written.revision,
            "links": moved,
            "moved": dict.fromkeys(moved, done.moved_to[1]) if done.moved_to else {},
        }
        step = undo.record(place.db, "draft", done.description, payload, place.now, draft_id=written.id)
    return Written(written, done.description, step, done.position, done.inserted)


def _move_links(place: Place, draft: Draft, moved_to: tuple[int, int] | None) -> dict[str, int]:
    """Send a section's links to another one. Answers which section each of them was meant for."""
    if moved_to is None:
        return {}
    gone, target = moved_to
    moved = [link.id for link in links.links_for_draft(place.db, draft.id) if link.section_id == gone]
    links.send(place.db, moved, draft.id, target, place.now)
    return {str(link_id): gone for link_id in moved}


def new_place(place: Place, document: Document) -> int:
    """Where a new section goes: last, but above the round-up."""
    last = len(document.sections)
    series = series_of(place, sections.join(document))
    ends_with_roundup = last > 1 and series.closes_with_roundup(document.sections[-1])
    return last - 1 if ends_with_roundup else last


def _cut_at(document: Document, draft: Draft, revision: str, start: int, offset: int) -> tuple[int, int]:
    """Which section a place in an open span lies in, and how far into it."""
    if revision != draft.revision:
        raise SectionsError("This section was changed somewhere else just now. Nothing was changed; try it again.")
    place = start + source_offset(draft.text[start:], offset)
    at = sections.section_at(document, place)
    within = place - sections.span_of(document, at)[0]
    return at, min(within, len(document.sections[at].source))  # blanks that end a section are not its own


def _said(verb: str, document: Document, at: int) -> str:
    return f"{verb} {_named(document, at)}"


def _named(document: Document, at: int) -> str:
    return f"“{document.sections[at].heading}”" if at else "the intro"
