"""The memory follows the blog: what changed is read, and nothing else."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from webapp import blog, memory, posts
from webapp.blog import Blog
from webapp.database import Database, connect
from webapp.errors import BlogError
from webapp.memory import Follower

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
NEWEST = "2025-12-04-working-notes.md"


def run_git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def db(data_folder: Path) -> Database:
    return connect(data_folder / "working-notes.db")


@pytest.fixture
def site(sample_blog: Path) -> Blog:
    return blog.find_blog(sample_blog)


def refresh(db: Database, site: Blog) -> int:
    return memory.refresh_index(db, site, NOW)


def titles(db: Database) -> list[str]:
    return [post.title for post in posts.list_indexed(db)]


def newest_file(site: Blog) -> Path:
    return max(site.posts_folder.iterdir(), key=lambda path: path.name)


def test_memory_reads_all_posts_once(db: Database, site: Blog) -> None:
    assert (refresh(db, site), refresh(db, site)) == (5, 0)
    assert titles(db)[0] == "Working Notes - 04/12/25"


def test_memory_reads_a_changed_file_alone(db: Database, site: Blog) -> None:
    refresh(db, site)
    path = newest_file(site)
    path.write_text(path.read_text().replace("Working Notes - 04/12/25", "Working Notes - 05/12/25"))
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))

    assert (refresh(db, site), refresh(db, site)) == (1, 0)
    assert titles(db)[0] == "Working Notes - 05/12/25"


def change_unseen(path: Path) -> None:
    """Change a file so that its time and size stay."""
    before = path.stat()
    path.write_text(path.read_text().replace("04/12/25", "05/12/25"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_memory_looks_into_no_file_of_the_same_time_and_size(db: Database, site: Blog) -> None:
    refresh(db, site)
    change_unseen(newest_file(site))

    assert refresh(db, site) == 0
    assert titles(db)[0] == "Working Notes - 04/12/25"


def test_memory_looks_into_every_file_once_git_has_another_commit(db: Database, site: Blog) -> None:
    refresh(db, site)
    change_unseen(newest_file(site))
    run_git(site.work_tree, "commit", "--quiet", "--all", "--message=changed")

    assert (refresh(db, site), refresh(db, site)) == (1, 0)
    assert titles(db)[0] == "Working Notes - 05/12/25"


def test_memory_reads_nothing_again_where_a_file_was_only_touched(db: Database, site: Blog) -> None:
    refresh(db, site)
    os.utime(newest_file(site))

    assert refresh(db, site) == 0


@pytest.mark.parametrize("bad", [None, b"\xff\xfe"], ids=["removed", "no text"])
def test_memory_forgets_a_post_that_is_gone(db: Database, site: Blog, bad: bytes | None) -> None:
    refresh(db, site)
    path = newest_file(site)
    path.unlink()
    if bad is not None:
        path.write_bytes(bad)

    assert refresh(db, site) == 0
    assert titles(db)[0] == "Working Notes - 27/11/25"
    db.execute("INSERT INTO post_sections_search (post_sections_search, rank) VALUES ('integrity-check', 1)")


def test_memory_reads_all_again_where_the_blog_has_other_addresses(db: Database, site: Blog) -> None:
    refresh(db, site)
    config = site.root / "_config.yml"
    config.write_text(f"{config.read_text()}\nbaseurl: /notes\n")

    assert refresh(db, blog.find_blog(site.root)) == 5
    assert all(post.address.startswith("/notes/") for post in posts.list_indexed(db))


def test_memory_keeps_what_another_action_wrote_of_a_post_meanwhile(db: Database, site: Blog) -> None:
    seen = memory.look(site)
    refresh(db, site)

    assert memory.take_in(db, seen, NOW) == 0
    assert len(titles(db)) == 5


def test_memory_takes_in_one_post_and_looks_at_no_other(db: Database, site: Blog) -> None:
    memory.take_in_post(db, site, f"_posts/{newest_file(site).name}", NOW)

    assert titles(db) == ["Working Notes - 04/12/25"]


@pytest.mark.parametrize("path", ["_posts/2030-01-01-none.md", "_config.yml"])
def test_memory_takes_in_nothing_that_is_no_post(db: Database, site: Blog, path: str) -> None:
    memory.take_in_post(db, site, path, NOW)

    assert titles(db) == []


def test_memory_is_rebuilt_from_nothing(db: Database, site: Blog) -> None:
    refresh(db, site)
    before = [(post.path, post.words, post.link_count) for post in posts.list_indexed(db)]
    db.execute("UPDATE posts SET title = 'wrong', word_count = 0")

    held = memory.rebuild_index(db, site, NOW)

    assert [(post.path, post.words, post.link_count) for post in posts.list_indexed(db)] == before
    assert held.posts == 5
    assert held.words == sum(words for _, words, _ in before)
    db.execute("INSERT INTO post_sections_search (post_sections_search, rank) VALUES ('integrity-check', 1)")


@pytest.fixture
def follower(site: Blog) -> Follower:
    return Follower(lambda: site.root, lambda: NOW)


def test_follower_reads_what_changed_since_it_looked(db: Database, site: Blog, follower: Follower) -> None:
    path = site.posts_folder / "2025-12-10-new.md"

    first = follower.look_again(db, lambda: False)
    path.write_text("---\ntitle: New\n---\nWords.\n")

    assert (first, follower.look_again(db, lambda: False)) == (5, 1)
    assert titles(db)[0] == "New"


def test_follower_asks_the_database_nothing_while_nothing_changes(db: Database, follower: Follower) -> None:
    follower.look_again(db, lambda: False)
    asked: list[str] = []
    db.conn.set_trace_callback(asked.append)

    assert follower.look_again(db, lambda: False) == 0
    assert asked == []


def test_follower_that_was_ended_reads_the_rest_next_time(db: Database, follower: Follower) -> None:
    answers = iter([False, False, True])

    first = follower.look_again(db, lambda: next(answers, True))

    assert (first, follower.look_again(db, lambda: False)) == (2, 3)


def test_follower_says_once_that_there_is_no_blog(db: Database, tmp_path: Path) -> None:
    follower = Follower(lambda: tmp_path / "none", lambda: NOW)

    with pytest.raises(BlogError, match="not there"):
        follower.look_again(db, lambda: False)

    assert follower.look_again(db, lambda: False) == 0
