"""Wherever a link appears, it is said when it was linked before, and what was written there."""

from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from conftest import TODAY
from flask.testing import FlaskClient

from webapp import blog, capture, check, drafts, memory, posts
from webapp.blog import Blog
from webapp.checks import Level
from webapp.database import Database
from webapp.posts import Told, Use
from webapp.settings import Settings

NAME = "2025-12-11-working-notes.md"
CLOCKS = "https://longnow.example/clock"
POST = f"""---
layout: post
title: "Working Notes - 20/11/25"
---

## Slow machines

I like [the slow clock]({CLOCKS}?utm_source=x#top) in the desert. It ticks once a year.
"""
SAID = "You linked this on 20 November, “Slow machines”"
SENTENCE = "I like the slow clock in the desert."


def use(
    day: int, *, path: str = "", heading: str = "Maps", sentence: str = "A map of tiles.", text: str = "map"
) -> Use:
    return Use(path or f"_posts/2025-11-{day}-a.md", "Notes", date(2025, 11, day), heading, text, sentence, "maps")


@pytest.fixture
def site(db: Database, sample_blog: Path) -> Blog:
    """The sample blog with one more post, as the index has it."""
    found = blog.find_blog(sample_blog)
    (found.posts_folder / "2025-11-20-more-notes.md").write_text(POST)
    memory.refresh_index(db, found, TODAY)
    return found


@pytest.mark.parametrize(
    ("uses", "said", "sentence"),
    [
        ([use(20)], "You linked this on 20 November, “Maps”", "A map of tiles."),
        ([use(20, heading="")], "You linked this on 20 November", "A map of tiles."),
        ([use(20, sentence="Map", text="Map")], "You linked this on 20 November, “Maps”", ""),
        ([use(20, sentence="Maps", text="a")], "You linked this on 20 November, “Maps”", ""),
        ([use(27), use(20)], "You linked this twice, last on 27 November, “Maps”", "A map of tiles."),
        ([use(27), use(20), use(13)], "You linked this in 3 posts, last on 27 November, “Maps”", "A map of tiles."),
        ([use(20), use(20)], "You linked this on 20 November, “Maps”", "A map of tiles."),
    ],
)
def test_told_says_when_and_what_was_written(uses: list[Use], said: str, sentence: str) -> None:
    told = posts.tell(uses, TODAY.date())

    assert told is not None
    assert (told.said, told.sentence, told.path) == (said, sentence, uses[0].path)


def test_told_names_the_year_of_another_one_and_is_silent_of_no_use() -> None:
    told = posts.tell([use(20)], date(2026, 3, 1))

    assert isinstance(told, Told)
    assert told.said == "You linked this on 20 November 2025, “Maps”"
    assert posts.tell([], TODAY.date()) is None


def text_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.text)


@pytest.mark.usefixtures("site")
def test_popup_says_so_of_a_page_that_was_never_saved(blog_client: FlaskClient) -> None:
    text = text_of(blog_client, f"/save/form?{urlencode({'address': CLOCKS, 'title': 'A clock'})}")

    assert SAID in text
    assert f"<q>{SENTENCE}</q>" in text
    assert "/posts/read?path=_posts/2025-11-20-more-notes.md#post-slow-machines" in text


@pytest.mark.usefixtures("site")
def test_popup_believes_no_page_that_claims_the_address_of_another_site(blog_client: FlaskClient) -> None:
    own = urlencode({"address": "https://longnow.example/x", "canonical": CLOCKS})
    foreign = urlencode({"address": "https://other.example/x", "canonical": CLOCKS})

    assert SAID in text_of(blog_client, f"/save/form?{own}")
    assert SAID not in text_of(blog_client, f"/save/form?{foreign}")


@pytest.mark.usefixtures("site")
def test_list_reader_and_saved_page_say_so(db: Database, blog_client: FlaskClient) -> None:
    link = capture.save_link(db, CLOCKS, title="A clock", now=TODAY).link

    for address in ("/links", f"/links/{link.id}", f"/save/done/{link.id}", "/desk"):
        text = (
            text_of(blog_client, address)
            if address != "/desk"
            else blog_client.get(address, follow_redirects=True).text
        )
        assert SAID in unescape(text), address
        assert SENTENCE in unescape(text), address


def test_list_beside_a_published_post_is_silent_of_itself(
    db: Database, blog_client: FlaskClient, settings: Settings, site: Blog
) -> None:
    capture.save_link(db, CLOCKS, title="A clock", now=TODAY)
    path = "_posts/2025-11-20-more-notes.md"
    drafts.adopt_draft(db, settings.drafts_folder, "2025-11-20-more-notes.md", POST.encode(), path, TODAY)

    page = unescape(blog_client.get("/desk/2025-11-20-more-notes.md").text)

    assert "A clock" in page
    assert SAID not in page


@pytest.mark.usefixtures("site")
def test_citation_in_the_text_says_so(blog_client: FlaskClient) -> None:
    assert SAID in text_of(blog_client, f"/links/noted?{urlencode({'address': CLOCKS})}")


def test_check_of_a_draft_says_so_as_a_note(db: Database, settings: Settings, site: Blog) -> None:
    chosen = Settings(settings.data_folder, site.root)
    text = POST.replace("20/11/25", "11/12/25")
    draft = drafts.create_draft(db, settings.drafts_folder, NAME, text, now=TODAY)

    (found,) = (each for each in check.check_draft(db, chosen, draft, TODAY) if each.check == "linked before")

    assert (found.level, found.line, found.excerpt) == (Level.NOTE, 8, "the slow clock")
    assert found.message == f"{SAID}, and wrote: “{SENTENCE}” Say what is new, or link to that post."
    assert found.advice == "Say what is new, or link to that post."


def test_check_of_an_old_post_is_silent_of_later_ones(db: Database, settings: Settings, site: Blog) -> None:
    chosen = Settings(settings.data_folder, site.root)
    draft = drafts.create_draft(db, settings.drafts_folder, "2025-10-30-older.md", POST, now=TODAY)

    assert "linked before" not in [each.check for each in check.check_draft(db, chosen, draft, TODAY)]


def test_check_of_a_published_post_is_silent_of_itself(db: Database, settings: Settings, site: Blog) -> None:
    chosen = Settings(settings.data_folder, site.root)
    name, path = "2025-11-20-more-notes.md", "_posts/2025-11-20-more-notes.md"
    draft = drafts.adopt_draft(db, settings.drafts_folder, name, POST.encode(), path, TODAY)

    assert "linked before" not in [each.check for each in check.check_draft(db, chosen, draft, TODAY)]
