"""Pages that posts link to are looked at in the background, each once, where the author asked for it."""

import http.server
import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from conftest import POLL_SECONDS, TODAY, Clock

from webapp import posts
from webapp.conventions import PostFile
from webapp.database import Database
from webapp.jobs import Jobs
from webapp.jobs.hosts import HOST_SECONDS, Asking, Hosts
from webapp.jobs.visits import MOST_SILENT, PageVisits
from webapp.posts import DatedFile, Found
from webapp.settings import Settings

PATIENCE = 60.0  # seconds
ANSWERS = {"/there": 200, "/moved": 301, "/gone": 404, "/closed": 403, "/busy": 503}


class Host(http.server.BaseHTTPRequestHandler):
    """Answers each path with its number, and remembers when it was asked for what."""

    asked: list[tuple[str, float]]

    def do_GET(self) -> None:
        self.asked.append((self.path, time.monotonic()))
        self.send_response(ANSWERS[self.path])
        if self.path == "/moved":
            self.send_header("Location", "/there")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def asked() -> list[tuple[str, float]]:
    return []


@pytest.fixture
def host(asked: list[tuple[str, float]]) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Host,), {"asked": asked}))
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def start(settings: Settings, clock: Clock) -> Iterator[Callable[..., Jobs]]:
    started: list[Jobs] = []

    def begin(*, allows_private: bool = True) -> Jobs:
        jobs = Jobs(lambda: settings, clock, allows_private=allows_private)
        started.append(jobs)
        jobs.start()
        return jobs

    yield begin
    for jobs in started:
        jobs.stop()


def index(db: Database, host: str, *paths: str) -> None:
    """Let a post link to these pages of the host, each twice."""
    text = " ".join(f"[a {path}]({host}{path}) [b {path}]({host}{path}#part)" for path in paths)
    posts.refresh(db, [DatedFile(PostFile("2025-12-04-a.md", text, "_posts/a.md"), date(2025, 12, 4))], TODAY)


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    tick = threading.Event()
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold"
        tick.wait(0.02)


def found(db: Database) -> dict[str, str]:
    rows = db.query("SELECT address, found FROM post_visits")
    return {f"/{row['address'].rpartition('/')[2].partition('#')[0]}": row["found"] for row in rows}


def test_pages_are_looked_at_once_each_and_a_host_is_given_time(
    db: Database, host: str, asked: list[tuple[str, float]], start: Callable[..., Jobs]
) -> None:
    index(db, host, *ANSWERS)
    jobs = start()
    posts.ask_for_visits(db)

    jobs.visit()

    wait_until(lambda: posts.count_visits(db).waiting == 0)
    assert found(db) == {
        "/there": Found.THERE,
        "/moved": Found.THERE,
        "/gone": Found.GONE,
        "/closed": Found.CLOSED,
        "/busy": Found.SILENT,
    }
    assert Counter(path for path, _ in asked) == Counter([*ANSWERS, "/there"])
    before = [("", 0.0), *asked]
    moments = [moment for (_, moment), (led, _) in zip(asked, before, strict=False) if led != "/moved"]
    assert all(later - earlier >= HOST_SECONDS for earlier, later in itertools.pairwise(moments))


@pytest.fixture
def visits(settings: Settings, clock: Clock) -> PageVisits:
    return PageVisits(Asking(lambda: settings, clock, threading.Event(), Hosts(), allows_private=True, timeout=10.0))


def test_no_page_is_looked_at_that_nobody_asked_for(
    db: Database, host: str, asked: list[tuple[str, float]], visits: PageVisits
) -> None:
    index(db, host, "/there")

    visits.look(db)
    before = list(asked)
    posts.ask_for_visits(db)
    visits.look(db)

    assert (before, [path for path, _ in asked]) == ([], ["/there"])


def test_looking_ends_where_page_after_page_is_silent(db: Database, visits: PageVisits) -> None:
    text = " ".join(f"[x](http://127.0.0.{number}:1/)" for number in range(1, MOST_SILENT + 4))
    posts.refresh(db, [DatedFile(PostFile("2025-12-04-a.md", text, "_posts/a.md"), date(2025, 12, 4))], TODAY)
    posts.ask_for_visits(db)

    visits.look(db)

    assert (posts.count_visits(db).missing, posts.count_visits(db).waiting) == (MOST_SILENT, 3)


def test_address_of_this_machine_is_not_looked_at(db: Database, host: str, start: Callable[..., Jobs]) -> None:
    index(db, host, "/there")
    posts.ask_for_visits(db)

    start(allows_private=False)

    wait_until(lambda: posts.count_visits(db).waiting == 0)
    (missing,) = posts.missing_pages(db, 10)
    assert (missing.found, "this machine" in missing.reason) == (Found.CLOSED, True)
