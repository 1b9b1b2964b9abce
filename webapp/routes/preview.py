"""The preview: the post as others will see it, in a frame that can do nothing."""

from urllib.parse import quote

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import desk, preview
from webapp.drafts import Draft
from webapp.errors import FetchError
from webapp.looks import Budget
from webapp.preview import View
from webapp.routes import context
from webapp.routes.write import lead_to

blueprint = Blueprint("preview", __name__)

# A sandboxed frame gets no cookie, so it loads nothing: its style and images are in the page.
FRAME_POLICY = "sandbox; default-src 'none'; style-src data: 'unsafe-inline'; img-src data:; font-src data:"


@blueprint.get("/desk/<name>/preview")
def show(name: str) -> str:
    """Show the page around the frame; `?section=N` is the section at hand."""
    return render_page(name)


@blueprint.get("/desk/<name>/preview/frame")
def show_frame(name: str) -> AnyResponse:
    """Answer the post as one self-contained page."""
    site, folder, budget = context.current_blog(), context.settings().data_folder, Budget(preview.MOST_BYTES)
    frame = preview.read_frame(site, draft_of(name), folder, context.today(), view(), budget)
    page = render_template("preview/frame.html", frame=frame)
    answer = make_response(preview.inline_images(site, page, frame.address, budget))
    answer.headers["Content-Security-Policy"] = f"{FRAME_POLICY}; frame-ancestors 'self'"
    return answer


@blueprint.get("/desk/<name>/preview/picture")
def show_picture(name: str) -> AnyResponse:
    """Answer the picture that is shown when the post is shared."""
    picture = preview.read_card_picture(context.current_blog(), draft_of(name))
    if not picture.kind.startswith("image/"):
        abort(404)
    answer = make_response(picture.content, 200, {"Content-Type": picture.kind})
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return answer


@blueprint.post("/desk/<name>/preview/build")
def build(name: str) -> AnyResponse:
    """Begin to build the blog with the draft in it, and show how far that is."""
    context.house().builder.begin(context.current_blog(), draft_of(name), context.settings().data_folder)
    return lead_to(built_page(name))


@blueprint.post("/desk/<name>/preview/build/stop")
def stop_build(name: str) -> AnyResponse:
    """Stop the build."""
    context.house().builder.stop()
    return lead_to(built_page(name))


@blueprint.get("/desk/<name>/preview/build")
def show_build(name: str) -> AnyResponse:
    """Answer how far the build is while it runs; then lead to the page."""
    found = context.house().builder.look(draft_of(name))
    if not found.is_running or not context.wants_fragment():
        return lead_to(built_page(name))
    section = request.args.get("section", type=int)
    return make_response(render_template("preview/_build.html", build=found, here=here(name), at=section))


@blueprint.get("/desk/<name>/preview/built")
def show_built(name: str) -> AnyResponse:
    """Answer the page that Jekyll built, standing alone."""
    found = context.house().builder.look(draft_of(name))
    if not found.page:
        abort(404)
    answer = make_response(found.page)
    answer.headers["Content-Security-Policy"] = f"{FRAME_POLICY}; frame-ancestors 'self'"
    return answer


@blueprint.post("/desk/<name>/preview/look")
def fetch_look(name: str) -> AnyResponse:
    """Fetch the look of the published blog."""
    site, chosen = context.current_blog(), context.settings()
    try:
        preview.fetch_look(site, chosen.data_folder, context.today(), own_port=chosen.port)
    except FetchError as error:
        return make_response(render_page(name, refusal=str(error)), 422)
    query = request.query_string.decode()
    return redirect(f"/desk/{quote(name)}/preview?{query}", code=303)


def render_page(name: str, refusal: str = "") -> str:
    """Render the page around the frame. refusal: why the published blog's look was not fetched."""
    site, folder = context.current_blog(), context.settings().data_folder
    section = request.args.get("section", type=int)
    draft = draft_of(name)
    return render_template(
        "preview/preview.html",
        preview=preview.read_preview(site, draft, folder, context.today(), view(), section),
        build=context.house().builder.look(draft),
        name=name,
        at=section,
        refusal=refusal,
        section="desk",
    )


def here(name: str) -> str:
    """The address of a draft's desk."""
    return f"/desk/{quote(name)}"


def built_page(name: str) -> str:
    """The address of the preview of what Jekyll built, at the section at hand."""
    section = request.args.get("section", type=int)
    return f"{here(name)}/preview?view=built{'' if section is None else f'&section={section}'}"


def view() -> View:
    """Where the request wants the post to be seen."""
    asked = request.args.get("view", "")
    return View(asked) if asked in list(View) else View.POST


def draft_of(name: str) -> Draft:
    """The draft; one of a week not begun as it will begin."""
    return desk.read_or_begin(context.database(), context.settings().drafts_folder, context.current_blog(), name)
