"""The first page: use the author's blog, or try it with a sample."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import sample, settings, start
from webapp.errors import BlogError, SettingsError
from webapp.routes import context

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
def enter() -> AnyResponse:
    """Go to the desk, or to the start page where no blog was chosen."""
    context.current_blog()
    return redirect("/desk", code=303)


@blueprint.get("/start")
def show() -> str:
    """Offer the two ways to begin."""
    return render_page()


@blueprint.post("/start/blog")
def use_blog() -> AnyResponse | tuple[str, int]:
    """Use the blog in the folder that was named; refused with the reason on the same page."""
    folder = request.form.get("folder", "")
    try:
        context.change_settings(start.use_blog(context.settings(), folder))
    except (BlogError, SettingsError) as error:
        return render_page(folder=folder, refusal=str(error)), 422
    return redirect("/desk", code=303)


@blueprint.post("/start/sample")
def use_sample() -> AnyResponse:
    """Make the sample blog inside the data folder and use it."""
    chosen = context.settings()
    blog_folder = sample.make_sample_blog(chosen.sample_folder, context.today())
    context.change_settings(settings.choose_blog(chosen, blog_folder))
    return redirect("/desk", code=303)


def render_page(folder: str = "", refusal: str = "") -> str:
    """Render the start page with what was typed and why it was refused."""
    chosen = context.settings()
    return render_template("start/start.html", settings=chosen, folder=folder, refusal=refusal)
