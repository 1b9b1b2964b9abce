"""The inbox's tables."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import SHARED_FIXTURE
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp import capture, links
from webapp.database import Database
from webapp.errors import AddressError, LinkNotFoundError
from webapp.links import Details, FetchState, KeptText, Link, NewPage, State

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
TOMORROW = date(2025, 12, 12)


def save(db: Database, address: str = "https://example.org/a", *, minutes: int = 0, **given: str) -> Link:
    return capture.save_link(db, address, now=NOW + timedelta(minutes=minutes), **given).link  # type: ignore[arg-type]  # only texts are given


def titles(found: list[Link]) -> list[str]:
    return [link.title for link in found]


def test_saved_link_is_unread_and_waits_to_be_read(db: Database) -> None:
    link = save(db, "https://www.example.org/a?utm_source=x#part", title="  A\n title ", note="Mine", quote="Theirs")

    assert link == links.find_link(db, link.id)
    assert (link.state, link.fetch_state) == (State.UNREAD, FetchState.WAITING)
    assert (link.given_address, link.address) == (
        "https://www.example.org/a?utm_source=x#part",
        "https://www.example.org/a#part",
    )
    assert (link.title, link.site) == ("A title", "example.org")
    assert [note.text for note in link.notes] == ["Mine"]
    assert [quote.text for quote in link.quotes] == ["Theirs"]


def test_same_address_in_another_spelling_is_not_saved_twice(db: Database) -> None:
    first = capture.save_link(db, "https://example.org/a", title="Title", note="One", now=NOW)
    again = capture.save_link(
        db, "http://www.example.org/a/?utm_source=x", title="Other", note="Two", quote="Q", now=NOW
    )

    assert (first.is_new, again.is_new) == (True, False)
    assert again.link.id == first.link.id
    assert again.link.title == "Title"
    assert [note.text for note in again.link.notes] == ["One", "Two"]
    assert [quote.text for quote in again.link.quotes] == ["Q"]


def test_same_note_is_kept_once(db: Database) -> None:
    save(db, note="One", quote="Q")

    again = capture.save_link(db, "https://example.org/a", note="One ", quote="Q\r\n", now=NOW)

    assert (again.note_id, again.quote_id) == (None, None)
    assert (len(again.link.notes), len(again.link.quotes)) == (1, 1)


def test_saving_again_brings_a_link_back(db: Database) -> None:
    link = save(db)
    links.set_state(db, link.id, State.DONE, None, NOW)
    links.set_removed(db, link.id, is_removed=True, now=NOW)
    assert links.list_links(db) == []

    save(db)

    assert [found.state for found in links.list_links(db)] == [State.UNREAD]


@pytest.mark.parametrize(
    "address", ["", "words only", "javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.example"]
)
def test_what_is_no_address_is_not_saved(db: Database, address: str) -> None:
    with pytest.raises(AddressError):
        save(db, address)

    assert links.list_links(db) == []


@given(st.text(), st.text())
@settings(max_examples=50, deadline=None, suppress_health_check=SHARED_FIXTURE)
def test_any_note_and_quote_is_kept(db: Database, note: str, quote: str) -> None:
    saved = capture.save_link(db, "https://example.org/a", note=note, quote=quote, now=NOW)

    assert all(found.text == found.text.strip() and found.text for found in saved.link.notes + saved.link.quotes)


def test_unknown_link_is_a_sentence(db: Database) -> None:
    with pytest.raises(LinkNotFoundError, match="no such link"):
        links.find_link(db, 1)


def test_links_are_listed_newest_first(db: Database) -> None:
    for number in range(3):
        save(db, f"https://example.org/{number}", minutes=number, title=str(number))

    assert titles(links.list_links(db)) == ["2", "1", "0"]
    assert titles(links.list_links(db, limit=1)) == ["2"]
    assert titles(links.list_links(db, since=NOW + timedelta(minutes=1))) == ["2", "1"]


def test_links_are_listed_and_counted_by_state(db: Database) -> None:
    done, put_off, _ = (save(db, f"https://example.org/{name}", title=name) for name in ("done", "later", "unread"))
    links.set_state(db, done.id, State.DONE, None, NOW)
    links.set_state(db, put_off.id, State.LATER, TOMORROW, NOW)

    assert {state: titles(links.list_links(db, state=state)) for state in State} == {
        State.DONE: ["done"],
        State.LATER: ["later"],
        State.UNREAD: ["unread"],
    }
    counts = {"later": 1, "unread": 1, "week": 3, "used": 0, "failed": 0}
    assert links.count_states(db, NOW) == counts
    assert links.count_unread(db) == 1


def test_link_put_off_is_unread_again_on_its_day(db: Database) -> None:
    link = save(db)
    links.set_state(db, link.id, State.LATER, TOMORROW, NOW)

    assert links.wake_later(db, date(2025, 12, 11), NOW) == 0
    assert links.wake_later(db, TOMORROW, NOW) == 1

    woken = links.find_link(db, link.id)
    assert (woken.state, woken.later_until) == (State.UNREAD, None)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("reward", ["Reward balance"]),
        ("REWARD bal", ["Reward balance"]),
        ("reward absent", []),
        ("arxiv.org", ["Reward balance"]),
        ("disjointed", ["Reward balance"]),
        ("passage", ["100% proof"]),
        ("100%", ["100% proof"]),
        ("crème", ["100% proof"]),
        ("CREME de", ["100% proof"]),
        ("pro", ["100% proof"]),
        ("roof", []),
        ("2511", ["Reward balance"]),
        ("%", []),
        ("% proof", ["100% proof"]),
        ("_", []),
        ("\\", []),
        ("'; DROP TABLE links; --", []),
    ],
)
def test_search_finds_what_has_all_words_or_their_starts(db: Database, search: str, found: list[str]) -> None:
    save(db, "https://arxiv.org/abs/2511.14460", title="Reward balance", note="A bit disjointed")
    save(db, "https://example.org/proof", title="100% proof", quote="A passage, crème de la crème.")

    assert titles(links.list_links(db, search=search)) == found


@given(st.text())
@settings(max_examples=50, deadline=None, suppress_health_check=SHARED_FIXTURE)
def test_any_search_answers(db: Database, search: str) -> None:
    links.list_links(db, search=search)
    links.list_links(db, search=search, state=State.UNREAD)
    links.find_closest(db, search)


def test_search_follows_what_changes(db: Database) -> None:
    link = save(db, title="Tides", note="Of the moon")
    note, quote = links.add_note(db, link.id, "Neap", NOW), links.add_quote(db, link.id, "Spring", NOW)
    links.keep_page(db, link.id, NewPage("", "Ebb & flow", "Slack", "", html="<p>Surge</p>", text="Surge"), NOW)
    links.add_tags(db, link.id, ["Moon-phase"])

    assert titles(links.list_links(db, search="tides moon neap spring ebb slack surge phase")) == ["Tides"]

    links.remove_note(db, note or 0)
    links.remove_quote(db, quote or 0)
    links.remove_tags(db, link.id, ["moon-PHASE"])

    asked = ("neap", "spring", "phase", "moon", "example")
    assert [len(links.list_links(db, search=word)) for word in asked] == [0, 0, 0, 1, 1]
    db.execute("INSERT INTO links_search (links_search, rank) VALUES ('integrity-check', 1)")


def test_closest_links_are_those_that_say_it_in_their_title(db: Database) -> None:
    save(db, "https://example.org/1", title="Tides")
    save(db, "https://example.org/2", title="Moons", note="About tides", minutes=1)
    save(db, "https://example.org/3", title="Suns", quote="About tides", minutes=2)
    removed = save(db, "https://example.org/4", title="Tides again", minutes=3)
    links.set_removed(db, removed.id, is_removed=True, now=NOW)

    assert titles(links.find_closest(db, "tid")) == ["Tides", "Moons"]
    assert titles(links.find_closest(db, "about TIDE")) == ["Moons"]
    assert titles(links.find_closest(db, "", limit=2)) == ["Suns", "Moons"]
    assert titles(links.find_closest(db, "*")) == []


@pytest.mark.parametrize(
    ("state", "index"),
    [(State.UNREAD, "links_by_state (state=? AND saved_at>?)"), (None, "links_by_time (saved_at>?)")],
)
def test_list_of_links_finds_its_index(db: Database, state: State | None, index: str) -> None:
    seen: list[str] = []
    with db.tracer(lambda sql, _values: seen.append(sql)):
        links.list_links(db, state=state)

    statement = next(sql for sql in seen if " from " in sql.lower() and "links" in sql)
    plan = db.execute(f"EXPLAIN QUERY PLAN {statement}", {"state": state, "since": ""}).fetchall()

    assert index in plan[0][3]


def test_page_fills_only_what_is_empty(db: Database) -> None:
    named, bare = save(db, "https://example.org/1", title="Mine"), save(db, "https://example.org/2")
    for link in (named, bare):
        links.keep_page(db, link.id, NewPage("Page", "Example", "D", "https://example.org/3"), NOW)

    read = [links.find_link(db, link.id) for link in (named, bare)]
    assert titles(read) == ["Mine", "Page"]
    assert {(link.site, link.description, link.final_address, link.fetch_state) for link in read} == {
        ("Example", "D", "https://example.org/3", FetchState.FETCHED)
    }
    assert links.waiting_links(db) == []


def test_page_fills_what_is_empty_and_its_text_is_kept_until_there_is_another(db: Database) -> None:
    link = save(db, "https://arxiv.org/abs/2501.00001")
    first = Details(author="A. Author", published_on=date(2025, 11, 14), language="en", word_count=600, page_count=18)

    links.keep_page(db, link.id, NewPage("T", "", "", "", first, "<p>One</p>", "One"), NOW)
    links.keep_page(db, link.id, NewPage("T", "", "", "", Details(author="Other", language="en")), NOW)

    assert links.find_link(db, link.id).details == replace(first, kind="paper")
    assert links.find_text(db, link.id) == KeptText("<p>One</p>", "One", NOW)
    links.keep_page(db, link.id, NewPage("T", "", "", "", html="<p>Two</p>", text="Two"), NOW)
    assert links.find_text(db, link.id) == KeptText("<p>Two</p>", "Two", NOW)
    assert titles(links.list_links(db, search="one")) == []


def test_link_without_a_kept_text_has_none(db: Database) -> None:
    assert links.find_text(db, save(db).id) is None


def test_tags_are_kept_once_whatever_their_capitals(db: Database) -> None:
    link = save(db)

    links.add_tags(db, link.id, ["Agents", "evals", "agents"])
    links.remove_tags(db, link.id, ["EVALS", "other"])

    assert links.find_link(db, link.id).tags == ("Agents",)


def test_failed_fetch_keeps_its_reason(db: Database) -> None:
    link = save(db)

    links.keep_failure(db, link.id, FetchState.FAILED, "The site did not answer.", NOW)

    kept = links.find_link(db, link.id)
    assert (kept.fetch_state, kept.fetch_reason) == (FetchState.FAILED, "The site did not answer.")


@pytest.mark.parametrize(
    ("details", "words"),
    [
        (Details(), ""),
        (Details(word_count=20), "under a minute"),
        (Details(word_count=238), "1 minute"),
        (Details(word_count=1500), "6 minutes"),
        (Details(page_count=18, word_count=9000), "18 pages"),
        (Details(page_count=1), "1 page"),
        (Details(duration_seconds=754, word_count=50), "13 min"),
        (Details(duration_seconds=3600), "1 h"),
        (Details(duration_seconds=3590), "1 h"),
        (Details(duration_seconds=4320), "1 h 12 min"),
        (Details(duration_seconds=20), "20 s"),
    ],
)
def test_length_of_a_thing_is_said_as_a_reader_would(details: Details, words: str) -> None:
    assert details.extent == words
