"""Who may talk to the app: this machine's browser with a session, its command line with the secret, and other programs
of it with a token."""

import hmac
import re
import secrets
from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import tokens
from webapp.errors import NotAllowedError, TokenMissingError
from webapp.routes import context
from webapp.routes.api import ADDING
from webapp.routes.context import House, house

blueprint = Blueprint("access", __name__)

SESSION_SECONDS: Final = 365 * 24 * 3600
SIGN_IN_LIFETIME: Final = timedelta(hours=12)  # an evening: the address may wait in the terminal
READING_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

# These answer without a session, and hold nothing of the author's. A test lists them.
SESSIONLESS: Final = frozenset({"static", "access.show_sign_in", "access.sign_in", "save.show"})

# Extensions name themselves as origins; a page can't have such a name.
_EXTENSION: Final = re.compile(r"(?:chrome|moz)-extension://[a-z0-9-]+")
_SHARED: Final = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}


def check() -> AnyResponse | None:
    """Let a request in, or not: Host, then localhost, then where a change comes from, then session or secret.

    Source: facts.md, "Who may talk to the app"; Fetch Metadata (W3C), RFC 6454 (Origin).
    """
    g.signed_in = False
    port = context.settings().port
    check_host(port)
    if is_for_programs():
        return check_token()
    if request.method in READING_METHODS and request.environ["HTTP_HOST"] == f"localhost:{port}":
        return redirect(f"http://127.0.0.1:{port}{request.full_path.removesuffix('?')}", code=302)
    check_source()
    if request.blueprint == "commands":
        check_secret()
        return None
    g.signed_in = is_session(request.cookies.get(cookie_name(port), ""))
    if g.signed_in or request.endpoint in SESSIONLESS:
        return None
    return refuse_without_session()


def check_host(port: int) -> None:
    """Refuse every name but our own: a page under a rebound name sends its own Host."""
    if request.environ.get("HTTP_HOST") not in (f"127.0.0.1:{port}", f"localhost:{port}"):
        raise NotAllowedError("This address does not belong to Working Notes.")


def is_for_programs() -> bool:
    """Tell whether other programs ask, with a token, rather than our own pages."""
    return request.blueprint == "api" or request.path.startswith("/api/")


def check_token() -> AnyResponse | None:
    """Refuse a program without a token, and a change that its token does not allow. No cookie is looked at.

    What browsers ask before they let an extension speak (preflight) is answered without a token, with nothing in it.
    """
    if request.method == "OPTIONS":
        return Response(status=204)
    if "Origin" in request.headers and not is_extension():
        raise NotAllowedError("Only programs may ask here, no pages.")
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = tokens.find_token(context.database(), secret.strip()) if kind.lower() in ("token", "bearer") else None
    if token is None:
        raise TokenMissingError("Send a token of the settings page, as “Authorization: Token …”.")
    if not (token.may_change or request.method in READING_METHODS or request.endpoint in ADDING):
        raise NotAllowedError("This token may read and add links, but not change or remove them.")
    house().token_uses[token.id] = context.now()
    g.token = token
    return None


def is_extension() -> bool:
    """Tell whether a browser extension asks."""
    return bool(_EXTENSION.fullmatch(request.headers.get("Origin", "")))


def share_with_extensions(response: Response) -> Response:
    """Let the extension that asks read what programs are answered; no other origin ever is let."""
    if is_for_programs():
        response.headers.add("Vary", "Origin")
        if is_extension():
            response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
            response.headers.update(_SHARED if request.method == "OPTIONS" else {})
    return response


def check_source() -> None:
    """Refuse a change that another page asked for."""
    if request.method in READING_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is None and request.headers.get("Origin") == f"http://{request.environ['HTTP_HOST']}":
        return
    if site != "same-origin":
        raise NotAllowedError("Another page asked for this change, so nothing was changed.")


def check_secret() -> None:
    """Refuse a command that does not know the secret of the data folder."""
    expected = b"Bearer " + house().secret
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected):
        raise NotAllowedError("Only the command line of this data folder may do that.")


def refuse_without_session() -> AnyResponse:
    """Say how to sign in, and nothing else; the popup keeps what it was given."""
    if request.blueprint == "save":
        return Response(render_popup(), status=401)
    template = "access/_signed_out.html" if context.wants_fragment() else "access/signed_out.html"
    return Response(render_template(template), status=401)


def render_popup() -> str:
    """Render what the popup was given as a form that sends it again, once the browser is signed in."""
    method = "get" if request.method in READING_METHODS else "post"
    kept = list(request.values.items(multi=True))
    return render_template("save/signed_out.html", kept=kept, again=request.path, method=method)


def cookie_name(port: int) -> str:
    """Name the session's cookie; cookies know no ports, so the name has it."""
    return f"working-notes-{port}"


def new_session() -> str:
    """Make a session: when it was made, a random part, and our seal on both."""
    body = f"{int(context.now().timestamp())}.{secrets.token_urlsafe(16)}"
    return f"{body}.{seal(body)}"


def is_session(text: str) -> bool:
    """Tell whether we made this session, within the last year. It survives a restart, as the secret does."""
    body, _, sealed = text.rpartition(".")
    if not hmac.compare_digest(sealed.encode(), seal(body).encode()):
        return False
    return context.now().timestamp() - int(body.partition(".")[0]) < SESSION_SECONDS


def seal(body: str) -> str:
    """Seal a session with the secret, for this port only."""
    text = f"session {context.settings().port} {body}"
    return hmac.digest(house().secret, text.encode(), "sha256").hex()


def new_sign_in(home: House) -> str:
    """Make a one-time token and answer the address that redeems it."""
    token = secrets.token_urlsafe(32)
    home.sign_ins[token] = home.clock() + SIGN_IN_LIFETIME
    return f"{home.settings.address}/sign-in/{token}"


def redeem(token: str) -> None:
    """Use up a one-time token. Raises NotAllowedError if it was used, is too old, or never was one."""
    until = house().sign_ins.pop(token, None)
    if until is None or context.now() > until:
        raise NotAllowedError("This sign-in address is used up or too old. Run `working-notes open` for a new one.")


@blueprint.get("/sign-in/<token>")
def show_sign_in(token: str) -> str:
    """Show the page whose form redeems the token, so that no GET changes anything."""
    return render_template("access/sign_in.html", token=token)


@blueprint.post("/sign-in")
def sign_in() -> AnyResponse:
    """Redeem the token and start a session."""
    redeem(request.form.get("token", ""))
    response = redirect("/", code=303)
    name = cookie_name(context.settings().port)
    response.set_cookie(name, new_session(), max_age=SESSION_SECONDS, path="/", httponly=True, samesite="Strict")
    return response
