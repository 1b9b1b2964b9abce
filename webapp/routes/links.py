"""The inbox: the page of links, and the list on the desk. What is done to links stands in `triage`."""

from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote, urlencode

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import addresses, capture, cite, desk, drafts, inbox, reader, triage, write
from webapp.errors import NothingToUndoError
from webapp.inbox import Goal, Inbox, Target, View, Wanted
from webapp.reader import Reading
from webapp.routes import context
from webapp.triage import Triaged
from webapp.write import Place

blueprint = Blueprint("links", __name__)


@blueprint.get("/links")
def show() -> str:
    """Show the links of a view, or what a search finds."""
    shown = read_inbox()
    if context.wants_fragment():
        return render_template("links/_inbox.html", inbox=shown, section=stands_on())
    first = shown.rows[0] if shown.rows else None
    reading = reading_of(first.id) if first else None
    page = {"inbox": shown, "row": first, "reading": reading, "told": context.told(), "section": "links"}
    return render_template("links/links.html", **page)


@blueprint.get("/links/found")
def show_found() -> str:
    """Show what is found for what was typed so far; an address is no search."""
    typed = request.args.get("q", "")
    shown = read_inbox("" if addresses.looks_like_address(typed) else typed)
    template = "links/_found.html" if context.wants_fragment() else "links/links.html"
    return render_template(template, inbox=shown, row=None, reading=None, told=None, section=stands_on())


@blueprint.get("/links/more")
def show_more() -> str:
    """Go on with the list behind a cursor."""
    template = "links/_rows.html" if context.wants_fragment() else "links/links.html"
    return render_template(template, inbox=read_inbox(), row=None, reading=None, told=None, section=stands_on())


@blueprint.get("/links/<int:link_id>")
def show_link(link_id: int) -> str:
    """Show one link beside the list."""
    shown = read_inbox()
    row = inbox.read_row(context.database(), link_id, context.today(), shown.goal)
    template = "links/_reader.html" if context.wants_fragment() else "links/links.html"
    return render_template(template, inbox=shown, row=row, reading=reading_of(link_id), told=None, section="links")


@blueprint.get("/links/<int:link_id>/citation")
def citation(link_id: int) -> AnyResponse:
    """Answer the Markdown that cites a link in `draft`: round the selected words, or as a sentence where one begins."""
    selected, begins = request.args.get("selected", ""), "begins" in request.args
    words = cite.cite_link(context.database(), write.kind_at(place()), link_id, selected, begins=begins)
    return make_response(words, 200, {"Content-Type": "text/plain; charset=utf-8"})


@blueprint.post("/links")
def add() -> AnyResponse:
    """Save the address from the paste box, or all addresses of a text; other words are searched for."""
    text = request.values.get("q", "")
    with context.database().atomic() as db:
        pasted = capture.save_all(db, text, now=context.now())
        done = triage.record_save(db, pasted.saved, context.now(), pasted.refused) if pasted.saved else None
    if done is None:
        return lead_or_show(refusal=pasted.refused[0]) if pasted.refused else lead_or_show(query=text)
    context.house().wake()
    return answer(done, is_saved=True)


@blueprint.post("/links/undo")
def undo() -> AnyResponse:
    """Take a step back: the one that is named, else the last one."""
    step = request.values.get("step", type=int)
    done = triage.undo_step(context.database(), step, context.now(), undo_added)
    context.house().go_on()
    return answer(done)


def reading_of(link_id: int) -> Reading:
    """A link with its kept text."""
    return reader.read_link(context.database(), link_id)


def undo_added(draft_id: int, step_id: int) -> None:
    """Take the section back that was added for links, unless that was done already."""
    name = drafts.find_name(context.database(), draft_id)
    with suppress(NothingToUndoError):
        write.undo_step(place(name), step_id)


def place(name: str | None = None) -> Place:
    """Where links are sent to: the draft that is named, else the one that the page names, else this week's."""
    folder, site = context.settings().drafts_folder, context.current_blog()
    name = drafts.name_now(context.database(), name or request.values.get("draft", ""))
    name = name or desk.this_week(context.database(), folder, site, context.today()).name
    return Place(context.database(), folder, site, name, desk.text_to_begin(folder, site, name), context.now())


