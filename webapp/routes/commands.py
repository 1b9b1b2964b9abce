"""What the command line asks of the running server; the secret is asked for in `access`."""

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest

from webapp import capture
from webapp.database import back_up
from webapp.routes import access, context

blueprint = Blueprint("commands", __name__, url_prefix="/commands")


def field(name: str) -> str:
    """A text of the command's JSON; empty if it was left out."""
    fields = request.get_json()
    if not isinstance(fields, dict) or not isinstance(fields.get(name, ""), str):
        raise BadRequest
    return str(fields.get(name, ""))


@blueprint.post("/sign-in")
def sign_in() -> dict[str, str]:
    """Make a new one-time sign-in address."""
    return {"address": access.new_sign_in(context.house())}


@blueprint.post("/add")
def add() -> dict[str, object]:
    """Save a link."""
    saved = capture.save_link(
        context.database(), field("address"), note=field("note"), quote=field("quote"), now=context.now()
    )
    context.house().wake()
    return {"title": saved.link.display_title, "is_new": saved.is_new}


@blueprint.post("/backup")
def make_backup() -> dict[str, str]:
    """Copy the database while it is in use."""
    settings = context.settings()
    copy = back_up(settings.database_path, settings.backups_folder, context.now(), reason="by-hand")
    return {"path": str(copy)}
