"""What every answer has in common: headers, and one sentence for each thing that can go wrong."""

import inspect
import re

import pytest
from conftest import sign_in
from flask import Flask, Response
from flask.testing import FlaskClient

from webapp import capture, errors
from webapp.app import HEADERS, PLAIN_SENTENCES, status_of
from webapp.errors import DraftNotFoundError
from webapp.routes import context
from webapp.settings import Settings


def add_route(app: Flask, error: BaseException) -> None:
    """Give the app a page that fails."""

    def fail() -> Response:
        raise error

    app.add_url_rule("/trial", "trial", fail)


def test_app_closes_everything_that_a_page_does_not_need(client: FlaskClient) -> None:
    headers = client.get("/start").headers

    for name, value in HEADERS.items():
        assert headers[name] == value
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "'unsafe" not in headers["Content-Security-Policy"]


def test_app_pages_are_shown_once_they_are_whole(blog_client: FlaskClient) -> None:
    for path in ("/start", "/links", "/posts", "/settings", "/nothing-here"):
        page = blog_client.get(path).text

        awaited = re.search(r'<link rel="expect" href="#(.+?)" blocking="render">', page)
        assert awaited, path
        assert page.index(f'id="{awaited[1]}"') > page.index("</main>"), path


def test_app_has_a_status_for_every_error() -> None:
    kinds = [
        kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.WorkingNotesError)
    ]

    for kind in kinds:
        status = status_of(kind.__new__(kind))
        assert 400 <= status < 600, kind


@pytest.mark.parametrize("fragment", [False, True])
def test_app_answers_an_error_with_its_sentence(app: Flask, fragment: bool) -> None:
    add_route(app, DraftNotFoundError("There is no draft <a.md>."))

    answer = sign_in(app).get("/trial", headers={"HX-Request": "true"} if fragment else {})

    assert answer.status_code == 404
    assert "There is no draft &lt;a.md&gt;." in answer.text
    assert ("<html" in answer.text) is not fragment


def test_app_hides_a_defect_behind_a_sentence(app: Flask) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    add_route(app, RuntimeError("a secret"))

    answer = sign_in(app).get("/trial")

    assert answer.status_code == 500
    assert PLAIN_SENTENCES[500] in answer.text
    assert "a secret" not in answer.text


def test_app_shows_a_page_even_where_the_database_is_gone(app: Flask, settings: Settings) -> None:
    with app.app_context():
        context.database()
    settings.database_path.unlink()
    client = sign_in(app)

    assert client.get("/start").status_code == 200
    assert client.get("/nowhere").status_code == 404


def test_app_counts_the_unread_links_in_the_bar(blog_app: Flask) -> None:
    with blog_app.app_context():
        for number in range(3):
            capture.save_link(context.database(), f"https://a.example/{number}", now=context.now())

    assert 'id="unread-count"' in sign_in(blog_app).get("/posts").text
    assert ">3<" in sign_in(blog_app).get("/posts").text


def test_app_refuses_a_body_that_is_too_large(client: FlaskClient) -> None:
    answer = client.post("/start/blog", data={"folder": "x" * 12_500_000})

    assert answer.status_code == 413
    assert PLAIN_SENTENCES[413] in answer.text


def test_app_answers_commands_in_json(app: Flask) -> None:
    headers = {"Authorization": f"Bearer {app.extensions[context.EXTENSION].secret.decode()}"}
    client = sign_in(app)

    refused = client.post("/commands/add", json={"text": "mailto:a@b.example"}, headers=headers)
    unknown = client.post("/commands/nothing", json={}, headers=headers)
    odd = client.post("/commands/add", json={"text": 1}, headers=headers)
    homeless = client.post("/commands/publish", json={"draft": "a.md", "step": "write"}, headers=headers)

    assert (refused.status_code, unknown.status_code, odd.status_code, homeless.status_code) == (422, 404, 400, 422)
    assert all(isinstance(answer.get_json()["error"], str) for answer in (refused, unknown, odd, homeless))
