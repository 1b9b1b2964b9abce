"""Bringing in links: counted before, done in batches, never over what is there, and taken back without a trace."""

import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import SHARED_FIXTURE, DatabaseMaker
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp import capture, drafts, exporting, importing, links, triage, undo
from webapp.database import Database, connect
from webapp.errors import ImportNotFoundError, ImportUnreadableError
from webapp.importing import Choices
from webapp.links import Counts, Import, ImportState, State

CASES = Path(__file__).parent / "cases" / "bookmarks"
NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
SOME_BATCHES = 10  # of the 20 at least that 2,000 links take
PATIENCE = 60.0  # seconds
NAMES = sorted(json.loads((CASES / "expected.json").read_text(encoding="utf-8")))

# What says that there was an import, and the numbers of tags, which other programs may have seen.
KEPT_APART = ("imports", "steps", "import_links", "import_notes", "import_quotes", "import_tags", "tags")


@pytest.fixture
def db(tmp_path: Path, new_database: DatabaseMaker) -> Iterator[Database]:
    with closing(new_database(tmp_path / "working-notes.db")) as opened:
        yield opened


def bring_in(db: Database, content: bytes, choices: Choices | None = None, *, at: datetime = NOW) -> Import:
    """Import a file as a whole."""
    planned = importing.plan(db, content, "a file", at)
    importing.begin(db, planned.id, choices or Choices())
    importing.go_on(db, lambda: at)
    return links.find_import(db, planned.id)


