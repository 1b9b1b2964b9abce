"""Taking back what was done to a draft, also where something else was written since."""

from dataclasses import replace

from webapp import drafts, git, links, undo
from webapp.drafts import Draft
from webapp.errors import DraftExistsError, NothingToUndoError
from webapp.undo import Step
from webapp.write.place import Place, open_place
from webapp.write.structure import Written

CHANGED_SINCE = "This can't be undone: the same lines were changed since. Nothing was done; the earlier text is kept."


def undo_step(place: Place, step_id: int | None) -> Written:
    """Take a step back: the one that is named, else the last one. What was written since, in other lines, stays.

    Raises NothingToUndoError, with the reason, where that is impossible.
    """
    with place.db.atomic():
        step = _step(place, step_id)
        draft = _renamed_back(place, step)
        before = drafts.revision_text(place.db, draft.id, step.payload["before"])
        after = drafts.revision_text(place.db, draft.id, step.payload["after"])
        if step.draft_id != draft.id or before is None or after is None:
            raise NothingToUndoError("This step belongs to another draft. Nothing was changed.")
        text, ids = before, drafts.ids_of_revision(place.db, draft.id, step.payload["before"])
        if draft.revision != step.payload["after"]:
            text, ids = _without(draft, before, after), ()
        written = drafts.write_draft(place.db, draft, text, action="undo", now=place.now, sections=ids or None)
        for link_id, section_id in step.payload["links"].items():
            links.send(place.db, [int(link_id)], draft.id, section_id, place.now)
        for link_id, (draft_id, section_id) in step.payload.get("carried", {}).items():
            links.send(place.db, [int(link_id)], draft_id, section_id, place.now)
        undo.mark_undone(place.db, step.id, place.now)
    return Written(written, f"Undone: {step.description}", None, 0)


def _step(place: Place, step_id: int | None) -> Step:
    if step_id is not None:
        return undo.find(place.db, step_id)
    draft = open_place(replace(place, initial=None))
    step = undo.last(place.db, "draft", draft_id=draft.id)
    if step is None:
        raise NothingToUndoError("There is nothing to undo in this draft.")
    return step


def _renamed_back(place: Place, step: Step) -> Draft:
    """The draft, under the name that it had before the step."""
    draft = open_place(replace(place, initial=None))
    name = str(step.payload["name"])
    if draft.name == name or "new_name" not in step.payload:
        return draft
    if draft.blog_path is not None:
        raise NothingToUndoError("This post was published since, so its file keeps its name. Nothing was changed.")
    try:
        return drafts.rename_draft(place.db, place.folder, draft, name)
    except DraftExistsError as error:
        raise NothingToUndoError(f"This can't be undone: {error}") from error


def _without(draft: Draft, before: str, after: str) -> str:
    merged = git.merge_file(draft.text.encode(), after.encode(), before.encode())
    if merged is None:
        raise NothingToUndoError(CHANGED_SINCE)
    return merged.decode()
