"""The blog's pictures, for the desk and for posts that are read; and adding one to a draft."""

from flask import Blueprint, abort, render_template, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from webapp import blog, desk, write
from webapp.errors import BlogError, DraftGoneError, PictureRefusedError, SectionsError
from webapp.routes import context, forms
from webapp.routes.desk import answer_gone, place_of
from webapp.routes.write import answer
from webapp.write import NewPicture

blueprint = Blueprint("pictures", __name__)
blueprint.register_error_handler(DraftGoneError, answer_gone)

# One that is opened alone is a page: an SVG could run scripts there and load what it likes.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@blueprint.get(f"{blog.PICTURES}/<path:path>")
def show(path: str) -> AnyResponse:
    """Answer a picture that the blog publishes, or that it is as it was."""
    picture = blog.find_picture(context.current_blog(), f"/{path}")
    if picture.file is None:
        abort(404)
    try:
        answer = send_file(picture.file, mimetype=picture.kind)
    except OSError:
        abort(404)
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


@blueprint.get("/desk/<name>/pictures")
def show_form(name: str) -> str:
    """Show the form that adds a picture; `?section=N` is the section at hand."""
    return render_page(name, request.args.get("section", type=int))


@blueprint.post("/desk/<name>/pictures")
def add(name: str) -> AnyResponse | tuple[str, int]:
    """Keep a picture for the blog, and show it at the end of a section."""
    position = forms.number_of("position")
    try:
        done = write.add_picture(place_of(name), given(), revision=forms.text_of("revision"), position=position)
    except (PictureRefusedError, SectionsError, BlogError) as error:
        return render_page(name, position, str(error)), 422
    return answer(done)


def given() -> NewPicture:
    """The picture that the form brings."""
    file = request.files.get("picture")
    content, file_name = (file.read(), file.filename or "") if file else (b"", "")
    return NewPicture(content, file_name, forms.text_of("alternative"), forms.text_of("name"))


def render_page(name: str, position: int | None, refusal: str = "") -> str:
    """Render the form, with what was typed and why it was not added."""
    folder, site = context.settings().drafts_folder, context.current_blog()
    page = desk.read_picture_page(context.database(), folder, site, name, context.today(), position)
    typed = {"alternative": forms.text_of("alternative"), "called": forms.text_of("name")}
    return render_template("pictures/pictures.html", page=page, refusal=refusal, section="desk", **typed)