def rows_of(db: Database) -> dict[str, list[dict[str, object]]]:
    """Everything that is known of links, and what the search finds."""
    listed = db.query("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    names = [row["name"] for row in listed if not row["name"].startswith(("_", "sqlite_", "links_search_"))]
    found = {name: list(db.query(f'SELECT * FROM "{name}"')) for name in names if name not in KEPT_APART}
    return found | {"search": list(db.query("SELECT rowid FROM links_search WHERE links_search MATCH 'example'"))}


def is_search_sound(db: Database) -> bool:
    """Does the search hold exactly the words that the links have? Raises sqlite3.DatabaseError where it does not."""
    db.execute("INSERT INTO links_search (links_search, rank) VALUES ('integrity-check', 1)")
    db.rollback()
    return True


@pytest.mark.parametrize("name", NAMES)
def test_import_does_what_its_plan_says(db: Database, name: str) -> None:
    planned = importing.plan(db, (CASES / name).read_bytes(), name, NOW)

    importing.begin(db, planned.id, Choices())
    importing.go_on(db, lambda: NOW)

    done = links.find_import(db, planned.id)
    assert (done.state, done.counts, done.position) == (ImportState.DONE, planned.counts, planned.total)
    assert len(links.list_links(db)) == done.counts.added == planned.total
    assert is_search_sound(db)


@pytest.mark.parametrize("name", NAMES)
def test_second_import_of_a_file_adds_nothing(db: Database, name: str) -> None:
    content = (CASES / name).read_bytes()
    first = bring_in(db, content)
    before = rows_of(db)

    second = bring_in(db, content, at=LATER)

    assert second.counts == Counts(known=first.total)
    assert rows_of(db) == before


@pytest.mark.parametrize("name", NAMES)
def test_undo_leaves_everything_as_it_was(db: Database, name: str) -> None:
    content = (CASES / name).read_bytes()
    known = capture.save_link(db, "https://example.org/unread", note="Mine", now=NOW).link
    links.add_tags(db, known.id, ["ONE", "mine"])
    before = rows_of(db)
    bring_in(db, content, at=LATER)

    triage.undo_step(db, None, LATER)
    importing.go_on(db, lambda: LATER)

    assert rows_of(db) == before
    assert is_search_sound(db)
    assert undo.last(db, "links") is None


def test_known_link_gets_what_it_has_not_got_and_keeps_the_rest(db: Database) -> None:
    saved = capture.save_link(db, "https://example.org/unread?utm_source=x", title="My title", note="Mine", now=NOW)
    links.set_state(db, saved.link.id, State.LATER, date(2026, 1, 1), NOW)
    before = links.find_link(db, saved.link.id)

    done = bring_in(db, (CASES / "wallabag.json").read_bytes(), at=LATER)

    after = links.find_link(db, saved.link.id)
    assert done.counts == Counts(added=1, merged=1)
    assert replace(after, tags=before.tags, notes=before.notes, quotes=before.quotes) == before
    assert after.tags == ("one", "two words")
    assert [note.text for note in after.notes] == ["Mine", "Noted on it"]
    assert [quote.text for quote in after.quotes] == ["A passage"]


def test_link_that_was_removed_stays_removed(db: Database) -> None:
    saved = capture.save_link(db, "https://example.org/alone", now=NOW)
    links.set_removed(db, saved.link.id, is_removed=True, now=NOW)

    done = bring_in(db, b"https://example.org/alone https://example.org/other")

    assert done.counts == Counts(added=1, removed=1)
    assert links.is_removed(db, saved.link.id)


def test_entries_for_one_page_become_one_link(db: Database) -> None:
    done = bring_in(db, (CASES / "browser.html").read_bytes())

    found = links.find_by_key(db, "https://example.org/a?id=1")
    assert found is not None
    assert (done.doubled, done.counts.added, found.title) == (1, 4, "Café & <b>tea</b>")


def test_dates_and_states_survive(db: Database) -> None:
    bring_in(db, (CASES / "pocket.csv").read_bytes())

    unread, archived = links.list_links(db)[::-1]
    assert (unread.state, archived.state) == (State.UNREAD, State.DONE)
    assert unread.saved_at == datetime.fromtimestamp(1_600_000_000, UTC)


@pytest.mark.parametrize("state", ["unread", "done"])
def test_state_that_a_file_does_not_say_is_the_chosen_one(db: Database, state: str) -> None:
    bring_in(db, b"https://example.org/alone", Choices(default_state=state))

    assert [link.state for link in links.list_links(db)] == [state]


def test_date_after_today_becomes_now(db: Database) -> None:
    bring_in(db, b"title,url,time_added,tags,status\n,https://example.org,4000000000,,\n")

    assert links.list_links(db)[0].saved_at == NOW


def test_pages_of_an_import_are_read_only_if_asked_for(db: Database) -> None:
    bring_in(db, b"https://example.org/alone")

    assert links.waiting_links(db) == []


def test_pages_of_an_import_are_read_behind_what_was_saved_alone(db: Database) -> None:
    bring_in(db, b"https://example.org/imported", Choices(reads_pages=True))
    capture.save_link(db, "https://example.org/saved", now=LATER)

    assert [link.address for link in links.waiting_links(db)] == [
        "https://example.org/saved",
        "https://example.org/imported",
    ]


def test_saving_an_imported_link_asks_for_its_page(db: Database) -> None:
    bring_in(db, b"https://example.org/imported")

    capture.save_link(db, "https://example.org/imported", now=LATER)

    assert [link.address for link in links.waiting_links(db)] == ["https://example.org/imported"]


def test_undo_keeps_links_that_were_worked_on_since(db: Database) -> None:
    done = bring_in(db, b"https://example.org/1 https://example.org/2 https://example.org/3 https://example.org/4")
    four, three, two, _ = links.list_links(db)
    links.add_note(db, two.id, "worth a sentence", LATER)
    links.set_state(db, three.id, State.DONE, None, LATER)
    links.set_removed(db, four.id, is_removed=True, now=LATER)

    importing.take_back(db, done.id, LATER)
    importing.go_on(db, lambda: LATER)

    assert {link.id for link in links.list_links(db)} == {two.id, three.id}
    assert links.find_import(db, done.id).kept == 2
    assert is_search_sound(db)


def test_import_that_was_stopped_goes_on_where_it_was(db: Database) -> None:
    content = b"\n".join(b"https://example.org/%d" % number for number in range(500))
    planned = importing.plan(db, content, "", NOW)
    importing.begin(db, planned.id, Choices())
    asked = iter([False, False, False, True])
    importing.go_on(db, lambda: NOW, lambda: next(asked, True))
    importing.note_stopped(db)
    stopped = links.find_import(db, planned.id)

    importing.begin(db, planned.id, Choices(default_state="done"))
    importing.go_on(db, lambda: LATER)

    done = links.find_import(db, planned.id)
    assert stopped.state is ImportState.STOPPED
    assert 0 < stopped.position < 500
    assert (done.state, done.counts.added, done.default_state) == (ImportState.DONE, 500, "unread")


def test_import_that_was_stopped_is_taken_back(db: Database) -> None:
    before = rows_of(db)
    planned = importing.plan(db, b"\n".join(b"https://example.org/%d" % number for number in range(500)), "", NOW)
    importing.begin(db, planned.id, Choices())
    asked = iter([False, False, False, True])
    importing.go_on(db, lambda: NOW, lambda: next(asked, True))
    importing.note_stopped(db)

    importing.take_back(db, planned.id, LATER)
    importing.go_on(db, lambda: LATER)

    assert rows_of(db) == before
    assert links.content_of(db, planned.id) == b""


def test_import_is_begun_once(db: Database) -> None:
    done = bring_in(db, b"https://example.org/alone")

    with pytest.raises(ImportNotFoundError):
        importing.begin(db, done.id, Choices())


def test_import_is_taken_back_once(db: Database) -> None:
    done = bring_in(db, b"https://example.org/alone")
    importing.take_back(db, done.id, LATER)

    with pytest.raises(ImportNotFoundError):
        importing.take_back(db, done.id, LATER)


def test_broken_file_changes_nothing(db: Database) -> None:
    before = rows_of(db)

    with pytest.raises(ImportUnreadableError):
        importing.plan(db, b'title,url,time_added\na,https://example.org,1\nb,"https', "", NOW)

    assert rows_of(db) == before
    assert list(db.query("SELECT id FROM imports")) == []


def test_plan_that_nobody_decided_on_goes_after_a_day(db: Database) -> None:
    forgotten = importing.plan(db, b"https://example.org/alone", "", NOW)

    importing.plan(db, b"https://example.org/other", "", NOW + timedelta(days=2))

    with pytest.raises(ImportNotFoundError):
        links.find_import(db, forgotten.id)


def test_link_is_saved_while_an_import_runs(db: Database, tmp_path: Path) -> None:
    content = b"\n".join(b"https://example.org/%d" % number for number in range(2_000))
    planned = importing.plan(db, content, "", NOW)
    importing.begin(db, planned.id, Choices())
    begun, ended, saved = threading.Event(), threading.Event(), threading.Event()
    batches = itertools.count(1)

    def says_that_it_began() -> bool:
        begun.set()
        if next(batches) > SOME_BATCHES:
            saved.wait(PATIENCE)  # else a busy machine may have ended the import before anything else had its turn
        return False

    def work() -> None:
        with closing(connect(tmp_path / "working-notes.db")) as own:
            importing.go_on(own, lambda: NOW, says_that_it_began)
        ended.set()

    worker = threading.Thread(target=work)
    worker.start()
    begun.wait()
    capture.save_link(db, "https://example.org/saved", now=NOW)
    was_running = not ended.is_set()
    saved.set()
    worker.join()

    assert was_running
    assert len(links.list_links(db, limit=5_000)) == 2_001


DRAFT = "---\ntitle: Notes\n---\nIntro\n\n## Reward models\n\nText\n"


def test_everything_that_is_exported_comes_back_equal(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "one.db")) as db, closing(connect(tmp_path / "other.db")) as other:
        fill(db, tmp_path)
        drafts.register(other, tmp_path, "2025-12-11-notes.md", NOW)
        written = "".join(exporting.export(db, "json"))

        bring_in(other, written.encode(), at=LATER)

        assert "".join(exporting.export(other, "json")) == written
        assert without_ids(other) == without_ids(db)


