"""Published posts are found by what they say, whatever is typed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp import posts, searches
from webapp.conventions import PostFile
from webapp.database import Database, connect
from webapp.posts import Asked, DatedFile, FoundPost, FoundPosts

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)

PEBBLES = """\
---
title: "Pebbles"
tags: [Shore, stones]
---
Nothing of clocks in the intro.

## Sorting pebbles

The café by the shore sorts pebbles by weight, as [a paper](https://arxiv.org/abs/2501.00001) says.

## Lamps

A lamp, a lamp and one more lamp.
"""
CLOCKS = """\
---
title: "Clocks"
categories: time
---
A church clock that runs on pebbles, and [a page](https://example.org/kestrels).

## Bells

They ring.
"""
LAMPS = "---\ntitle: Lamps\n---\nNo stone here.\n"


def dated(name: str, text: str) -> DatedFile:
    day = date.fromisoformat(name[:10])
    return DatedFile(PostFile(name, text, f"_posts/{name}"), day, f"/{name[:10]}/{name[11:-3]}")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Only ever read."""
    opened = connect(tmp_path_factory.mktemp("memory") / "working-notes.db")
    files = [("2025-12-04-a.md", PEBBLES), ("2025-11-27-b.md", CLOCKS), ("2024-10-02-c.md", LAMPS)]
    posts.refresh(opened, [dated(*file) for file in files], NOW)
    return opened


def find(db: Database, typed: str, after: str = "", limit: int = 30) -> FoundPosts:
    return posts.search_posts(db, Asked(searches.parse(typed), after, limit))


def marked(found: FoundPost) -> list[str]:
    return [piece.text for piece in found.excerpt if piece.is_marked]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("pebbles", ["Pebbles", "Clocks"]),
        ("lamps", ["Lamps", "Pebbles"]),
        ("CAFE", ["Pebbles"]),
        ("peb cloc", ["Pebbles", "Clocks"]),
        ("clocks sorting", ["Pebbles"]),
        ('"church clock"', ["Clocks"]),
        ('"clock church"', []),
        ("pebbles -church", ["Pebbles"]),
        ("-pebbles", ["Lamps"]),
        ("kestrels or stones", ["Clocks", "Pebbles"]),
        ("arxiv.org", ["Pebbles"]),
        ("site:arxiv.org", ["Pebbles"]),
        ("site:example", ["Clocks"]),
        ("site:a%e", []),
        ("tag:shore", ["Pebbles"]),
        ("tag:time", ["Clocks"]),
        ("-tag:time pebbles", ["Pebbles"]),
        ("before:2025", ["Lamps"]),
        ("after:2025-11-27", ["Pebbles"]),
        ("after:2024 before:2025-12", ["Clocks"]),
        ("lamp in:title", ["Lamps", "Pebbles"]),
        ("ring in:title", []),
        ("", ["Pebbles", "Clocks", "Lamps"]),
        ("no-such-word", []),
    ],
)
def test_posts_search_finds(db: Database, typed: str, titles: list[str]) -> None:
    found = find(db, typed)

    assert sorted(post.title for post in found.posts) == sorted(titles)
    assert found.posts == () or found.posts[0].title == titles[0]
    assert (found.next, found.doubts) == ("", ())


def test_posts_search_shows_the_section_that_has_the_words_best(db: Database) -> None:
    (first, second) = find(db, "pebbles").posts

    assert (first.path, first.day, first.address) == ("_posts/2025-12-04-a.md", date(2025, 12, 4), "/2025-12-04/a")
    assert (first.position, first.heading, first.anchor) == (1, "Sorting pebbles", "sorting-pebbles")
    assert (first.more, first.link_count, first.words) == (2, 1, posts.words_of(PEBBLES))
    assert "".join(piece.text for piece in first.excerpt).startswith("The café by the shore")
    assert marked(first) == ["pebbles"]
    assert (second.heading, marked(second)) == ("", ["pebbles"])


def test_posts_search_shows_no_excerpt_where_the_text_has_none_of_the_words(db: Database) -> None:
    (found,) = find(db, "kestrels").posts

    assert (found.title, found.excerpt) == ("Clocks", ())


@pytest.mark.parametrize("typed", ["", "o", "pebbles or lamp or stone"])
def test_posts_search_goes_on_from_its_cursor(db: Database, typed: str) -> None:
    whole, pages, after = find(db, typed), [], ""
    for _ in whole.posts:
        page = find(db, typed, after, limit=1)
        pages += page.posts
        after = page.next

    assert tuple(pages) == whole.posts
    assert after == ""


def test_posts_search_says_what_only_links_have(db: Database) -> None:
    found = find(db, "kind:paper is:unread pebbles")

    assert [post.title for post in found.posts] == ["Pebbles", "Clocks"]
    assert found.doubts == ("“kind:” is for links; posts have none.", "“is:” is for links; posts have none.")


@given(
    st.lists(
        st.one_of(
            st.text(max_size=8),
            st.sampled_from(
                ['"', "-", "or", "OR", "site:", "tag:", "before:", "after:2025", "in:title", "NEAR(", "*", "^", "pebb"]
            ),
            st.tuples(st.sampled_from(["site:", "-tag:", 'after:"', "is:", "kind:"]), st.text(max_size=5)).map("".join),
        ),
        max_size=8,
    ).map(" ".join),
    st.text(max_size=9),
)
def test_posts_search_takes_whatever_is_typed(db: Database, typed: str, after: str) -> None:
    assert isinstance(find(db, typed, after), FoundPosts)
