"""The reader: the kept text of a link with its passages, and what is done with them."""

import re

import pytest
from conftest import TODAY
from flask.testing import FlaskClient

from webapp import capture, drafts, links
from webapp.database import Database
from webapp.links import NewPage
from webapp.settings import Settings

HTMX = {"HX-Request": "true"}
NAME = "2025-12-11-working-notes.md"
TEXT = "---\ntitle: T\n---\n\nIntro.\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n"
HTML = '<p>One fish, <em>two</em> fish.</p><p>Red fish.</p><p id="bar"><a href="javascript:x">No</a></p>'


@pytest.fixture
def link_id(blog_client: FlaskClient, db: Database, settings: Settings) -> int:
    drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)
    saved = capture.save_link(db, "https://example.org/a#part", title="A title", now=TODAY).link
    links.keep_page(db, saved.id, NewPage("", "", "About it", "", html=HTML, text="One fish, two fish."), TODAY)
    return saved.id


def keep(client: FlaskClient, link_id: int, **fields: str) -> str:
    return client.post(f"/links/{link_id}/quotes", data=fields, headers=HTMX).text


def test_reader_shows_the_kept_text_without_what_is_active(blog_client: FlaskClient, link_id: int) -> None:
    page = blog_client.get(f"/links/{link_id}").text

    assert "<p>One fish, <em>two</em> fish.</p>" in page
    assert "text kept on this machine" in page
    assert "javascript:" not in page
    assert 'id="text-bar"' in page


def test_passage_is_kept_with_its_place_and_marked(blog_client: FlaskClient, db: Database, link_id: int) -> None:
    page = keep(blog_client, link_id, quote="fish", prefix="Red ", suffix=".")

    assert 'Red <mark id="text-quote-1">fish</mark>.' in page
    assert "Quoted from “A title”." in page
    (kept,) = links.find_link(db, link_id).quotes
    assert (kept.text, kept.prefix, kept.suffix) == ("fish", "Red ", ".")


def test_passage_is_found_again_after_a_new_fetch(blog_client: FlaskClient, db: Database, link_id: int) -> None:
    keep(blog_client, link_id, quote="two fish", prefix="One fish, ", suffix=".")

    links.keep_page(
        db, link_id, NewPage("", "", "", "", html="<h2>New</h2><p>Two fish, two fish.</p>", text="x"), TODAY
    )
    assert "<p>Two fish, <mark" in blog_client.get(f"/links/{link_id}").text
    links.keep_page(db, link_id, NewPage("", "", "", "", html="<p>Other words.</p>", text="x"), TODAY)
    assert "These words are no longer in the text." in blog_client.get(f"/links/{link_id}").text


def test_passage_is_taken_off_and_brought_back(blog_client: FlaskClient, db: Database, link_id: int) -> None:
    keep(blog_client, link_id, quote="Red fish")

    page = blog_client.post(f"/links/{link_id}/quotes/1/remove", headers=HTMX).text
    assert "<mark" not in page
    (undo,) = set(re.findall(r"/links/\d+/quotes/undo\?step=\d+", page))
    page = blog_client.post(undo, headers=HTMX).text

    assert "<mark" in page
    assert [quote.text for quote in links.find_link(db, link_id).quotes] == ["Red fish"]


@pytest.mark.parametrize(
    ("fragment", "address"),
    [("1", "https://example.org/a#:~:text=Red%20fish"), ("", "https://example.org/a#part")],
)
def test_passage_is_written_into_a_section(
    blog_client: FlaskClient, db: Database, settings: Settings, link_id: int, fragment: str, address: str
) -> None:
    keep(blog_client, link_id, quote="Red fish")
    one = drafts.register(db, settings.drafts_folder, NAME, TODAY).sections[1]
    fields = {"to": str(one), "fragment": fragment, "draft": NAME}

    page = blog_client.post(f"/links/{link_id}/quotes/1/write", data=fields, headers=HTMX).text

    written = (settings.drafts_folder / NAME).read_text(encoding="utf-8")
    assert written == TEXT.replace("First.\n", f"First.\n\n> Red fish\n>\n> [A title]({address})\n")
    assert "It stands at the end of “One” on the desk" in page


def test_reader_works_by_plain_forms(blog_client: FlaskClient, db: Database, link_id: int) -> None:
    answer = blog_client.post(f"/links/{link_id}/quotes", data={"quote": "By hand"})

    assert answer.status_code == 303
    assert "By hand" in blog_client.get(answer.headers["Location"]).text
    assert blog_client.post(f"/links/{link_id}/quotes/99/write").status_code == 404
