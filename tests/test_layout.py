"""Nothing on a page moves by itself: while it loads, while a save fails, and when it works again."""

from typing import Any

import pytest
from conftest import TODAY, LiveServer
from desk_page import NAME, TEXT, open_section, shows
from playwright.sync_api import Page, expect

from webapp import capture, drafts
from webapp.database import connect
from webapp.settings import Settings

pytestmark = pytest.mark.browser

PAGES = (f"/desk/{NAME}", f"/desk/{NAME}?section=2", "/links", "/posts", "/settings", f"/desk/{NAME}/publish")
SIZES = ((1440, 900), (390, 800))

# Layout shifts that no input caused, as Chromium counts them: what moved, and from where to where.
WATCH = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.shifts.push(...entry.sources.map(({ node, previousRect, currentRect }) =>
      [(node?.outerHTML ?? node?.textContent ?? "").slice(0, 80), previousRect.y, currentRect.y]));
  }
}).observe({ type: "layout-shift", buffered: true });
"""
SHIFTS = """async () => {
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return window.shifts;
}"""


@pytest.fixture(autouse=True)
def week(settings: Settings) -> None:
    db = connect(settings.database_path)
    draft = drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)
    capture.save_link(
        db, "https://example.org/a", title="A link", draft_id=draft.id, section_id=draft.sections[2], now=TODAY
    )
    db.close()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_layout_of_a_page_stays_while_it_loads(page: Page, live_server: LiveServer, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.add_init_script(WATCH)

    found: dict[str, Any] = {}
    for path in PAGES:
        page.goto(live_server.address + path)
        found[path] = page.evaluate(SHIFTS)

    assert {path: moved for path, moved in found.items() if moved} == {}


def test_layout_stays_while_a_save_fails_and_works_again(page: Page, live_server: LiveServer) -> None:
    page.add_init_script(WATCH)
    page.goto(f"{live_server.address}/desk/{NAME}")
    page.route("**/save", lambda route: route.abort())

    open_section(page, 2).press_sequentially(" More.")
    expect(page.locator("#unsaved")).to_contain_text("Not saved")
    page.unroute("**/save")
    shows(page, "Saved")

    assert page.evaluate(SHIFTS) == []
