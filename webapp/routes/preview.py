"""The preview: the post as a page, in a frame that can do nothing."""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import desk, preview
from webapp.preview import Preview, View
from webapp.routes import context

blueprint = Blueprint("preview", __name__)

# A sandboxed frame gets no cookie, so it loads nothing: its style and images are in the page.
FRAME_POLICY = "sandbox; default-src 'none'; style-src data: 'unsafe-inline'; img-src data:; font-src data:"


@blueprint.get("/desk/<name>/preview")
def show(name: str) -> str:
    """Show the page around the frame."""
    shown = read_preview(name)
    return render_template("preview/preview.html", preview=shown, name=name, view=view(), section="desk")


@blueprint.get("/desk/<name>/preview/frame")
def show_frame(name: str) -> AnyResponse:
    """Answer the post as one self-contained page."""
    page = render_template("preview/frame.html", preview=read_preview(name))
    answer = make_response(preview.inline_images(context.current_blog(), page))
    answer.headers["Content-Security-Policy"] = f"{FRAME_POLICY}; frame-ancestors 'self'"
    return answer


def view() -> View:
    """Which page of the blog the request asks for."""
    return View.HOME if request.args.get("view") == View.HOME else View.POST


def read_preview(name: str) -> Preview:
    """Read the draft as a page."""
    folder, site = context.settings().drafts_folder, context.current_blog()
    draft = desk.read_or_begin(context.database(), folder, site, name)
    return preview.read_preview(site, draft, context.today(), view())
