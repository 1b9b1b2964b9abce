"""The frame of every page in a real browser: failed requests are seen, toasts can be closed, the focus survives."""

import pytest
from conftest import LiveServer, let_in
from flask import render_template, render_template_string
from playwright.sync_api import BrowserContext, Page, expect

from webapp.errors import NotAllowedError

TRIAL_PAGE = """{% extends "base.html" %}
{% block title %}Trial{% endblock %}
{% block main %}
<textarea id="text" aria-label="Text">as it was</textarea>
<button id="refused" hx-post="/trial/refuse" hx-target="#list" hx-swap="outerHTML">Refused</button>
<button id="broken" hx-post="/trial/break" hx-target="#list" hx-swap="outerHTML">Broken</button>
<button id="told" hx-post="/trial/toast" hx-target="#list" hx-swap="outerHTML">Told</button>
<div id="list">{{ rows|safe }}</div>
{% endblock %}"""
ROWS = {
    name: f'<p><button id="{name}" hx-post="/trial/remove/{name}" hx-target="#row-{name}" hx-swap="outerHTML">{name}'
    "</button></p>"
    for name in ("first", "second", "third")
}
LIST = "<ul>" + "".join(f'<li id="row-{name}">{row}</li>' for name, row in ROWS.items()) + "</ul>"

pytestmark = pytest.mark.browser


@pytest.fixture
def trial(live_server: LiveServer, browser_context: BrowserContext) -> Page:
    """A page of the app's own frame whose buttons are refused, break, tell or remove."""
    add_trial_routes(live_server)
    let_in(browser_context, live_server)
    opened = browser_context.new_page()
    opened.goto(f"{live_server.address}/trial")
    return opened


def add_trial_routes(live_server: LiveServer) -> None:
    app = live_server.app
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/trial")
    def show() -> str:
        return render_template_string(TRIAL_PAGE, rows=LIST)

    @app.post("/trial/refuse")
    def refuse() -> str:
        raise NotAllowedError("This address may not be fetched. Nothing was changed.")

    @app.post("/trial/break")
    def fail() -> str:
        raise ZeroDivisionError

    @app.post("/trial/toast")
    def tell() -> str:
        toast = render_template("_toast.html", message="Put off until Monday.", undo="", target="#list")
        return f'<div id="list">{LIST}</div>{toast}'

    @app.post("/trial/remove/<name>")
    def remove(name: str) -> str:
        return ""


def test_frame_shows_why_a_request_was_refused_and_keeps_the_text(trial: Page) -> None:
    trial.fill("#text", "not saved yet")

    trial.click("#refused")

    expect(trial.get_by_role("alert")).to_contain_text("Not done. This address may not be fetched.")
    expect(trial.locator("#text")).to_have_value("not saved yet")
    expect(trial.locator("#list li")).to_have_count(3)


def test_frame_says_so_when_the_server_failed(trial: Page) -> None:
    trial.click("#broken")

    expect(trial.get_by_role("alert")).to_contain_text("Not done. Something went wrong inside Working Notes.")


def test_frame_says_so_when_nobody_answers(trial: Page) -> None:
    trial.route("**/trial/refuse", lambda route: route.abort("connectionrefused"))

    trial.click("#refused")

    expect(trial.get_by_role("alert")).to_contain_text("Working Notes does not answer")


def test_frame_banner_leaves_when_it_is_closed(trial: Page) -> None:
    trial.click("#refused")

    trial.get_by_role("alert").get_by_role("button", name="Close").click()

    expect(trial.get_by_role("alert")).to_be_empty()


def test_frame_banner_leaves_when_the_next_request_is_done(trial: Page) -> None:
    trial.click("#refused")
    expect(trial.get_by_role("alert")).to_contain_text("Not done.")

    trial.click("#told")

    expect(trial.get_by_role("alert")).to_be_empty()


def test_frame_tells_what_was_done_without_taking_the_focus(trial: Page) -> None:
    trial.focus("#told")

    trial.keyboard.press("Enter")

    expect(trial.get_by_role("status")).to_contain_text("Put off until Monday.")
    expect(trial.locator("#told")).to_be_focused()


def test_frame_focus_goes_to_the_next_row_when_its_own_is_removed(trial: Page) -> None:
    trial.focus("#second")

    trial.keyboard.press("Enter")

    expect(trial.locator("#row-second")).to_have_count(0)
    expect(trial.locator("#third")).to_be_focused()


def test_frame_focus_goes_to_the_row_before_when_the_last_is_removed(trial: Page) -> None:
    trial.focus("#third")

    trial.keyboard.press("Enter")

    expect(trial.locator("#second")).to_be_focused()


def test_frame_skip_link_is_the_first_stop(trial: Page) -> None:
    trial.keyboard.press("Tab")
    trial.keyboard.press("Enter")

    expect(trial.locator("#main")).to_be_focused()
