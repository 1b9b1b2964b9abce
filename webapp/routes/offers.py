"""What is offered while one writes: links for `[[`, and what was noted about a link that the text has."""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import cite, offers, write
from webapp.offers import Writing
from webapp.routes import context
from webapp.routes.desk import opened_section, place_of

blueprint = Blueprint("offers", __name__)


@blueprint.get("/desk/<name>/offers")
def show(name: str) -> str:
    """Offer links for what was typed as `q`; `begins`: a sentence begins there."""
    at = Writing(context.settings().drafts_folder, name, opened_section(name), "begins" in request.args)
    typed = request.args.get("q", "")
    kind = write.kind_at(place_of(name))
    found = offers.find_offers(context.database(), kind, at, typed, context.now(), context.today())
    return render_template("desk/_offers.html", offers=found)


@blueprint.get("/links/noted")
def show_noted() -> AnyResponse:
    """Answer what is known of the page at `address`: notes, quotes, where it was linked; nothing where nothing is."""
    noted = cite.find_noted(context.database(), request.args.get("address", ""), context.today())
    if noted is None:
        return make_response("", 204)
    return make_response(render_template("desk/_noted.html", noted=noted))
