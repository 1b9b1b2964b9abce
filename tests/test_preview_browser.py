"""The preview in a real browser: it shows where one was writing, and leads back there."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import LiveServer
from desk_page import make_draft
from playwright.sync_api import Page, expect

from webapp.settings import Settings

pytestmark = pytest.mark.browser

NAME = "2025-12-11-working-notes.md"
LONG = "Words that fill a screen.\n\n" * 60
TEXT = f"""\
---
layout: post
title: "Working Notes - 11/12/25"
---

Intro.

## One

{LONG}
<!--more-->

## Two

{LONG}
## Three

[A link](https://example.org/).

{LONG}"""


@pytest.fixture
def path(settings: Settings) -> Path:
    return make_draft(settings, TEXT)


def test_preview_is_walked_by_keyboard_and_follows_the_section(page: Page, live_server: LiveServer, path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.address}/desk/{NAME}")
    page.locator("#section-2").focus()
    page.keyboard.press("Enter")
    field = page.locator("textarea.source")
    expect(field).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type("Typed just now.")

    page.locator("#to-preview").focus()
    page.keyboard.press("Enter")

    frame = page.frame_locator("#frame")
    expect(frame.get_by_role("heading", name="Two")).to_be_in_viewport()
    expect(frame.get_by_text("Typed just now.")).to_be_attached()
    expect(page.locator("#at-hand")).to_have_text("Two")

    page.keyboard.press("ArrowDown")
    expect(frame.get_by_role("heading", name="Three")).to_be_in_viewport()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(frame.get_by_role("heading", name="One")).to_be_in_viewport()
    expect(page.locator("#at-hand")).to_have_text("One")
    assert len([address for address in asked if "/preview/frame" in address]) == 1

    for name, seen in (("On the home page", "Read on"), ("In the feed", "sample.example/2025-12-11/working-notes")):
        page.get_by_role("link", name=name).press("Enter")
        expect(page.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")
        expect(frame.get_by_text(seen)).to_be_attached()
        expect(frame.get_by_role("heading", name="One")).to_be_in_viewport()
    page.get_by_role("link", name="In search and when shared").press("Enter")
    expect(page.get_by_role("heading", name="When shared")).to_be_visible()
    page.wait_for_load_state()  # keys act once the scripts are there

    page.keyboard.press("Escape")

    expect(page.locator("#section-1.editing textarea.source")).to_be_focused()
    assert all(urlsplit(address).hostname == "127.0.0.1" or address.startswith("data:") for address in asked)


def test_click_into_the_frame_keeps_the_keys_of_the_page(page: Page, live_server: LiveServer, path: Path) -> None:
    page.goto(f"{live_server.address}/desk/{NAME}/preview?section=1")
    page.wait_for_load_state()
    frame = page.frame_locator("#frame")

    page.locator(".places summary").focus()
    page.keyboard.press("Tab")
    page.wait_for_function("() => document.activeElement.id === 'frame'")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".places summary")).to_be_focused()
    frame.get_by_text("Words that fill a screen.").nth(1).click()
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(frame.get_by_role("heading", name="Two")).to_be_in_viewport()
    page.keyboard.press("Escape")

    expect(page.locator("#section-2.editing textarea.source")).to_be_focused()


def test_preview_wears_what_the_browser_prefers(page: Page, live_server: LiveServer, path: Path) -> None:
    sheet = path.parent.parent / "blog" / "assets" / "site.css"
    sheet.write_text(
        ":root { color-scheme: light dark } h1 { color: rgb(1, 1, 1) }"
        "@media (prefers-color-scheme: dark) { h1 { color: rgb(2, 2, 2) } }"
    )
    heading = page.frame_locator("#frame").locator("h1")

    page.emulate_media(color_scheme="dark")
    page.goto(f"{live_server.address}/desk/{NAME}/preview")
    expect(heading).to_have_css("color", "rgb(2, 2, 2)")
    page.emulate_media(color_scheme="light")

    expect(heading).to_have_css("color", "rgb(1, 1, 1)")


@pytest.mark.jekyll
@pytest.mark.skipif(shutil.which("jekyll") is None, reason="Debian's jekyll is not installed")
def test_real_page_comes_by_itself_once_it_is_built(page: Page, live_server: LiveServer, path: Path) -> None:
    page.goto(f"{live_server.address}/desk/{NAME}/preview?view=built&section=2")

    page.get_by_role("button", name="Build the page").click()

    frame = page.frame_locator("#frame")
    expect(frame.get_by_role("heading", name="Two")).to_be_in_viewport(timeout=60_000)
    expect(page.get_by_text("The page as your Jekyll built it")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(frame.get_by_role("heading", name="Three")).to_be_in_viewport()
