"""What programs that speak to linkding are answered: lists, links, tags, faults, and what a token may do."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from conftest import TODAY, Clock
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from webapp import capture, linkding, links, searches, tokens, triage
from webapp.database import Database, connect
from webapp.links import Link, State
from webapp.settings import Settings

ADDRESS = "https://example.org/a"


class Program:
    """A program with a token."""

    def __init__(self, app: Flask, secret: str) -> None:
        self.client = app.test_client()
        self.client.environ_base["HTTP_AUTHORIZATION"] = f"Token {secret}"

    def __call__(self, method: str, path: str, sent: object = None, **options: Any) -> Any:
        """Ask, and answer the status with what came as JSON; None where nothing came."""
        answer = self.client.open(path, method=method, json=sent, **options)
        return answer.status_code, answer.get_json(silent=True)


@pytest.fixture
def db(settings: Settings) -> Iterator[Database]:
    with closing(connect(settings.database_path)) as opened:
        yield opened


@pytest.fixture
def reader(app: Flask, db: Database) -> Program:
    """A program that may read and add."""
    return Program(app, tokens.make_token(db, "Reader", TODAY, may_change=False).secret)


@pytest.fixture
def editor(app: Flask, db: Database) -> Program:
    """A program that may change and remove, too."""
    return Program(app, tokens.make_token(db, "Editor", TODAY, may_change=True).secret)


def save(db: Database, number: int, **more: Any) -> Link:
    """Save link number so-and-so; a higher one is newer."""
    address, now = f"https://example.org/{number}", TODAY - timedelta(days=30) + timedelta(hours=number)
    return capture.save_link(db, address, title=more.pop("title", f"Page {number}"), now=now, **more).link


def only_link(db: Database) -> Link:
    (link,) = links.list_links(db)
    return link


def addresses_of(answer: tuple[int, Any]) -> list[str]:
    assert answer[0] == 200
    return [each["url"].removeprefix("https://example.org/") for each in answer[1]["results"]]


def test_api_saves_a_link_as_unread_with_what_was_sent(reader: Program, db: Database) -> None:
    sent = {
        "url": f"{ADDRESS}?utm_source=x",
        "title": "A  title",
        "description": "What it is",
        "notes": "Worth\r\na look",
        "tag_names": ["rl", "#Agents", "RL"],
        "unread": False,
        "shared": True,
        "is_archived": False,
        "date_added": "2024-05-06T07:08:09Z",
    }

    status, answer = reader("POST", "/api/bookmarks/", sent)

    link = only_link(db)
    assert status == 201
    assert answer == {
        "id": link.id,
        "url": ADDRESS,
        "title": "A title",
        "description": "What it is",
        "notes": "Worth\na look",
        "web_archive_snapshot_url": "",
        "favicon_url": None,
        "preview_image_url": None,
        "is_archived": False,
        "unread": True,
        "shared": False,
        "tag_names": ["Agents", "rl"],
        "date_added": "2024-05-06T07:08:09.000000Z",
        "date_modified": "2025-12-11T09:30:00.000000Z",
        "website_title": None,
        "website_description": None,
    }
    assert reader("GET", f"/api/bookmarks/{link.id}/") == (200, answer)
    assert [each.id for each in links.list_links(db, search="agents")] == [link.id]


def test_api_saves_what_is_sent_as_archived_as_done(reader: Program, db: Database) -> None:
    status, answer = reader("POST", "/api/bookmarks/", {"url": ADDRESS, "is_archived": True, "unread": True})

    assert (status, answer["is_archived"], answer["unread"]) == (201, True, False)
    assert only_link(db).state is State.DONE


def test_api_adds_to_a_link_that_is_known_in_another_spelling(reader: Program, db: Database) -> None:
    known = save(db, 1, note="Mine", title="My title")
    links.add_tags(db, known.id, ["kept"])
    links.set_state(db, known.id, State.DONE, None, TODAY)
    sent = {
        "url": "http://www.example.org/1/",
        "title": "Another",
        "notes": "Mine\n\nToo",
        "tag_names": ["Kept", "new"],
    }

    status, answer = reader("POST", "/api/bookmarks/", sent)
    reader("POST", "/api/bookmarks/", sent)

    assert (status, answer["id"], answer["title"]) == (201, known.id, "My title")
    assert (answer["notes"], answer["tag_names"], answer["unread"]) == ("Mine\n\nToo", ["kept", "new"], True)
    assert [note.text for note in only_link(db).notes] == ["Mine", "Too"]


def test_api_saving_a_known_link_again_with_a_token_for_changes_makes_it_say_that(
    editor: Program, db: Database
) -> None:
    known = save(db, 1, note="Mine")
    links.add_tags(db, known.id, ["gone", "kept"])
    sent = {"url": known.address, "title": "Another", "description": "", "notes": "Hers", "tag_names": ["kept"]}

    _, answer = editor("POST", "/api/bookmarks/", sent)

    assert (answer["title"], answer["notes"], answer["tag_names"]) == ("Another", "Hers", ["kept"])
    triage.undo_step(db, None, TODAY)
    undone = only_link(db)
    assert (undone.title, undone.note, undone.tags) == ("Page 1", "Mine", ("gone", "kept"))


def test_api_tells_whether_an_address_is_known(reader: Program, db: Database) -> None:
    known = save(db, 1)
    removed = save(db, 2)
    triage.remove(db, [removed.id], TODAY)

    spelt = reader("GET", "/api/bookmarks/check/?url=http%3A%2F%2Fwww.example.org%2F1%2F%3Futm_source%3Dx")[1]

    assert spelt["bookmark"]["id"] == known.id
    assert spelt["metadata"] == {
        "url": "http://www.example.org/1/?utm_source=x",
        "title": "Page 1",
        "description": None,
        "preview_image": None,
    }
    assert spelt["auto_tags"] == []
    for url in ("https://example.org/3", removed.address, "chrome://newtab/", "no address"):
        assert reader("GET", "/api/bookmarks/check/", query_string={"url": url})[1]["bookmark"] is None


def test_api_lists_links_page_by_page_newest_first(reader: Program, db: Database) -> None:
    for number in range(5):
        save(db, number)
    triage.finish(db, [links.find_by_key(db, "https://example.org/3").id], TODAY)  # type: ignore[union-attr]  # it was saved

    first = reader("GET", "/api/bookmarks/?limit=2&q=")
    second = reader("GET", first[1]["next"])

    assert (first[1]["count"], addresses_of(first), first[1]["previous"]) == (4, ["4", "2"], None)
    assert first[1]["next"] == "http://127.0.0.1:7420/api/bookmarks/?q=&limit=2&offset=2"
    assert (addresses_of(second), second[1]["next"]) == (["1", "0"], None)
    assert second[1]["previous"] == "http://127.0.0.1:7420/api/bookmarks/?q=&limit=2"
    assert addresses_of(reader("GET", "/api/bookmarks/archived/")) == ["3"]
    assert addresses_of(reader("GET", "/api/bookmarks/?offset=99")) == []
    for odd in ("limit=0", "limit=-1", "limit=x", "offset=99999999999999999999", "limit=%F0%9F%A6%86"):
        assert reader("GET", f"/api/bookmarks/?{odd}")[1]["count"] == 4


def test_api_finds_links_as_linkding_does(reader: Program, db: Database) -> None:
    save(db, 1, title="Long running agents")
    tagged, later = save(db, 2, title="Agents"), save(db, 3, title="Bread")
    links.add_tags(db, tagged.id, ["rl"])
    triage.put_off(db, [later.id], None, TODAY)

    def found(query: str) -> set[str]:
        return set(addresses_of(reader("GET", "/api/bookmarks/", query_string={"q": query})))

    assert found("agents") == {"1", "2"}
    assert found("agents not #rl") == {"1"}
    assert found('("long running" and agents)') == {"1"}
    assert found("#RL") == {"2"}
    assert found("bread or #rl") == {"2", "3"}
    assert found("!unread") == {"1", "2"}
    assert found("!untagged") == {"1", "3"}
    assert found("https://example.org/3") == {"3"}
    assert found("nowhere") == set()
    assert set(addresses_of(reader("GET", "/api/bookmarks/?unread=no"))) == {"3"}
    assert set(addresses_of(reader("GET", "/api/bookmarks/?unread=yes"))) == {"1", "2"}


def test_api_pages_of_found_words_are_counted_and_do_not_overlap(reader: Program, db: Database) -> None:
    for number in range(5):
        save(db, number, title="Agents")

    pages = [reader("GET", f"/api/bookmarks/?q=agents&limit=2&offset={offset}") for offset in (0, 2, 4)]

    assert [answer["count"] for _, answer in pages] == [5, 5, 5]
    assert sorted(each for answer in pages for each in addresses_of(answer)) == ["0", "1", "2", "3", "4"]


def test_api_lists_what_was_added_or_changed_since(
    reader: Program, editor: Program, db: Database, clock: Clock
) -> None:
    old, _ = save(db, 1), save(db, 200)
    clock.moment += timedelta(days=1)
    editor("PATCH", f"/api/bookmarks/{old.id}/", {"tag_names": ["new"]})

    assert addresses_of(reader("GET", "/api/bookmarks/?added_since=2025-11-15T00:00:00Z")) == ["200"]
    assert addresses_of(reader("GET", "/api/bookmarks/?modified_since=2025-12-12T00:00:00Z")) == ["1"]
    assert reader("GET", "/api/bookmarks/?modified_since=yesterday")[0] == 400


@given(st.text())
def test_api_any_search_is_one_that_can_be_asked(query: str) -> None:
    translated = linkding.translate(query)

    assert searches.parse(translated) is not None


def test_api_changes_only_what_is_sent(editor: Program, db: Database) -> None:
    link = save(db, 1, note="One")
    links.add_note(db, link.id, "Two", TODAY)

    status, answer = editor(
        "PATCH", f"/api/bookmarks/{link.id}/", {"notes": "One\n\nTwo, and more", "tag_names": ["a"]}
    )

    assert (status, answer["title"], answer["unread"], answer["tag_names"]) == (200, "Page 1", True, ["a"])
    assert [note.text for note in only_link(db).notes] == ["One", "Two, and more"]
    triage.undo_step(db, None, TODAY)
    undone = only_link(db)
    assert ([note.text for note in undone.notes], undone.tags) == (["One", "Two"], ())
    assert only_link(db).notes[0].id == link.notes[0].id


@pytest.mark.parametrize(
    ("state", "sent", "expected"),
    [
        (State.UNREAD, {}, State.UNREAD),
        (State.UNREAD, {"unread": False}, State.LATER),
        (State.UNREAD, {"is_archived": True, "unread": True}, State.DONE),
        (State.LATER, {"title": "x"}, State.LATER),
        (State.LATER, {"unread": True}, State.UNREAD),
        (State.DONE, {"unread": False}, State.DONE),
        (State.DONE, {"unread": True}, State.UNREAD),
        (State.DONE, {"is_archived": False}, State.UNREAD),
        (State.DONE, {"is_archived": False, "unread": False}, State.LATER),
    ],
    ids=str,
)
def test_api_states_are_unread_later_and_done(
    editor: Program, db: Database, state: State, sent: dict[str, object], expected: State
) -> None:
    link = save(db, 1)
    links.set_state(db, link.id, state, None, TODAY)

    status, answer = editor("PATCH", f"/api/bookmarks/{link.id}/", sent)

    assert (status, only_link(db).state) == (200, expected)
    assert (answer["unread"], answer["is_archived"]) == (expected is State.UNREAD, expected is State.DONE)


def test_api_gives_a_link_another_address_unless_another_link_has_it(editor: Program, db: Database) -> None:
    link, other = save(db, 1), save(db, 2)
    path = f"/api/bookmarks/{link.id}/"

    refused = editor("PUT", path, {"url": "http://www.example.org/2/"})
    taken = editor("PUT", path, {"url": "https://arxiv.org/pdf/2501.00001"})

    assert refused == (400, {"url": ["Another link has this address already. Nothing was changed."]})
    assert taken[1]["url"] == "https://arxiv.org/pdf/2501.00001"
    changed = links.find_link(db, link.id)
    assert (changed.site, changed.details.kind, changed.fetch_state) == ("arxiv.org", "paper", "waiting")
    triage.undo_step(db, None, TODAY)
    assert links.find_link(db, link.id).address == link.address
    assert links.find_link(db, other.id).address == other.address


def test_api_undo_of_an_address_that_is_taken_by_now_changes_nothing(editor: Program, db: Database) -> None:
    link = save(db, 1)
    editor("PATCH", f"/api/bookmarks/{link.id}/", {"url": "https://example.org/moved", "title": "Moved"})
    save(db, 1, title="In its place")
    step = triage.undo.last(db, "links")
    assert step

    with pytest.raises(triage.NothingToUndoError, match="Another link has that address"):
        triage.undo_step(db, step.id, TODAY)

    assert links.find_link(db, link.id).title == "Moved"


def test_api_archives_unarchives_and_removes_with_undo(editor: Program, db: Database) -> None:
    link = save(db, 1)
    path = f"/api/bookmarks/{link.id}/"

    assert editor("POST", f"{path}archive/") == (204, None)
    assert only_link(db).state is State.DONE
    assert editor("POST", f"{path}unarchive/") == (204, None)
    assert only_link(db).state is State.UNREAD
    assert editor("DELETE", path) == (204, None)
    assert links.list_links(db) == []
    for method, below in [("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "archive/"), ("POST", "unarchive/")]:
        assert editor(method, path + below, {"title": "x"})[0] == 404

    triage.undo_step(db, None, TODAY)
    assert only_link(db).id == link.id


def test_api_lists_makes_and_finds_tags(reader: Program, db: Database) -> None:
    link, removed = save(db, 1), save(db, 2)
    links.add_tags(db, link.id, ["Agents", "rl"])
    links.add_tags(db, removed.id, ["gone"])
    triage.remove(db, [removed.id], TODAY)

    status, made = reader("POST", "/api/tags/", {"name": " bread "})
    again = reader("POST", "/api/tags/", {"name": "BREAD"})[1]

    listed = reader("GET", "/api/tags/?limit=2")[1]
    assert (status, made["name"], made["date_added"]) == (201, "bread", "2025-12-11T09:30:00.000000Z")
    assert again == made
    assert (listed["count"], [tag["name"] for tag in listed["results"]]) == (3, ["Agents", "bread"])
    assert [tag["name"] for tag in reader("GET", listed["next"])[1]["results"]] == ["rl"]
    assert reader("GET", f"/api/tags/{made['id']}/") == (200, made)
    assert reader("GET", "/api/tags/999/")[0] == 404


def test_api_says_which_linkding_it_speaks_and_has_a_profile(reader: Program) -> None:
    assert reader("GET", "/health") == (200, {"version": "1.41.0", "status": "healthy"})
    status, profile = reader("GET", "/api/user/profile/")
    assert (status, profile["search_preferences"]["sort"]) == (200, "added_desc")


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({}, "url"),
        ({"url": " "}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": 7, "title": [], "unread": "yes", "tag_names": "a,b"}, "url title unread tag_names"),
        ({"url": ADDRESS, "tag_names": [1]}, "tag_names"),
        ({"url": ADDRESS, "date_added": "2099-01-01T00:00:00Z"}, "date_added"),
        ({"url": ADDRESS, "date_added": "last week"}, "date_added"),
        ([], "non_field_errors"),
        ("text", "non_field_errors"),
    ],
    ids=str,
)
def test_api_says_field_by_field_what_it_can_not_use(reader: Program, db: Database, sent: object, fields: str) -> None:
    status, answer = reader("POST", "/api/bookmarks/", sent)

    assert (status, set(answer)) == (400, set(fields.split()))
    assert all(isinstance(faults, list) and faults for faults in answer.values())
    assert links.list_links(db) == []


def test_api_faults_are_json_with_a_detail(reader: Program) -> None:
    answers = [
        reader("POST", "/api/bookmarks/", data="{", content_type="application/json"),
        reader("POST", "/api/bookmarks/", data="url=x", content_type="application/x-www-form-urlencoded"),
        reader("GET", "/api/bookmarks/999/"),
        reader("GET", "/api/bookmarks/99999999999999999999/"),
        reader("GET", "/api/bundles/"),
        reader("DELETE", "/api/nowhere/"),
    ]

    assert [status for status, _ in answers] == [400, 415, 404, 404, 404, 403]
    assert [set(answer) for _, answer in answers] == [{"detail"}] * 6


def test_api_text_from_outside_is_kept_as_text(reader: Program, db: Database) -> None:
    sent = {
        "url": ADDRESS,
        "title": "A\x00 <b>\ud800",
        "description": "a\nb",
        "notes": "n" * 30_000,
        "tag_names": ["\x07"],
    }

    status, answer = reader("POST", "/api/bookmarks/", sent)

    assert (status, answer["title"], answer["description"], answer["tag_names"]) == (201, "A <b>", "a b", [])
    assert len(only_link(db).note) == 20_000


def test_api_list_takes_the_same_number_of_statements_however_long(reader: Program, db: Database, app: Flask) -> None:
    def statements(limit: int) -> int:
        asked: list[str] = []
        wanted = linkding.read_wanted({"limit": str(limit)}, is_archived=False)
        db.conn.set_trace_callback(asked.append)
        assert len(linkding.list_wanted(db, wanted).links) == limit
        db.conn.set_trace_callback(None)
        return len(asked)

    for number in range(12):
        links.add_tags(db, save(db, number, note="A note").id, ["a", "b"])

    assert statements(2) == statements(12)


def test_settings_make_show_once_and_revoke_a_token(client: FlaskClient, app: Flask, db: Database) -> None:
    page = client.post("/settings/tokens", data={"name": "My <browser>", "may_change": "on"}).text
    secret = page.partition('id="made" value="')[2].partition('"')[0]
    program = Program(app, secret)

    assert program("GET", "/api/bookmarks/")[0] == 200
    later = client.get("/settings").text
    assert secret not in later
    assert "My &lt;browser&gt;" in later
    assert "reads, adds, changes and removes links; made 11 Dec 2025, last used 11 Dec 2025" in later
    (token,) = tokens.list_tokens(db)
    answer = client.post(f"/settings/tokens/{token.id}/revoke")
    assert (answer.status_code, answer.location) == (303, "/settings#programs")
    assert program("GET", "/api/bookmarks/")[0] == 401
