"""How the blog writes: what was learned, what was set by hand, and changing it."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import choosing
from webapp.conventions import Choice
from webapp.errors import ChoiceError
from webapp.routes import context

blueprint = Blueprint("conventions", __name__, url_prefix="/settings/conventions")

PAGE = "/settings/conventions"


@blueprint.get("")
def show() -> str:
    """Show what the blog's posts have in common, each with its reason."""
    return render_page()


@blueprint.post("")
def change() -> AnyResponse | tuple[str, int]:
    """Set one thing by hand."""
    typed = request.form
    choice = Choice(typed.get("kind", ""), typed.get("aspect", ""), typed.get("text", ""))
    try:
        context.change_settings(choosing.set_by_hand(context.settings(), context.current_blog(), choice))
    except ChoiceError as error:
        return render_page(choice, str(error)), 422
    return redirect(f"{PAGE}#{choosing.id_of(choice.kind, choice.aspect)}", code=303)


@blueprint.post("/learned")
def go_back() -> AnyResponse:
    """Go back to what was learned."""
    kind, aspect = request.form.get("kind", ""), request.form.get("aspect", "")
    context.change_settings(choosing.forget(context.settings(), kind, aspect))
    return redirect(f"{PAGE}#{choosing.id_of(kind, aspect)}", code=303)


def render_page(tried: Choice | None = None, refusal: str = "") -> str:
    """Render the page, with what was typed and why it was refused."""
    page = choosing.read_conventions(context.current_blog(), context.today(), tried, refusal)
    return render_template("conventions/conventions.html", page=page, refusal=refusal)
