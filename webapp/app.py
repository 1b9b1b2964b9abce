"""The app: blueprints, templates, errors and headers, wired in one place."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, Response, g, jsonify, make_response, redirect, render_template, request
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from webapp import __version__, errors
from webapp.links import count_unread
from webapp.routes import (
    access,
    api,
    commands,
    context,
    conventions,
    desk,
    find,
    graph,
    imports,
    links,
    offers,
    palette,
    pictures,
    posts,
    preview,
    publish,
    reader,
    save,
    searches,
    settings,
    start,
    tokens,
    triage,
    write,
)
from webapp.sanitising import sanitise
from webapp.settings import Settings, secret_of

MAX_BODY_BYTES = 12_000_000  # a pasted page with pictures stays below; waitress has the same limit

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

# The status of each class, and so of every class below it that is not named itself.
STATUSES: dict[type[errors.WorkingNotesError], int] = {
    errors.WorkingNotesError: 422,
    errors.DraftChangedError: 409,
    errors.FileChangedError: 409,
    errors.PublicationConflictError: 409,
    errors.LinkNotFoundError: 404,
    errors.ImportNotFoundError: 404,
    errors.DraftNotFoundError: 404,
    errors.PostNotFoundError: 404,
    errors.FieldsRefusedError: 400,
    errors.TokenMissingError: 401,
    errors.NotAllowedError: 403,
    errors.NotSavedError: 507,
    errors.DataFolderError: 503,
    errors.DatabaseError: 503,
    errors.ProcessError: 503,
}

NOT_FOUND = "There is no such page here."
PLAIN_SENTENCES = {
    400: "The request could not be read. Nothing was changed.",
    404: NOT_FOUND,
    405: "This page can't be used that way. Nothing was changed.",
    413: "That is more than fits in one request (12 MB). Nothing was changed.",
    500: "Something went wrong inside Working Notes. What was shown as saved is saved; the terminal has the details.",
}


def utc_now() -> datetime:
    """The moment as the machine's clock has it."""
    return datetime.now(UTC)


def create_app(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Flask:
    """Wire the app for one data folder.

    clock: answers an aware datetime; everything that asks for now or today asks it.
    """
    app = Flask(
        "webapp", template_folder=folder_of("templates"), static_folder=folder_of("static"), static_url_path="/static"
    )
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY_BYTES
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters["sanitised"] = sanitised
    app.extensions[context.EXTENSION] = context.House(settings, clock, secret_of(settings))
    app.context_processor(shared_values)
    app.before_request(access.check)
    app.before_request(context.look_once)
    app.after_request(add_headers)
    app.after_request(access.share_with_extensions)
    app.teardown_request(context.stop_looking)
    app.teardown_appcontext(context.give_database_back)
    app.register_error_handler(errors.WorkingNotesError, answer_error)
    app.register_error_handler(HTTPException, answer_http_exception)
    register_blueprints(app)
    return app


def register_blueprints(app: Flask) -> None:
    """Register every part of the app that answers requests."""
    pages = (
        start,
        settings,
        conventions,
        desk,
        find,
        offers,
        palette,
        preview,
        pictures,
        imports,
        links,
        reader,
        triage,
        searches,
        save,
        publish,
        posts,
        graph,
        tokens,
    )
    for module in (access, api, commands, write, *pages):
        app.register_blueprint(module.blueprint)


def folder_of(name: str) -> str:
    """Find `templates` or `static`: in the package, as a wheel has it, else beside it, as a checkout has it."""
    package = Path(__file__).parent
    return str(next((folder for folder in (package / name, package.parent / name) if folder.is_dir()), package / name))


def sanitised(html: str, id_prefix: str = "", *, keeps_classes: bool = False) -> Markup:
    """Let HTML that was rendered from Markdown or from a page into a template. The only place that does."""
    return Markup(sanitise(html, id_prefix, keeps_classes=keeps_classes))  # noqa: S704 (behind the sanitiser)


def shared_values() -> dict[str, object]:
    """What every template may use; nothing of the author's without a session."""
    return {
        "version": __version__,
        "unread_count": unread_count(),
        "writing": context.settings().writing,
        "keyboard": context.keyboard(),
    }


def unread_count() -> int:
    """Count the unread links, for the bar; 0 without a session, or where the page is to say what ails the database."""
    if not g.get("signed_in"):
        return 0
    try:
        return count_unread(context.database())
    except errors.DatabaseError:
        return 0


def add_headers(response: Response) -> Response:
    """Close everything that a page does not need; a route that set a header itself keeps it."""
    wanted = dict(HEADERS)
    if request.blueprint != "save":  # the bookmarklet's popup belongs to the page that opened it
        wanted["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.endpoint != "static":
        wanted["Cache-Control"] = "no-store"
    for name, _ in response.headers:
        wanted.pop(name.title(), None)  # as they are written above
    response.headers.extend(wanted)
    return response


def status_of(error: errors.WorkingNotesError) -> int:
    """Look up the status of an error's class, or of the nearest class above it that has one."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def answer_error(error: errors.WorkingNotesError) -> AnyResponse:
    """Answer what the author is to be told; without a blog the way leads to the start page."""
    if isinstance(error, errors.FieldsRefusedError):
        return make_response(jsonify({name: [fault] for name, fault in error.fields.items()}), status_of(error))
    if isinstance(error, errors.NoBlogError) and leads_to_start():
        return send_to("/start")
    text = request.form.get("text", "") if request.blueprint == "write" else ""
    is_away = isinstance(error, errors.NoBlogError) and request.blueprint != "commands"
    return answer_problem(503 if is_away else status_of(error), str(error), text)


def leads_to_start() -> bool:
    """Whether a request without a blog goes on to the start page.

    Where one was chosen, only what asks for a page does: a desk whose blog is away for a moment stays, with its text.
    """
    asks_for_page = request.method == "GET" and not context.wants_fragment()
    is_free = request.endpoint != "start.show" and request.blueprint != "commands"
    return is_free and (asks_for_page or context.settings().blog_folder is None)


def answer_http_exception(error: HTTPException) -> AnyResponse:
    """Answer what Flask itself refused (or redirected)."""
    code = error.code or 500
    if code < 400:
        return error.get_response()
    return answer_problem(code, PLAIN_SENTENCES.get(code, PLAIN_SENTENCES[400]))


def answer_problem(status: int, message: str, text: str = "") -> AnyResponse:
    """Render the sentence as a page, as a partial for htmx, or as JSON for the command line and other programs.

    text: that a form of ours sent to be saved; the page shows it, since there may be no way back to it.
    """
    if request.blueprint == "commands":
        return make_response(jsonify(error=message), status)
    if access.is_for_programs():
        answer = make_response(jsonify(detail=message), status)
        answer.headers.update({"WWW-Authenticate": "Token"} if status == 401 else {})
        return answer
    template = "errors/_problem.html" if context.wants_fragment() else "errors/problem.html"
    return Response(render_template(template, status=status, message=message, text=text), status=status)


def send_to(path: str) -> AnyResponse:
    """Lead the browser to another page, also when htmx asked."""
    if context.wants_fragment():
        return Response(status=204, headers={"HX-Redirect": path})
    return redirect(path, code=303)
