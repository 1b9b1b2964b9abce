"""What an autosave costs the server, beside a bare atomic write and a bare SQLite commit in the same run.

A post of 10,000 words in 30 sections; every round writes a file, commits a row, and sends the request of an autosave
through the whole app, one after the other. What the test client takes to make the request is not the server's and is
not counted. Aim: at most 1.5 times write and commit.
"""

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask.testing import FlaskClient
from long_post import NAME, long_post

from webapp import drafts, files, sections
from webapp.app import create_app
from webapp.database import connect
from webapp.routes import access, context
from webapp.sample import make_sample_blog
from webapp.settings import Settings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

ROUNDS = 150
WARM_UP = 10  # rounds that are not counted: imports, first reading of the blog
NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
BAR = 1.5
PORT = 7420
HEADERS = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}


@dataclass
class Clock:
    """A clock that the bench moves on."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment


class Meter:
    """The app with a clock: what its last answer took, in milliseconds."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app
        self.took = 0.0

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        start = time.perf_counter()
        answer = self._app(environ, start_response)
        self.took = (time.perf_counter() - start) * 1000
        return answer


@dataclass
class Writer:
    """What a page knows of the section that is written: where it stands in which revision."""

    client: FlaskClient
    clock: Clock
    meter: Meter
    source: str
    place: dict[str, Any]  # revision, start and end, as the last save answered

    def save(self, number: int) -> float:
        """Save, and answer how many milliseconds the server took."""
        self.clock.moment += timedelta(seconds=1)
        fields = {name: self.place[name] for name in ("revision", "start", "end")}
        text = f"{self.source} And word {number}."
        answer = self.client.post(
            f"/desk/{NAME}/save", data={**fields, "text": text}, headers=HEADERS, base_url=f"http://127.0.0.1:{PORT}"
        )
        assert answer.status_code == 200, answer.status
        self.place = answer.json or {}
        return self.meter.took


def begin(folder: Path) -> Writer:
    """Make a blog, a long draft, and a signed-in client."""
    (folder / "drafts").mkdir()
    settings = Settings(folder / "drafts", make_sample_blog(folder / "blog", NOW.date()), PORT)
    clock = Clock()
    app = create_app(settings, clock)
    db = connect(settings.database_path)
    draft = drafts.create_draft(db, settings.drafts_folder, NAME, long_post(), now=NOW)
    db.close()
    meter = Meter(app.wsgi_app)
    app.wsgi_app = meter  # type: ignore[method-assign]  # the way that Flask names for a wrapper
    client = app.test_client()
    token = access.new_sign_in(app.extensions[context.EXTENSION]).rpartition("/")[2]
    client.post("/sign-in", data={"token": token}, headers=HEADERS, base_url=settings.address)
    start, end = sections.span_of(sections.split(draft.text, "<!--more-->"), 15)
    return Writer(client, clock, meter, draft.text[start:end], {"revision": draft.revision, "start": start, "end": end})


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of wall time."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def bare_connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("CREATE TABLE t (content BLOB)")
    return connection


def commit(connection: sqlite3.Connection, content: bytes) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO t (content) VALUES (?)", (content,))
    connection.execute("COMMIT")


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        writer = begin(folder)
        bare, content = bare_connection(folder / "drafts" / "bare.db"), long_post().encode()
        rows: list[tuple[float, float, float]] = []
        for number in range(WARM_UP + ROUNDS):
            write = timed(lambda: files.atomic_write(folder / "drafts" / "bare.md", content))
            row = timed(lambda: commit(bare, content))
            rows.append((write, row, writer.save(number)))
    report(rows[WARM_UP:], len(content))


def report(rows: list[tuple[float, float, float]], size: int) -> None:
    print(f"post: {size} bytes, {len(rows)} rounds; milliseconds, least / p50 / p95")
    columns = [list(column) for column in zip(*rows, strict=True)]
    for label, values in zip(("atomic write", "SQLite commit", "autosave"), columns, strict=True):
        p50, p95 = statistics.median(values), percentile(values, 0.95)
        print(f"  {label:14} {min(values):7.2f} / {p50:7.2f} / {p95:7.2f}")
    probes, saves = [write + row for write, row, _ in rows], columns[2]
    least, p50 = min(saves) / min(probes), statistics.median(saves) / statistics.median(probes)
    print(f"  an autosave is {p50:.2f} times write and commit (p50; least: {least:.2f}); bar: {BAR}")


if __name__ == "__main__":
    main()
