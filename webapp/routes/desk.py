"""The desk: this week's draft by sections."""

from datetime import date
from urllib.parse import quote

from flask import Blueprint, jsonify, make_response, redirect, render_template, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from webapp import check, desk, drafts, write
from webapp.checks import Finding
from webapp.desk import Desk
from webapp.errors import DraftChangedError, DraftGoneError
from webapp.routes import context
from webapp.routes.links import read_inbox
from webapp.write import Choice, Place, Saved, Written

blueprint = Blueprint("desk", __name__)


@blueprint.get("/desk")
def show_this_week() -> AnyResponse:
    """Go to this week's draft."""
    folder, site = context.settings().drafts_folder, context.current_blog()
    week = desk.this_week(context.database(), folder, site, context.today())
    return redirect(f"/desk/{quote(week.name)}", code=302)


@blueprint.get("/desk/<name>")
def show(name: str) -> str:
    """Show a draft; `?section=N` opens that section for writing."""
    return render_page(read_desk(name, request.args.get("section", type=int)))


@blueprint.get("/desk/<name>/manuscript")
def show_manuscript(name: str) -> str:
    """Answer the changing part of the page; `?section=N&revision=R` opens section N of that revision."""
    return render_changed(read_desk(name, opened_section(name)))


@blueprint.get("/desk/<name>/changes")
def show_changes(name: str) -> AnyResponse:
    """Answer what changed since a revision, and nothing if nothing did; `?section=N` is being written."""
    opened = request.args.get("section", type=int)
    site, shown = context.current_blog(), read_desk(name, opened)
    changes = desk.find_changes(context.database(), site, shown, request.args.get("since", ""))
    if changes is None:
        return make_response("", 204)
    return make_response(render_template("desk/_changes.html", changes=changes, desk=shown, findings=findings_of(name)))


@blueprint.get("/desk/<name>/context")
def show_context(name: str) -> str:
    """Answer what belongs to the open section: its links, and what is to be mended."""
    shown = read_desk(name, opened_section(name))
    return render_template("desk/_context.html", desk=shown, findings=findings_of(name))


@blueprint.post("/desk/<name>/save")
def save(name: str) -> AnyResponse:
    """Save the text of one section."""
    saved = write.save_section(
        place_of(name),
        revision=text_of("revision"),
        start=number_of("start"),
        end=number_of("end"),
        text=text_of("text"),
    )
    return answer_saved(name, saved)


@blueprint.post("/desk/<name>/settle")
def settle(name: str) -> AnyResponse:
    """Save what the author chose where a section was changed in two places."""
    saved = write.settle(
        place_of(name),
        choice_of("choice"),
        revision=text_of("revision"),
        start=number_of("start"),
        end=number_of("end"),
        mine=text_of("text"),
    )
    return answer_saved(name, saved)


@blueprint.post("/desk/<name>/sections")
def add(name: str) -> AnyResponse:
    """Add a section, and open it."""
    done = write.add_section(
        place_of(name), text_of("heading"), revision=text_of("revision"), below=optional_number("below")
    )
    return answer(done, opened=done.position)


@blueprint.post("/desk/<name>/sections/<int:position>/rename")
def rename(name: str, position: int) -> AnyResponse:
    """Give a section another heading."""
    place, revision = place_of(name), text_of("revision")
    return answer(write.rename_section(place, text_of("heading"), revision=revision, position=position))


@blueprint.post("/desk/<name>/sections/<int:position>/move")
def move(name: str, position: int) -> AnyResponse:
    """Move a section to where another one stands."""
    place, revision = place_of(name), text_of("revision")
    return answer(write.move_section(place, revision=revision, position=position, to=number_of("to")))


@blueprint.post("/desk/<name>/sections/<int:position>/delete")
def delete(name: str, position: int) -> AnyResponse:
    """Delete a section."""
    return answer(write.delete_section(place_of(name), revision=text_of("revision"), position=position))


@blueprint.post("/desk/<name>/sections/<int:position>/merge")
def merge(name: str, position: int) -> AnyResponse:
    """Join a section to the one above it."""
    return answer(write.merge_section(place_of(name), revision=text_of("revision"), position=position))


@blueprint.post("/desk/<name>/sections/<int:position>/split")
def split(name: str, position: int) -> AnyResponse:
    """Cut a section in two, and open the second part."""
    place, revision, offset = place_of(name), text_of("revision"), number_of("offset")
    done = write.split_section(place, revision=revision, position=position, offset=offset)
    return answer(done, opened=done.position)


@blueprint.post("/desk/<name>/fold")
def fold(name: str) -> AnyResponse:
    """Put the fold below a section, or take it out."""
    return answer(write.move_fold(place_of(name), revision=text_of("revision"), below=optional_number("below")))


@blueprint.post("/desk/<name>/day")
def change_day(name: str) -> AnyResponse:
    """Give the draft another day, and so another name."""
    return answer(write.change_day(place_of(name), day_of("day")), leads_on=True)


@blueprint.post("/desk/<name>/cite")
def cite(name: str) -> AnyResponse:
    """Write a link at the end of the section it is meant for, and open that."""
    done = write.cite_at_end(
        place_of(name), number_of("link"), revision=text_of("revision"), position=optional_number("position")
    )
    return answer(done, opened=done.position)


