"""Going through the links: what is done to those that are marked, else to one, and the menus that offer it."""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import blog, citations, inbox, links, triage, write
from webapp.inbox import MenuKind, View
from webapp.routes import context, forms
from webapp.routes.links import lead_back, next_place, place, read_goal, stands_on, wanted, with_offered
from webapp.triage import Triaged

blueprint = Blueprint("triage", __name__)


@blueprint.get("/links/menu/<any(send, later, note, cite):kind>")
def show_menu(kind: str) -> str:
    """Show what can be chosen for links."""
    series = blog.learn(context.current_blog()).weekly
    menu = inbox.read_menu(context.database(), MenuKind(kind), chosen(), read_goal(), series, context.today())
    template = "links/_menu.html" if context.wants_fragment() else "links/menu.html"
    return render_template(template, menu=menu, section=stands_on(), asked=request.args)


@blueprint.post("/links/done")
def finish() -> AnyResponse:
    """Be done with links."""
    return answer(triage.finish(context.database(), chosen(), context.now()))


@blueprint.post("/links/later")
def put_off() -> AnyResponse:
    """Put links off until a day; with `until=writing`, until the author writes about them again.

    `until=day`: the day is in the field `day`.
    """
    until = request.values.get("until")
    day = None if until == "writing" else forms.day_of("day" if until == "day" else "until")
    return answer(triage.put_off(context.database(), chosen(), day, context.now()))


@blueprint.post("/links/unread")
def mark_unread() -> AnyResponse:
    """Put links back among the unread."""
    return answer(triage.mark_unread(context.database(), chosen(), context.now()))


@blueprint.post("/links/remove")
def remove() -> AnyResponse:
    """Remove links."""
    return answer(triage.remove(context.database(), chosen(), context.now()))


@blueprint.post("/links/note")
def note() -> AnyResponse:
    """Add a note to links."""
    return answer(triage.note(context.database(), chosen(), forms.text_of("note"), context.now()))


@blueprint.post("/links/tag")
def tag() -> AnyResponse:
    """Add tags to links, which stand with commas between; where all links have them, take them off."""
    return answer(triage.tag(context.database(), chosen(), forms.text_of("tags").split(","), context.now()))


@blueprint.post("/links/send")
def send() -> AnyResponse:
    """Send links to a section of this week's draft; without a section, to the week.

    `to`: the section's id, `roundup` for the round-up, which is added where there is none, or `next` for next week.
    """
    to = request.values.get("to", "")
    if to == inbox.ROUNDUP:
        return answer(send_to_roundup())
    is_next = to == "next"
    section = request.values.get("to", type=int) or None
    where = "Sent to next week:" if is_next else "Sent to this week:"
    with context.database().atomic() as db:
        draft = write.open_place(next_place() if is_next else place())
        done = triage.send(db, chosen(), draft.id, section, context.now(), where)
    return answer(done)


@blueprint.post("/links/fetch")
def fetch_again() -> AnyResponse:
    """Let a link's page be read again."""
    done = triage.fetch_again(context.database(), next(iter(chosen()), 0))
    context.house().wake()
    return answer(done)


@blueprint.post("/links/section")
def head_section() -> AnyResponse:
    """Make a section of this week's draft, and send the links to it. `heading`: else the title of the first of them."""
    with context.database().atomic() as db:
        first = links.find_link(db, next(iter(chosen()), 0))
        heading = forms.text_of("heading").strip() or citations.escape_text(first.display_title)
        written, section = write.head_section(place(), heading)
        words = f"{written.description} Sent to it:"
        done = triage.send(db, chosen(), written.draft.id, section, context.now(), words, written.step_id)
    return answer(done)


def send_to_roundup() -> Triaged:
    """Send links to the section of the round-up, which is added where there is none."""
    with context.database().atomic() as db:
        at = place()
        written, section = write.find_roundup(at)
        draft = write.open_place(at)
        step = written.step_id if written else None
        return triage.send(db, chosen(), draft.id, section, context.now(), "Sent to the round-up:", step)


def chosen() -> list[int]:
    """Which links a request is about.

    `only`: those that a button names; where they are marked, all that are marked. `link`: marked ones. `current`: the
    row that the keys act on, where none is marked.
    """
    named, marked = numbers("only"), request.values.getlist("link", type=int)
    if named and not set(named) <= set(marked):
        return named
    return marked or numbers("current")


def numbers(name: str) -> list[int]:
    """Numbers with blanks between."""
    return [int(each) for each in request.values.get(name, "").split() if each.isascii() and each.isdigit()]


def answer(done: Triaged) -> AnyResponse:
    """Answer the rows that were changed, or lead back to the list, which stays as it was scrolled."""
    if not context.wants_fragment():
        return lead_back(done, request.values.get("view", View.UNREAD))
    asked = wanted(among=done.link_ids)
    shown = with_offered(inbox.read_inbox(context.database(), asked, context.local_now(), read_goal()))
    return make_response(render_template("links/_triaged.html", inbox=shown, done=done, section=stands_on()))
