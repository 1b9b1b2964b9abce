"""Taking back what was done to a draft, and doing it again, also where something else was written since."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from webapp import drafts, git, links, undo
from webapp.drafts import Draft
from webapp.errors import DraftExistsError, DraftGoneError, DraftNotFoundError, NothingToUndoError, StepRefusedError
from webapp.undo import Scope, Step
from webapp.write.place import Place, open_place
from webapp.write.structure import Written

NOTHING_TO_UNDO = "There is nothing to undo in this draft."
NOTHING_TO_REDO = "There is nothing in this draft to do again."
KEPT = "Nothing was done; the earlier text is kept."

Target = tuple[int | None, int | None]  # the draft and the section that a link is meant for


@dataclass(frozen=True, slots=True)
class _Side:
    """Where a step's payload says how things were before it, or after it."""

    text: str  # the revision
    name: str  # of the draft's file; absent from a step that left it
    sections: str  # of links in this draft: section by the link's id
    targets: str  # of links of two drafts: draft and section by the link's id


_BEFORE = _Side("before", "name", "links", "carried")
_AFTER = _Side("after", "new_name", "moved", "carried_to")


@dataclass(frozen=True, slots=True)
class _Turn:
    """Which way a step is turned."""

    since: _Side  # how things are
    wanted: _Side  # how they are to be
    done: str


_BACK = _Turn(_AFTER, _BEFORE, "undone")
_FORTH = _Turn(_BEFORE, _AFTER, "done again")


@dataclass(frozen=True, slots=True)
class _Turned:
    """A draft, and the text that it is to have."""

    draft: Draft
    text: str
    sections: tuple[int, ...]  # ids; none where they are to be matched


def undo_step(place: Place, step_id: int | None) -> Written:
    """Take a step back: the one that is named, else the last one. What was written since, in other lines, stays.

    Raises StepRefusedError, with the reason, where that is impossible. Who then asks again without naming a step is
    given the one before it; what can't be undone is left out and said, and tried again each time.
    Raises NothingToUndoError where there is none.
    """
    try:
        with place.db.atomic():
            draft = _open_begun(place, NOTHING_TO_UNDO)
            if step_id is None:
                return _undo_newest(place, draft)
            return _undo(place, draft, _step_of(place, draft, step_id))
    except StepRefusedError as error:
        raise _with_offer(place, error) from error


def _undo_newest(place: Place, draft: Draft) -> Written:
    """Take the newest step back that can be; a refusal that the author was not told of yet is told first."""
    left_out: list[str] = []
    for step in undo.steps_back(place.db, Scope.DRAFT, draft_id=draft.id):
        try:
            return _undo(place, draft, step, left_out)
        except StepRefusedError as error:
            if not step.was_refused:
                raise
            left_out.append(f"{_named(step)}, because {error.reason}")
    raise NothingToUndoError(" ".join([NOTHING_TO_UNDO, *_left_out(left_out)]))


def _undo(place: Place, draft: Draft, step: Step, left_out: Sequence[str] = ()) -> Written:
    written, steps = _turn(place, draft, step, _BACK)
    for each in steps:
        undo.mark_undone(place.db, each.id, place.now)
    words = " ".join([f"Undone: {step.description}", *_left_out(left_out)])
    return Written(written, words, None, 0)


def _left_out(left_out: Sequence[str]) -> list[str]:
    return [f"Left out: {'; '.join(left_out)}."] if left_out else []


def _step_of(place: Place, draft: Draft, step_id: int) -> Step:
    step = undo.find(place.db, step_id)
    if step.scope is not Scope.DRAFT or step.draft_id != draft.id:
        raise NothingToUndoError("This step does not belong to this draft. Nothing was changed.")
    return step


def _with_offer(place: Place, error: StepRefusedError) -> StepRefusedError:
    """The refusal of an undo, remembered as told, with what is undone if the author asks again."""
    undo.mark_refused(place.db, error.step_id)
    draft_id = undo.find(place.db, error.step_id).draft_id
    others = (each for each in undo.steps_back(place.db, Scope.DRAFT, draft_id=draft_id) if not each.was_refused)
    before = next((each for each in others), None)
    if before is None or before.id > error.step_id:
        return error
    offer = f"Undo again to leave it out and undo what was done before it: {_named(before)}."
    return StepRefusedError(
        f"{error} {offer}", step_id=error.step_id, reason=error.reason, before=before.description.rstrip(".")
    )


def redo_step(place: Place) -> Written:
    """Do again what was undone last, if nothing else was done since. Raises NothingToUndoError, with the reason."""
    with place.db.atomic():
        taken_back = drafts.find_taken_back(place.db, place.folder, place.name)
        draft_id = taken_back or _open_begun(place, NOTHING_TO_REDO).id
        step = undo.last_undone(place.db, Scope.DRAFT, draft_id=draft_id)
        if step is None:
            raise NothingToUndoError(NOTHING_TO_REDO)
        _begin_again(place, step)
        draft = open_place(replace(place, initial=None))
        written, steps = _turn(place, draft, step, _FORTH)
        for each in steps:
            undo.mark_redone(place.db, each.id)
    return Written(written, f"Done again: {step.description}", step.id, 0)


