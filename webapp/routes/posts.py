"""The blog's posts: a list, and opening one as a draft."""

from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import archive, graph, write
from webapp.archive import Listing, Published, Show, Wanted
from webapp.errors import BlogError, DraftExistsError, PostNotOpenedError, TitleMissingError
from webapp.routes import context

blueprint = Blueprint("posts", __name__)

REFUSED = 409


@blueprint.get("/posts")
def show() -> str:
    """List drafts and posts: `?q=` those that have words, `?show=` some kind, `?year=`, `?after=` a cursor."""
    return render_page()


@blueprint.get("/posts/found")
def find() -> str:
    """Answer what is found, while it is typed."""
    return render_template("posts/_listing.html", listing=listing(), refusal="")


@blueprint.get("/posts/more")
def show_more() -> str:
    """Answer the next page of the list."""
    return render_template("posts/_rows.html", listing=listing())


@blueprint.get("/posts/read")
def read() -> str:
    """Show one post as it was written: `?path=` of its file in the blog."""
    folder, path = context.settings().drafts_folder, request.args.get("path", "")
    reading = archive.read_published(context.database(), folder, context.current_blog(), path, context.today())
    linking = graph.read_linking(context.database(), path, context.today())
    return render_template("posts/post.html", reading=reading, linking=linking, section="posts")


@blueprint.post("/posts/essays")
def begin_essay() -> AnyResponse | tuple[str, int]:
    """Begin an essay, or a post of a further kind, and open it on the desk."""
    folder, title, kind = context.settings().drafts_folder, request.form.get("title", ""), request.form.get("kind", "")
    site, now = context.current_blog(), context.now()
    try:
        draft = write.begin_essay(context.database(), folder, site, title, context.today(), now, kind=kind)
    except (TitleMissingError, DraftExistsError) as error:
        return render_page(title=title, kind=kind, essay_refusal=str(error)), REFUSED
    return redirect(f"/desk/{quote(draft.name)}", code=303)


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


def listing(published: Published | None = None) -> Listing:
    """The part of the list that is asked for. published: the posts, where they were read already."""
    wanted = Wanted(
        show=request.args.get("show", Show.ALL),
        query=request.args.get("q", ""),
        year=request.args.get("year", type=int),
        after=request.args.get("after", ""),
    )
    db, folder, site = context.database(), context.settings().drafts_folder, context.current_blog()
    return archive.list_archive(db, folder, site, published or archive.read_posts(db, site), wanted, context.today())


def render_page(refusal: str = "", title: str = "", kind: str = "", essay_refusal: str = "") -> str:
    """Render the page, with why a post could not be opened, or an essay not be begun."""
    site = context.current_blog()
    published = archive.read_posts(context.database(), site)
    listed = listing(published)
    return render_template(
        "posts/posts.html",
        listing=listed,
        pictures=None if listed.wanted.query else archive.draw(published, context.today()),
        refusal=refusal,
        title=title,
        kinds=write.kinds_to_begin(site, context.today()),
        kind=kind,
        essay_refusal=essay_refusal,
        section="posts",
    )
