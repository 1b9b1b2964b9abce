"""How the blog writes, over HTTP: what was learned, what was set by hand, and that both reach the next post."""

import html
import json
import re
import subprocess
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp import settings as stored_settings
from webapp.conventions import WEEKLY, Choice, Choices
from webapp.settings import Settings

PAGE = "/settings/conventions"


def choose(client: FlaskClient, aspect: str, text: str, kind: str = WEEKLY) -> TestResponse:
    return client.post(PAGE, data={"kind": kind, "aspect": aspect, "text": text})


def words_of(client: FlaskClient, path: str = PAGE) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html.unescape(client.get(path, follow_redirects=True).text)).split())


def test_conventions_page_says_what_was_learned_and_why(blog_client: FlaskClient) -> None:
    page = words_of(blog_client)

    for words in (
        "Title Working Notes - {dd}/{mm}/{yy} “Working Notes -” with its date, as in all of your last 5 posts",
        "next: Working Notes - 11/12/25",
        "next: 2025-12-11-working-notes.md",
        "Headings of sections ## (level 2) as in all of your last 5 posts with sections",
        "Name of the round-up Random stuff as in all of your last 5 posts",
        "Commit of a new post {title} as in all of your last 5 posts",
        "Day of the week Thursday as in all of your last 5 posts",
    ):
        assert words in page
    assert "Back to what was learned" not in page


def test_conventions_set_by_hand_are_shown_as_such_and_forgotten_in_one_click(blog_client: FlaskClient) -> None:
    answer = choose(blog_client, "title", "Week of {d} {month} {yyyy}")

    assert (answer.status_code, answer.location) == (303, f"{PAGE}#weekly-title")
    page = words_of(blog_client)
    assert "Week of {d} {month} {yyyy} set by you next: Week of 11 December 2025" in page
    assert "Back to what was learned: Working Notes - {dd}/{mm}/{yy}" in page
    assert "1 thing set by you" in words_of(blog_client, "/settings")
    assert blog_client.post(f"{PAGE}/learned", data={"kind": WEEKLY, "aspect": "title"}).status_code == 303
    assert "set by you" not in words_of(blog_client)


def test_conventions_that_cannot_be_used_keep_what_was_typed(blog_client: FlaskClient, settings: Settings) -> None:
    before = (settings.data_folder / stored_settings.FILE_NAME).read_bytes()

    answer = choose(blog_client, "file_name", "{yyyy}-{mm}-{dd}-my <notes>..")

    assert answer.status_code == 422
    assert 'value="{yyyy}-{mm}-{dd}-my &lt;notes&gt;.."' in answer.text
    assert "This file name has a blank, which an address can’t have. What was in use stays." in answer.text
    assert answer.text.count("<details open>") == 1
    assert answer.text.count(" autofocus") == 2, "the refused field, and the sheet of keys in its own dialog"
    assert (settings.data_folder / stored_settings.FILE_NAME).read_bytes() == before


@pytest.mark.parametrize(("kind", "aspect"), [("Daily", "title"), (WEEKLY, "titel"), ("", "")])
def test_conventions_that_there_are_not_are_refused(blog_client: FlaskClient, kind: str, aspect: str) -> None:
    assert choose(blog_client, aspect, "x", kind).status_code == 422


def test_conventions_set_by_hand_begin_the_next_draft(blog_client: FlaskClient) -> None:
    block = '---\nlayout: week\ntitle: "{title}"\nday: {weekday}\n---'
    for aspect, text in (("title", "Week {dd}"), ("file_name", "{yyyy}-{mm}-{dd}-week"), ("front_matter", block)):
        assert choose(blog_client, aspect, text).status_code == 303

    page = blog_client.get("/desk", follow_redirects=True)

    assert page.request.path == "/desk/2025-12-11-week.md"
    added = blog_client.post(
        f"{page.request.path}/sections", data={"revision": revision_of(page.text), "heading": "One"}
    )
    assert added.status_code == 303
    text = (folder_of(blog_client) / "2025-12-11-week.md").read_text(encoding="utf-8")
    assert text.startswith('---\nlayout: week\ntitle: "Week 11"\nday: Thursday\n---\n\n## One')
    assert "Week 11" in words_of(blog_client, page.request.path)
    assert blog_client.get("/desk", follow_redirects=True).request.path == page.request.path


def revision_of(page: str) -> str:
    found = re.search(r'name="revision" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def folder_of(client: FlaskClient) -> Path:
    folder: Path = client.application.extensions["working-notes"].settings.drafts_folder
    return folder


def test_conventions_set_the_words_of_a_commit(blog_client: FlaskClient, sample_blog: Path) -> None:
    choose(blog_client, "commit", "Publish {title}, at last")
    page = blog_client.get("/desk", follow_redirects=True)
    here = page.request.path
    blog_client.post(f"{here}/sections", data={"revision": revision_of(page.text), "heading": "One"})
    plan = blog_client.get(f"{here}/publish").text
    message = re.search(r'name="message" value="([^"]*)"', plan)
    token = re.search(r'name="token" value="([0-9a-f]{64})"', plan)
    assert message
    assert token

    data = {"token": token[1], "message": html.unescape(message[1]), "anyway": "1"}
    assert blog_client.post(f"{here}/publish/commit", data=data).status_code == 303

    said = subprocess.run(["git", "log", "-1", "--format=%s"], cwd=sample_blog, check=True, capture_output=True)
    assert said.stdout.decode() == "Publish Working Notes - 11/12/25, at last\n"


def test_conventions_in_the_settings_file_that_cannot_be_used_are_said(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    path = settings.data_folder / stored_settings.FILE_NAME
    saved = json.loads(path.read_text())
    path.write_text(json.dumps(saved | {"conventions": {str(sample_blog): {"weekly": {"titel": "x", "weekday": 3}}}}))
    home = blog_client.application.extensions["working-notes"]
    home.settings = stored_settings.load(settings.data_folder)

    page = words_of(blog_client)

    assert "weekly, titel: x is not used. Working Notes knows nothing of this name." in page
    assert "weekly, weekday: 3 is not used. This is no text in the settings file." in page
    assert home.settings.choices == Choices(
        (Choice(WEEKLY, "titel", "x"), Choice(WEEKLY, "weekday", "3", is_text=False))
    )
    blog_client.post(f"{PAGE}/learned", data={"kind": WEEKLY, "aspect": "titel"})
    assert "titel" not in words_of(blog_client)
