"""Importing and exporting over HTTP and on the command line, with and without JavaScript."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TODAY
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp import bookmarks, capture, importing, links
from webapp.database import Database, connect
from webapp.links import ImportState
from webapp.settings import Settings

CASES = Path(__file__).parent / "cases" / "bookmarks"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def db(settings: Settings) -> Iterator[Database]:
    opened = connect(settings.database_path)
    yield opened
    opened.close()


def choose(client: FlaskClient, name: str) -> TestResponse:
    """Send a file as the form does."""
    file = (io.BytesIO((CASES / name).read_bytes()), name)
    return client.post("/links/import", data={"file": file, "text": ""}, content_type="multipart/form-data")


def planned(client: FlaskClient, name: str = "browser.html") -> str:
    """Choose a file, and answer the address of what would be done with it."""
    return choose(client, name).headers["Location"]


def test_file_is_shown_before_anything_is_saved(client: FlaskClient, db: Database) -> None:
    answer = choose(client, "browser.html")

    page = client.get(answer.headers["Location"]).text
    assert answer.status_code == 303
    assert "<dt>New</dt><dd>4</dd>" in page
    assert "<b>A bookmarklet</b>: “javascript:alert(1)” is no address of a page." in page
    assert links.list_links(db) == []


def test_pasted_text_is_planned(client: FlaskClient) -> None:
    answer = client.post("/links/import", data={"text": "See https://example.org/a, and https://example.org/b."})

    assert "<dt>New</dt><dd>2</dd>" in client.get(answer.headers["Location"]).text


def test_broken_file_is_refused_with_its_line_and_keeps_the_text(client: FlaskClient, db: Database) -> None:
    broken = 'title,url,time_added,tags,status\na,"https://example.org'

    answer = client.post("/links/import", data={"text": broken})

    assert answer.status_code == 422
    assert "line 2" in answer.text
    assert "a,&#34;https://example.org" in answer.text
    assert list(db.query("SELECT id FROM imports")) == []


def test_nothing_chosen_is_refused(client: FlaskClient) -> None:
    answer = client.post("/links/import", data={"text": ""})

    assert answer.status_code == 422
    assert "No link was found" in answer.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_import_shows_how_far_it_is_until_it_is_done(
    client: FlaskClient, db: Database, headers: dict[str, str]
) -> None:
    address = planned(client)

    begun = client.post(f"{address}/begin", data={"state": "done"}, headers=headers)
    moving = client.get(address, headers=headers).text
    importing.go_on(db, lambda: TODAY)
    done = client.get(address, headers=headers).text

    assert begun.status_code == (200 if headers else 303)
    assert 'hx-trigger="every 1s"' in moving
    assert '<progress value="0" max="4">' in moving
    assert "hx-trigger" not in done.partition('id="import"')[2].partition(">")[0]
    assert "Undo the import" in done
    assert len(links.list_links(db)) == 4
    assert links.waiting_links(db) == []


def test_import_asks_for_pages_only_if_that_was_chosen(client: FlaskClient, db: Database) -> None:
    client.post(f"{planned(client)}/begin", data={"state": "unread", "pages": "on"})

    importing.go_on(db, lambda: TODAY)

    assert len(links.waiting_links(db)) == 4


def test_import_is_taken_back_on_its_page(client: FlaskClient, db: Database) -> None:
    address = planned(client)
    client.post(f"{address}/begin")
    importing.go_on(db, lambda: TODAY)

    client.post(f"{address}/undo")
    importing.go_on(db, lambda: TODAY)

    assert links.list_links(db) == []
    assert "Taken back" in client.get(address).text


def test_import_is_taken_back_by_the_undo_of_the_links(blog_client: FlaskClient, db: Database) -> None:
    blog_client.post(f"{planned(blog_client)}/begin")
    importing.go_on(db, lambda: TODAY)

    answer = blog_client.post("/links/undo")
    importing.go_on(db, lambda: TODAY)

    assert answer.status_code == 303
    assert links.list_links(db) == []


def test_import_that_stopped_offers_to_go_on_or_to_undo(client: FlaskClient, db: Database) -> None:
    address = planned(client)
    client.post(f"{address}/begin")
    importing.note_stopped(db)

    page = client.get(address).text

    assert "Stopped after 0 of 4" in page
    assert "Go on" in page
    assert "Undo the import" in page
    assert "stopped after 0 of 4" in client.get("/links/import").text


def test_import_with_nothing_new_has_nothing_to_press(client: FlaskClient, db: Database) -> None:
    capture.save_link(db, "https://example.org/table", note="Noted", now=TODAY)
    links.add_tags(db, 1, ["one", "two"])

    page = client.get(planned(client, "table.csv")).text

    assert "Everything in it is here already" in page
    assert "/begin" not in page


@pytest.mark.parametrize("path", ["/links/import/9", "/links/export/pdf"])
def test_what_is_not_there_is_said(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("form", "kind", "ending"),
    [("json", "application/json", "json"), ("netscape", "text/html", "html"), ("markdown", "text/markdown", "md")],
)
def test_export_is_a_file(client: FlaskClient, db: Database, form: str, kind: str, ending: str) -> None:
    capture.save_link(db, "https://example.org/a", title="A title", now=TODAY)

    answer = client.get(f"/links/export/{form}")

    assert answer.mimetype == kind
    assert answer.headers["Content-Disposition"].endswith(f'links-2025-12-11.{ending}"')
    assert "A title" in answer.text


def test_export_of_everything_is_read_back(client: FlaskClient, db: Database) -> None:
    capture.save_link(db, "https://example.org/a", title="A title", note="Mine", now=TODAY)

    (link,) = bookmarks.parse(client.get("/links/export/json").data).links

    assert (link.title, [note.text for note in link.notes]) == ("A title", ["Mine"])


def test_links_and_settings_lead_to_the_import(blog_client: FlaskClient) -> None:
    assert 'href="/links/import"' in blog_client.get("/links").text
    assert 'href="/links/import"' in blog_client.get("/settings").text


def test_import_states_are_those_of_the_page() -> None:
    page = (Path(__file__).parent.parent / "templates/imports/_import.html").read_text(encoding="utf-8")

    assert all(f'"{state}"' in page for state in ImportState)
