"""The settings page: blog, bookmarklet, where the words are, back-up."""

from dataclasses import fields, replace

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import bookmarklet, choosing, database, settings, start, tokens
from webapp.errors import BlogError, DatabaseError, SettingsError
from webapp.routes import context
from webapp.tokens import NewToken, Token

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


@blueprint.get("")
def show() -> str:
    """Show the settings."""
    return render_page()


@blueprint.post("/blog")
def use_blog() -> AnyResponse | tuple[str, int]:
    """Work on another blog."""
    folder = request.form.get("folder", "")
    try:
        context.change_settings(start.use_blog(context.settings(), folder))
    except (BlogError, SettingsError) as error:
        return render_page(folder=folder, blog_refusal=str(error)), 422
    return redirect("/settings", code=303)


@blueprint.post("/port")
def choose_port() -> AnyResponse | tuple[str, int]:
    """Remember another port for the next start."""
    port = request.form.get("port", "").strip()
    try:
        settings.choose_port(context.settings(), int(port) if port.isdecimal() else -1)
    except SettingsError as error:
        return render_page(port=port, port_refusal=str(error)), 422
    return redirect("/settings", code=303)


@blueprint.post("/writing")
def choose_writing() -> AnyResponse | str:
    """Switch focus mode, typewriter scrolling or the folded pane on or off; what is not named stays."""
    chosen, back = context.settings(), request.form.get("back", "")
    names = [field.name for field in fields(chosen.writing) if field.name in request.form]
    switched = {name: request.form[name] == "on" for name in names}
    context.change_settings(settings.choose_writing(chosen, replace(chosen.writing, **switched)))
    if context.wants_fragment():
        return render_template("settings/_writing.html", writing=context.settings().writing, back=back)
    return redirect(back if back.startswith("/desk/") else "/settings", code=303)


@blueprint.post("/keys")
def choose_keys() -> AnyResponse:
    """Let single letters act as keys, or not."""
    chosen = settings.choose_letter_keys(context.settings(), "letters" in request.form)
    context.change_settings(chosen)
    return redirect("/settings#keys-heading", code=303)


@blueprint.post("/backup")
def make_backup() -> AnyResponse:
    """Copy the database now."""
    chosen = context.settings()
    database.back_up(chosen.database_path, chosen.backups_folder, context.now(), reason="by-hand")
    return redirect("/settings#back-up", code=303)


def render_page(
    folder: str | None = None,
    blog_refusal: str = "",
    port: str = "",
    port_refusal: str = "",
    made: NewToken | None = None,
) -> str:
    """Render the settings page with what was typed and why it was refused; made: a token to show, this once."""
    chosen = context.settings()
    saved_port = settings.load(chosen.data_folder).port
    return render_template(
        "settings/settings.html",
        settings=chosen,
        bookmarklet=bookmarklet.script(chosen.port),
        folder=folder if folder is not None else str(chosen.blog_folder or ""),
        blog_refusal=blog_refusal,
        port=port or str(saved_port),
        port_refusal=port_refusal,
        waiting_port=saved_port if saved_port != chosen.port else None,
        chosen_words=choosing.count_words(chosen),
        backups=database.list_backups(chosen.backups_folder),
        tokens=shown_tokens(),
        made=made,
    )


def shown_tokens() -> list[Token]:
    """The tokens, as lately used as is known; none where the page is to say what ails the database."""
    uses = context.house().token_uses
    try:
        listed = tokens.list_tokens(context.database())
    except DatabaseError:
        return []
    return [replace(each, used_at=uses.get(each.id, each.used_at)) for each in listed]
