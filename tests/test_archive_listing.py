"""Drafts and posts in one list: in their order, by kind and year, page by page, and by what they say."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp import archive, blog, charts, drafts, memory
from webapp.archive import Listing, Wanted
from webapp.blog import Blog
from webapp.database import Database

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
TODAY = date(2025, 12, 11)
ESSAY = """\
---
layout: post
title: "On {0}"
---

Something about {0}, at some length.

## Harbours

Boats lie in {0}.
"""


def tide(number: int) -> str:
    """A word of its own for each essay, so that no series is seen in their titles."""
    return f"tide{'abcdefgh'[number // 8]}{'abcdefgh'[number % 8]}"


@pytest.fixture
def site(sample_blog: Path) -> Blog:
    """The sample blog with sixty essays of two years."""
    for at in range(60):
        day = date(2025, 10, 1) - timedelta(days=at * 9)
        (sample_blog / "_posts" / f"{day}-essay-{at}.md").write_text(ESSAY.format(tide(at)))
    return blog.find_blog(sample_blog)


@pytest.fixture
def indexed(db: Database, site: Blog) -> Blog:
    memory.refresh_index(db, site, NOW)
    return site


def list_all(db: Database, folder: Path, site: Blog, wanted: Wanted) -> list[Listing]:
    """Every page of a list."""
    pages = [archive.list_archive(db, folder, site, archive.read_posts(db, site), wanted, TODAY)]
    while pages[-1].after:
        further = Wanted(wanted.show, wanted.query, wanted.year, pages[-1].after)
        pages.append(archive.list_archive(db, folder, site, archive.read_posts(db, site), further, TODAY))
    return pages


def test_list_goes_on_page_by_page_with_each_once(db: Database, data_folder: Path, indexed: Blog) -> None:
    drafts.create_draft(db, data_folder, "2025-12-18-later.md", ESSAY.format("later"), now=NOW)
    drafts.create_draft(db, data_folder, "no-day.md", ESSAY.format("no day"), now=NOW)

    pages = list_all(db, data_folder, indexed, Wanted())

    rows = [row for page in pages for row in page.rows]
    assert [len(page.rows) for page in pages] == [50, 17]
    assert [row.title for row in rows[:3]] == ["On no day", "On later", "Working Notes - 04/12/25"]
    assert [row.mark for row in rows[:3]] == ["Draft", "Draft", ""]
    assert len({row.path or row.draft_name for row in rows}) == 67


def test_list_is_the_same_before_the_index_has_the_posts(db: Database, data_folder: Path, site: Blog) -> None:
    before = list_all(db, data_folder, site, Wanted())
    memory.refresh_index(db, site, NOW)

    assert list_all(db, data_folder, site, Wanted()) == before
    assert before[0].notes == ()


def test_list_knows_what_changed_since_the_index_was_made(db: Database, data_folder: Path, indexed: Blog) -> None:
    gone, changed, *_ = sorted(indexed.posts_folder.glob("*essay*"), reverse=True)
    gone.unlink()
    changed.write_text(ESSAY.format("something else"))

    rows = list_all(db, data_folder, indexed, Wanted())[0].rows

    assert "On something else" in [row.title for row in rows]
    assert f"_posts/{gone.name}" not in [row.path for row in rows]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Wanted(show="drafts"), 1),
        (Wanted(show="posts"), 65),
        (Wanted(show="weekly"), 5),
        (Wanted(show="essay"), 61),
        (Wanted(year=2024), 29),
        (Wanted(show="weekly", year=2024), 0),
        (Wanted(show="nothing of this name"), 0),
        (Wanted(query="boats"), 61),
        (Wanted(query="boats", show="drafts"), 1),
        (Wanted(query="boats", show="weekly"), 0),
        (Wanted(query="tideah"), 1),
        (Wanted(query="harbours -tidea"), 53),
        (Wanted(query='"at some length" after:2025-09'), 2),
        (Wanted(query="  "), 66),
    ],
)
def test_list_is_narrowed(db: Database, data_folder: Path, indexed: Blog, wanted: Wanted, number: int) -> None:
    drafts.create_draft(db, data_folder, "2025-12-18-later.md", ESSAY.format("later"), now=NOW)

    pages = list_all(db, data_folder, indexed, wanted)

    assert sum(len(page.rows) for page in pages) == number


def test_chips_say_how_many_there_are_and_lead_there(db: Database, data_folder: Path, indexed: Blog) -> None:
    drafts.create_draft(db, data_folder, "2025-12-18-later.md", ESSAY.format("later"), now=NOW)
    (indexed.posts_folder / "no date.md").write_text("x")

    listing = list_all(db, data_folder, indexed, Wanted(query="a b", show="essay"))[0]
    every = list_all(db, data_folder, indexed, Wanted())[0]

    assert {chip.number for chip in (*listing.chips, *listing.years)} == {None}
    assert [(chip.words, chip.number) for chip in every.chips] == [
        ("All", 66),
        ("Drafts", 1),
        ("Posts", 65),
        ("Left out by Jekyll", 1),
        ("Working notes", 5),
        ("Essays", 61),
    ]
    assert [chip.href for chip in listing.chips if chip.is_current] == ["/posts?q=a%20b&show=essay"]
    assert [(chip.words, chip.href) for chip in listing.years[:2]] == [
        ("All years", "/posts?q=a%20b&show=essay"),
        ("2025", "/posts?q=a%20b&show=essay&year=2025"),
    ]


def test_draft_that_was_found_shows_the_words_around(db: Database, data_folder: Path, indexed: Blog) -> None:
    text = f"---\ntitle: T\n---\n\n{'before ' * 30}Café au lait{' after' * 30}\n"
    drafts.create_draft(db, data_folder, "2025-12-18-later.md", text, now=NOW)

    row = list_all(db, data_folder, indexed, Wanted(query='"CAFE au"'))[0].rows[0]

    assert [piece.text for piece in row.excerpt if piece.is_marked] == ["Café au"]
    shown = "".join(piece.text for piece in row.excerpt)
    assert re.fullmatch(r"…(before ){8,12}Café au lait( after){8,12}…", shown)


def test_draft_that_is_no_text_is_listed_with_the_reason(db: Database, data_folder: Path, site: Blog) -> None:
    (data_folder / "2025-12-18-odd.md").write_bytes(b"\xff")

    row = list_all(db, data_folder, site, Wanted(show="drafts"))[0].rows[0]

    assert "no UTF-8 text" in row.reason
    assert not row.is_readable


def test_posts_page_searches_without_and_with_scripts(blog_client: FlaskClient, db: Database, indexed: Blog) -> None:
    page = blog_client.get("/posts?q=tideah").text
    part = blog_client.get("/posts/found?q=tideah", headers={"HX-Request": "true"}).text

    assert 'href="/posts/read?path=_posts/2025-07-30-essay-7.md#post-harbours"' in page
    assert "<mark>tideah</mark>" in page
    assert part.strip().startswith("{# listing") is False
    assert part.strip() in page
    assert "Nothing found for “zzz”." in blog_client.get("/posts?q=zzz").text


def test_posts_page_goes_on_where_its_list_ends(blog_client: FlaskClient, indexed: Blog) -> None:
    page = blog_client.get("/posts").text
    onward = re.search(r'href="/posts\?(after=[^"]+)" hx-get="/posts/more\?\1"', page)
    assert onward is not None

    more = blog_client.get(f"/posts/more?{onward[1]}").text

    assert page.count('<li class="post"') == 50
    assert more.count('<li class="post"') == 15
    assert "Older ones" not in more


def test_posts_page_draws_length_and_cadence_with_their_numbers(blog_client: FlaskClient, indexed: Blog) -> None:
    page = blog_client.get("/posts").text

    assert page.count('role="img"') == 2
    assert "<b>How long the posts are.</b> The last 52: " in page
    assert "<b>How often they come.</b> In 21 months: " in page
    assert page.count("<rect ") == 52 + 21
    assert "<td>4 December 2025</td><td>Working Notes - 04/12/25</td><td>110</td>" in page
    assert "<td>November 2025</td><td>4</td>" in page
    assert "style=" not in page


def test_young_blog_has_no_pictures_of_numbers(blog_client: FlaskClient, sample_blog: Path) -> None:
    for path in sorted((sample_blog / "_posts").glob("*"))[2:]:
        path.unlink()

    assert 'role="img"' not in blog_client.get("/posts").text


def test_chart_is_as_high_as_its_largest_number() -> None:
    chart = charts.draw("T", "S", ("A", "B"), [(("x",), 0), (("y",), 1200), (("z",), 300)], 600)

    assert [(bar.y, bar.height) for bar in chart.bars] == [(80, 0), (0, 80), (60, 20)]
    assert chart.level == 40
    assert chart.bars[1].label == "y: 1,200"
    assert chart.rows == (("z", "300"), ("y", "1,200"), ("x", "0"))
    assert charts.draw("T", "S", ("A", "B"), [(("x",), 0)], None).bars[0].height == 0
