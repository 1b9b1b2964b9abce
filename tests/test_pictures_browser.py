"""The blog's pictures in a real browser: seen on the desk whatever is swapped there, and in earlier posts."""

import re
import struct
import zlib
from pathlib import Path

import pytest
from conftest import LiveServer
from desk_page import NAME, TEXT, make_draft, open_section, shows, text_of
from playwright.sync_api import Locator, Page, expect

from webapp.settings import Settings

pytestmark = pytest.mark.browser

WRITTEN = TEXT.replace("First.", "First. ![A tide]({{ site.baseurl }}/assets/a%20tide.png) Behind.").replace(
    "Second.", "Second. ![A rock](/assets/none.png) And ![a drawing](../assets/drawing.svg)"
)
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20" onload="document.documentElement.id = 'ran'">
<script>document.documentElement.id = 'ran'; fetch("/ran")</script><rect width="30" height="20"/></svg>"""


def png(width: int, height: int) -> bytes:
    """A black picture. Source: PNG (W3C), 5.3 (chunks), 11.2.2 (IHDR)."""
    rows = (b"\0" + bytes(width)) * height

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def path(settings: Settings, sample_blog: Path) -> Path:
    (sample_blog / "assets" / "a tide.png").write_bytes(png(12, 8))
    (sample_blog / "assets" / "drawing.svg").write_text(SVG, encoding="utf-8")
    (sample_blog / "_posts" / "2025-12-04-working-notes.md").write_bytes(WRITTEN.encode())
    return make_draft(settings, WRITTEN)


def width_of(picture: Locator) -> int:
    expect(picture).to_have_js_property("complete", True)
    width: int = picture.evaluate("(image) => image.naturalWidth")
    return width


def sees_all(page: Page) -> None:
    """Both pictures of the blog are drawn; the one that is not there says so, and asks for nothing."""
    assert width_of(page.get_by_role("img", name="A tide", exact=True)) == 12
    assert width_of(page.get_by_role("img", name="a drawing", exact=True)) == 30
    expect(page.get_by_text("A rock · This picture is not in the blog’s folder: /assets/none.png")).to_be_visible()
    expect(page.locator(".prose img")).to_have_count(2)


@pytest.fixture
def failed(desk: Page) -> list[str]:
    """What the page asks for and does not get."""
    found: list[str] = []
    desk.on("response", lambda answer: answer.status >= 400 and found.append(answer.url))
    return found


def test_pictures_are_seen_on_the_desk_after_every_swap(desk: Page, path: Path, failed: list[str]) -> None:
    sees_all(desk)

    open_section(desk, 2).press("Escape")
    expect(desk.locator("#section-2")).to_be_focused()
    sees_all(desk)

    field = open_section(desk, 1)
    field.press_sequentially(" More.")
    shows(desk, "Saved")
    field.press("Escape")
    expect(desk.locator("#section-1 .prose")).to_contain_text("More.")
    sees_all(desk)

    desk.locator("#section-1").press("Alt+ArrowDown")
    expect(desk.locator("#section-2 h2")).to_have_text("One")
    sees_all(desk)
    desk.keyboard.press("u")
    expect(desk.locator("#section-1 h2")).to_have_text("One")
    sees_all(desk)

    assert text_of(path) == WRITTEN.replace("Behind.", "Behind. More.")
    assert failed == []


def test_caret_lands_in_the_word_that_was_clicked_behind_a_picture(desk: Page, path: Path) -> None:
    sees_all(desk)
    box = desk.locator("#section-1 .prose p").bounding_box()
    picture = desk.get_by_role("img", name="A tide").bounding_box()
    assert box
    assert picture

    desk.mouse.click(picture["x"] + picture["width"] + 20, box["y"] + box["height"] / 2)

    field = desk.locator("#section-1 textarea.source")
    expect(field).to_be_focused()
    before: str = field.evaluate("(field) => field.value.slice(0, field.selectionStart)")
    assert re.search(r"png\) B\w*$", before)


def test_pictures_are_seen_after_another_program_added_one(desk: Page, path: Path) -> None:
    path.write_bytes(text_of(path).replace("Third.", "Third. ![Again](/assets/a%20tide.png)").encode())

    assert width_of(desk.get_by_role("img", name="Again")) == 12


@pytest.mark.usefixtures("path")
def test_pictures_are_seen_in_an_earlier_post(desk: Page, live_server: LiveServer, failed: list[str]) -> None:
    desk.goto(f"{live_server.address}/posts/read?path=_posts/2025-12-04-working-notes.md")

    sees_all(desk)
    assert failed == []


def test_picture_is_added_by_keyboard_seen_on_the_desk_and_undone(desk: Page, path: Path, tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(png(40, 30))
    before = text_of(path)

    desk.locator("#section-2 .grip > summary").press("Enter")
    desk.locator("#section-2").get_by_role("link", name="Add a picture").press("Enter")
    desk.get_by_label("The picture’s file").set_input_files(tmp_path / "map.png")
    expect(desk.get_by_label("At the end of")).to_have_value("2")
    desk.get_by_label("What it shows, in a few words").fill("A map")
    desk.get_by_label("What it shows, in a few words").press("Enter")

    expect(desk.locator("#toasts")).to_contain_text("Added the picture assets/map.png.")
    assert width_of(desk.locator("#section-2").get_by_role("img", name="A map")) == 40
    desk.wait_for_load_state()
    open_section(desk, 2).press("Escape")
    assert width_of(desk.locator("#section-2").get_by_role("img", name="A map")) == 40
    assert "drawing.svg)\r\n\r\n![A map](/assets/map.png)\r\n<!--more-->" in text_of(path)
    desk.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("img", name="A map")).to_have_count(0)
    assert text_of(path) == before


@pytest.mark.usefixtures("path")
def test_added_picture_is_seen_in_the_preview(desk: Page, live_server: LiveServer, tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(png(40, 30))
    desk.get_by_role("link", name="Add a picture").last.click()
    desk.get_by_label("The picture’s file").set_input_files(tmp_path / "map.png")
    desk.get_by_label("What it shows, in a few words").fill("A map")
    desk.get_by_role("button", name="Add to section").click()
    expect(desk.locator("#section-3").get_by_role("img", name="A map")).to_be_visible()

    desk.goto(f"{live_server.address}/desk/{NAME}/preview")

    assert width_of(desk.frame_locator("iframe").get_by_role("img", name="A map")) == 40


@pytest.mark.usefixtures("path")
def test_drawing_that_is_opened_alone_runs_nothing(desk: Page, live_server: LiveServer) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))

    desk.goto(f"{live_server.address}/pictures/assets/drawing.svg")

    expect(desk.locator("rect")).to_be_visible()
    assert desk.locator("svg").get_attribute("id") is None
    assert [url for url in asked if url.endswith("/ran")] == []
