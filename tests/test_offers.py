"""What is offered while one types, and what was noted about a citation."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SHARED_FIXTURE, TODAY
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp import blog, capture, cite, drafts, memory, offers
from webapp.blog import Blog
from webapp.conventions import WEEKLY, Choice, Choices
from webapp.database import Database, connect
from webapp.offers import Offers, Writing

NAME = "2025-12-11-working-notes.md"
TEXT = "---\nlayout: post\n---\n\nIntro.\n\n## One\n\nFirst.\n"


@pytest.fixture
def db(data_folder: Path) -> Database:
    return connect(data_folder / "working-notes.db")


@pytest.fixture
def site(sample_blog: Path, db: Database) -> Blog:
    """A blog whose posts lie below a folder of its site, and are indexed."""
    config = sample_blog / "_config.yml"
    config.write_text(f"{config.read_text()}\nbaseurl: /notes\n")
    found = blog.find_blog(sample_blog)
    memory.refresh_index(db, found, TODAY)
    return found


@pytest.fixture
def place(db: Database, data_folder: Path, site: Blog) -> Writing:
    """The first section of a draft, with a link for it, one for the draft, one of the week and an old one."""
    draft = drafts.create_draft(db, data_folder, NAME, TEXT, now=TODAY)
    capture.save_link(db, "https://a.example/", title="Crème tides", draft_id=draft.id, now=TODAY)
    capture.save_link(
        db, "https://b.example/", title="Moons", draft_id=draft.id, section_id=draft.sections[1], now=TODAY
    )
    capture.save_link(db, "https://c.example/", title="Suns", note="It is tidal, they say.", now=TODAY)
    old = capture.save_link(db, "https://d.example/", title="Tidy stars", now=TODAY.replace(month=1)).link
    assert old.title
    return Writing(data_folder, NAME, 1, begins=True)


def find(db: Database, site: Blog, at: Writing, typed: str) -> Offers:
    return offers.find_offers(db, blog.learn(site).weekly, at, typed, TODAY, TODAY.date())


def shown(found: Offers) -> dict[str, list[str]]:
    return {group.name: [offer.title for offer in group.offers] for group in found.groups}


def test_offers_come_near_ones_first_and_each_once(db: Database, site: Blog, place: Writing) -> None:
    groups = shown(find(db, site, place, ""))

    assert list(groups) == ["For this section", "This week", "All links", "Your posts"]
    assert (groups["For this section"], groups["All links"]) == (["Moons"], ["Tidy stars"])
    assert sorted(groups["This week"]) == ["Crème tides", "Suns"]
    assert groups["Your posts"][0] == "Working Notes - 04/12/25"


def test_offers_match_title_site_and_note_by_the_start_of_words(db: Database, site: Blog, place: Writing) -> None:
    assert shown(find(db, site, place, "TID")) == {"This week": ["Crème tides", "Suns"], "All links": ["Tidy stars"]}
    assert shown(find(db, site, place, "creme")) == {"This week": ["Crème tides"]}
    assert shown(find(db, site, place, "b.exa")) == {"For this section": ["Moons"]}
    assert shown(find(db, site, place, "ides")) == {}
    assert shown(find(db, site, place, "*")) == {}
    assert find(db, site, place, "*").said == "Nothing found."


def test_offers_match_the_address_of_a_link_without_a_title(db: Database, site: Blog, place: Writing) -> None:
    capture.save_link(db, "https://e.example/old-maps", now=TODAY)

    assert shown(find(db, site, place, "map"))["This week"] == ["https://e.example/old-maps"]


def test_offers_write_the_note_only_where_a_sentence_begins(db: Database, site: Blog, place: Writing) -> None:
    within = Writing(place.folder, place.name, place.position, begins=False)

    (begun,) = find(db, site, place, "suns").groups
    (inside,) = find(db, site, within, "suns").groups

    assert begun.offers[0].insert == "[It is](https://c.example/) tidal, they say."
    assert inside.offers[0].insert == "[Suns](https://c.example/)"
    assert "begin their sentence" in find(db, site, place, "suns").reason
    assert find(db, site, within, "suns").reason == ""


def test_offers_lead_to_own_sections_by_the_blogs_rule(db: Database, site: Blog, place: Writing) -> None:
    (group,) = find(db, site, place, "maps server").groups

    assert [(offer.title, offer.insert) for offer in group.offers] == [
        ("Maps without a server", "[Maps without a server](/notes/2025-12-04/working-notes#maps-without-a-server)")
    ]


def test_offers_are_there_before_the_draft_is(db: Database, site: Blog, data_folder: Path) -> None:
    capture.save_link(db, "https://a.example/", title="Tides", now=TODAY)

    assert shown(find(db, site, Writing(data_folder, NAME, 0, begins=True), "tides")) == {"This week": ["Tides"]}


@settings(max_examples=60, suppress_health_check=SHARED_FIXTURE)
@given(st.text(), st.integers(-3, 2**70), st.booleans())
def test_offers_answer_whatever_is_typed(blog_client: FlaskClient, typed: str, section: int, begins: bool) -> None:
    query = {"q": typed, "section": str(section), "revision": typed} | ({"begins": ""} if begins else {})

    assert blog_client.get(f"/desk/{NAME}/offers", query_string=query).status_code == 200


def test_noted_finds_a_link_in_another_spelling(db: Database) -> None:
    capture.save_link(db, "https://a.example/x?utm_source=y", note="Mine", now=TODAY)
    capture.save_link(db, "https://b.example/", now=TODAY)

    noted = cite.find_noted(db, "http://www.a.example/x/", TODAY.date())

    assert noted is not None
    assert noted.link is not None
    assert (noted.link.note, noted.before) == ("Mine", None)
    for address in ("https://b.example/", "https://c.example/", "no"):
        assert cite.find_noted(db, address, TODAY.date()) is None


@settings(max_examples=30, suppress_health_check=SHARED_FIXTURE)
@given(st.text())
def test_noted_answers_whatever_is_asked(blog_client: FlaskClient, address: str) -> None:
    assert blog_client.get("/links/noted", query_string={"address": address}).status_code in (200, 204)


def test_offers_are_written_in_the_link_style_that_was_set(db: Database, site: Blog, place: Writing) -> None:
    by_hand = replace(site, choices=Choices((Choice(WEEKLY, "link_style", "angle brackets"),)))

    inserts = [offer.insert for group in find(db, by_hand, place, "moons").groups for offer in group.offers]

    assert inserts == ["Moons <https://b.example/>"]


def test_offers_by_reference_stay_inline(db: Database, site: Blog, place: Writing) -> None:
    by_hand = replace(site, choices=Choices((Choice(WEEKLY, "link_style", "reference"),)))

    inserts = [offer.insert for group in find(db, by_hand, place, "moons").groups for offer in group.offers]

    assert inserts == ["[Moons](https://b.example/)"]
