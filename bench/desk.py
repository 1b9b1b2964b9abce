"""The desk with 100,000 links stored: the server's time for the page, and Chromium's until it paints first.

Every hundredth link is unread, several hundred are this week's, and the draft is the one of 10,000 words. Probe in the
same run: how long Chromium takes to paint a page of the app that lists nothing.
"""

import argparse
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from long_post import long_post
from playwright.sync_api import Page, sync_playwright
from screenshots import CHROMIUM, NOW, open_page, running_app

from webapp.database import Database, connect, utc_text
from webapp.settings import Settings

LINKS = 100_000
UNREAD_EVERY = 100
YEARS = 3
LOADS = 15
BAR_MS = 300
DRAFT = "2025-12-25-long.md"
PAGES = {
    "a page without links": "/settings",
    "desk": f"/desk/{DRAFT}",
    "desk, writing": f"/desk/{DRAFT}?section=15",
    "links": "/links",
}
PAINT = """() => new Promise((done) => {
  const found = () => performance.getEntriesByName("first-contentful-paint")[0];
  const answer = () => done([performance.getEntriesByType("navigation")[0].responseEnd, found().startTime]);
  if (found()) answer();
  else new PerformanceObserver(() => found() && answer()).observe({ type: "paint", buffered: true });
})"""


def fill(db: Database, number: int) -> None:
    """Save so many links over three years, done with but for every hundredth, as `links` would one by one."""
    step = timedelta(days=365 * YEARS) / number
    rows = []
    for at in range(number):
        site, state = f"example{at % 500}.org", "done" if at % UNREAD_EVERY else "unread"
        address, saved = f"https://{site}/articles/{at}/on-tides-and-boats", utc_text(NOW - step * (number - at))
        rows.append((address, address, address, f"Article {at} on tides and boats", site, state, saved, saved))
    with db.atomic():
        db.conn.executemany(
            """
            INSERT INTO links (
                given_address, address, address_key, title, site, description, state, fetch_state, fetch_reason,
                saved_at, changed_at
            )
            VALUES (?, ?, ?, ?, ?, '', ?, 'fetched', '', ?, ?)
            """,
            rows,
        )
        db.execute("INSERT INTO links_search (links_search) VALUES ('rebuild')")


def load(page: Page, address: str) -> tuple[float, float]:
    """Milliseconds from asking for a page until its last byte came, and until something was painted."""
    page.goto(address)
    answered, painted = page.evaluate(PAINT)
    return answered, painted


def tell(label: str, values: list[tuple[float, float]]) -> None:
    answered, painted = (sorted(column) for column in zip(*values, strict=True))
    p50 = statistics.median
    print(f"  {label:20} answered {min(answered):6.1f} / {p50(answered):6.1f}", end="")
    print(f", painted {min(painted):6.1f} / {p50(painted):6.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=LINKS)
    number = parser.parse_args().links
    if not Path(CHROMIUM).exists():
        print(f"Nothing was measured: {CHROMIUM} is not there.")
        return
    with (
        tempfile.TemporaryDirectory() as data,
        running_app(Path(data)) as (address, sign_in),
        sync_playwright() as tool,
    ):
        began = time.perf_counter()
        fill(connect(Settings(Path(data), None).database_path), number)
        (Path(data) / DRAFT).write_text(long_post(), encoding="utf-8")
        took = time.perf_counter() - began
        print(f"{number:,} links, saved in {took:.0f} s; milliseconds, least / p50 of {LOADS} loads")
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = open_page(browser, sign_in)
        for label, path in PAGES.items():
            load(page, address + path)  # the first one fills the browser's cache
            tell(label, [load(page, address + path) for _ in range(LOADS)])
        browser.close()
    print(f"  bar: the desk is painted within {BAR_MS} ms")


if __name__ == "__main__":
    main()
