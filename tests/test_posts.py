"""The index of published posts knows who linked to what, and reads only what changed."""

from datetime import UTC, date, datetime

import hypothesis
import pytest
from conftest import SHARED_FIXTURE
from hypothesis import given
from hypothesis import strategies as st

from webapp import addresses, posts
from webapp.conventions import PostFile
from webapp.database import Database
from webapp.posts import DatedFile, PostSection, Use

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


def uses(db: Database, address: str) -> list[Use]:
    return posts.posts_linking(db, addresses.canonical(address))


def test_posts_index_says_where_an_address_was_linked(db: Database) -> None:
    posts.refresh(db, [dated("2025-12-04-a.md", TEXT)], NOW)

    assert uses(db, "https://example.org/a") == [
        Use("_posts/2025-12-04-a.md", "Notes", date(2025, 12, 4), "", "a link", "Intro with a link.", "")
    ]
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


MAPS = """\
---
title: "Notes - 04/12/25"
---
Pebbles in the café.

## Maps & "seas"

It's about pebbles: one<br>two, `code` and [Øresund](https://example.org/secret-word).

| a | tide |
|---|---|
| c | d |

```
hidden
```

## Maps & "seas"

## Time

A tide of clocks. Clocks, clocks.
"""


@pytest.fixture
def indexed(db: Database) -> Database:
    posts.refresh(db, [dated("2025-12-04-a.md", MAPS), dated("2025-11-27-b.md", TEXT)], NOW)
    return db


def anchors(found: list[PostSection]) -> list[tuple[int, str]]:
    return [(section.day.day, section.anchor) for section in found]


def test_posts_sections_are_plain_words_with_the_anchor_of_their_heading(indexed: Database) -> None:
    (found,) = posts.find_sections(indexed, ["øresund"])

    assert (found.path, found.title, found.day) == ("_posts/2025-12-04-a.md", "Notes - 04/12/25", date(2025, 12, 4))
    assert (found.position, found.heading, found.anchor) == (1, "Maps & “seas”", "maps--seas")
    assert found.text == "It’s about pebbles: onetwo, code and Øresund. a tide c d"


def test_posts_sections_are_found_closest_first(indexed: Database) -> None:
    assert anchors(posts.find_sections(indexed, ["clocks", "tide"])) == [(4, "time"), (4, "maps--seas")]
    assert anchors(posts.find_sections(indexed, ["CAFE"])) == [(4, "")]
    assert posts.find_sections(indexed, ["clocks"])[0].score > 0
    assert len(posts.find_sections(indexed, ["clocks", "tide"], limit=1)) == 1


@pytest.mark.parametrize("word", ["secret", "hidden", "clo", "", '"', "* OR", "\0", "\ud800", "NEAR("])
def test_posts_sections_have_what_their_words_say_and_nothing_else(indexed: Database, word: str) -> None:
    assert posts.find_sections(indexed, [word]) == []


def test_posts_headings_are_found_as_one_types(indexed: Database) -> None:
    assert anchors(posts.find_headings(indexed, "ma")) == [(4, "maps--seas"), (4, "maps--seas-1")]
    assert anchors(posts.find_headings(indexed, "ti notes")) == [(4, "time")]
    assert anchors(posts.find_headings(indexed, "note")) == [(4, ""), (27, "")]
    assert anchors(posts.find_headings(indexed, "  ")) == [(4, ""), (27, "")]
    assert posts.find_headings(indexed, "pebbles") == []


def test_posts_rare_words_tell_a_text_from_the_others(indexed: Database) -> None:
    words = posts.rare_words(indexed, "Clocks, CLOCKS and a tide of Øresund in our café: unheard.")

    assert words == ["clocks", "cafe", "øresund"]


def test_posts_sections_go_with_their_post(indexed: Database) -> None:
    posts.refresh(indexed, [dated("2025-12-04-a.md", "Now of pebbles only."), dated("2025-11-27-b.md", TEXT)], NOW)

    assert posts.find_sections(indexed, ["clocks"]) == []
    assert [found.text for found in posts.find_sections(indexed, ["pebbles"])] == ["Now of pebbles only."]
    indexed.execute("INSERT INTO post_sections_search (post_sections_search, rank) VALUES ('integrity-check', 1)")


def test_posts_index_that_was_read_by_other_rules_is_read_again(indexed: Database) -> None:
    files = [dated("2025-12-04-a.md", MAPS)]
    indexed.execute("UPDATE posts SET rules = '', word_count = 0")

    assert (posts.refresh(indexed, files, NOW), posts.refresh(indexed, files, NOW)) == (1, 0)
    assert [post.words for post in posts.list_indexed(indexed)] == [posts.words_of(MAPS)]


@hypothesis.settings(suppress_health_check=SHARED_FIXTURE)
@given(st.text())
def test_posts_search_takes_whatever_is_typed(indexed: Database, typed: str) -> None:
    assert isinstance(posts.find_headings(indexed, typed), list)
    assert isinstance(posts.find_sections(indexed, [typed, *typed.split()]), list)
    assert isinstance(posts.rare_words(indexed, typed), list)
