"""What the command line asks for; the server does it where it runs. The secret is asked for in `access`."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest, NotFound

from webapp import capture, check, database, drafts, importing, links, memory, posts, publish, triage
from webapp.errors import AddressError
from webapp.importing import Choices
from webapp.links import SavedLink
from webapp.publish import Step
from webapp.routes import access, context

blueprint = Blueprint("commands", __name__, url_prefix="/commands")

Fields = Mapping[str, object]  # what a command is told, as JSON has it: texts, and true or false


@blueprint.post("/<name>")
def do(name: str) -> dict[str, Any]:
    """Do a command that the command line sent."""
    fields = request.get_json()
    if name not in COMMANDS:
        raise NotFound
    if not isinstance(fields, dict):
        raise BadRequest
    return run(name, fields)


def run(name: str, fields: Fields) -> dict[str, Any]:
    """Do a command and answer what was done, as JSON has it. Needs the app's context, and no request."""
    return COMMANDS[name](fields)


def sign_in(_fields: Fields) -> dict[str, Any]:
    """Make a new one-time sign-in address."""
    return {"address": access.new_sign_in(context.house())}


def add(fields: Fields) -> dict[str, Any]:
    """Save the links in `text`, each with `note` and `quote`; answers as `refused` why others were not saved."""
    with context.database().atomic() as db:
        note, quote = text(fields, "note"), text(fields, "quote")
        pasted = capture.save_all(db, text(fields, "text"), note=note, quote=quote, now=context.now())
        if not pasted.saved:
            raise AddressError(" ".join(pasted.refused) or "No address was found, so nothing was saved.")
        triage.record_save(db, pasted.saved, context.now())
    context.house().wake()
    return {"links": [_saved(each) for each in pasted.saved], "refused": list(pasted.refused)}


def _saved(saved: SavedLink) -> dict[str, Any]:
    """Tell what was saved, and as `known` what was quoted and noted there before."""
    before = saved.before
    known = [] if before is None else [quote.text for quote in before.quotes] + [note.text for note in before.notes]
    return {"title": saved.link.display_title, "is_new": saved.is_new, "known": known}


def import_file(fields: Fields) -> dict[str, Any]:
    """Import the file of this machine at `path`.

    `state`: of links whose file does not say whether they were read; empty for what is usual. `pages`: read them, too.
    """
    db, path = context.database(), Path(text(fields, "path"))
    planned = importing.plan(db, importing.read_file(path), path.name, context.now())
    state = text(fields, "state") or importing.suggest(planned).default_state
    importing.begin(db, planned.id, Choices(state, reads_pages=fields.get("pages") is True))
    importing.go_on(db, context.house().clock)
    context.house().wake()
    return importing.report(links.find_import(db, planned.id))


def publish_draft(fields: Fields) -> dict[str, Any]:
    """Publish a draft as it was planned: `draft`, `step`, `token` of the plan, `anyway`."""
    opened, site, now = context.database(), context.current_blog(), context.now()
    draft = drafts.register(opened, context.settings().drafts_folder, text(fields, "draft"), now)
    path = publish.path_of(site, draft)  # before the post is there and is learned from
    done = publish.publish_draft(
        opened,
        site,
        draft,
        check.check_draft(opened, context.settings(), draft, now),
        now,
        step=Step(text(fields, "step")),
        token=text(fields, "token"),
        anyway=fields.get("anyway") is True,
    )
    memory.take_in_post(opened, site, path, now)
    return asdict(done)


def index_posts(fields: Fields) -> dict[str, Any]:
    """Bring the index of posts up to date with the blog; `rebuild`: from nothing. Answers what was read and is held."""
    opened, site, now = context.database(), context.current_blog(), context.now()
    if fields.get("rebuild") is True:
        held = memory.rebuild_index(opened, site, now)
        return {"read": held.posts, **asdict(held)}
    number = memory.refresh_index(opened, site, now)
    return {"read": number, **asdict(posts.count_all(opened))}


def back_up(_fields: Fields) -> dict[str, Any]:
    """Copy the database while it is in use."""
    settings = context.settings()
    copy = database.back_up(settings.database_path, settings.backups_folder, context.now(), reason="by-hand")
    return {"path": str(copy)}


def text(fields: Fields, name: str) -> str:
    """A text that a command is told; empty if it was left out."""
    found = fields.get(name, "")
    if not isinstance(found, str):
        raise BadRequest
    return found


COMMANDS: Mapping[str, Callable[[Fields], dict[str, Any]]] = {
    "sign-in": sign_in,
    "add": add,
    "import": import_file,
    "publish": publish_draft,
    "index": index_posts,
    "backup": back_up,
}
