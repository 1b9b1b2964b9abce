"""Publishing from the command line, run as the author runs it."""

import json
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from conftest import TODAY, ProcessStarter, Runner

from webapp import database, drafts
from webapp import settings as stored_settings
from webapp.settings import Settings

pytestmark = pytest.mark.slow

NAME = "2025-12-11-working-notes.md"
PATH = f"_posts/{NAME}"
TEXT = """---
layout: post
title: "Working Notes - 11/12/25"
---

A short week.

## Maps

A [map](https://a.example/map) of lighthouses.
<!--more-->

## Random stuff

- A [clock](https://a.example/clock).
"""


@pytest.fixture
def blog(data_folder: Path, sample_blog: Path) -> Path:
    """The sample blog, chosen, with a draft of this week that is ready."""
    stored_settings.save(Settings(data_folder, sample_blog))
    with closing(database.connect(data_folder / "working-notes.db")) as opened:
        drafts.create_draft(opened, data_folder, NAME, TEXT, now=TODAY)
    return sample_blog


@pytest.fixture
def upstream(blog: Path, tmp_path: Path) -> Path:
    """A bare repository that the blog pushes to."""
    bare = tmp_path / "upstream.git"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    git(blog, "remote", "add", "origin", str(bare))
    git(blog, "push", "--quiet", "--set-upstream", "origin", "main")
    return bare


def git(folder: Path, *arguments: str) -> str:
    ended = subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, text=True)
    return ended.stdout.strip()


