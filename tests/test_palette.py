"""The palette: what it finds, and in which order."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import TODAY
from flask.testing import FlaskClient

from webapp import blog, capture, drafts, memory, palette
from webapp.database import Database, connect
from webapp.keys import Keyboard
from webapp.palette import Asked, Entry, Kind
from webapp.settings import Settings

NAME = "2025-12-11-working-notes.md"
TEXT = '---\ntitle: "Working Notes"\n---\n\nIntro.\n\n## Café society\n\nOne.\n\n## Tides\n\nTwo.\n'


@pytest.fixture
def db(settings: Settings, sample_blog: Path) -> Iterator[Database]:
    opened = connect(settings.database_path)
    drafts.create_draft(opened, settings.drafts_folder, NAME, TEXT, now=TODAY)
    capture.save_link(opened, "https://tides.example.org/a", title="The moon pulls", now=TODAY)
    memory.refresh_index(opened, blog.find_blog(sample_blog), TODAY)
    yield opened
    opened.close()


def find(db: Database, settings: Settings, words: str, *scopes: str, page: str = "desk") -> list[Entry]:
    asked = Asked(words, page, scopes or ("desk", "anywhere"), NAME)
    return palette.read_palette(db, settings.drafts_folder, Keyboard(), asked)


def test_palette_puts_the_scope_at_hand_first(db: Database, settings: Settings) -> None:
    found = find(db, settings, "", "section", "desk", "anywhere")

    actions = [entry for entry in found if entry.kind is Kind.ACTION]
    assert actions[0].action == "section.write"
    assert actions[0].keys == ("Enter",)
    assert [entry.words for entry in found if entry.kind is Kind.SECTION] == ["Intro", "Café society", "Tides"]


@pytest.mark.parametrize("words", ["fold below", "below fold", "BELOW  fo", "fold sect"])
def test_palette_finds_words_in_any_order_by_how_they_begin(db: Database, settings: Settings, words: str) -> None:
    found = find(db, settings, words, "section")

    assert found[0].action == "section.fold"


@pytest.mark.parametrize("name", ["preview", "publish"])
def test_palette_finds_the_way_on_from_the_desk(db: Database, settings: Settings, name: str) -> None:
    assert find(db, settings, name)[0].action == f"desk.{name}"


def test_palette_finds_accents_aside_and_begun_words_before_others(db: Database, settings: Settings) -> None:
    found = [entry.action for entry in find(db, settings, "un", "editor", "links") if entry.kind is Kind.ACTION]

    assert find(db, settings, "cafe")[0].words == "Café society"
    assert found == ["links.done", "links.undo"]
    assert find(db, settings, "nread", "editor", "links")[0].action == "links.done"


def test_palette_finds_every_kind(db: Database, settings: Settings) -> None:
    kinds = {entry.kind: entry.address for entry in find(db, settings, "tides") + find(db, settings, "notes")}

    assert kinds[Kind.SECTION] == f"/desk/{NAME}#section-2"
    assert kinds[Kind.LINK] == "/links/1"
    assert kinds[Kind.DRAFT] == f"/desk/{NAME}"
    assert kinds[Kind.POST].startswith("/posts/read?path=_posts/")


def test_palette_finds_posts_by_their_text_too(db: Database, settings: Settings) -> None:
    (found,) = (entry for entry in find(db, settings, "redwing bus") if entry.kind is Kind.POST)

    assert found.words == "Listening to birds"
    assert found.detail.startswith("20/11/25: ")
    assert "a redwing at the bus stop" in found.detail
    assert found.address == "/posts/read?path=_posts/2025-11-20-working-notes.md#post-listening-to-birds"


def test_palette_finds_a_section_once_whose_heading_and_text_have_the_words(db: Database, settings: Settings) -> None:
    found = [entry.words for entry in find(db, settings, "changelog") if entry.kind is Kind.POST]

    assert found == ["The shape of a changelog"]


def test_palette_leaves_out_what_makes_no_sense_here(db: Database, settings: Settings) -> None:
    found = find(db, settings, "", "anywhere", page="")

    assert {entry.action.partition(".")[0] for entry in found if entry.kind is Kind.ACTION} == {"anywhere"}


@pytest.mark.parametrize("words", ["zzzz", "“", '"', "\0", "(", "%", "tides zzzz"])
def test_palette_finds_nothing_without_an_error(db: Database, settings: Settings, words: str) -> None:
    assert [entry for entry in find(db, settings, words) if "zzzz" in words] == []


def test_palette_is_a_page_without_a_script(db: Database, blog_client: FlaskClient) -> None:
    page = blog_client.get("/palette", query_string={"q": "tides", "draft": NAME}).text

    assert f'<a href="/desk/{NAME}#section-2">Tides</a>' in page
    assert "Put the fold below it" in blog_client.get("/palette").text
    assert "Nothing found for “zzzz”" in blog_client.get("/palette?q=zzzz").text


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/desk/" + NAME, "desk"),
        (f"/desk/{NAME}/preview", "preview"),
        (f"/desk/{NAME}/pictures", ""),
        ("/links", "links"),
        ("/posts", "posts"),
        ("/posts/links", ""),
        ("/settings", ""),
        ("/settings/conventions", ""),
    ],
)
def test_palette_of_a_page_asks_by_its_name(db: Database, blog_client: FlaskClient, address: str, page: str) -> None:
    shown = blog_client.get(address).text

    assert f'<input type="hidden" name="page" value="{page}">' in shown


@pytest.mark.parametrize(
    ("address", "has_sections"),
    [("/desk/" + NAME, True), ("/links", False), (f"/desk/{NAME}/pictures", False), ("/settings/conventions", False)],
)
def test_sheet_of_keys_of_a_page_has_what_is_done_there(
    db: Database, blog_client: FlaskClient, address: str, has_sections: bool
) -> None:
    shown = blog_client.get(address).text

    assert ('<div data-scope="section" data-action="new"' in shown) is has_sections
