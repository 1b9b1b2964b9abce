"""The index of published posts knows who linked to what, and reads only what changed."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from webapp import addresses, posts
from webapp.conventions import PostFile
from webapp.database import Database, connect
from webapp.posts import DatedFile, Use

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
TEXT = """\
---
title: "Notes"
---

Intro with [a link](https://example.org/a?utm_source=x).

## One [heading](https://example.org/h)

See <https://example.org/auto>, [b](https://example.org/b) and [again](https://EXAMPLE.org/b#part).
[here](/2025/own-post) [mail](mailto:a@example.org) https://example.org/bare

### Deeper

[c][ref]

## Two

<a href="https://example.org/html">x</a>

[ref]: https://example.org/c
"""


def dated(name: str, text: str) -> DatedFile:
    return DatedFile(PostFile(name, text, f"_posts/{name}"), date.fromisoformat(name[:10]))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return connect(tmp_path / "working-notes.db")


def uses(db: Database, address: str) -> list[Use]:
    return posts.posts_linking(db, addresses.canonical(address))


def test_posts_index_says_where_an_address_was_linked(db: Database) -> None:
    posts.refresh(db, [dated("2025-12-04-a.md", TEXT)], NOW)

    assert uses(db, "https://example.org/a") == [Use("_posts/2025-12-04-a.md", "Notes", date(2025, 12, 4), "")]
    assert [use.heading[:3] for use in uses(db, "https://example.org/auto")] == ["One"]
    assert [use.heading[:3] for use in uses(db, "https://example.org/c")] == ["One"]
    assert [use.heading for use in uses(db, "https://example.org/html")] == ["Two"]
    assert uses(db, "https://example.org/bare") == []


def test_posts_index_reads_only_what_changed(db: Database) -> None:
    first, second = dated("2025-12-04-a.md", TEXT), dated("2025-11-27-b.md", TEXT)

    assert posts.refresh(db, [first, second], NOW) == 2
    assert posts.refresh(db, [first, second], NOW) == 0
    assert posts.refresh(db, [first, dated("2025-11-27-b.md", TEXT + "\n[d](https://example.org/d)\n")], NOW) == 1
    assert [use.path for use in uses(db, "https://example.org/d")] == ["_posts/2025-11-27-b.md"]


def test_posts_index_forgets_what_is_gone(db: Database) -> None:
    posts.refresh(db, [dated("2025-12-04-a.md", TEXT), dated("2025-11-27-b.md", TEXT)], NOW)

    posts.refresh(db, [dated("2025-11-27-b.md", TEXT)], NOW)

    assert [use.path for use in uses(db, "https://example.org/html")] == ["_posts/2025-11-27-b.md"]


def test_posts_index_lists_newest_use_first(db: Database) -> None:
    posts.refresh(db, [dated("2025-11-27-b.md", TEXT), dated("2025-12-04-a.md", TEXT)], NOW)

    assert [use.day.day for use in uses(db, "https://example.org/html")] == [4, 27]
    key = addresses.canonical("https://example.org/html")
    assert posts.used_keys(db, [key, "other"]) == {key}


def test_posts_list_is_right_before_the_index_was_refreshed(db: Database) -> None:
    files = [dated("2025-11-27-b.md", TEXT), dated("2025-12-04-a-first-post.md", "No front matter.\n")]

    listed = posts.list_posts(db, files)

    assert [(post.title, post.day.day) for post in listed] == [("A First Post", 4), ("Notes", 27)]
    assert next(db.query("SELECT COUNT(*) AS n FROM posts"))["n"] == 0
    posts.refresh(db, files, NOW)
    assert posts.list_posts(db, files) == listed


def test_posts_index_goes_on_where_front_matter_is_broken(db: Database) -> None:
    posts.refresh(db, [dated("2025-12-04-a-b.md", "---\ntitle: a: b\n---\n[x](https://example.org/x)\n")], NOW)

    assert [use.title for use in uses(db, "https://example.org/x")] == ["A B"]
