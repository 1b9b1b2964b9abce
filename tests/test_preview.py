"""The preview: what the blog will show, in a page that can do nothing and asks for nothing."""

import base64
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp import blog, drafts, preview
from webapp.database import connect
from webapp.settings import Settings

NAME = "2025-12-11-working-notes.md"
FRAME = f"/desk/{NAME}/preview/frame"
PNG = b"\x89PNG\r\n\x1a\n and so on"
DAY = date(2025, 12, 11)
POST = """\
---
layout: post
title: "Working Notes - 11/12/25"
---

Intro with a [link][ref].

## One

Above.
<!--more-->

## Two

Below "quoted".

[ref]: https://example.org/a
"""


def write(settings: Settings, text: str = POST) -> None:
    (settings.drafts_folder / NAME).write_text(text, encoding="utf-8")


def frame(client: FlaskClient, settings: Settings, text: str = POST, view: str = "post") -> str:
    write(settings, text)
    answer = client.get(f"{FRAME}?view={view}")
    assert answer.status_code == 200
    return answer.text


def test_preview_shows_the_post_as_the_engine_writes_it(blog_client: FlaskClient, settings: Settings) -> None:
    page = frame(blog_client, settings)

    assert '<h1 class="post-title">Working Notes - 11/12/25</h1>' in page
    assert '<a href="https://example.org/a" rel="noopener">link</a>' in page
    assert "Below “quoted”." in page
    assert page.count(f'<span id="{preview.FOLD_ID}"></span>') == 1


def test_home_page_ends_at_the_fold(blog_client: FlaskClient, settings: Settings) -> None:
    page = frame(blog_client, settings, view="home")

    assert "Above." in page
    assert "Below" not in page
    assert '<a href="https://example.org/a" rel="noopener">link</a>' in page


def test_frame_may_load_and_do_nothing(blog_client: FlaskClient, settings: Settings) -> None:
    write(settings)

    policy = blog_client.get(FRAME).headers["Content-Security-Policy"]

    assert policy.startswith("sandbox; default-src 'none';")
    assert "script" not in policy
    assert "allow-" not in policy
    assert "'self'" not in policy.replace("frame-ancestors 'self'", "")
    assert 'sandbox=""' in blog_client.get(f"/desk/{NAME}/preview").text


@pytest.mark.parametrize(
    "active",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">x</a>',
        '<p onclick="alert(1)" hx-get="/links" style="color: red">x</p>',
        '<iframe src="https://example.org/"></iframe>',
        '<form action="/links"><button>x</button></form>',
        "[x](javascript:alert(1))",
        '![x](https://example.org/x.png){: onerror="alert(1)"}',
    ],
)
def test_nothing_active_reaches_the_frame(blog_client: FlaskClient, settings: Settings, active: str) -> None:
    page = frame(blog_client, settings, f"{POST}\n{active}\n")

    body = page[page.index("<article") :]
    assert not re.search(r"<script|javascript:|\son\w+=|hx-|style=|<iframe|<form|<button|src=\"http", body)


def test_images_of_the_blog_are_in_the_page(blog_client: FlaskClient, settings: Settings, sample_blog: Path) -> None:
    (sample_blog / "assets" / "a picture.png").write_bytes(PNG)

    page = frame(blog_client, settings, POST + "\n![A picture](/assets/a%20picture.png)\n")

    assert f'src="data:image/png;base64,{base64.b64encode(PNG).decode()}"' in page


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/assets/missing.png", "not in the blog"),
        ("https://example.org/x.png", "on another site, not fetched"),
        ("//example.org/x.png", "on another site, not fetched"),
        ("/../../secret.png", "not in the blog"),
        ("/assets/link.png", "outside the blog"),
        ("/assets/large.png", "too large for the preview"),
    ],
)
def test_image_that_can_not_be_shown_is_a_named_box(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path, tmp_path: Path, address: str, reason: str
) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    (sample_blog / "assets" / "link.png").symlink_to(tmp_path / "secret.png")
    (sample_blog / "assets" / "large.png").write_bytes(b"\x89PNG" + bytes(preview.MOST_BYTES))

    page = frame(blog_client, settings, f"{POST}\n![What it shows]({address})\n")

    assert f"Image “What it shows”: {reason}" in page
    assert "<img" not in page


def sheet_of(page: str) -> str:
    found = re.search(r'href="data:text/css;charset=utf-8;base64,([^"]+)"', page)
    assert found
    return base64.b64decode(found[1]).decode()


def test_blogs_own_style_is_used(blog_client: FlaskClient, settings: Settings, sample_blog: Path) -> None:
    assert (sample_blog / "assets" / "site.css").read_text() in sheet_of(frame(blog_client, settings))


def test_sheet_outside_the_blog_is_not_read(sample_blog: Path, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("secret")
    (sample_blog / "assets" / "site.css").unlink()
    (sample_blog / "assets" / "site.css").symlink_to(tmp_path / "secret.css")
    db = connect(settings.database_path)
    write(settings)
    draft = drafts.read_draft(db, settings.drafts_folder, NAME)

    shown = preview.read_preview(blog.find_blog(sample_blog), draft, DAY)

    assert "secret" not in base64.b64decode(shown.sheet.partition("base64,")[2]).decode()
    assert shown.style_note == preview.PLAIN_NOTE
    db.close()


def test_blog_without_a_fold_shows_all_on_its_home_page(sample_blog: Path, settings: Settings) -> None:
    site = blog.find_blog(sample_blog)
    bare = replace(site, config=replace(site.config, excerpt_separator=None))
    db = connect(settings.database_path)
    write(settings)
    draft = drafts.read_draft(db, settings.drafts_folder, NAME)

    shown = preview.read_preview(bare, draft, DAY, preview.View.HOME)

    assert "Below" in shown.html
    db.close()


def test_preview_of_a_week_not_begun_shows_its_title(blog_client: FlaskClient, settings: Settings) -> None:
    page = blog_client.get(f"/desk/{NAME}/preview")

    assert "Working Notes - 11/12/25" in page.text
    assert not (settings.drafts_folder / NAME).exists()
