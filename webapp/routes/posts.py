"""The blog's posts: a list, and opening one as a draft."""

from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import archive
from webapp.errors import BlogError, PostNotOpenedError
from webapp.routes import context

blueprint = Blueprint("posts", __name__)

REFUSED = 409


@blueprint.get("/posts")
def show() -> str:
    """List what the blog has published."""
    return render_page()


@blueprint.get("/posts/read")
def read() -> str:
    """Show one post as it was written: `?path=` of its file in the blog."""
    folder, path = context.settings().drafts_folder, request.args.get("path", "")
    reading = archive.read_published(context.database(), folder, context.current_blog(), path, context.today())
    return render_template("posts/post.html", reading=reading, section="posts")


@blueprint.post("/posts/open")
def open_post() -> AnyResponse | tuple[str, int]:
    """Open a published post on the desk."""
    path = request.form.get("path", "")
    folder = context.settings().drafts_folder
    try:
        draft = archive.open_post(context.database(), folder, context.current_blog(), path, context.now())
    except (PostNotOpenedError, BlogError) as error:
        return render_page(str(error)), REFUSED
    return redirect(f"/desk/{quote(draft.name)}", code=303)


def render_page(refusal: str = "") -> str:
    """Render the list, with why a post could not be opened."""
    folder = context.settings().drafts_folder
    published = archive.list_published(context.database(), folder, context.current_blog(), context.today())
    template = "posts/_posts.html" if context.wants_fragment() else "posts/posts.html"
    return render_template(template, posts=published, refusal=refusal, section="posts")
