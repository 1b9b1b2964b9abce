"""Proposals of sections from the links that have none."""

from conftest import TODAY
from flask.testing import FlaskClient

from webapp import capture, drafts, grouping, links
from webapp.database import Database
from webapp.links import NewPage
from webapp.settings import Settings

HTMX = {"HX-Request": "true"}
NAME = "2025-12-11-working-notes.md"
TEXT = "---\ntitle: T\n---\n\nIntro.\n\n## One\n\nFirst.\n"


def save(db: Database, name: str, title: str, text: str) -> int:
    link_id = capture.save_link(db, f"https://{name}.example/a", title=title, now=TODAY).link.id
    links.keep_page(db, link_id, NewPage("", "", "", "", html="<p>x</p>", text=text), TODAY)
    return link_id


def fill(db: Database) -> list[int]:
    for number in range(20):
        save(db, f"other{number}", f"Number {number}", f"nothing{number} like{number} this{number} in common")
    return [
        save(db, "one", "Reward hacking", "models exploit the reward"),
        save(db, "two", "On réward hacking", "the reward is hacked by models"),
    ]


def test_links_without_a_section_that_share_words_are_proposed(db: Database) -> None:
    pair = fill(db)

    (found,) = grouping.propose_sections(db)

    assert sorted(found.group.link_ids) == pair
    assert "hacking" in found.group.reason


def test_links_with_a_section_are_not_proposed(db: Database, settings: Settings) -> None:
    pair = fill(db)
    draft = drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)
    links.send(db, pair[:1], draft.id, draft.sections[1], TODAY)

    assert grouping.propose_sections(db) == []


def test_proposals_are_shown_with_what_they_share(blog_client: FlaskClient, db: Database) -> None:
    fill(db)

    for headers in ({}, HTMX):
        page = blog_client.get("/links/groups", headers=headers).text
        assert "On réward hacking" in page
        assert "They share" in page
        assert 'action="/links/section"' in page
