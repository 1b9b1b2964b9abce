"""Who may talk to the app: every route, every stranger."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

import pytest
from conftest import PORT, Clock, sign_in, stranger, with_traces
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from webapp import capture, drafts, links, tokens
from webapp.app import create_app
from webapp.routes import access, context
from webapp.settings import Settings

CHANGING = ("POST", "PUT", "PATCH", "DELETE")
READING = ("GET", "HEAD")
DRAFT = "2025-12-11-working-notes.md"
POST = "2025-12-04-working-notes.md"
ADDRESS = "https://a.example/paper"
QUERY = urlencode(
    {"view": "all", "q": "paper", "address": ADDRESS, "title": "A paper", "quote": "Said so", "draft": DRAFT, "v": "1"}
)


def rules(app: Flask, methods: tuple[str, ...]) -> Iterator[tuple[Rule, str, str]]:
    """Every route with one of these methods: the rule, the method, and an address that it answers."""
    for rule in app.url_map.iter_rules():
        for method in methods:
            if method in (rule.methods or ()):
                yield rule, method, address_of(app, rule)


def address_of(app: Flask, rule: Rule, **texts: str) -> str:
    """An address of a route; number 1 of what is numbered, the first of what is listed, else the text given by name."""
    values: dict[str, object] = {}
    for name, converter in rule._converters.items():
        if isinstance(converter, AnyConverter):
            values[name] = next(iter(converter.items))
        else:
            values[name] = 1 if isinstance(converter, IntegerConverter) else texts.get(name, DRAFT)
    return app.url_map.bind(f"127.0.0.1:{PORT}").build(rule.endpoint, values)


def is_for_programs(rule: Rule) -> bool:
    return rule.endpoint.startswith("api.")


def new_token(app: Flask, *, may_change: bool = False) -> str:
    with app.app_context():
        return tokens.make_token(context.database(), "Test", context.now(), may_change=may_change).secret


def secret_header(app: Flask) -> dict[str, str]:
    return {"Authorization": f"Bearer {app.extensions[context.EXTENSION].secret.decode()}"}


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        f"127.0.0.1:{PORT + 1}",
        f"127.0.0.1.evil.example:{PORT}",
        f"127.0.0.1:{PORT}:{PORT}",
        f"user@127.0.0.1:{PORT}",
        f"[::1]:{PORT}",
        f"0.0.0.0:{PORT}",
        f"127.0.0.1:{PORT}, 127.0.0.1:{PORT}",
        f"LOCALHOST:{PORT}",
        "",
    ],
)
def test_access_refuses_every_foreign_host(app: Flask, host: str) -> None:
    client = sign_in(app)

    for method, address in (("GET", "/start"), ("POST", "/start/sample"), ("POST", "/commands/sign-in")):
        answer = client.open(address, method=method, headers=secret_header(app), environ_overrides={"HTTP_HOST": host})

        assert answer.status_code == 403


def test_access_every_route_refuses_a_foreign_host(blog_app: Flask) -> None:
    client = sign_in(blog_app)
    foreign = {"HTTP_HOST": f"evil.example:{PORT}"}

    answered = {
        (method, address): client.open(
            address, method=method, headers=secret_header(blog_app), environ_overrides=foreign
        ).status_code
        for _, method, address in rules(blog_app, READING + CHANGING)
    }

    assert answered
    assert {key: status for key, status in answered.items() if status != 403} == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "cross-site", "Origin": f"http://127.0.0.1:{PORT}"},
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}"},
        {"Origin": f"https://127.0.0.1:{PORT}"},
        {"Origin": f"http://localhost:{PORT}"},
        {"Origin": f"http://127.0.0.1:{PORT}/"},
    ],
    ids=str,
)
def test_access_refuses_a_change_that_does_not_come_from_our_pages(app: Flask, headers: dict[str, str]) -> None:
    client = sign_in(app)
    del client.environ_base["HTTP_SEC_FETCH_SITE"]

    for address in ("/start/sample", "/sign-in", "/commands/sign-in"):
        assert client.post(address, headers=headers | secret_header(app)).status_code == 403


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {}], ids=str)
def test_access_every_route_refuses_a_change_that_another_page_asked_for(
    blog_app: Flask, headers: dict[str, str]
) -> None:
    client = sign_in(blog_app)
    del client.environ_base["HTTP_SEC_FETCH_SITE"]

    answered = {
        (method, address): client.open(address, method=method, headers=headers | secret_header(blog_app)).status_code
        for rule, method, address in rules(blog_app, CHANGING)
        if not is_for_programs(rule)
    }

    assert answered
    assert {key: status for key, status in answered.items() if status != 403} == {}


def test_access_change_with_our_origin_and_no_fetch_metadata_is_let_in(app: Flask) -> None:
    client = sign_in(app)
    del client.environ_base["HTTP_SEC_FETCH_SITE"]

    answer = client.post("/nowhere", headers={"Origin": f"http://127.0.0.1:{PORT}"})

    assert answer.status_code == 404


def test_access_routes_without_a_session_are_exactly_these() -> None:
    assert {"static", "access.show_sign_in", "access.sign_in", "save.show"} == access.SESSIONLESS


def test_access_routes_that_take_a_token_instead_of_a_session_are_exactly_these(blog_app: Flask) -> None:
    taking = {
        f"{method} {rule.rule}" for rule, method, _ in rules(blog_app, ("GET", *CHANGING)) if is_for_programs(rule)
    }

    number = "<int(max=9223372036854775807):link_id>"
    assert taking == {
        "GET /health",
        *("GET /api/bookmarks/", "POST /api/bookmarks/", "GET /api/bookmarks/archived/", "GET /api/bookmarks/check/"),
        *(f"{method} /api/bookmarks/{number}/" for method in ("GET", "PUT", "PATCH", "DELETE")),
        *(f"POST /api/bookmarks/{number}/{what}/" for what in ("archive", "unarchive")),
        *("GET /api/tags/", "POST /api/tags/", "GET /api/tags/<int(max=9223372036854775807):tag_id>/"),
        "GET /api/user/profile/",
    }


@pytest.mark.parametrize(
    "sent",
    [None, "", "Token", "Token ", "Token wrong", "Bearer {secret}", "Basic {token}", "{token}", "Token {token} x"],
)
def test_access_every_route_for_programs_refuses_without_a_token(blog_app: Flask, sent: str | None) -> None:
    client = sign_in(blog_app)
    secret = blog_app.extensions[context.EXTENSION].secret.decode()
    headers = {} if sent is None else {"Authorization": sent.format(secret=secret, token=new_token(blog_app))}

    answers = {
        (method, address): client.open(address, method=method, headers=headers)
        for rule, method, address in rules(blog_app, READING + CHANGING)
        if is_for_programs(rule)
    }

    assert answers
    assert {key: answer.status_code for key, answer in answers.items() if answer.status_code != 401} == {}
    assert {answer.headers["WWW-Authenticate"] for answer in answers.values()} == {"Token"}


def test_access_token_to_read_and_add_changes_and_removes_nothing(blog_app: Flask) -> None:
    with blog_app.app_context():
        link = capture.save_link(context.database(), ADDRESS, now=context.now()).link
    client = stranger(blog_app)
    headers = {"Authorization": f"Token {new_token(blog_app)}"}

    statuses = {
        f"{method} {rule.endpoint}": client.open(address, method=method, headers=headers, json={}).status_code
        for rule, method, address in rules(blog_app, ("GET", *CHANGING))
        if is_for_programs(rule)
    }

    refused = {name for name, status in statuses.items() if status == 403}
    allowed = {name for name, status in statuses.items() if status in (200, 400, 404)}
    assert refused == {
        *(f"{method} api.update" for method in ("PUT", "PATCH")),
        *("DELETE api.remove", "POST api.archive", "POST api.unarchive"),
    }
    assert refused | allowed == set(statuses)
    with blog_app.app_context():
        assert links.list_links(context.database()) == [link]


def test_access_token_opens_no_page_and_no_command(blog_app: Flask) -> None:
    client = stranger(blog_app)
    headers = {"Authorization": f"Bearer {new_token(blog_app, may_change=True)}"}

    assert client.get("/settings", headers=headers).status_code == 401
    assert client.post("/settings/tokens", headers=headers).status_code == 401
    assert client.post("/commands/sign-in", headers=headers, json={}).status_code == 403


def test_access_program_needs_no_fetch_metadata_and_may_say_localhost(app: Flask) -> None:
    headers = {"Authorization": f"bearer {new_token(app)}", "Sec-Fetch-Site": "cross-site"}

    answer = app.test_client().get("/api/bookmarks/", headers=headers, base_url=f"http://localhost:{PORT}")

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "origin", ["chrome-extension://abcdefgh", "moz-extension://0b7f8d5e-1a2b-4c3d-8e9f-001122334455"]
)
def test_access_browser_extension_is_answered_across_origins(app: Flask, origin: str) -> None:
    client = app.test_client()
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
    }

    before = client.options("/api/bookmarks/", headers=asked)
    answer = client.get("/api/bookmarks/", headers={"Origin": origin, "Authorization": f"Token {new_token(app)}"})
    refused = client.get("/api/bookmarks/", headers={"Origin": origin})

    assert (before.status_code, before.data) == (204, b"")
    assert before.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type"
    assert "POST" in before.headers["Access-Control-Allow-Methods"]
    for each in (before, answer, refused):
        assert each.headers["Access-Control-Allow-Origin"] == origin
        assert "Access-Control-Allow-Credentials" not in each.headers
        assert "Origin" in each.headers["Vary"]
    assert (answer.status_code, refused.status_code) == (200, 401)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        f"http://127.0.0.1:{PORT}",
        f"http://localhost:{PORT}",
        "https://chrome-extension.example",
        "chrome-extension://a.example/",
        "xchrome-extension://abc",
    ],
)
def test_access_page_is_never_answered_as_a_program(app: Flask, origin: str) -> None:
    client = app.test_client()
    headers = {"Origin": origin, "Authorization": f"Token {new_token(app, may_change=True)}"}

    answers = [client.open("/api/bookmarks/", method=method, headers=headers) for method in ("GET", "POST", "OPTIONS")]

    assert [answer.status_code for answer in answers] == [403, 403, 204]
    assert not [name for answer in answers for name, _ in answer.headers if name.startswith("Access-Control-")]


def test_access_extension_is_not_answered_across_origins_elsewhere(blog_app: Flask) -> None:
    client = sign_in(blog_app)
    origin = {"Origin": "chrome-extension://abcdefgh"}

    answers = [
        client.open(address, method=method, headers=origin)
        for rule, method, address in rules(blog_app, ("GET", "OPTIONS"))
        if not is_for_programs(rule)
    ]

    assert not [name for answer in answers for name, _ in answer.headers if name.startswith("Access-Control-")]


@pytest.mark.parametrize("cookie", ["1.x.y", "9999999999.aaaa.bbbb", "..", "é.é.é"])
def test_access_takes_no_other_cookie_for_a_session(app: Flask, cookie: str) -> None:
    client = stranger(app)
    client.set_cookie(access.cookie_name(PORT), cookie, domain="127.0.0.1")

    assert client.get("/settings").status_code == 401
    assert client.post("/start/sample").status_code == 401


def test_access_every_other_route_asks_for_a_session(blog_app: Flask) -> None:
    client = stranger(blog_app)

    answered = {
        (method, address): client.open(address, method=method).status_code
        for rule, method, address in rules(blog_app, READING + CHANGING)
        if rule.endpoint not in access.SESSIONLESS and not rule.endpoint.startswith("commands.")
    }

    assert answered
    assert {key: status for key, status in answered.items() if status != 401} == {}


@pytest.mark.parametrize("sent", [None, "Bearer ", "Bearer wrong", "Basic {secret}", "bearer {secret}", "{secret}"])
def test_access_every_command_asks_for_the_secret(blog_app: Flask, sent: str | None) -> None:
    client = sign_in(blog_app)
    secret = blog_app.extensions[context.EXTENSION].secret.decode()
    headers = {} if sent is None else {"Authorization": sent.format(secret=secret)}

    answered = {
        address: client.open(address, method=method, headers=headers).status_code
        for rule, method, address in rules(blog_app, CHANGING)
        if rule.endpoint.startswith("commands.")
    }

    assert answered
    assert {key: status for key, status in answered.items() if status != 403} == {}


def test_access_commands_are_never_read_with_get(blog_app: Flask) -> None:
    assert not [rule for rule, _, _ in rules(blog_app, ("GET",)) if rule.endpoint.startswith("commands.")]


def test_access_secret_opens_no_page(app: Flask) -> None:
    answer = stranger(app).get("/settings", headers=secret_header(app))

    assert answer.status_code == 401


def test_access_signed_out_page_says_how_to_sign_in_and_nothing_else(blog_app: Flask) -> None:
    answer = stranger(blog_app).get("/desk")

    assert "working-notes open" in answer.text
    assert "Working Notes - " not in answer.text


def test_access_nothing_is_shared_with_other_origins(blog_app: Flask) -> None:
    client = sign_in(blog_app)

    answers = [
        client.open(address, method=method, headers={"Origin": "https://evil.example"})
        for _, method, address in rules(blog_app, ("GET", "OPTIONS"))
    ]

    assert not [name for answer in answers for name, _ in answer.headers if name.startswith("Access-Control-")]


def test_access_localhost_is_led_to_127_0_0_1(app: Flask) -> None:
    answer = stranger(app).get("/save?url=https%3A%2F%2Fa.example%2F%3Fb%3D1&v=1", base_url=f"http://localhost:{PORT}")

    assert answer.status_code == 302
    assert answer.location == f"http://127.0.0.1:{PORT}/save?url=https%3A%2F%2Fa.example%2F%3Fb%3D1&v=1"


def test_access_localhost_redirect_stays_on_this_machine(app: Flask) -> None:
    answer = stranger(app).get("//evil.example/", base_url=f"http://localhost:{PORT}")

    assert answer.location is None or answer.location.startswith(f"http://127.0.0.1:{PORT}/")


def test_sign_in_page_changes_nothing_and_its_form_redeems(app: Flask) -> None:
    client = stranger(app)
    address = access.new_sign_in(app.extensions[context.EXTENSION])

    client.get(address)
    page = client.get(address)
    answer = client.post("/sign-in", data={"token": address.rpartition("/")[2]})

    assert 'method="post" action="/sign-in"' in page.text
    assert answer.status_code == 303
    assert client.get("/nowhere").status_code == 404


def test_sign_in_works_once(app: Flask) -> None:
    address = access.new_sign_in(app.extensions[context.EXTENSION])
    token = {"token": address.rpartition("/")[2]}
    stranger(app).post("/sign-in", data=token)

    answer = stranger(app).post("/sign-in", data=token)

    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert "working-notes open" in answer.text


def test_sign_in_address_grows_old(app: Flask, clock: Clock) -> None:
    address = access.new_sign_in(app.extensions[context.EXTENSION])
    clock.moment += access.SIGN_IN_LIFETIME + timedelta(seconds=1)

    answer = stranger(app).post("/sign-in", data={"token": address.rpartition("/")[2]})

    assert answer.status_code == 403


def test_sign_in_cookie_is_strict_http_only_and_lasts_a_year(app: Flask) -> None:
    address = access.new_sign_in(app.extensions[context.EXTENSION])

    answer = stranger(app).post("/sign-in", data={"token": address.rpartition("/")[2]})

    name, _, attributes = answer.headers["Set-Cookie"].partition("=")
    assert name == f"working-notes-{PORT}"
    for attribute in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=31536000"):
        assert attribute in attributes
    assert "Domain" not in attributes


def test_session_survives_a_restart(settings: Settings, client: FlaskClient, clock: Clock) -> None:
    cookie = client.get_cookie(access.cookie_name(PORT), domain="127.0.0.1")
    assert cookie is not None

    restarted = stranger(with_traces(create_app(settings, clock=clock)))
    restarted.set_cookie(cookie.key, cookie.value, domain="127.0.0.1")

    assert restarted.get("/nowhere").status_code == 404


def test_session_ends_after_a_year(client: FlaskClient, clock: Clock) -> None:
    clock.moment += timedelta(days=366)

    assert client.get("/nowhere").status_code == 401


def test_session_of_another_port_is_none_here(settings: Settings, client: FlaskClient, clock: Clock) -> None:
    cookie = client.get_cookie(access.cookie_name(PORT), domain="127.0.0.1")
    assert cookie is not None
    other_port = PORT + 1
    other = stranger(with_traces(create_app(Settings(settings.data_folder, None, other_port), clock=clock)))

    other.set_cookie(access.cookie_name(other_port), cookie.value, domain="127.0.0.1")

    assert other.get("/nowhere").status_code == 401


def snapshot(*folders: Path) -> dict[str, tuple[int, str]]:
    """Mode and content of every file below these folders, the database and git's own files among them."""
    return {
        str(path): (stat.S_IMODE(path.lstat().st_mode), sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
        for folder in folders
        for path in sorted(folder.rglob("*"))
    }


def readable_addresses(app: Flask) -> list[str]:
    """Every address that a browser may read, plain and with a query."""
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            address = address_of(app, rule, filename="css/tokens.css", token="nobody-made-it")
            found += [address, f"{address}?{QUERY}"]
    return found


def read_everything(app: Flask) -> dict[str, int]:
    """Read every address as a page and as htmx does, and answer the statuses of the pages."""
    client = sign_in(app)
    addresses = readable_addresses(app)
    for address in addresses:
        client.get(address, headers={"HX-Request": "true"})
        client.head(address)
    return {address: client.get(address).status_code for address in addresses}


@pytest.mark.slow
def test_no_get_changes_anything_in_a_new_house(blog_app: Flask, settings: Settings, sample_blog: Path) -> None:
    with blog_app.app_context():
        context.database()
    before = snapshot(settings.data_folder, sample_blog)

    statuses = read_everything(blog_app)

    assert snapshot(settings.data_folder, sample_blog) == before
    assert max(statuses.values()) < 500


@pytest.mark.slow
def test_no_get_changes_anything_in_a_used_house(blog_app: Flask, settings: Settings, sample_blog: Path) -> None:
    with blog_app.app_context():
        opened, folder, now = context.database(), settings.drafts_folder, context.now()
        text = (sample_blog / "_posts" / POST).read_text(encoding="utf-8")
        draft = drafts.create_draft(opened, folder, DRAFT, text, now=now)
        capture.save_link(opened, ADDRESS, note="A note", quote="As they say", draft_id=draft.id, now=now)
    (folder / DRAFT).write_text(text + "\nWritten by another editor.\n", encoding="utf-8")
    (folder / "2025-12-18-not-registered.md").write_text(text, encoding="utf-8")
    (sample_blog / "_posts" / POST).touch()
    before = snapshot(settings.data_folder, sample_blog)

    statuses = read_everything(blog_app)

    assert snapshot(settings.data_folder, sample_blog) == before
    for address in (
        *(f"/desk/{DRAFT}{page}" for page in ("", "/sections", "/preview", "/preview/frame", "/publish")),
        *("/links", f"/links?{QUERY}", "/links/1", "/links/1/citation", f"/save?{QUERY}", f"/save/form?{QUERY}"),
        *("/posts", "/settings"),
    ):
        assert statuses.get(address) == 200, address