def next_place() -> Place:
    """The draft of the week after, which may have no file yet."""
    at = place()
    name = desk.week_after(at.db, at.folder, at.site, at.name, context.today()).name
    return replace(at, name=name, initial=desk.text_to_begin(at.folder, at.site, name))


def read_inbox(query: str | None = None, *, draft_name: str | None = None, chosen: int | None = None) -> Inbox:
    """Read the list that the request asks for; draft_name: the draft on the desk; chosen: a link saved just now."""
    goal = read_goal(draft_name)
    return with_offered(inbox.read_inbox(context.database(), wanted(query, chosen), context.local_now(), goal))


def with_offered(shown: Inbox) -> Inbox:
    """Offer again, above the unread links, what was meant for the week before and was not used."""
    if shown.view is not View.UNREAD or shown.query or "after" in request.args:
        return shown
    db, folder, site = context.database(), context.settings().drafts_folder, context.current_blog()
    before = desk.week_before(db, folder, site, shown.goal.draft_name)
    if before is None:
        return shown
    draft = drafts.read_draft(db, folder, before.name)
    offered = inbox.read_offered(db, draft.id, context.today(), lambda: desk.cited_keys(site, draft))
    return replace(shown, offered=offered)


def wanted(query: str | None = None, chosen: int | None = None, among: tuple[int, ...] | None = None) -> Wanted:
    """Read which links the request asks for. among: ids, where it is about these only."""
    view = View.UNREAD if chosen else inbox.view_of(request.values.get("view", ""))
    query = request.values.get("q", "") if query is None else query
    return Wanted(view, query, request.args.get("after", ""), chosen, among)


def read_goal(draft_name: str | None = None) -> Goal:
    """The draft that links are sent to, with its sections."""
    at = place(draft_name)
    draft = desk.read_or_begin(at.db, at.folder, at.site, at.name)
    targets = (Target(identity, name) for identity, name in desk.section_names(draft))
    return Goal(draft.name, draft.id, tuple(targets), desk.cited_keys(at.site, draft), draft.blog_path)


def answer(done: Triaged, *, is_saved: bool = False) -> AnyResponse:
    """Answer the list after something was done, or lead back to it; a link that was saved is shown in it."""
    if not context.wants_fragment():
        return lead_back(done, View.UNREAD if is_saved else request.values.get("view", View.UNREAD))
    shown = read_inbox("", chosen=done.link_id) if is_saved else read_inbox()
    return make_response(render_template("links/_changed.html", inbox=shown, done=done, section=stands_on()))


def lead_back(done: Triaged, view: str) -> AnyResponse:
    """Lead a form back to where it stood, which then says what was done."""
    return redirect(f"{back(view, done.step_id)}#link-{done.link_id}", code=303)


def lead_or_show(*, query: str = "", refusal: str = "") -> AnyResponse:
    """Answer what a search finds, or why an address was not saved."""
    if not context.wants_fragment() and not refusal:
        return redirect(f"/links?{urlencode({'q': query, 'view': 'all'})}", code=303)
    shown = read_inbox("" if refusal else query)
    template = "links/_inbox.html" if context.wants_fragment() else "links/links.html"
    page = render_template(
        template, inbox=shown, row=None, reading=None, refusal=refusal, told=None, section=stands_on()
    )
    return make_response(page, 422 if refusal else 200)


def stands_on() -> str:
    """The page that the list stands on: the desk, or the page of links."""
    return "desk" if request.values.get("from") == "desk" else "links"


def back(view: str, step_id: int | None) -> str:
    """Where the form stood, the desk or the page of links with its view; it tells of the step."""
    told = {} if step_id is None else {"told": step_id}
    draft = request.values.get("draft", "")
    if stands_on() == "desk" and draft:
        return f"/desk/{quote(draft, safe='')}{'?' if told else ''}{urlencode(told)}"
    return f"/links?{urlencode({'view': view, 'q': '', **told})}"
