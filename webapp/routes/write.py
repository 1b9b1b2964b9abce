"""What is done to the draft on the desk: saving, changing sections and fold, citing, undoing."""

from dataclasses import replace
from urllib.parse import quote, urlencode

from flask import Blueprint, jsonify, make_response, redirect, render_template, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from webapp import desk, drafts, write
from webapp.errors import DraftChangedError, DraftGoneError, StepRefusedError
from webapp.routes import context, forms
from webapp.routes.desk import answer_gone, place_of, read_desk, render_changed
from webapp.write import Choice, Place, Saved, Written

blueprint = Blueprint("write", __name__)
blueprint.register_error_handler(DraftGoneError, answer_gone)


@blueprint.post("/desk/<name>/save")
def save(name: str) -> AnyResponse:
    """Save the text of one section."""
    saved = write.save_section(
        place_of(name),
        revision=forms.text_of("revision"),
        start=forms.number_of("start"),
        end=forms.number_of("end"),
        text=forms.text_of("text"),
    )
    return answer_saved(saved)


@blueprint.post("/desk/<name>/settle")
def settle(name: str) -> AnyResponse:
    """Save what the author chose where a section was changed in two places."""
    saved = write.settle(
        place_of(name),
        choice_of("choice"),
        revision=forms.text_of("revision"),
        start=forms.number_of("start"),
        end=forms.number_of("end"),
        mine=forms.text_of("text"),
    )
    return answer_saved(saved)


@blueprint.post("/desk/<name>/sections")
def add(name: str) -> AnyResponse:
    """Add a section, and open it."""
    done = write.add_section(
        place_of(name),
        forms.text_of("heading"),
        revision=forms.text_of("revision"),
        below=forms.optional_number("below"),
    )
    return answer(done, opened=done.position)


@blueprint.post("/desk/<name>/sections/<int:position>/rename")
def rename(name: str, position: int) -> AnyResponse:
    """Give a section another heading."""
    place, revision = place_of(name), forms.text_of("revision")
    return answer(write.rename_section(place, forms.text_of("heading"), revision=revision, position=position))


@blueprint.post("/desk/<name>/sections/<int:position>/move")
def move(name: str, position: int) -> AnyResponse:
    """Move a section to where another one stands."""
    place, revision = place_of(name), forms.text_of("revision")
    return answer(write.move_section(place, revision=revision, position=position, to=forms.number_of("to")))


@blueprint.post("/desk/<name>/sections/<int:position>/delete")
def delete(name: str, position: int) -> AnyResponse:
    """Delete a section."""
    return answer(write.delete_section(place_of(name), revision=forms.text_of("revision"), position=position))


@blueprint.post("/desk/<name>/sections/<int:position>/merge")
def merge(name: str, position: int) -> AnyResponse:
    """Join a section to the one above it."""
    return answer(write.merge_section(place_of(name), revision=forms.text_of("revision"), position=position))


@blueprint.post("/desk/<name>/sections/<int:position>/split")
def split(name: str, position: int) -> AnyResponse:
    """Cut a section in two, and open the second part."""
    done = write.split_section(
        place_of(name),
        revision=forms.text_of("revision"),
        position=position,
        offset=forms.number_of("offset"),
        start=forms.optional_number("start"),
    )
    return answer(done, opened=done.position)


@blueprint.post("/desk/<name>/fold")
def fold(name: str) -> AnyResponse:
    """Put the fold below a section, or take it out."""
    return answer(
        write.move_fold(place_of(name), revision=forms.text_of("revision"), below=forms.optional_number("below"))
    )


@blueprint.post("/desk/<name>/day")
def change_day(name: str) -> AnyResponse:
    """Give the draft another day, and so another name."""
    done = write.change_day(place_of(name), forms.day_of("day"), revision=forms.text_of("revision"))
    return answer(done, leads_on=True)


@blueprint.post("/desk/<name>/words")
def file_under(name: str) -> AnyResponse:
    """Add a tag or a category to the front matter."""
    key, word, revision = forms.text_of("key"), forms.text_of("word"), forms.text_of("revision")
    return answer(write.file_under(place_of(name), key, word, revision=revision))


@blueprint.post("/desk/<name>/cite")
def cite(name: str) -> AnyResponse:
    """Write a link at the end of a section, and open that: the one that is named, else the one it is meant for."""
    done = write.cite_at_end(
        place_of(name),
        forms.optional_number("only") or forms.number_of("link"),
        revision=forms.text_of("revision"),
        position=forms.optional_number("position"),
        to=forms.optional_number("to"),
    )
    return answer(done, opened=done.position)


@blueprint.post("/desk/<name>/sections/<int:position>/link")
def link(name: str, position: int) -> AnyResponse:
    """Write a link to an earlier post at the end of a section, and open that."""
    place, revision = place_of(name), forms.text_of("revision")
    done = write.link_to_own(place, forms.text_of("words"), revision=revision, position=position)
    return answer(done, opened=done.position)


@blueprint.post("/desk/<name>/sections/<int:position>/phrase")
def link_phrase(name: str, position: int) -> AnyResponse:
    """Make a link of words that stand in a section, and open that."""
    place, words, address = place_of(name), forms.text_of("words"), forms.text_of("address")
    done = write.link_phrase(place, words, address, revision=forms.text_of("revision"), position=position)
    return answer(done, opened=done.position)


