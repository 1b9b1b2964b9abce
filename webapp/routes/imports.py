"""Bringing links in from files of other programs, and writing them out."""

from flask import Blueprint, redirect, render_template, request, stream_with_context
from werkzeug.wrappers import Response as AnyResponse

from webapp import exporting, importing, links
from webapp.bookmarks import FORMS
from webapp.errors import ImportUnreadableError
from webapp.importing import Choices
from webapp.links import Import
from webapp.routes import context
from webapp.routes.forms import text_of

blueprint = Blueprint("imports", __name__)


@blueprint.get("/links/import")
def show() -> str:
    """Ask for a file or a text, and list what was imported."""
    return render_page()


@blueprint.post("/links/import")
def plan() -> AnyResponse | tuple[str, int]:
    """Read a file, and lead to what would be done with it."""
    file, text = request.files.get("file"), text_of("text")
    content = file.read() if file and file.filename else text.encode("utf-8", "replace")
    name = (file.filename or "") if file else ""
    try:
        planned = importing.plan(context.database(), content, name, context.now())
    except ImportUnreadableError as error:
        return render_page(text=text, refusal=f"{name}: {error}" if name else str(error)), 422
    return redirect(f"/links/import/{planned.id}", code=303)


@blueprint.get("/links/import/<int:import_id>")
def show_import(import_id: int) -> str:
    """Show what would be done, how far it is, or what was done."""
    found = links.find_import(context.database(), import_id)
    template = "imports/_import.html" if context.wants_fragment() else "imports/import.html"
    return render_template(template, found=found, suggested=importing.suggest(found))


@blueprint.post("/links/import/<int:import_id>/begin")
def begin(import_id: int) -> AnyResponse | str:
    """Begin an import, or go on with one that stopped."""
    state = "done" if text_of("state") == "done" else "unread"
    choices = Choices(state, reads_pages="pages" in request.form)
    return answer(importing.begin(context.database(), import_id, choices))


@blueprint.post("/links/import/<int:import_id>/undo")
def undo(import_id: int) -> AnyResponse | str:
    """Take an import back."""
    return answer(importing.take_back(context.database(), import_id, context.now()))


@blueprint.get("/links/export/<any(json, netscape, markdown):form>")
def export(form: str) -> AnyResponse:
    """Answer all links as a file."""
    name = f"working-notes-links-{context.today()}.{FORMS[form].ending}"
    pieces = stream_with_context(piece.encode() for piece in exporting.export(context.database(), form))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return AnyResponse(pieces, content_type=FORMS[form].content_type, headers=headers)


def answer(found: Import) -> AnyResponse | str:
    """Let the background work go on, and show how far it is."""
    context.house().go_on()
    if context.wants_fragment():
        return render_template("imports/_import.html", found=found, suggested=importing.suggest(found))
    return redirect(f"/links/import/{found.id}", code=303)


def render_page(text: str = "", refusal: str = "") -> str:
    """Render the page that asks, with what was pasted and why it was refused."""
    done = links.list_imports(context.database())
    return render_template("imports/imports.html", imports=done, text=text, refusal=refusal)
