"""Words that were a link before are offered with where they led, and are made a link by one button."""

from datetime import date
from html import unescape
from pathlib import Path

import pytest
from conftest import TODAY
from flask.testing import FlaskClient

from webapp import blog, desk, drafts, memory, offers, write
from webapp.blog import Blog
from webapp.database import Database
from webapp.desk.linked import Linked
from webapp.drafts import Draft
from webapp.errors import AddressError, SectionsError
from webapp.offers import Writing
from webapp.write import Place

NAME = "2025-12-11-working-notes.md"
CLOCK = "https://longnow.example/clock"
EARLIER = f"""---
layout: post
title: "Working Notes - {{day}}"
---

## Slow machines

I like [The Slow Clock]({CLOCK}) in the desert, and [this paper](https://a.example/{{day}}) by
[Ada Byron](https://byron.example/).
"""
TEXT = """\
---\r
layout: post\r
title: "Working Notes - 11/12/25"\r
---\r
\r
Intro about the slow clock.\r
\r
## One\r
\r
What “the slow clock” by Ada Byron’s friends says,\r
and this paper, and `the slow clock`.  \r
"""


@pytest.fixture
def site(db: Database, sample_blog: Path) -> Blog:
    """The sample blog with two more posts, as the index has it."""
    found = blog.find_blog(sample_blog)
    for day in ("20", "27"):
        text = EARLIER.replace("{day}", f"{day}/11/25")
        (found.posts_folder / f"2025-11-{day}-more-notes.md").write_text(text)
    memory.refresh_index(db, found, TODAY)
    return found


@pytest.fixture
def draft(db: Database, data_folder: Path, site: Blog) -> Draft:
    return drafts.create_draft(db, data_folder, NAME, TEXT, now=TODAY)


@pytest.fixture
def place(db: Database, data_folder: Path, site: Blog, draft: Draft) -> Place:
    return Place(db, data_folder, site, NAME, None, TODAY)


def linked(db: Database, site: Blog, draft: Draft, opened: int | None = 1) -> tuple[Linked, ...]:
    shown = desk.read_desk(db, draft.path.parent, site, draft.name, TODAY.date(), opened)
    return desk.read_beside(db, site, shown, draft.text, (), TODAY.date()).linked


def test_phrase_is_offered_with_where_it_led_and_where_it_stands(db: Database, site: Blog, draft: Draft) -> None:
    clock, ada = linked(db, site, draft)

    assert (clock.words, clock.address, clock.site) == ("the slow clock", CLOCK, "longnow.example")
    assert clock.told.said == "You linked this twice, last on 27 November, “Slow machines”"
    field = TEXT[TEXT.index("## One") :].replace("\r\n", "\n")
    assert (clock.start, clock.end) == (field.index("the slow clock"), field.index("the slow clock") + 14)
    assert (ada.words, ada.address) == ("Ada Byron", "https://byron.example/")


def test_phrase_is_not_offered_where_no_section_is_open(db: Database, site: Blog, draft: Draft) -> None:
    assert linked(db, site, draft, None) == ()


def test_phrase_is_not_offered_where_the_section_links_to_its_page(db: Database, site: Blog, draft: Draft) -> None:
    text = TEXT.rstrip() + f"\r\n\r\nSee [it]({CLOCK}#top).\r\n"
    changed = drafts.write_draft(db, draft, text, action="typing", now=TODAY)

    assert [each.words for each in linked(db, site, changed)] == ["Ada Byron"]


def test_phrase_is_made_a_link_and_every_other_byte_stays(db: Database, place: Place, draft: Draft) -> None:
    done = write.link_phrase(place, "the slow clock", CLOCK, revision=draft.revision, position=1)

    expected = TEXT.replace("“the slow clock”", f"“[the slow clock]({CLOCK})”").encode()
    assert draft.path.read_bytes() == expected
    assert (done.description, done.position) == ("Linked “the slow clock”.", 1)
    write.undo_step(place, done.step_id)
    assert draft.path.read_bytes() == TEXT.encode()


def test_phrase_that_went_meanwhile_changes_nothing(place: Place, draft: Draft) -> None:
    with pytest.raises(SectionsError, match="does not stand"):
        write.link_phrase(place, "the fast clock", CLOCK, revision=draft.revision, position=1)

    assert draft.path.read_bytes() == TEXT.encode()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "", "/x"])
def test_phrase_is_linked_to_pages_only(place: Place, draft: Draft, address: str) -> None:
    with pytest.raises(AddressError):
        write.link_phrase(place, "the slow clock", address, revision=draft.revision, position=1)

    assert draft.path.read_bytes() == TEXT.encode()


@pytest.mark.usefixtures("draft")
def test_button_beside_the_text_makes_the_link_and_opens_the_section(
    blog_client: FlaskClient, data_folder: Path
) -> None:
    page = unescape(blog_client.get(f"/desk/{NAME}?section=1").text)
    form = page[page.index("/sections/1/phrase") :]
    fields = {"words": "the slow clock", "address": CLOCK, "revision": form.split('name="revision" value="')[1][:64]}

    answer = blog_client.post(f"/desk/{NAME}/sections/1/phrase", data=fields)

    assert (answer.status_code, "section=1" in answer.location) == (303, True)
    assert f"[the slow clock]({CLOCK})" in (data_folder / NAME).read_text()


def offered(db: Database, site: Blog, folder: Path, typed: str) -> dict[str, list[tuple[str, str]]]:
    at = Writing(folder, NAME, None, begins=False)
    found = offers.find_offers(db, blog.learn(site).weekly, at, typed, TODAY, date(2025, 12, 11))
    return {group.name: [(offer.title, offer.insert) for offer in group.offers] for group in found.groups}


def test_offers_have_pages_by_what_they_were_called(db: Database, site: Blog, data_folder: Path) -> None:
    found = offered(db, site, data_folder, "clo slow")

    assert found["Linked before"] == [("The Slow Clock", f"[The Slow Clock]({CLOCK})")]
    assert "Linked before" not in offered(db, site, data_folder, "")
    assert "Linked before" not in offered(db, site, data_folder, "low clock")
