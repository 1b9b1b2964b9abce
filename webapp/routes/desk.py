"""The desk: this week's draft by sections. What is done to it stands in `write`."""

from urllib.parse import quote

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import check, desk, write
from webapp.checks import Finding
from webapp.desk import Beside, Desk
from webapp.drafts import Draft
from webapp.errors import DraftGoneError, DraftMovedError
from webapp.routes import context, forms
from webapp.routes.links import read_inbox
from webapp.write import Closed, Place, Written

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


@blueprint.get("/desk/<name>/sections")
def show_turned(name: str) -> str:
    """Answer what looks different once section N of revision R is open, and the one at M, which was, is closed.

    `?revision=R&section=N&was=M`; N and M may be left out. `whole`: everything is to be shown anew.
    """
    shown, closed = read_desk(name, opened_section(name)), closed_section(name)
    since, was = request.args.get("revision", ""), forms.optional_number("was")
    is_whole = "whole" in request.args or bool(closed and closed.swallow)
    turned = desk.find_turned(context.database(), context.current_blog(), shown, since, was, is_whole=is_whole)
    return render_template("desk/_turned.html", turned=turned, desk=shown, closed=closed)


@blueprint.get("/desk/<name>/changes")
def show_changes(name: str) -> AnyResponse:
    """Answer what changed since a revision, and nothing if nothing did.

    `?section=N&revision=R`: section N of revision R is being written.
    """
    since, is_writing = request.args.get("since", ""), "section" in request.args
    if read_draft(name).revision == since:
        return make_response("", 204)
    site, shown = context.current_blog(), read_desk(name, opened_section(name))
    changes = desk.find_changes(context.database(), site, shown, since, is_writing=is_writing)
    return make_response(
        render_template("desk/_changes.html", changes=changes, desk=shown, beside=read_beside(shown), closed=None)
    )


@blueprint.get("/desk/<name>/context")
def show_context(name: str) -> str:
    """Answer what belongs to the open section: its links, and what is to be mended."""
    shown = read_desk(name, opened_section(name))
    return render_template("desk/_context.html", desk=shown, beside=read_beside(shown), swapped=True)


@blueprint.get("/desk/<name>/marks")
def show_marks(name: str) -> str:
    """Answer what a save leaves to be told: which words of a section are to be looked at, and how many there are.

    `?section=N&revision=R` as for the sections.
    """
    place, position = place_of(name), opened_section(name)
    draft = read_draft(name)
    marks = [] if position is None else desk.find_marks(draft, place.separator, position, findings_of(draft))
    counts = desk.count_draft(draft, place.site)
    return render_template("desk/_marks.html", marks=marks, counts=counts)


def place_of(name: str) -> Place:
    """Where the request writes."""
    site = context.current_blog()
    folder = context.settings().drafts_folder
    return Place(context.database(), folder, site, name, desk.text_to_begin(folder, site, name), context.now())


def read_desk(name: str, opened: int | None) -> Desk:
    """Read what the page shows."""
    folder, site = context.settings().drafts_folder, context.current_blog()
    return desk.read_desk(context.database(), folder, site, name, context.today(), opened)


def read_draft(name: str) -> Draft:
    """Read the draft that the address names, begun or not."""
    return desk.read_or_begin(context.database(), context.settings().drafts_folder, context.current_blog(), name)


def findings_of(draft: Draft) -> list[Finding]:
    """What is to be mended before the draft is published."""
    return check.check_draft(context.database(), context.settings(), draft, context.now())


def read_beside(shown: Desk) -> Beside:
    """Read what stands beside the text."""
    draft, site = read_draft(shown.name), context.current_blog()
    return desk.read_beside(context.database(), site, shown, draft.text, findings_of(draft), context.today())


def opened_section(name: str) -> int | None:
    """Which section of the present text the page wants opened."""
    position, revision = request.args.get("section", type=int), request.args.get("revision", "")
    return None if position is None else write.find_position(place_of(name), revision, position)


def closed_section(name: str) -> Closed | None:
    """What became of the section that the page just closed."""
    span = forms.span_of("closed")
    return write.look_at_closed(place_of(name), span) if span else None


def render_page(shown: Desk) -> str:
    """Render the whole page."""
    listed = read_inbox(draft_name=shown.name)
    return render_template(
        "desk/desk.html",
        desk=shown,
        beside=read_beside(shown),
        inbox=listed,
        told=context.told(),
        closed=closed_section(shown.name),
        section="desk",
    )


def render_changed(shown: Desk, done: Written | None = None) -> str:
    """Render what changes when something was done: manuscript, context, status, toast."""
    return render_template(
        "desk/_changed.html",
        desk=shown,
        beside=read_beside(shown),
        done=done,
        inserted=done.inserted if done else "",
        closed=closed_section(shown.name),
    )


@blueprint.errorhandler(DraftGoneError)
def answer_gone(error: DraftGoneError) -> AnyResponse:
    """Offer the draft back, or the way to where it is now, and what was sent and not saved."""
    if context.wants_fragment() or context.wants_json():
        return make_response(render_template("errors/_problem.html", message=f"{error}{_way_on(error)}"), 404)
    name = str((request.view_args or {})["name"])
    can_begin = desk.initial_text(context.current_blog(), name) is not None
    template = "desk/moved.html" if isinstance(error, DraftMovedError) else "desk/gone.html"
    text = request.form.get("text", "")
    page = render_template(template, name=name, can_begin=can_begin, error=error, text=text, section="desk")
    return make_response(page, 404)


def _way_on(error: DraftGoneError) -> str:
    """What is to be done where the page at hand stays as it is."""
    if not isinstance(error, DraftMovedError):
        return " Load the page again to bring it back."
    return " What you write on this page is saved there; load the page again to go there." if error.now else ""
