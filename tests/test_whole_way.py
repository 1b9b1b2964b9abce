"""The one way that the product exists for: from a link in the browser to a commit, and what Jekyll makes of it."""

import http.server
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import POLL_SECONDS, LiveServer
from playwright.sync_api import BrowserContext, Error, Page, expect

from webapp.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.jekyll]

NAME = "2025-12-11-working-notes.md"
STRICT_PAGE = b"""<!doctype html><html lang="en"><head><title>Effective harnesses &amp; [more] {{ x }}</title></head>
<body><p id="words">agents tend to try to do too much at once</p></body></html>"""


@pytest.fixture
def strict_page() -> Iterator[str]:
    """The address of a page whose Content-Security-Policy allows nothing."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", "default-src 'none'; form-action 'none'; base-uri 'none'")
            self.end_headers()
            self.wfile.write(STRICT_PAGE)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/article?utm_source=feed"
    server.shutdown()
    thread.join()
    server.server_close()


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def saved(page: Page) -> None:
    expect(page.locator("#saving")).to_have_text("Saved")


def bookmarklet_of(page: Page, server: LiveServer) -> str:
    page.goto(f"{server.address}/settings")
    address = page.get_by_role("link", name="Save to Working Notes").get_attribute("href")
    assert address is not None
    assert address.startswith("javascript:")
    return address.removeprefix("javascript:")


def save_by_bookmarklet(context: BrowserContext, address: str, script: str, section: str) -> None:
    article = context.new_page()
    article.goto(address)
    article.evaluate("getSelection().selectAllChildren(document.getElementById('words'))")
    with context.expect_page() as opened:
        article.evaluate(script)
    popup = opened.value
    popup.wait_for_url(re.compile("/save/form"))  # until its script is there: Enter in the note is the script's
    expect(popup.get_by_role("heading")).to_have_text("Effective harnesses & [more] {{ x }}")
    popup.get_by_label("Note").fill("Try this with the sheet cutting tool")
    popup.get_by_label("For").select_option(label=section)
    with popup.expect_navigation(url=re.compile("/save/done/")):
        popup.get_by_label("Note").press("Enter")
    expect(popup.get_by_role("status").first).to_have_text("Saved to Links")
    with popup.expect_event("close"), suppress(Error):  # the window goes while the key is still down
        popup.get_by_text("Done").press("Enter")
    article.close()


def write_sections(page: Page) -> None:
    """Intro, two sections and a round-up, by keyboard alone."""
    page.locator("body").press("ArrowDown")
    page.locator("#section-0").press("Enter")
    expect(page.locator("textarea.source")).to_be_focused()
    page.keyboard.type("A short week.")
    for heading, words in (("Long running agents", "First words."), ("Tide tables", "Second words.")):
        page.keyboard.press("Escape")
        expect(page.locator(".sec.editing")).to_have_count(0)
        page.keyboard.press("n")
        field = page.locator("textarea.source")
        expect(field).to_have_value("## New section")
        field.press("ControlOrMeta+a")
        page.keyboard.type(f"## {heading}\n{words}")
        saved(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add the round-up").press("Enter")
    field = page.locator("textarea.source")
    expect(field).to_have_value("## Random stuff")
    field.press("End")
    page.keyboard.type("\nOne thing more, and that is all.")
    saved(page)
    field.press("Escape")
    expect(page.locator(".sec.editing")).to_have_count(0)


def cite_in_section(page: Page, heading: str) -> None:
    section = page.get_by_label(heading, exact=True)
    section.press("Enter")
    field = page.locator("textarea.source")
    expect(field).to_be_focused()
    field.press("ControlOrMeta+End")
    page.keyboard.type("\n\nSee ")
    page.get_by_role("button", name=re.compile("^Cite")).last.click()
    expect(field).to_have_value(re.compile(r"See \[Effective harnesses .*\]\(http"))
    page.keyboard.type(" for more.")
    saved(page)
    expect(page.locator("#context .link.cited")).to_have_count(1)
    field.press("Escape")
    expect(page.locator(".sec.editing")).to_have_count(0)


def headings(page: Page) -> list[str]:
    return page.locator(".sec h2").all_text_contents()


def jekyll_build(blog: Path, site: Path) -> None:
    command = ["jekyll", "build", "--source", str(blog), "--destination", str(site), "--disable-disk-cache"]
    subprocess.run(command, check=True, capture_output=True, cwd=blog)


def test_a_saved_link_becomes_a_commit_and_a_page(
    page: Page, live_server: LiveServer, strict_page: str, sample_blog: Path, settings: Settings, tmp_path: Path
) -> None:
    script = bookmarklet_of(page, live_server)
    page.goto(f"{live_server.address}/desk")
    write_sections(page)
    save_by_bookmarklet(page.context, strict_page, script, "Long running agents")

    page.goto(f"{live_server.address}/desk")
    expect(page.locator("#section-1 .flag")).to_have_text("1 saved link not cited")
    cite_in_section(page, "Long running agents")

    page.get_by_label("Tide tables", exact=True).press("Alt+ArrowUp")
    expect(page.locator("#section-1")).to_be_focused()
    assert headings(page)[:2] == ["Tide tables", "Long running agents"]
    page.locator("#section-1").press("f")
    expect(page.get_by_role("separator")).to_have_attribute("data-fold", "1")
    page.get_by_role("separator").press("ArrowDown")
    expect(page.get_by_role("separator")).to_have_attribute("data-fold", "2")

    page.get_by_role("link", name="Preview").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Long running agents")).to_be_visible()
    page.go_back()

    page.get_by_role("link", name="Publish…").click()
    expect(page.get_by_text(f"_posts/{NAME}", exact=True)).to_be_visible()
    page.get_by_role("button", name="Commit", exact=True).click()
    expect(page.get_by_text("on this machine only").first).to_be_visible()

    assert git(sample_blog, "show", "--stat", "--format=", "HEAD").split("|")[0].strip() == f"_posts/{NAME}"
    assert git(sample_blog, "status", "--porcelain") == ""
    assert (sample_blog / "_posts" / NAME).read_bytes() == (settings.drafts_folder / NAME).read_bytes()
    jekyll_build(sample_blog, tmp_path / "site")
    site = tmp_path / "site"
    post = next(path for path in site.rglob("*.html") if "2025-12-11" in path.as_posix()).read_text(encoding="utf-8")
    assert "Second words." in post
    assert "that is all" in post
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "Second words." in home
    assert "Effective harnesses &amp; [more] {{ x }}" in home.replace("&#123;", "{").replace("&#125;", "}")
    assert "One thing more" not in home
