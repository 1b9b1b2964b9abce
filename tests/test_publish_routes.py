"""The publish page and the list of posts, over HTTP."""

import html
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from webapp import drafts
from webapp.database import connect
from webapp.settings import Settings

pytestmark = pytest.mark.slow  # real repositories: left out of the inner loop

TODAY = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
NAME = "2025-12-11-It's a week & more.md"
PAGE = f"/desk/{quote(NAME)}/publish"
TEXT = """\
---
layout: post
title: "Working Notes - 11/12/25"
---

Intro.

## One

Text with a [link](https://example.org/).
<!--more-->

## Random stuff

More.
"""


def run_git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def make_draft(settings: Settings, text: str = TEXT) -> None:
    db = connect(settings.database_path)
    drafts.create_draft(db, settings.drafts_folder, NAME, text, now=TODAY)
    db.close()


def token_of(page: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def post(client: FlaskClient, step: str, **fields: str) -> tuple[int, str]:
    answer = client.post(f"{PAGE}/{step}", data={"token": token_of(client.get(PAGE).text), **fields})
    return answer.status_code, html.unescape(answer.text)


def test_publish_page_shows_everything_before_it_is_done(blog_client: FlaskClient, settings: Settings) -> None:
    make_draft(settings)

    page = html.unescape(blog_client.get(PAGE).text)

    for words in (
        f"_posts/{NAME}",
        "/2025-12-11/It's-a-week-&-more",
        "What will be written",
        "Front matter",
        "Checks",
        "Changes",
        "Commit message",
        "Write the file only",
        "Publish Thursday 11 December",
        "## Random stuff",
        "has no upstream",
        "as in all of your last 5 posts",  # of the commit message
    ):
        assert words in page


def test_publish_page_changes_nothing(blog_client: FlaskClient, settings: Settings, sample_blog: Path) -> None:
    make_draft(settings)
    blog_client.get(PAGE)
    before = snapshot(sample_blog, settings.data_folder)

    assert blog_client.get(PAGE).status_code == 200
    assert blog_client.get("/posts").status_code == 200

    assert snapshot(sample_blog, settings.data_folder) == before


def snapshot(*folders: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def test_publish_commit_leads_back_to_the_page(blog_client: FlaskClient, settings: Settings, sample_blog: Path) -> None:
    make_draft(settings)

    status, _ = post(blog_client, "commit", message="A message & more")

    assert status == 303
    assert run_git(sample_blog, "log", "-1", "--format=%s") == "A message & more\n"
    page = html.unescape(blog_client.get(PAGE).text)
    assert "Committed, on this machine only." in page
    assert "Write the file only" not in page


def test_publish_with_an_old_token_shows_the_page_again(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    make_draft(settings)
    token = token_of(blog_client.get(PAGE).text)
    (settings.drafts_folder / NAME).write_text(TEXT + "And this.\n")

    answer = blog_client.post(f"{PAGE}/commit", data={"token": token})

    assert answer.status_code == 409
    assert "changed since this page was shown" in answer.text
    assert "And this." in answer.text
    assert not (sample_blog / "_posts" / NAME).exists()


def test_publish_without_a_token_is_refused(blog_client: FlaskClient, settings: Settings) -> None:
    make_draft(settings)

    assert blog_client.post(f"{PAGE}/commit").status_code == 409


def test_publish_with_errors_needs_the_second_button(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    make_draft(settings, TEXT + "\n{% nonsense %}\n")
    page = html.unescape(blog_client.get(PAGE).text)
    assert re.search(r"Commit anyway, with \d+ error", page)

    status, answer = post(blog_client, "commit")
    assert (status, "to mend first" in answer) == (409, True)
    assert not (sample_blog / "_posts" / NAME).exists()

    assert post(blog_client, "commit", anyway="1")[0] == 303
    assert (sample_blog / "_posts" / NAME).exists()


def test_publish_shows_what_a_rejecting_hook_said(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    make_draft(settings)
    hook = sample_blog / ".git/hooks/commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho '<b>No</b> such message' >&2\nexit 1\n")
    hook.chmod(0o755)

    status, page = post(blog_client, "commit")

    assert status == 409
    assert "<b>No</b> such message" in page
    assert "Written into the blog's folder, not committed yet." in page


def test_publish_conflict_is_shown_and_merged(blog_client: FlaskClient, settings: Settings, sample_blog: Path) -> None:
    make_draft(settings)
    post(blog_client, "commit")
    (sample_blog / "_posts" / NAME).write_text(TEXT.replace("Intro.", "Their <i>intro</i>."))
    (settings.drafts_folder / NAME).write_text(TEXT.replace("More.", "My more."))

    assert "Merge both into the draft" in blog_client.get(PAGE).text
    assert post(blog_client, "commit")[0] == 409
    assert post(blog_client, "merge", choice="merged")[0] == 303

    merged = TEXT.replace("Intro.", "Their <i>intro</i>.").replace("More.", "My more.")
    assert (settings.drafts_folder / NAME).read_text() == merged
    assert post(blog_client, "commit")[0] == 303
    assert (sample_blog / "_posts" / NAME).read_text() == merged


def test_publish_merge_of_an_unknown_kind_is_refused(blog_client: FlaskClient, settings: Settings) -> None:
    make_draft(settings)

    assert blog_client.post(f"{PAGE}/merge", data={"choice": "all"}).status_code == 409


def test_publish_pushes_and_fetches_from_the_page(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path, tmp_path: Path
) -> None:
    run_git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote")
    run_git(sample_blog, "remote", "add", "origin", str(tmp_path / "remote"))
    run_git(sample_blog, "push", "--quiet", "--set-upstream", "origin", "main")
    make_draft(settings)

    assert post(blog_client, "commit")[0] == 303
    assert "Working Notes - 11/12/25</li>" in blog_client.get(PAGE).text
    assert post(blog_client, "push")[0] == 303
    assert blog_client.post(f"{PAGE}/fetch").status_code == 303

    assert run_git(tmp_path / "remote", "log", "-1", "--format=%s", "main") == "Working Notes - 11/12/25\n"
    assert "and origin/main has it." in blog_client.get(PAGE).text


def test_publish_answers_htmx_with_the_partial(blog_client: FlaskClient, settings: Settings) -> None:
    make_draft(settings)

    page = blog_client.get(PAGE, headers={"HX-Request": "true"}).text

    assert "<html" not in page
    assert page.lstrip().startswith('<div id="publication">')


def test_publish_of_no_draft_is_not_found(blog_client: FlaskClient) -> None:
    assert blog_client.get("/desk/none.md/publish").status_code == 404


def test_posts_page_lists_and_opens(blog_client: FlaskClient, settings: Settings, sample_blog: Path) -> None:
    page = blog_client.get("/posts").text
    assert page.count('name="path"') == 5

    answer = blog_client.post("/posts/open", data={"path": "_posts/2025-12-04-working-notes.md"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/2025-12-04-working-notes.md")
    opened = settings.drafts_folder / "2025-12-04-working-notes.md"
    assert opened.read_bytes() == (sample_blog / "_posts/2025-12-04-working-notes.md").read_bytes()
    assert "Go on" in blog_client.get("/posts").text


def test_posts_page_says_why_a_post_can_not_be_opened(blog_client: FlaskClient) -> None:
    answer = blog_client.post("/posts/open", data={"path": "../secret"})

    assert answer.status_code == 409
    assert "has no post ../secret" in answer.text


@pytest.mark.parametrize("path", [PAGE, "/posts"])
def test_publish_pages_ask_for_a_session(blog_client: FlaskClient, path: str) -> None:
    assert blog_client.application.test_client().get(path).status_code == 401


def test_posts_page_without_a_blog_leads_to_the_start(client: FlaskClient) -> None:
    assert client.get("/posts").headers["Location"] == "/start"
