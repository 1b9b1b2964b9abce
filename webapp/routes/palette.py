"""The palette: finding an action, a section, a draft, a link or a post."""

from flask import Blueprint, render_template, request

from webapp import palette
from webapp.palette import Asked
from webapp.routes import context

blueprint = Blueprint("palette", __name__)


@blueprint.get("/palette")
def show() -> str:
    """Answer what is found: to the palette of a page as rows, else as a page of its own."""
    asked = Asked(request.args.get("q", ""), page(), tuple(request.args.get("scopes", "").split()), draft())
    found = palette.read_palette(context.database(), context.settings().drafts_folder, context.keyboard(), asked)
    template = "palette/_found.html" if context.wants_fragment() else "palette/palette.html"
    return render_template(template, entries=found, words=asked.words)


def page() -> str | None:
    """The page that asks; None where the palette is a page itself."""
    return request.args.get("page", "") if context.wants_fragment() else None


def draft() -> str:
    """The draft at hand."""
    return request.args.get("draft", "")