@blueprint.post("/desk/<name>/sections/<int:position>/carry")
def carry_section(name: str, position: int) -> AnyResponse:
    """Move a section with its links into the draft of the week after."""
    place, revision = place_of(name), forms.text_of("revision")
    return answer(write.carry_section(place, next_place(name), revision=revision, position=position))


@blueprint.post("/desk/<name>/gather")
def gather(name: str) -> AnyResponse:
    """Write the chosen links into the round-up, and open that."""
    chosen, revision = request.form.getlist("link", type=int), forms.text_of("revision")
    done = write.gather_links(place_of(name), chosen, revision=revision)
    return answer(done, opened=done.position)


@blueprint.post("/desk/<name>/carry")
def carry(name: str) -> AnyResponse:
    """Let the chosen links be meant for the week after this one."""
    chosen, revision = request.form.getlist("link", type=int), forms.text_of("revision")
    return answer(write.carry_links(place_of(name), next_place(name), chosen, revision=revision))


@blueprint.post("/desk/<name>/undo")
def undo(name: str) -> AnyResponse:
    """Take a step back: the one that is named, else the last one."""
    return answer(write.undo_step(place_of(name), forms.optional_number("step")))


@blueprint.post("/desk/<name>/redo")
def redo(name: str) -> AnyResponse:
    """Do again what was undone last."""
    return answer(write.redo_step(place_of(name)))


@blueprint.post("/desk/<name>/close")
def close_swallow(name: str) -> AnyResponse:
    """Close what a section left open, so that those below it are sections again."""
    span = forms.span_of("span")
    if span is None:
        raise BadRequest
    return answer(write.close_swallow(place_of(name), span))


@blueprint.post("/desk/<name>/restore")
def restore(name: str) -> AnyResponse:
    """Bring back a draft whose file was removed."""
    drafts.restore_draft(context.database(), context.settings().drafts_folder, name, context.now())
    return lead_to(f"/desk/{quote(name)}")


@blueprint.post("/desk/<name>/begin")
def begin(name: str) -> AnyResponse:
    """Begin a draft anew whose file was removed; its earlier texts stay kept."""
    place = place_of(name)
    drafts.create_draft(place.db, place.folder, name, place.initial or "", now=place.now)
    return lead_to(f"/desk/{quote(name)}")


def answer(done: Written, *, opened: int | None = None, leads_on: bool = False) -> AnyResponse:
    """Answer what was done: the changed parts, or the way to the page; that is another one where the draft moved."""
    name = done.draft.name
    is_elsewhere = name != (request.view_args or {})["name"]
    if context.wants_fragment() and not leads_on and not is_elsewhere:
        kept = kept_open(done) if opened is None else None
        shown = read_desk(name, kept if opened is None else opened)
        return make_response(render_changed(replace(shown, keeps_editor=kept is not None), done))
    numbers = {"section": opened, "told": done.step_id}
    query = urlencode({key: number for key, number in numbers.items() if number is not None})
    return lead_to(f"/desk/{quote(name)}{'?' if query else ''}{query}#section-{done.position}")


def kept_open(done: Written) -> int | None:
    """The section that is being written and stays open."""
    span = forms.span_of("open")
    return write.find_kept_open(place_of(done.draft.name), done.draft, span) if span else None


def answer_saved(saved: Saved) -> AnyResponse:
    """Answer the new revision and where the text stands in it; without JavaScript, lead back to the page."""
    if not context.wants_json():
        closed = urlencode({"closed": f"{saved.draft.revision} {saved.start} {saved.end}"})
        return lead_to(f"/desk/{quote(saved.draft.name)}?{closed}")
    fields = {"revision": saved.draft.revision, "start": saved.start, "end": saved.end, "is_merged": saved.is_merged}
    return jsonify(fields | {"text": saved.draft.text[saved.start : saved.end]})


@blueprint.errorhandler(DraftChangedError)
def answer_conflict(error: DraftChangedError) -> AnyResponse:
    """Show both texts; nothing was overwritten."""
    start, end = error.span
    fields = {"mine": error.mine, "theirs": error.theirs, "revision": error.revision, "start": start, "end": end}
    if context.wants_json():
        return make_response(jsonify(fields | {"error": str(error)}), 409)
    assert request.view_args is not None
    page = render_template("desk/conflict.html", name=request.view_args["name"], conflict=error, section="desk")
    return make_response(page, 409)


@blueprint.errorhandler(StepRefusedError)
def answer_refused(error: StepRefusedError) -> AnyResponse:
    """Say why a step can't be undone; without JavaScript, offer what was done before it."""
    assert request.view_args is not None
    template = "errors/_problem.html" if context.wants_fragment() else "desk/refused.html"
    page = render_template(template, name=request.view_args["name"], message=str(error), error=error, section="desk")
    return make_response(page, 422)


def lead_to(path: str) -> AnyResponse:
    """Lead the browser on."""
    if context.wants_fragment():
        return make_response("", 204, {"HX-Redirect": path})
    return redirect(path, code=303)


def next_place(name: str) -> Place:
    """Where the week after is written, which may have no file yet."""
    folder, site = context.settings().drafts_folder, context.current_blog()
    name = drafts.name_now(context.database(), name)
    return place_of(desk.week_after(context.database(), folder, site, name, context.today()).name)


def choice_of(name: str) -> Choice:
    """What the author keeps."""
    try:
        return Choice(forms.text_of(name))
    except ValueError as error:
        raise BadRequest from error