def fill(db: Database, folder: Path) -> None:
    """Save links of every kind, one of them for a section."""
    (folder / "2025-12-11-notes.md").write_text(DRAFT, encoding="utf-8")
    draft = drafts.register(db, folder, "2025-12-11-notes.md", NOW)
    for name in NAMES:
        bring_in(db, (CASES / name).read_bytes())
    saved = capture.save_link(
        db,
        "https://example.org/saved?utm_source=x",
        title="A “title” \\ & <b>",
        note="Line one\nline two",
        draft_id=draft.id,
        section_id=draft.sections[1],
        now=NOW,
    )
    links.add_quote(db, saved.link.id, "A passage", NOW, prefix="before ", suffix=" behind")
    put_off = capture.save_link(db, "https://example.org/later", draft_id=draft.id, now=NOW).link
    links.set_state(db, put_off.id, State.LATER, date(2026, 1, 2), NOW)
    page = links.NewPage(
        "Title", "Site", "About", "https://example.org/end", links.Details("paper", "Ada", date(2024, 1, 2))
    )
    links.keep_page(db, put_off.id, page, NOW)
    links.keep_failure(db, saved.link.id, links.FetchState.FAILED, "The site refused.", NOW)


def without_ids(db: Database) -> list[links.Link]:
    """All links, whatever numbers they and what hangs on them have."""
    return [
        replace(
            link,
            id=0,
            notes=tuple(replace(note, id=0) for note in link.notes),
            quotes=tuple(replace(quote, id=0) for quote in link.quotes),
        )
        for link in sorted(links.list_links(db), key=lambda link: (link.saved_at, link.address))
    ]


