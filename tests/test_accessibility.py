"""Every page, light and dark, wide and narrow, as axe-core and a shaky pointer find it."""

from pathlib import Path
from typing import Any

import pytest
from conftest import TODAY, LiveServer
from playwright.sync_api import Browser, Page, expect

from webapp import capture, drafts
from webapp.database import connect
from webapp.settings import Settings

AXE = Path(__file__).parent / "vendor/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAME = "2025-12-11-working-notes.md"
PAGES = {
    "start": "/start",
    "settings": "/settings",
    "not-found": "/nothing-here",
    "desk": f"/desk/{NAME}",
    "desk-open": f"/desk/{NAME}?section=2",
    "desk-not-begun": "/desk/2025-12-18-working-notes.md",
    "links": "/links",
    "links-all": "/links?view=all",
    "save": "/save/form?v=1&address=https://example.org/new&title=A%20page&quote=Words",
    "saved": "/save/done/1?new=1&step=1",
    "publish": f"/desk/{NAME}/publish",
    "preview": f"/desk/{NAME}/preview?section=2",
    "preview-shared": f"/desk/{NAME}/preview?view=shared",
    "posts": "/posts",
    "palette": "/palette?q=a",
    "post": "/posts/read?path=_posts/2025-12-04-working-notes.md",
}
NARROW_PX = 320  # what 1280 px are at 400 % zoom: WCAG 2.2, 1.4.10

SEED = Path(__file__).parent / "posts" / "2025-12-04-working-notes.md"

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def week(settings: Settings) -> None:
    """A week's draft with links for it."""
    db = connect(settings.database_path)
    draft = drafts.create_draft(db, settings.drafts_folder, NAME, SEED.read_text(encoding="utf-8"), now=TODAY)
    for number in range(3):
        capture.save_link(
            db,
            f"https://example.org/{number}",
            title=f"A link, number {number}",
            note="Noted" if number == 0 else "",
            quote="A passage." if number == 1 else "",
            draft_id=draft.id,
            section_id=draft.sections[number],
            now=TODAY,
        )
    db.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def signed_in(chromium: Browser, server: LiveServer, **options: Any) -> Page:
    page = chromium.new_context(locale="en-GB", bypass_csp=True, **options).new_page()
    page.goto(server.sign_in_address())
    page.wait_for_url(lambda address: "/sign-in" not in address)
    return page


def violations(page: Page) -> list[str]:
    """Run axe-core in the page; one line for each element that breaks a rule."""
    page.add_script_tag(path=AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_accessibility_axe_finds_nothing(chromium: Browser, live_server: LiveServer, scheme: str, path: str) -> None:
    page = signed_in(chromium, live_server, color_scheme=scheme, viewport={"width": 1440, "height": 900})

    page.goto(live_server.address + path)

    assert violations(page) == []
    page.context.close()


def test_accessibility_axe_finds_nothing_in_what_is_offered(
    chromium: Browser, live_server: LiveServer, scheme: str
) -> None:
    page = signed_in(chromium, live_server, color_scheme=scheme, viewport={"width": 1440, "height": 900})
    page.goto(f"{live_server.address}/desk/{NAME}?section=1")

    page.locator("textarea.source").press_sequentially(" [[")
    expect(page.get_by_role("option")).to_have_count(3)

    assert violations(page) == []
    page.context.close()


def test_accessibility_axe_finds_nothing_in_the_dialogs(
    chromium: Browser, live_server: LiveServer, scheme: str
) -> None:
    page = signed_in(chromium, live_server, color_scheme=scheme, viewport={"width": 1440, "height": 900})
    page.goto(f"{live_server.address}/desk/{NAME}")

    page.locator("#section-1").press("ControlOrMeta+k")
    page.get_by_role("option", selected=True).wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("#section-1").press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    assert violations(page) == []
    page.context.close()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_accessibility_narrow_page_needs_no_sideways_scrolling(
    chromium: Browser, live_server: LiveServer, path: str
) -> None:
    page = signed_in(chromium, live_server, viewport={"width": NARROW_PX, "height": 640})

    page.goto(live_server.address + path)

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW_PX
    page.context.close()
