"""Searches among the links: the ways to narrow the list, and those that are kept by name."""

from urllib.parse import urlencode

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import grouping, inbox, links
from webapp.routes import context
from webapp.routes.links import read_inbox, stands_on

blueprint = Blueprint("searches", __name__)


@blueprint.get("/links/narrow")
def show_ways() -> str:
    """Show the kinds, tags, sites and ages that the list can be narrowed to."""
    ways = inbox.read_ways(context.database(), context.today())
    template = "links/_ways.html" if context.wants_fragment() else "links/ways.html"
    return render_template(template, ways=ways, section=stands_on(), draft=request.args.get("draft", ""))


@blueprint.get("/links/groups")
def show_groups() -> str:
    """Show which links may belong into one section."""
    proposals = grouping.propose_sections(context.database())
    template = "links/_groups.html" if context.wants_fragment() else "links/groups.html"
    return render_template(template, proposals=proposals, inbox=read_inbox(), section=stands_on())


@blueprint.post("/links/searches")
def keep() -> AnyResponse:
    """Keep a search by a name; without one, by its own words."""
    query = request.form.get("q", "").strip()
    name = request.form.get("name", "").strip() or query
    if query:
        links.keep_search(context.database(), name, query, context.now())
    return _answer(query)


@blueprint.post("/links/searches/<int:search_id>/forget")
def forget(search_id: int) -> AnyResponse:
    """Forget a kept search; what it finds stays on the page, and keeping it again is one press."""
    forgotten = links.forget_search(context.database(), search_id)
    return _answer(forgotten.query if forgotten else "")


def _answer(query: str) -> AnyResponse:
    if not context.wants_fragment():
        return redirect(f"/links?{urlencode({'q': query})}", code=303)
    return make_response(render_template("links/_inbox.html", inbox=read_inbox(query), section=stands_on()))
