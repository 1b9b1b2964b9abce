"""Reading the pages of saved links: what is kept of them, in which order, and what happens with those that fail."""

import http.server
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import POLL_SECONDS, TODAY, Clock
from flask.testing import FlaskClient

from webapp import capture, links
from webapp.database import Database, connect
from webapp.jobs import Jobs
from webapp.jobs.hosts import HOST_SECONDS
from webapp.links import FetchState
from webapp.links.keeping import MOST_FETCHES
from webapp.settings import Settings

ARTICLE = (Path(__file__).parent / "cases" / "pages" / "article.html").read_bytes()
PATIENCE = 60.0  # seconds


@dataclass
class Quay:
    """A real server: it answers with an article, or with the status that a test put there."""

    address: str
    status: int = 200
    asked: list[tuple[str, float]] = field(default_factory=list)  # path, time.monotonic()


@pytest.fixture
def quay() -> Iterator[Quay]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, time.monotonic()))
            self.send_response(made.status)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(ARTICLE)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Quay(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def jobs(settings: Settings, clock: Clock) -> Iterator[Jobs]:
    made = Jobs(lambda: settings, clock, allows_private=True)
    yield made
    made.stop()


def wait_until(holds: Callable[[], bool]) -> None:
    """Look again until it holds; fail after a while."""
    deadline, tick = time.monotonic() + PATIENCE, threading.Event()
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold"
        tick.wait(0.02)


def save(db: Database, address: str, *, minutes: int = 0) -> int:
    return capture.save_link(db, address, now=TODAY + timedelta(minutes=minutes)).link.id


def test_all_that_a_page_says_is_kept_and_its_text_is_searched(db: Database, quay: Quay, jobs: Jobs) -> None:
    link_id = save(db, f"{quay.address}/2025/11/why")
    jobs.start()
    wait_until(lambda: links.find_link(db, link_id).fetch_state is FetchState.FETCHED)

    link, kept = links.find_link(db, link_id), links.find_text(db, link_id)

    assert (link.title, link.site, link.details.author) == ("Why buoys are red", "The Quay", "Lena Sørensen, Tom Reed")
    assert (link.details.published_on, link.details.language) == (date(2025, 11, 14), "en-GB")
    assert link.details.canonical_address == f"{quay.address}/2025/11/why-buoys-are-red"
    assert kept is not None
    assert "onclick" not in kept.html
    assert link.details.word_count == len(kept.text.split())
    assert [found.id for found in links.list_links(db, search="breakfast committee")] == [link_id]


def test_newest_page_is_read_first_and_a_host_is_given_time(db: Database, quay: Quay, jobs: Jobs) -> None:
    for minutes in (1, 0, 2):
        save(db, f"{quay.address}/{minutes}", minutes=minutes)

    jobs.start()
    wait_until(lambda: len(quay.asked) == 3)

    assert [path for path, _ in quay.asked] == ["/2", "/1", "/0"]
    moments = [moment for _, moment in quay.asked]
    assert all(later - earlier >= HOST_SECONDS for earlier, later in itertools.pairwise(moments))


def test_page_that_is_away_is_asked_for_again_on_later_days_but_not_for_ever(
    db: Database, quay: Quay, jobs: Jobs, clock: Clock
) -> None:
    quay.status = 503
    link_id = save(db, f"{quay.address}/a")
    jobs.start()
    for days in range(MOST_FETCHES):
        clock.moment = TODAY + timedelta(days=days)
        wait_until(lambda number=days + 1: len(quay.asked) == number)  # type: ignore[misc]  # a lambda has no types
        wait_until(lambda: links.find_link(db, link_id).fetch_state is FetchState.FAILED)

    assert links.try_again(db, date(2030, 1, 1)) == 0
    assert "503" in links.find_link(db, link_id).fetch_reason


@pytest.mark.parametrize("is_passing", [True, False])
def test_page_is_tried_again_only_where_the_reason_may_pass(db: Database, *, is_passing: bool) -> None:
    link_id = save(db, "https://example.org/a")
    links.keep_failure(db, link_id, FetchState.FAILED, "It is away.", TODAY, is_passing=is_passing)

    assert links.try_again(db, TODAY.date()) == 0
    assert links.try_again(db, TODAY.date() + timedelta(days=1)) == int(is_passing)
    assert bool(links.waiting_links(db)) is is_passing


def test_removed_link_is_not_asked_for(db: Database) -> None:
    link_id = save(db, "https://example.org/a")

    links.set_removed(db, link_id, is_removed=True, now=TODAY)

    assert links.waiting_links(db) == []


def test_page_can_be_fetched_again_by_hand(blog_client: FlaskClient, settings: Settings) -> None:
    db = connect(settings.database_path)
    link_id = save(db, "https://example.org/a")
    links.keep_failure(db, link_id, FetchState.FAILED, "example.org does not answer.", TODAY)
    page = blog_client.get("/links").text

    answer = blog_client.post("/links/fetch", data={"only": link_id})

    assert answer.status_code == 303
    assert "example.org does not answer." in page
    assert 'formaction="/links/fetch"' in page
    assert links.find_link(db, link_id).fetch_state is FetchState.WAITING
    db.close()