@blueprint.post("/desk/<name>/gather")
def gather(name: str) -> AnyResponse:
    """Write the chosen links into the round-up, and open that."""
    done = write.gather_links(place_of(name), request.form.getlist("link", type=int))
    return answer(done, opened=done.position)


@blueprint.post("/desk/<name>/undo")
def undo(name: str) -> AnyResponse:
    """Take a step back: the one that is named, else the last one."""
    done = write.undo_step(place_of(name), optional_number("step"))
    return answer(done, leads_on=done.draft.name != name)


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


def place_of(name: str) -> Place:
    """Where the request writes."""
    site = context.current_blog()
    folder = context.settings().drafts_folder
    return Place(context.database(), folder, site, name, desk.initial_text(site, name), context.now())


def read_desk(name: str, opened: int | None) -> Desk:
    """Read what the page shows."""
    folder, site = context.settings().drafts_folder, context.current_blog()
    return desk.read_desk(context.database(), folder, site, name, context.today(), opened)


def findings_of(name: str) -> list[Finding]:
    """What is to be mended before the draft is published."""
    folder, site = context.settings().drafts_folder, context.current_blog()
    draft = desk.read_or_begin(context.database(), folder, site, name)
    return check.check_draft(context.database(), context.settings(), draft, context.now())


def opened_section(name: str) -> int | None:
    """Which section of the present text the page wants opened."""
    position, revision = request.args.get("section", type=int), request.args.get("revision", "")
    return None if position is None else write.find_position(place_of(name), revision, position)


def render_page(shown: Desk) -> str:
    """Render the whole page."""
    listed = read_inbox(draft_name=shown.name)
    return render_template("desk/desk.html", desk=shown, findings=findings_of(shown.name), inbox=listed, section="desk")


def render_changed(shown: Desk, done: Written | None = None) -> str:
    """Render what changes when something was done: manuscript, context, status, toast."""
    return render_template("desk/_changed.html", desk=shown, findings=findings_of(shown.name), done=done)


def answer(done: Written, *, opened: int | None = None, leads_on: bool = False) -> AnyResponse:
    """Answer what was done: the changed parts, or the way to the page."""
    name = done.draft.name
    if context.wants_fragment() and not leads_on:
        return make_response(render_changed(read_desk(name, opened), done))
    return lead_to(f"/desk/{quote(name)}{'' if opened is None else f'?section={opened}'}#section-{done.position}")


def answer_saved(name: str, saved: Saved) -> AnyResponse:
    """Answer the new revision and where the text stands in it; without JavaScript, lead back to the page."""
    if not wants_json():
        return lead_to(f"/desk/{quote(name)}")
    shown = read_desk(name, None)
    fields = {"revision": saved.draft.revision, "start": saved.start, "end": saved.end, "is_merged": saved.is_merged}
    text = saved.draft.text[saved.start : saved.end]
    return jsonify(fields | {"text": text, "words": shown.words_text, "links": shown.links_text})


@blueprint.errorhandler(DraftChangedError)
def answer_conflict(error: DraftChangedError) -> AnyResponse:
    """Show both texts; nothing was overwritten."""
    start, end = error.span
    fields = {"mine": error.mine, "theirs": error.theirs, "revision": error.revision, "start": start, "end": end}
    if wants_json():
        return make_response(jsonify(fields | {"error": str(error)}), 409)
    assert request.view_args is not None
    page = render_template("desk/conflict.html", name=request.view_args["name"], conflict=error, section="desk")
    return make_response(page, 409)


@blueprint.errorhandler(DraftGoneError)
def answer_gone(error: DraftGoneError) -> AnyResponse:
    """Offer the draft back."""
    name = str((request.view_args or {})["name"])
    can_begin = desk.initial_text(context.current_blog(), name) is not None
    template = "errors/_problem.html" if context.wants_fragment() else "desk/gone.html"
    page = render_template(template, name=name, can_begin=can_begin, message=str(error), status=404, section="desk")
    return make_response(page, 404)


def lead_to(path: str) -> AnyResponse:
    """Lead the browser on."""
    if context.wants_fragment():
        return make_response("", 204, {"HX-Redirect": path})
    return redirect(path, code=303)


def wants_json() -> bool:
    """Does the save queue ask, rather than a form?"""
    return request.accept_mimetypes.best == "application/json"


def text_of(name: str) -> str:
    """A text of the form; empty if it was left out."""
    return request.form.get(name, "")


def number_of(name: str) -> int:
    """A number that the form must have."""
    found = optional_number(name)
    if found is None:
        raise BadRequest
    return found


def optional_number(name: str) -> int | None:
    """A number of the form or the address; None if it was left out or is none."""
    return request.values.get(name, type=int)


def choice_of(name: str) -> Choice:
    """What the author keeps."""
    try:
        return Choice(text_of(name))
    except ValueError as error:
        raise BadRequest from error


def day_of(name: str) -> date:
    """A day of the form, as browsers send it."""
    try:
        return date.fromisoformat(text_of(name))
    except ValueError as error:
        raise BadRequest from error
