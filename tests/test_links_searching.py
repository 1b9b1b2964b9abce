"""What a search finds, page by page."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import SHARED_FIXTURE
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp import capture, links, searches
from webapp.database import Database
from webapp.inbox import Goal, View, Wanted, read_inbox
from webapp.links import Asked, FetchState, Found, NewPage, State

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)


@pytest.fixture
def filled(db: Database) -> Database:
    """Links: a done paper with a text, a video that is put off, one that was used and failed, one that is tagged."""
    paper = save(db, "https://arxiv.org/abs/2501.00001", title="Reward hacking", days=3)
    page = NewPage("", "arXiv", "Agents and harnesses", "", html="", text="How the long run of an agent ends.")
    links.keep_page(db, paper, page, NOW)
    links.set_state(db, paper, State.DONE, None, NOW)
    links.add_quote(db, paper, "As measured", NOW)
    video = save(db, "https://www.youtube.com/watch?v=abcdefghijk", title="Long talk on reward", days=2)
    links.set_state(db, video, State.LATER, NOW.date(), NOW)
    used = save(db, "https://blog.example.org/used", title="Used", days=1)
    links.keep_failure(db, used, FetchState.FAILED, "It does not answer.", NOW)
    db.execute("INSERT INTO posts (path, sha256, title, day, indexed_at) VALUES ('p', 's', 'T', '2025-12-04', 'x')")
    db.execute(
        "INSERT INTO post_links (path, address_key, address, text, heading) VALUES ('p', :key, 'a', 't', '')",
        {"key": links.find_link(db, used).address_key},
    )
    links.add_tags(db, save(db, "https://example.org/tagged", title="Tagged"), ["Agents", "two words"])
    return db


def save(db: Database, address: str, *, title: str = "", days: int = 0) -> int:
    return capture.save_link(db, address, title=title, now=NOW - timedelta(days=days)).link.id


def search(db: Database, typed: str, **asked: object) -> Found:
    return links.search_links(db, Asked(searches.parse(typed), **asked))  # type: ignore[arg-type]  # fields of Asked


def titles(found: Found) -> list[str]:
    return [link.title for link in found.links]


PAPER, VIDEO, USED, TAGGED = "Reward hacking", "Long talk on reward", "Used", "Tagged"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", {PAPER, VIDEO, USED, TAGGED}),
        ("reward", {PAPER, VIDEO}),
        ("rew har", {PAPER}),
        ("reward -hacking", {VIDEO}),
        ("-reward", {USED, TAGGED}),
        ("hacking or tagged", {PAPER, TAGGED}),
        ('"long run"', {PAPER}),
        ('"run long"', set()),
        ("long in:title", {VIDEO}),
        ("site:arxiv.org", {PAPER}),
        ("site:arxiv", {PAPER}),
        ("site:example.org", {USED, TAGGED}),
        ("site:blog.example.org", {USED}),
        ("site:ample.org", set()),
        ("-site:example.org", {PAPER, VIDEO}),
        ("site:www.youtube.com", {VIDEO}),
        ("kind:paper or kind:video", {PAPER, VIDEO}),
        ("kind:paper or used", {PAPER, USED}),
        ("tag:agents", {TAGGED}),
        ('tag:"two words"', {TAGGED}),
        ("is:unread", {USED, TAGGED}),
        ("is:later", {VIDEO}),
        ("is:done reward", {PAPER}),
        ("is:used", {USED}),
        ("is:cited", {TAGGED}),
        ("is:failed", {USED}),
        ("is:quoted", {PAPER}),
        ("-is:quoted -is:used", {VIDEO, TAGGED}),
        ("after:2025-12-10", {TAGGED}),
        ("before:2025-12-10 is:later", {VIDEO}),
        ("before:2025-12-09 reward", {PAPER}),
        ("after:2025-11 before:2026", {PAPER, VIDEO, USED, TAGGED}),
        ("after:9999", set()),
        ("before:0001", set()),
        ("nothing-has-this", set()),
    ],
)
def test_search_finds(filled: Database, typed: str, found: set[str]) -> None:
    cited = frozenset({"https://example.org/tagged"})

    assert set(titles(search(filled, typed, cited=cited))) == found


def test_search_takes_days_in_the_zone_of_the_blog(db: Database) -> None:
    capture.save_link(db, "https://example.org/late", now=datetime(2025, 7, 10, 23, 30, tzinfo=UTC))  # 00:30 in London

    found = [search(db, "after:2025-07-10", zone=zone).links for zone in (UTC, ZoneInfo("Europe/London"))]

    assert [len(each) for each in found] == [0, 1]


def test_search_leaves_out_what_was_removed(filled: Database) -> None:
    for link in search(filled, "reward").links:
        links.set_removed(filled, link.id, is_removed=True, now=NOW)

    assert titles(search(filled, "reward")) == []
    assert set(titles(search(filled, ""))) == {USED, TAGGED}


def test_search_ranks_a_word_of_the_title_before_one_of_the_text(db: Database) -> None:
    text = save(db, "https://example.org/text", title="Other")
    save(db, "https://example.org/title", title="Harnesses", days=9)
    links.keep_page(db, text, NewPage("", "", "", "", text="It says harnesses once."), NOW)

    assert titles(search(db, "harness")) == ["Harnesses", "Other"]


@pytest.mark.parametrize(
    ("typed", "snippet"),
    [
        ("agent long", "How the \x02long\x03 run of an \x02agent\x03 ends."),
        ("harnesses", "Agents and \x02harnesses\x03"),
        ("hacking", None),
    ],
)
def test_snippet_shows_what_was_asked_for_in_the_text(filled: Database, typed: str, snippet: str | None) -> None:
    found = search(filled, typed)

    assert titles(found) == [PAPER]
    assert found.snippets.get(found.links[0].id) == snippet


@pytest.mark.parametrize("typed", ["", "words", "kind:article", "words -other"])
def test_pages_hold_every_link_once(db: Database, typed: str) -> None:
    with db.atomic():
        for number in range(23):
            save(db, f"https://example.org/{number}", title=f"Words {number}", days=number // 4)

    seen, after = [], ""
    for _ in range(5):
        found = search(db, typed, after=after, limit=5)
        seen += titles(found)
        after = found.next

    assert sorted(seen) == sorted(f"Words {number}" for number in range(23))
    assert after == ""


@pytest.mark.parametrize(
    "after", ["x", "~", "2025~x", "-1", "9999999999999999999999", "²", "~²", "a~99999999999999999999"]
)
def test_cursor_that_is_none_is_the_first_page_or_the_end(filled: Database, after: str) -> None:
    assert len(search(filled, "", after=after).links) in (0, 4)
    assert len(search(filled, "reward", after=after).links) in (0, 2)


@settings(suppress_health_check=SHARED_FIXTURE, max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            [
                "or",
                "-",
                '"',
                "a",
                "site:",
                "is:used",
                "tag:x",
                "-is:cited",
                "before:2025",
                "in:title",
                "*",
                "x.com",
                "é",
            ]
        )
        | st.text(max_size=6)
    ).map(" ".join)
)
def test_any_question_can_be_asked(filled: Database, typed: str) -> None:
    search(filled, typed)


@pytest.mark.parametrize("query", ["", "words", "kind:article", "site:example.org -other"])
def test_number_of_statements_of_a_page_does_not_grow_with_the_links(db: Database, query: str) -> None:
    goal = Goal("2025-12-11-notes.md", 0, (), frozenset())

    def statements() -> int:
        seen: list[str] = []
        db.conn.set_trace_callback(seen.append)
        shown = read_inbox(db, Wanted(View.ALL, query), NOW, goal)
        db.conn.set_trace_callback(None)
        assert shown.rows
        return sum(1 for statement in seen if not statement.startswith("--"))  # which are the search table's own

    save(db, "https://example.org/first", title="Words")
    with_one = statements()
    with db.atomic():
        for number in range(60):
            link_id = save(db, f"https://example.org/{number}", title="Words")
            links.add_tags(db, link_id, ["one"])
            links.add_note(db, link_id, "Noted", NOW)

    assert statements() == with_one
