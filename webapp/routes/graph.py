"""What the posts link to, and looking whether it is still there."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from webapp import graph, posts
from webapp.routes import context

blueprint = Blueprint("graph", __name__)


@blueprint.get("/posts/links")
def show() -> str:
    """Show sites, people, pages linked twice, own posts that are linked, and pages that are missing."""
    shown = graph.read_graph(context.database(), context.current_blog(), context.today())
    return render_template("posts/graph.html", graph=shown, section="posts")


@blueprint.get("/posts/links/visits")
def show_visits() -> AnyResponse | str:
    """Show how far the looking is; outside its page, lead there."""
    if not context.wants_fragment():
        return redirect("/posts/links#missing", code=303)
    shown = graph.read_still_there(context.database(), context.today())
    return render_template("posts/_still_there.html", shown=shown)


@blueprint.post("/posts/links/visits")
def visit() -> AnyResponse:
    """Look whether the pages are still there, in the background."""
    posts.ask_for_visits(context.database())
    context.house().visit()
    return redirect("/posts/links#missing", code=303)


@blueprint.post("/posts/links/visits/stop")
def stop() -> AnyResponse:
    """Look at no more of them."""
    posts.stop_visits(context.database())
    return redirect("/posts/links#missing", code=303)
