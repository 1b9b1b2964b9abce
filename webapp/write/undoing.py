"""Taking back what was done to a draft, and doing it again, also where something else was written since."""

from collections.abc import Mapping
from dataclasses import replace

from webapp import drafts, git, links, undo
from webapp.drafts import Draft
from webapp.errors import DraftExistsError, NothingToUndoError
from webapp.undo import Step
from webapp.write.place import Place, open_place
from webapp.write.structure import Written

CHANGED_SINCE = (
    "“{step}” can't be {done}: the same lines were changed since. Nothing was done; the earlier text is kept."
)


def undo_step(place: Place, step_id: int | None) -> Written:
    """Take a step back: the one that is named, else the last one. What was written since, in other lines, stays.

    Raises NothingToUndoError, with the reason, where that is impossible.
    """
    with place.db.atomic():
        step = undo.find(place.db, step_id) if step_id is not None else _last(place)
        draft = _renamed(place, step, str(step.payload["name"]))
        written, steps = _turn(place, draft, step, "after", "before", "undone")
        _send_links(place, draft, step.payload["links"])
        _carry_links(place, step.payload.get("carried", {}))
        for each in steps:
            undo.mark_undone(place.db, each.id, place.now)
    return Written(written, f"Undone: {step.description}", None, 0)


def redo_step(place: Place) -> Written:
    """Do again what was undone last, if nothing else was done since. Raises NothingToUndoError, with the reason."""
    with place.db.atomic():
        draft = open_place(replace(place, initial=None))
        step = undo.last_undone(place.db, "draft", draft_id=draft.id)
        if step is None:
            raise NothingToUndoError("There is nothing in this draft to do again.")
        draft = _renamed(place, step, str(step.payload.get("new_name", draft.name)))
        written, steps = _turn(place, draft, step, "before", "after", "done again")
        _send_links(place, draft, step.payload.get("moved", {}))
        _carry_links(place, step.payload.get("carried_to", {}))
        for each in steps:
            undo.mark_redone(place.db, each.id)
    return Written(written, f"Done again: {step.description}", step.id, 0)


def _last(place: Place) -> Step:
    draft = open_place(replace(place, initial=None))
    step = undo.last(place.db, "draft", draft_id=draft.id)
    if step is None:
        raise NothingToUndoError("There is nothing to undo in this draft.")
    return step


def _turn(place: Place, draft: Draft, step: Step, since: str, wanted: str, done: str) -> tuple[Draft, list[Step]]:
    """Write the text that a step began with, or ended with, and keep what was written since in other lines.

    since, wanted: which of the step's two texts, `before` or `after`, the draft was, and which it is to be.
    A step that was done to two drafts is turned in both, or in none. Answers the draft and the steps.
    """
    twin = undo.find_twin(place.db, step)
    turned = [(draft, step), *([(_draft_of(place, twin), twin)] if twin else [])]
    texts = [_text_of(place, each, of, since, wanted, done) for each, of in turned]
    written = [
        drafts.write_draft(place.db, each, text, action="undo", now=place.now, sections=ids or None)
        for (each, _), (text, ids) in zip(turned, texts, strict=True)
    ]
    return written[0], [of for _, of in turned]


def _text_of(place: Place, draft: Draft, step: Step, since: str, wanted: str, done: str) -> tuple[str, tuple[int, ...]]:
    """The text that a step leads to, and the ids of its sections; none where they are to be matched."""
    base = drafts.revision_text(place.db, draft.id, step.payload[since])
    text = drafts.revision_text(place.db, draft.id, step.payload[wanted])
    if step.draft_id != draft.id or base is None or text is None:
        raise NothingToUndoError("This step belongs to another draft. Nothing was changed.")
    if draft.revision == step.payload[since]:
        return text, drafts.ids_of_revision(place.db, draft.id, step.payload[wanted])
    merged = git.merge_file(draft.text.encode(), base.encode(), text.encode())
    if merged is None:
        raise NothingToUndoError(CHANGED_SINCE.format(step=step.description.rstrip("."), done=done))
    return merged.decode(), ()


def _draft_of(place: Place, twin: Step) -> Draft:
    """The other draft of a step that was done to two."""
    name = drafts.find_name(place.db, twin.draft_id or 0)
    return open_place(replace(place, name=name, initial=None))


def _send_links(place: Place, draft: Draft, sections: Mapping[str, int]) -> None:
    for link_id, section_id in sections.items():
        links.send(place.db, [int(link_id)], draft.id, section_id, place.now)


def _carry_links(place: Place, targets: Mapping[str, tuple[int | None, int | None]]) -> None:
    """Let links be meant for other drafts. targets: draft and section, by the link's id."""
    for link_id, (draft_id, section_id) in targets.items():
        links.send(place.db, [int(link_id)], draft_id, section_id, place.now)


def _renamed(place: Place, step: Step, name: str) -> Draft:
    """The draft, under the name that the step is to leave it with."""
    draft = open_place(replace(place, initial=None))
    if draft.name == name or "new_name" not in step.payload:
        return draft
    if draft.blog_path is not None:
        raise NothingToUndoError("This post was published since, so its file keeps its name. Nothing was changed.")
    try:
        return drafts.rename_draft(place.db, place.folder, draft, name)
    except DraftExistsError as error:
        raise NothingToUndoError(f"This can't be undone: {error}") from error