def test_link_for_a_draft_that_is_not_here_comes_back_without(db: Database, tmp_path: Path) -> None:
    with closing(connect(tmp_path / "one.db")) as one:
        fill(one, tmp_path)
        written = "".join(exporting.export(one, "json"))

    bring_in(db, written.encode())

    assert {link.draft_id for link in links.list_links(db)} == {None}


def test_bookmark_file_that_is_exported_comes_back_equal(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "one.db")) as db, closing(connect(tmp_path / "other.db")) as other:
        for name in NAMES:
            bring_in(db, (CASES / name).read_bytes())
        written = "".join(exporting.export(db, "netscape"))

        bring_in(other, written.encode(), at=LATER)

        found = {link.address_key: (link.title, link.tags, link.state) for link in links.list_links(other)}
        assert found == {link.address_key: (link.title, link.tags, link.state) for link in links.list_links(db)}


def test_removed_links_are_not_exported(db: Database) -> None:
    saved = capture.save_link(db, "https://example.org/removed", now=NOW)
    links.set_removed(db, saved.link.id, is_removed=True, now=NOW)

    assert json.loads("".join(exporting.export(db, "json")))["links"] == []


def test_export_reads_more_links_than_one_batch(db: Database) -> None:
    bring_in(db, b"\n".join(b"https://example.org/%d" % number for number in range(1_101)))

    found = json.loads("".join(exporting.export(db, "json")))["links"]

    assert len({link["address"] for link in found}) == len(found) == 1_101


TEXTS = st.text(max_size=12)


@settings(max_examples=15, suppress_health_check=SHARED_FIXTURE)
@given(st.lists(st.tuples(st.integers(0, 5), TEXTS, st.lists(TEXTS, max_size=3), TEXTS, TEXTS), min_size=1, max_size=8))
def test_any_links_come_back_equal(
    tmp_path_factory: pytest.TempPathFactory,
    new_database: DatabaseMaker,
    given_links: list[tuple[int, str, list[str], str, str]],
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with closing(new_database(folder / "one.db")) as db, closing(new_database(folder / "other.db")) as other:
        for number, title, tags, note, quote in given_links:
            saved = capture.save_link(db, f"https://example.org/{number}", title=title, note=note, quote=quote, now=NOW)
            links.add_tags(db, saved.link.id, [" ".join(tag.split()) for tag in tags if tag.isalnum()])
        written = "".join(exporting.export(db, "json"))

        bring_in(other, written.encode())

        assert "".join(exporting.export(other, "json")) == written