def contents(*folders: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def commits(blog: Path) -> int:
    return int(git(blog, "rev-list", "--count", "HEAD"))


@pytest.mark.parametrize("flags", [(), ("--plan",)])
def test_publish_plan_shows_everything_and_changes_nothing(
    run: Runner, blog: Path, data_folder: Path, flags: tuple[str, ...]
) -> None:
    before = contents(blog, data_folder)

    ended = run("publish", NAME, *flags)

    assert ended.returncode == 0, ended.stderr
    for words in (PATH, "/2025-12-11/working-notes", "layout: post", "+## Maps", "branch main"):
        assert words in ended.stdout
    assert contents(blog, data_folder) == before


def test_publish_plan_as_json_names_what_would_be_written(run: Runner, blog: Path) -> None:
    report = json.loads(run("publish", NAME, "--json").stdout)

    assert report["draft"] == NAME
    assert report["file"] == PATH
    assert report["address"] == "/2025-12-11/working-notes"
    assert report["findings"] == []
    assert report["refusals"]["commit"] == []
    assert "no upstream" in report["refusals"]["push"][0]
    assert "+A short week." in report["diff"]


def test_publish_without_a_name_takes_this_weeks_draft(run: Runner, blog: Path) -> None:
    report = json.loads(run("publish", "--json").stdout)

    assert report["draft"] == NAME


def test_publish_without_a_name_goes_on_with_what_is_published(run: Runner, blog: Path, upstream: Path) -> None:
    written, committed, pushed = run("publish", "--write"), run("publish", "--commit"), run("publish", "--push")

    assert (written.returncode, committed.returncode, pushed.returncode) == (0, 0, 0), committed.stderr
    assert git(upstream, "show", "--format=", "--name-only", "main") == PATH


def test_publish_without_a_name_takes_the_next_draft_once_it_is_begun(
    run: Runner, blog: Path, data_folder: Path
) -> None:
    run("publish", "--commit")
    following = NAME.replace("12-11", "12-18")
    (data_folder / following).write_text(TEXT.replace("11/12", "18/12"), encoding="utf-8")

    report = json.loads(run("publish", "--json").stdout)

    assert report["draft"] == following


def test_publish_that_is_refused_answers_in_json_as_well(run: Runner, blog: Path, data_folder: Path) -> None:
    (data_folder / NAME).write_text(TEXT + "\n{% nonsense %}\n", encoding="utf-8")

    ended = run("publish", "--commit", "--json")

    assert ended.returncode == 1
    report = json.loads(ended.stdout)
    assert report["findings"][0]["check"] == "Liquid"
    assert report["done"]["problem"] in ended.stderr
    assert report["done"]["commit"] is None


def test_publish_says_when_this_weeks_draft_was_not_begun(run: Runner, blog: Path, data_folder: Path) -> None:
    (data_folder / NAME).rename(data_folder / "2025-10-02-an-essay.md")

    ended = run("publish")

    assert ended.returncode == 1
    assert NAME in ended.stderr


def test_publish_takes_the_path_of_a_draft(run: Runner, blog: Path, data_folder: Path) -> None:
    report = json.loads(run("publish", str(data_folder / NAME), "--json").stdout)

    assert report["draft"] == NAME


def test_publish_write_writes_the_file_and_commits_nothing(run: Runner, blog: Path) -> None:
    ended = run("publish", NAME, "--write")

    assert ended.returncode == 0, ended.stderr
    assert (blog / PATH).read_text(encoding="utf-8") == TEXT
    assert git(blog, "status", "--porcelain") == f"?? {PATH}"


def test_publish_commit_holds_the_post_alone(run: Runner, blog: Path) -> None:
    (blog / "README.md").write_text("Changed.\n")
    (blog / "staged.txt").write_text("Staged.\n")
    git(blog, "add", "staged.txt")

    ended = run("publish", NAME, "--commit", "--json")

    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["done"]["commit"] == git(blog, "rev-parse", "HEAD")
    assert git(blog, "show", "--format=", "--name-only", "HEAD") == PATH
    assert git(blog, "status", "--porcelain").splitlines() == ["M README.md", "A  staged.txt"]


def test_publish_commit_goes_through_the_running_server(run: Runner, blog: Path, start_process: ProcessStarter) -> None:
    start_process()

    ended = run("publish", NAME, "--commit")

    assert ended.returncode == 0, ended.stderr
    assert "Committed as" in ended.stdout
    assert git(blog, "show", "--format=", "--name-only", "HEAD") == PATH


def test_publish_again_updates_the_same_file(run: Runner, blog: Path, data_folder: Path) -> None:
    run("publish", NAME, "--commit")
    (data_folder / NAME).write_text(TEXT.replace("short", "long"), encoding="utf-8")

    ended = run("publish", NAME, "--commit")

    assert ended.returncode == 0, ended.stderr
    assert git(blog, "show", "--format=", "--numstat", "HEAD") == f"1\t1\t{PATH}"


@pytest.mark.parametrize("serves", [False, True])
def test_publish_refuses_errors_unless_anyway(
    run: Runner, blog: Path, data_folder: Path, start_process: ProcessStarter, serves: bool
) -> None:
    (data_folder / NAME).write_text(TEXT + "\n{% nonsense %}\n", encoding="utf-8")
    if serves:
        start_process()
    before = commits(blog)

    refused = run("publish", NAME, "--commit")
    planned = run("publish", NAME)
    done = run("publish", NAME, "--commit", "--anyway")

    assert (refused.returncode, planned.returncode, done.returncode) == (1, 1, 0)
    assert "nonsense" in refused.stderr
    assert commits(blog) == before + 1


def test_publish_push_sends_the_commit_to_the_upstream(run: Runner, blog: Path, upstream: Path) -> None:
    ended = run("publish", NAME, "--push")

    assert ended.returncode == 0, ended.stderr
    assert git(upstream, "rev-parse", "main") == git(blog, "rev-parse", "HEAD")
    assert git(upstream, "show", "--format=", "--name-only", "main") == PATH


def test_publish_push_after_a_commit_sends_what_is_here_only(run: Runner, blog: Path, upstream: Path) -> None:
    run("publish", NAME, "--commit")
    planned = run("publish", NAME)

    ended = run("publish", NAME, "--push")

    assert git(blog, "log", "-1", "--format=%h %s").split(" ", 1)[1] in planned.stdout.split("A push sends")[1]

    assert ended.returncode == 0, ended.stderr
    assert git(upstream, "rev-parse", "main") == git(blog, "rev-parse", "HEAD")


def test_publish_push_without_an_upstream_is_refused_whole(run: Runner, blog: Path) -> None:
    before = commits(blog)

    ended = run("publish", NAME, "--push")

    assert ended.returncode == 1
    assert "upstream" in ended.stderr
    assert commits(blog) == before
    assert not (blog / PATH).exists()


def test_publish_refuses_a_file_that_was_changed_in_the_blog(run: Runner, blog: Path, data_folder: Path) -> None:
    run("publish", NAME, "--commit")
    (blog / PATH).write_text(TEXT + "Mended by hand.\n", encoding="utf-8")
    (data_folder / NAME).write_text(TEXT.replace("short", "long"), encoding="utf-8")

    ended, planned = run("publish", NAME, "--commit"), run("publish", NAME)
    conflict = json.loads(run("publish", NAME, "--json").stdout)["conflict"]

    assert (ended.returncode, planned.returncode) == (1, 1)
    assert "was changed in the blog's folder" in ended.stderr
    assert "  -Mended by hand." in planned.stdout
    assert conflict["theirs"].endswith("Mended by hand.\n")
    assert conflict["merged"] == conflict["theirs"].replace("short", "long")
    assert (blog / PATH).read_text(encoding="utf-8").endswith("Mended by hand.\n")


def test_publish_of_no_draft_is_a_sentence(run: Runner, blog: Path) -> None:
    ended = run("publish", "2026-01-01-nothing.md")

    assert ended.returncode == 1
    assert "2026-01-01-nothing.md" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_publish_without_a_blog_says_how_to_choose_one(run: Runner) -> None:
    ended = run("publish", NAME)

    assert ended.returncode == 1
    assert "--blog" in ended.stderr


def test_publish_takes_one_draft_of_the_folder_of_drafts(run: Runner, blog: Path, tmp_path: Path) -> None:
    assert run("publish", NAME, "and-another.md").returncode == 2
    assert run("publish", str(tmp_path / "elsewhere" / NAME)).returncode == 2


def test_index_says_what_was_read_with_and_without_a_server(
    run: Runner, blog: Path, start_process: ProcessStarter
) -> None:
    first, second = run("index"), run("index")
    start_process()

    rebuilt = run("index", "--rebuild")

    assert first.stdout.splitlines()[0] == "Read 5 posts."
    assert second.stdout.splitlines()[0] == "Read 0 posts."
    assert rebuilt.stdout == first.stdout
    assert "The index has 5 posts with " in rebuilt.stdout
