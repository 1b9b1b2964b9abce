"""What an autosave costs, beside a bare atomic write and a bare SQLite commit in the same run.

A post of 10,000 words in 30 sections; every round writes the file, commits a row, and saves a section, in turn.
"""

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from webapp import blog, drafts, files, sections, write
from webapp.database import connect
from webapp.sample import make_sample_blog
from webapp.write import Place

ROUNDS = 200
NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
NAME = "2025-12-11-long.md"
PARAGRAPH = (
    "Words with [a link](https://example.org/a) and *some* emphasis, as a post has them, of which there are many. "
)


def long_post() -> str:
    body = "".join(f"## Section {number}\n\n{PARAGRAPH * 19}\n\n" for number in range(30))
    return f'---\nlayout: post\ntitle: "Long"\n---\n\nIntro.\n\n{body}'


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of wall time."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def commit(connection: sqlite3.Connection, content: bytes) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO t (content) VALUES (?)", (content,))
    connection.execute("COMMIT")


def bare_connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("CREATE TABLE t (content BLOB)")
    return connection


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = blog.find_blog(make_sample_blog(folder / "blog", NOW.date()))
        (folder / "drafts").mkdir()
        db = connect(folder / "drafts" / "working-notes.db")
        draft = drafts.create_draft(db, folder / "drafts", NAME, long_post(), now=NOW)
        bare = bare_connection(folder / "drafts" / "bare.db")
        start, end = sections.span_of(sections.split(draft.text, "<!--more-->"), 15)
        source = draft.text[start:end]
        writes, commits, saves = [], [], []
        revision = draft.revision
        for number in range(ROUNDS):
            content = drafts.read_draft(db, draft.path.parent, NAME).text.encode()
            writes.append(timed(lambda: files.atomic_write(folder / "drafts" / "bare.md", content)))  # noqa: B023
            commits.append(timed(lambda: commit(bare, content)))  # noqa: B023
            place = Place(db, draft.path.parent, site, NAME, None, NOW + timedelta(seconds=number))
            begun = time.perf_counter()
            saved = write.save_section(
                place, revision=revision, start=start, end=end, text=f"{source} And word {number}."
            )
            saves.append((time.perf_counter() - begun) * 1000)
            revision, start, end = saved.draft.revision, saved.start, saved.end
        probe = [one + other for one, other in zip(writes, commits, strict=True)]
        print(f"post: {len(content)} bytes, {ROUNDS} rounds; milliseconds, p50 / p95")
        for label, values in (("atomic write", writes), ("SQLite commit", commits), ("autosave", saves)):
            print(f"  {label:14} {statistics.median(values):7.2f} / {percentile(values, 0.95):7.2f}")
        print(f"  autosave is {statistics.median(saves) / statistics.median(probe):.2f} times write and commit (p50)")


if __name__ == "__main__":
    main()
