"""Background work: pages of saved links are read, and what other programs change is noticed."""

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import POLL_SECONDS, TODAY, Clock

from webapp import capture, drafts, links
from webapp.database import Database
from webapp.errors import NotSavedError
from webapp.jobs import Jobs
from webapp.links import FetchState, State
from webapp.settings import Settings

NAME = "2025-12-11-working-notes.md"
TEXT = "---\ntitle: T\n---\n\nIntro.\n\n## One\n\nFirst.\n"
PATIENCE = 60.0  # seconds


class Page(http.server.BaseHTTPRequestHandler):
    """One page with a title; every other address is missing."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/page" else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>What the page says</title>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def start(settings: Settings, clock: Clock, db: Database) -> Iterator[Callable[..., Jobs]]:
    started: list[Jobs] = []

    def begin(*tasks: Callable[[Database], object]) -> Jobs:
        jobs = Jobs(lambda: settings, clock, tasks=tasks, allows_private=True)
        started.append(jobs)
        jobs.start()
        return jobs

    yield begin
    for jobs in started:
        jobs.stop()


def wait_until(holds: Callable[[], bool]) -> None:
    """Look again until it holds; fail after a while."""
    deadline = time.monotonic() + PATIENCE
    tick = threading.Event()
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold"
        tick.wait(0.02)


def test_page_of_a_saved_link_is_read(db: Database, site: str, start: Callable[..., Jobs]) -> None:
    before = capture.save_link(db, f"{site}/page", now=TODAY).link
    jobs = start()
    wait_until(lambda: links.find_link(db, before.id).title == "What the page says")

    after = capture.save_link(db, f"{site}/page?second", now=TODAY).link
    jobs.wake()

    wait_until(lambda: links.find_link(db, after.id).fetch_state is FetchState.FAILED)
    assert "404" in links.find_link(db, after.id).fetch_reason


def test_address_of_this_machine_is_refused_with_its_reason(db: Database, settings: Settings, clock: Clock) -> None:
    link = capture.save_link(db, "http://127.0.0.1:1/", now=TODAY).link
    jobs = Jobs(lambda: settings, clock)
    jobs.start()

    wait_until(lambda: links.find_link(db, link.id).fetch_state is FetchState.REFUSED)
    jobs.stop()

    assert "not fetched" in links.find_link(db, link.id).fetch_reason


def test_draft_that_another_program_writes_is_kept(
    db: Database, settings: Settings, start: Callable[..., Jobs]
) -> None:
    path = settings.drafts_folder / NAME
    path.write_text(TEXT)
    start()
    wait_until(lambda: drafts.read_draft(db, settings.drafts_folder, NAME).id > 0)
    first = drafts.read_draft(db, settings.drafts_folder, NAME)

    path.write_text(TEXT + "\n## Two\n\nSecond.\n")

    wait_until(lambda: 0 not in drafts.read_draft(db, settings.drafts_folder, NAME).sections)
    second = drafts.read_draft(db, settings.drafts_folder, NAME)
    assert second.sections[:2] == first.sections
    assert drafts.revision_text(db, first.id, first.revision) == TEXT


def test_unreadable_draft_stops_nothing(db: Database, settings: Settings, start: Callable[..., Jobs]) -> None:
    (settings.drafts_folder / "2025-12-11-broken.md").write_bytes(b"caf\xe9")
    (settings.drafts_folder / NAME).write_text(TEXT)

    start()

    wait_until(lambda: drafts.read_draft(db, settings.drafts_folder, NAME).id > 0)


def test_link_put_off_comes_back_on_its_day(db: Database, clock: Clock, start: Callable[..., Jobs]) -> None:
    link = capture.save_link(db, "http://127.0.0.1:1/", now=TODAY).link
    links.set_state(db, link.id, State.LATER, date(2025, 12, 13), TODAY)
    start()

    clock.moment = TODAY + timedelta(days=2)

    wait_until(lambda: links.find_link(db, link.id).state is State.UNREAD)


@pytest.mark.parametrize(
    ("zone", "moment", "state"),
    [
        ("Pacific/Auckland", datetime(2025, 12, 12, 11, 1, tzinfo=UTC), State.UNREAD),
        ("Pacific/Auckland", datetime(2025, 12, 12, 10, 59, tzinfo=UTC), State.LATER),
        ("Pacific/Honolulu", datetime(2025, 12, 13, 10, 1, tzinfo=UTC), State.UNREAD),
        ("Pacific/Honolulu", datetime(2025, 12, 13, 9, 59, tzinfo=UTC), State.LATER),
        (
            "no zone",
            datetime(2025, 12, 13, 0, 1, tzinfo=UTC),
            State.UNREAD,
        ),  # the machine's day
    ],
)
def test_link_put_off_comes_back_with_the_day_of_the_blog(
    db: Database, settings: Settings, clock: Clock, sample_blog: Path, zone: str, moment: datetime, state: State
) -> None:
    config = sample_blog / "_config.yml"
    config.write_text(config.read_text().replace("Europe/London", zone))
    link = capture.save_link(db, "http://127.0.0.1:1/", now=TODAY).link
    links.set_state(db, link.id, State.LATER, date(2025, 12, 13), TODAY)
    clock.moment = moment

    Jobs(lambda: replace(settings, blog_folder=sample_blog), clock)._look(db)  # what it does each second

    assert links.find_link(db, link.id).state is state


def test_tasks_are_done_at_the_start_and_once_a_day(clock: Clock, start: Callable[..., Jobs]) -> None:
    done: list[datetime] = []

    def fail(_db: Database) -> None:
        raise NotSavedError("The disk is full.")

    start(fail, lambda _db: done.append(clock()))
    wait_until(lambda: len(done) == 1)
    clock.moment = datetime(2025, 12, 12, 12, tzinfo=UTC)

    wait_until(lambda: len(done) == 2)


def test_draft_that_is_renamed_is_followed(
    db: Database, settings: Settings, start: Callable[..., Jobs], tmp_path: Path
) -> None:
    (settings.drafts_folder / NAME).write_text(TEXT)
    jobs = start()
    wait_until(lambda: drafts.read_draft(db, settings.drafts_folder, NAME).id > 0)
    (settings.drafts_folder / NAME).rename(tmp_path / NAME)
    (tmp_path / NAME).rename(settings.drafts_folder / "2025-12-12-renamed.md")

    wait_until(
        lambda: [entry.name for entry in drafts.list_drafts(db, settings.drafts_folder)] == ["2025-12-12-renamed.md"]
    )

    jobs.stop()
