"""The blog's pictures, for the desk and for posts that are read."""

from flask import Blueprint, abort, send_file
from werkzeug.wrappers import Response as AnyResponse

from webapp import blog
from webapp.routes import context

blueprint = Blueprint("pictures", __name__)

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
