"""The bookmarklet's popup: a filled form, and saving it."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import addresses, bookmarklet, bookmarks, calendar, capture, inbox, posts, triage, write
from webapp.database import Database
from webapp.links import Details, SavedLink
from webapp.routes import context
from webapp.routes.links import place, read_goal

blueprint = Blueprint("save", __name__)

LATER = "later"
NOWHERE = ""


@blueprint.get("/save")
def show() -> str:
    """Lead on to the form, within our origin: the browser sends the session only there.

    Answers without a session, writes nothing and holds nothing of the author's.
    """
    return render_template("save/bounce.html", onward=f"/save/form?{request.query_string.decode('ascii', 'replace')}")


@blueprint.get("/save/form")
def show_form() -> str:
    """Show what would be saved, and what is known of the address already."""
    given = request.args
    address, canonical = addresses.clean(address_of(given)), given.get("canonical", "")
    seen = capture.seen_details(given.get("author", ""), given.get("published", ""), canonical)
    goal = read_goal()
    known = capture.find_saved(context.database(), address, seen.canonical_address or "")
    return render_template(
        "save/form.html",
        address=address,
        title=given.get("title", ""),
        site=addresses.site(address),
        seen=seen,
        published=calendar.near_day(seen.published_on, context.today()) if seen.published_on else "",
        via=capture.guess_via(given.get("referrer", ""), address),
        quote=given.get("quote", "")[: bookmarklet.LONGEST_QUOTE],
        known=inbox.read_row(context.database(), known.id, context.today(), goal) if known else None,
        before=posts.tell(posts.posts_linking(context.database(), *keys_of(address, seen)), context.today()),
        goal=goal,
        later=LATER,
        is_outdated="v" in given and given.get("v", type=int) != bookmarklet.VERSION,
    )


def keys_of(address: str, seen: Details) -> list[str]:
    """The keys by which a post may have linked the page: of its address, and of its own one where the site agrees."""
    own = seen.canonical_address or address
    same = (address, own) if addresses.site(own) == addresses.site(address) else (address,)
    return [addresses.canonical(each) for each in same]


def address_of(given: Mapping[str, str]) -> str:
    """The address that is named, else the first one in a text that another program shares."""
    shared = (str(entry.address) for entry in bookmarks.find_addresses(given.get("text", "")))
    return given.get("address", "") or next(shared, "")


@blueprint.post("/save")
def save() -> AnyResponse:
    """Save the link, with its note and quote, for the section that was chosen."""
    meant_for = request.form.get("to", NOWHERE)
    is_for_draft = meant_for not in (NOWHERE, LATER)
    with context.database().atomic() as db:
        draft_id = write.open_place(place()).id if is_for_draft else None
        section_id = (request.form.get("to", type=int) or None) if is_for_draft else None
        saved = save_given(db, request.form, draft_id, section_id)
        done = triage.record_save(db, [saved], context.now())
        if meant_for == LATER:
            triage.put_off(db, [saved.link.id], context.today() + inbox.WEEK, context.now())
    context.house().wake()
    return redirect(f"/save/done/{saved.link.id}?step={done.step_id}&new={int(saved.is_new)}", code=303)


def save_given(db: Database, form: Mapping[str, str], draft_id: int | None, section_id: int | None) -> SavedLink:
    """Save what the form gives. Raises AddressError."""
    return capture.save_link(
        db,
        form.get("address", ""),
        title=form.get("title", ""),
        note=form.get("note", ""),
        quote=form.get("quote", ""),
        draft_id=draft_id,
        section_id=section_id,
        details=capture.seen_details(form.get("author", ""), form.get("published", ""), form.get("canonical", "")),
        via=capture.guess_via(form.get("via", ""), form.get("address", "")),
        now=context.now(),
    )


@blueprint.get("/save/done/<int:link_id>")
def show_done(link_id: int) -> str:
    """Show what was saved."""
    row = inbox.read_row(context.database(), link_id, context.today(), read_goal())
    is_new, step = request.args.get("new") == "1", request.args.get("step", type=int)
    return render_template("save/saved.html", row=row, is_new=is_new, step=step)


@blueprint.post("/save/undo")
def undo() -> str:
    """Take the saving back."""
    done = triage.undo_step(context.database(), request.form.get("step", type=int), context.now())
    return render_template("save/undone.html", message=done.description)
