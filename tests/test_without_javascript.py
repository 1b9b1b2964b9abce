"""The desk in a browser without JavaScript: sections open, save and move by plain forms, and all of it is undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PATIENCE_MS, LiveServer
from desk_page import NAME, TEXT, headings, make_draft, text_of
from playwright.sync_api import Browser, Page, expect

from webapp.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def path(settings: Settings) -> Path:
    return make_draft(settings, link_in=2)


@pytest.fixture
def plain(chromium: Browser, live_server: LiveServer, path: Path) -> Iterator[Page]:
    """The desk, reached by the forms of signing in."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(live_server.sign_in_address())
    page.get_by_role("button").click()
    page.goto(f"{live_server.address}/desk/{NAME}")
    yield page
    context.close()


def write(page: Page, name: str, text: str) -> None:
    page.get_by_role("button", name=f"Edit {name}").click()
    page.locator("textarea.source").fill(text)
    page.locator(".toolbar .done").click()


def choose(page: Page, position: int, action: str) -> None:
    page.locator(f"#section-{position} .grip > summary").click()
    page.locator(f"#section-{position}").get_by_role("button", name=action).click()


def undo(page: Page) -> None:
    page.locator("#toasts").get_by_role("button", name="Undo").click()


def test_sections_are_written_split_by_a_heading_and_added(plain: Page, path: Path) -> None:
    write(plain, "Two", "## Two\n\nWithout.\n\n## Between\n\nNew.")
    assert text_of(path) == TEXT.replace("Second.", "Without.\r\n\r\n## Between\r\n\r\nNew.")
    expect(plain.locator(".sec")).to_have_count(5)

    plain.get_by_role("button", name="Add a section").click()
    expect(plain.get_by_role("button", name="Bold")).to_be_hidden()  # it would do nothing
    plain.locator("textarea.source").fill("## Fifth\n\nNew.")
    plain.locator(".toolbar .done").click()
    assert headings(path) == ["One", "Two", "Between", "Three", "Fifth"]


def test_sections_are_moved_merged_deleted_and_folded_and_all_is_undone(plain: Page, path: Path) -> None:
    steps = {
        "Move up": ["Two", "One", "Three"],
        "Move down": ["One", "Three", "Two"],
        "Merge with the one above": ["One", "Three"],
        "Delete": ["One", "Three"],
    }
    for action, expected in steps.items():
        choose(plain, 2, action)
        assert headings(path) == expected
        undo(plain)
        assert text_of(path) == TEXT

    choose(plain, 1, "Put the fold below")
    assert "First.\r\n<!--more-->\r\n" in text_of(path)
    plain.get_by_role("button", name="Move the fold up").click()
    assert "Intro.\r\n<!--more-->\r\n" in text_of(path)
    undo(plain)
    assert "First.\r\n<!--more-->\r\n" in text_of(path)


def test_link_is_cited_and_the_day_changed(plain: Page, path: Path) -> None:
    plain.locator("#context").get_by_role("button", name="Cite").first.click()
    assert "Second.\r\n\r\n[A link](https://example.org/a)\r\n<!--more-->" in text_of(path)

    plain.locator(".day summary").click()
    plain.get_by_label("Publish on").fill("2025-12-18")
    plain.get_by_role("button", name="Change the day").click()
    assert not path.exists()
    assert '"Working Notes - 18/12/25"' in text_of(path.with_name(NAME.replace("-11-", "-18-")))
    undo(plain)
    assert '"Working Notes - 11/12/25"' in text_of(path)


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("Keep mine", "Mine."), ("Take the other", "Theirs."), ("Keep both", "Theirs.\r\n\r\nMine.")],
)
def test_conflict_shows_both_texts_and_is_settled(plain: Page, path: Path, choice: str, kept: str) -> None:
    plain.get_by_role("button", name="Edit Two").click()
    path.write_bytes(TEXT.replace("Second.", "Theirs.").encode())

    plain.locator("textarea.source").fill("## Two\n\nMine.")
    plain.locator(".toolbar .done").click()
    expect(plain.get_by_role("heading", name="Not saved yet")).to_be_visible()
    expect(plain.get_by_label("Your text")).to_have_value("## Two\n\nMine.")
    expect(plain.locator(".diff")).to_contain_text("Theirs.")
    assert text_of(path) == TEXT.replace("Second.", "Theirs.")
    plain.get_by_role("button", name=choice).click()

    assert text_of(path) == TEXT.replace("Second.", kept)


def test_marked_links_are_put_off_from_a_menu(plain: Page, settings: Settings) -> None:
    plain.locator("#link-1").hover()
    plain.get_by_role("checkbox", name="Mark A link").check()
    plain.locator("#marked").get_by_role("button", name="Later").click()
    plain.get_by_role("button", name="Until I write about it again").click()

    expect(plain.locator("#toasts")).to_contain_text("Put off until you write about it again: “A link”.")
    expect(plain.locator("#link-1")).to_have_count(0)
    undo(plain)
    expect(plain.locator("#link-1")).to_have_count(1)
