"""Making and revoking tokens, on the settings page."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import tokens
from webapp.routes import context, settings

blueprint = Blueprint("tokens", __name__, url_prefix="/settings/tokens")


@blueprint.post("")
def make() -> str:
    """Make a token and show it, the only time that it is shown: so this is no redirection."""
    form = request.form
    made = tokens.make_token(context.database(), form.get("name", ""), context.now(), may_change="may_change" in form)
    return settings.render_page(made=made)


@blueprint.post("/<int:token_id>/revoke")
def revoke(token_id: int) -> AnyResponse:
    """Let a token open nothing any more."""
    tokens.revoke_token(context.database(), token_id)
    return redirect("/settings#programs", code=303)
