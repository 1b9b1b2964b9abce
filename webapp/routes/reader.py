"""What is done in the reader: keeping a passage, and writing it into a section."""

from flask import Blueprint, make_response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from webapp import highlights, inbox, links, reader, triage, write
from webapp.routes import context, forms
from webapp.routes.links import place, read_goal, read_inbox
from webapp.triage import Triaged

blueprint = Blueprint("reader", __name__)


@blueprint.post("/links/<int:link_id>/quotes")
def keep(link_id: int) -> AnyResponse:
    """Keep a passage, with the words around it where it was selected in the kept text."""
    around = {"prefix": forms.text_of("prefix"), "suffix": forms.text_of("suffix")}
    return _answer(triage.quote(context.database(), link_id, forms.text_of("quote"), context.now(), **around))


@blueprint.post("/links/<int:link_id>/quotes/<int:quote_id>/remove")
def remove(link_id: int, quote_id: int) -> AnyResponse:
    """Keep a passage no longer."""
    return _answer(triage.unquote(context.database(), link_id, quote_id, context.now()))


@blueprint.post("/links/<int:link_id>/quotes/undo")
def undo(link_id: int) -> AnyResponse:
    """Take a step back, and show the link as it is then."""
    return _answer(triage.undo_step(context.database(), forms.number_of("step"), context.now()), link_id)


@blueprint.post("/links/<int:link_id>/quotes/<int:quote_id>/write")
def write_into(link_id: int, quote_id: int) -> AnyResponse:
    """Write a passage at the end of a section, as a quotation with its link below."""
    with context.database().atomic():
        at = place()
        revision = write.open_place(at).revision
        quote = links.find_quote(context.database(), link_id, quote_id)
        fragment = highlights.fragment_of(quote.text) if forms.text_of("fragment") else ""
        to = forms.optional_number("to")
        done = write.quote_at_end(at, link_id, quote_id, revision=revision, to=to, fragment=fragment)
    return _answer(Triaged(f"{done.description} {_where(done.draft.sections[done.position])}", None, (link_id,)))


def _where(section_id: int) -> str:
    """Say where a passage was written."""
    names = (target.heading for target in read_goal().targets if target.section_id == section_id)
    return f"It stands at the end of “{next(names, 'this week’s draft')}” on the desk, where u takes it back."


def _answer(done: Triaged, link_id: int | None = None) -> AnyResponse:
    """Show the link again, and say what was done."""
    shown = link_id or done.link_id
    if not context.wants_fragment():
        return redirect(f"/links/{shown}" + (f"?told={done.step_id}" if done.step_id else ""), code=303)
    goal = read_goal()
    row = inbox.read_row(context.database(), shown, context.today(), goal)
    reading = reader.read_link(context.database(), shown)
    page = render_template("links/_read.html", row=row, reading=reading, inbox=read_inbox(), done=done, section="links")
    return make_response(page)