def _turn(place: Place, draft: Draft, step: Step, turn: _Turn) -> tuple[Draft, list[Step]]:
    """Write the text that a step began with, or ended with, and keep what was written since in other lines.

    A step that was done to two drafts is turned in both, or in none. Answers the draft and the steps.
    """
    name = _name_for(draft, step, turn)
    twin = undo.find_twin(place.db, step)
    if twin is None and "twin" in step.payload:
        raise _refusal(step, turn, "its other draft is not known any more")
    own = _turned(place, draft, step, turn, step)
    others = [_turned(place, _draft_of(place, step, twin, turn), twin, turn, step)] if twin else []
    try:  # every text is ready before a file is touched
        with drafts.renamed(place.db, place.folder, draft, name) as renamed:
            written = _write(place, [replace(own, draft=renamed), *others])
    except DraftExistsError as error:
        raise _refusal(step, turn, "another draft has that name", str(error)) from error
    _send_links(place, step, turn)
    if turn is _BACK:
        _take_back_begun(place, step)
    return written, [step, *([twin] if twin else [])]


def _name_for(draft: Draft, step: Step, turn: _Turn) -> str:
    """The name that a step is to leave the draft with."""
    name = str(step.payload[turn.wanted.name]) if _AFTER.name in step.payload else draft.name
    if name != draft.name and draft.blog_path is not None:
        raise _refusal(step, turn, "this post was published since, so its file keeps its name")
    return name


def _refusal(step: Step, turn: _Turn, reason: str, kept: str = KEPT) -> StepRefusedError:
    return StepRefusedError(f"{_named(step)} can't be {turn.done}: {reason}. {kept}", step_id=step.id, reason=reason)


def _named(step: Step) -> str:
    return f"“{step.description.rstrip('.')}”"


def _turned(place: Place, draft: Draft, step: Step, turn: _Turn, asked: Step) -> _Turned:
    """The text that a step leads to. asked: the step that was asked for, or its twin."""
    since, wanted = step.payload[turn.since.text], step.payload[turn.wanted.text]
    base, text = (drafts.revision_text(place.db, draft.id, revision) for revision in (since, wanted))
    if base is None or text is None:
        raise _refusal(asked, turn, "its earlier text is not kept any more", "Nothing was done.")
    if draft.revision == since:
        return _Turned(draft, text, drafts.ids_of_revision(place.db, draft.id, wanted))
    merged = git.merge_file(draft.text.encode(), base.encode(), text.encode())
    if merged is None:
        raise _refusal(asked, turn, "the same lines were changed since")
    return _Turned(draft, merged.decode(), ())


def _write(place: Place, turned: Sequence[_Turned]) -> Draft:
    """Write the texts, and answer the first one's draft.

    The draft that grows is written first: where the disk refuses the second, a section stands in both, never in none.
    """
    written = {
        each.draft.id: drafts.write_draft(
            place.db, each.draft, each.text, action="undo", now=place.now, sections=each.sections or None
        )
        for each in sorted(turned, key=lambda each: len(each.draft.text) - len(each.text))
    }
    return written[turned[0].draft.id]


def _draft_of(place: Place, step: Step, twin: Step, turn: _Turn) -> Draft:
    """The other draft of a step that was done to two."""
    name = drafts.find_name(place.db, twin.draft_id or 0)
    try:
        return open_place(replace(place, name=name, initial=None))
    except DraftNotFoundError as error:
        kept = f"{error} Nothing was done; bring that draft back first."
        raise _refusal(step, turn, f"the file {name} is gone", kept) from error


def _open_begun(place: Place, words: str) -> Draft:
    """The draft as it is. Raises NothingToUndoError, in these words, for one that has no file yet."""
    try:
        return open_place(replace(place, initial=None))
    except DraftGoneError:
        raise
    except DraftNotFoundError as error:
        if place.initial is None:
            raise
        raise NothingToUndoError(words) from error


def _take_back_begun(place: Place, step: Step) -> None:
    """Take the draft away again that a step began, if nothing of anybody's is in it."""
    if "began" not in step.payload:
        return
    draft_id, revision = step.payload["began"]
    others = [each.id for each in undo.steps_back(place.db, Scope.DRAFT, draft_id=draft_id)]
    own = {step.id, step.payload.get("twin")}
    if own.issuperset(others) and not links.links_for_draft(place.db, draft_id):
        drafts.take_back(place.db, place.folder, drafts.find_name(place.db, draft_id), revision, place.now)


def _begin_again(place: Place, step: Step) -> None:
    """Bring the draft back that was taken away with this step."""
    if "began" not in step.payload:
        return
    name = drafts.find_name(place.db, step.payload["began"][0])
    if not drafts.is_name(name):
        raise _refusal(step, _FORTH, "another draft has that day by now")
    if drafts.find_taken_back(place.db, place.folder, name) is not None:
        drafts.restore_draft(place.db, place.folder, name, place.now)


def _send_links(place: Place, step: Step, turn: _Turn) -> None:
    """Let links be meant for what they were; one that was sent elsewhere since stays there."""
    since = _targets(step, turn.since)
    for link_id, target in _targets(step, turn.wanted).items():
        link = links.find_link(place.db, link_id)
        if since.get(link_id) == (link.draft_id, link.section_id):
            links.send(place.db, [link_id], *target, place.now)


def _targets(step: Step, side: _Side) -> dict[int, Target]:
    """What links are meant for, before a step or after it."""
    own = {int(link_id): (step.draft_id, section) for link_id, section in step.payload.get(side.sections, {}).items()}
    carried = {
        int(link_id): (draft, section) for link_id, (draft, section) in step.payload.get(side.targets, {}).items()
    }
    return own | carried
