"""Saving in a real browser: whatever goes wrong, the text stays, the author sees it, and it is saved in the end."""

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import PATIENCE_MS, TODAY, LiveServer, ProcessStarter, ServerMaker, free_port
from desk_page import NAME, TEXT, headings, make_draft, open_section, shows, text_of
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from webapp import settings as stored_settings
from webapp.settings import Settings

pytestmark = pytest.mark.browser

PAUSE_MS = 600  # after the last key, as static/js/saving.js has it
MARKS_MS = 500  # after a save, until its marks and counts are asked for
SLOW_MS = 3000
SMALL_DISK_KB = 1024
MOMENT = r"\d+ \w+ \d{4}, \d\d:\d\d"
BOTH_TIMES = re.compile(rf"typed on {MOMENT}\. The post was saved last on {MOMENT}\.")


@pytest.fixture
def path(settings: Settings) -> Path:
    return make_draft(settings)


def saves_of(desk: Page) -> list[str]:
    """The texts that are sent from now on."""
    sent: list[str] = []
    saves = re.compile(r"/save$")
    desk.on(
        "request", lambda request: saves.search(request.url) and sent.append(request.post_data.partition("text=")[2])
    )
    return sent


def hold_time(desk: Page) -> None:
    """Let timers that are set from now on wait for `desk.clock.run_for`."""
    desk.clock.install(time=TODAY)
    desk.clock.pause_at(TODAY + timedelta(minutes=2))  # it runs until then, and can't be put back


def banner(desk: Page) -> Locator:
    return desk.locator("#unsaved")


def notice(desk: Page) -> Locator:
    return desk.locator(".notices > :not(#elsewhere)")


def break_saving(desk: Page) -> None:
    desk.route("**/save", lambda route: route.abort())


def test_save_comes_600_ms_after_the_last_key_and_at_once_when_the_section_changes(desk: Page, path: Path) -> None:
    sent = saves_of(desk)
    field = open_section(desk, 2)
    hold_time(desk)
    field.press_sequentially(" And")
    desk.clock.run_for(PAUSE_MS - 1)
    field.press_sequentially(" more.")
    desk.clock.run_for(PAUSE_MS - 1)
    assert sent == []

    desk.clock.run_for(1)
    shows(desk, "Saved")
    assert [text.endswith("And+more.") for text in sent] == [True]
    assert text_of(path) == TEXT.replace("Second.", "Second. And more.")
    assert desk.evaluate("Object.keys(localStorage)") == []
    desk.clock.run_for(MARKS_MS)
    expect(desk.locator("#words")).to_have_text("9 words")

    field.press_sequentially(" Then")
    field.press("Escape")
    expect(desk.locator("#section-2 .prose")).to_contain_text("And more. Then")
    assert text_of(path) == TEXT.replace("Second.", "Second. And more. Then")


def test_one_save_is_under_way_and_the_newest_text_goes_last(desk: Page, path: Path) -> None:
    sent, held = saves_of(desk), list[Route]()
    desk.route("**/save", lambda route: route.continue_() if held else held.append(route))
    field = open_section(desk, 1)
    with desk.expect_request("**/save"):
        field.press_sequentially(" One.")
    shows(desk, "Saving")
    expect(desk.locator("#saving")).to_have_role("status")

    for word in (" Two.", " Three."):
        field.press_sequentially(word)
        field.press("ControlOrMeta+s")
    expect(banner(desk)).to_contain_text("Saving takes longer than usual", timeout=SLOW_MS + PATIENCE_MS)
    assert len(sent) == 1
    held[0].continue_()

    shows(desk, "Saved")
    expect(banner(desk)).to_be_empty()
    assert len(sent) == 2
    assert text_of(path) == TEXT.replace("First.", "First. One. Two. Three.")


def test_text_typed_while_a_section_closes_is_saved(desk: Page, path: Path) -> None:
    field = open_section(desk, 1)
    held: list[Route] = []
    desk.route("**/sections?*", lambda route: route.continue_() if held else held.append(route))
    with desk.expect_request("**/sections?*"):
        field.press("Escape")

    field.press_sequentially(" Late.")
    held[-1].continue_()

    expect(desk.locator("textarea.source")).to_have_count(0)
    shows(desk, "Saved")
    assert text_of(path) == TEXT.replace("First.", "First. Late.")


def test_failed_save_is_seen_keeps_the_section_open_asks_before_leaving_and_is_tried_again(
    desk: Page, path: Path
) -> None:
    break_saving(desk)
    field = open_section(desk, 1)
    field.press_sequentially(" More.")

    shows(desk, "Not saved")
    expect(banner(desk)).to_have_role("alert")
    expect(banner(desk)).to_contain_text("Not saved. Your text is still here. Working Notes does not answer.")
    expect(banner(desk)).to_be_in_viewport()
    field.press("Escape")
    asked: list[str] = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk.close(run_before_unload=True)
    expect(field).to_have_value("## One\n\nFirst. More.")
    assert asked == ["beforeunload"]
    assert text_of(path) == TEXT

    desk.unroute("**/save")
    shows(desk, "Saved")
    expect(banner(desk)).to_be_empty()
    assert text_of(path) == TEXT.replace("First.", "First. More.")


def test_tries_grow_apart_and_typing_does_not_hurry_them(desk: Page, path: Path) -> None:
    sent = saves_of(desk)
    break_saving(desk)
    field = open_section(desk, 1)
    hold_time(desk)
    field.press_sequentially(" More.")

    for pause_ms in (PAUSE_MS, 1000, 2000, 5000, 10_000, 30_000, 30_000):
        before = len(sent)
        desk.clock.run_for(pause_ms - 1)
        assert len(sent) == before
        with desk.expect_event("requestfailed"):
            desk.clock.run_for(1)
        shows(desk, "Not saved")
        field.press_sequentially("!")

    desk.unroute("**/save")
    desk.clock.run_for(30_000)
    shows(desk, "Saved")
    assert text_of(path) == TEXT.replace("First.", "First. More.!!!!!!!")


def test_server_that_is_killed_gets_the_text_when_it_is_back(
    settings: Settings, sample_blog: Path, start_process: ProcessStarter, browser_context: BrowserContext
) -> None:
    stored_settings.save(replace(settings, blog_folder=sample_blog))
    path, port = make_draft(settings), free_port()
    server = start_process(port=port)
    page = browser_context.new_page()
    browser_context.add_cookies([cookie_of(server.cookie, port)])
    page.goto(f"http://127.0.0.1:{port}/desk/{NAME}")
    field = open_section(page, 1)
    server.stop(signal.SIGKILL)

    field.press_sequentially(" More.")
    shows(page, "Not saved")
    expect(banner(page)).to_contain_text("Working Notes does not answer. Start it again; it is saved then.")
    assert text_of(path) == TEXT

    start_process(port=port)
    expect(page.locator("#saving")).to_have_text("Saved", timeout=2 * PATIENCE_MS)
    expect(banner(page)).to_be_empty()
    assert text_of(path) == TEXT.replace("First.", "First. More.")
    path.write_bytes(path.read_bytes().replace(b"Third.", b"Theirs."))
    expect(page.locator("#section-3 .prose")).to_contain_text("Theirs.")


def cookie_of(header: str, port: int) -> dict[str, str]:
    name, _, value = header.partition("=")
    return {"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that is soon full."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK_KB}k", "tmpfs", folder]
    if os.geteuid() != 0 or subprocess.run(mount, check=False).returncode != 0:
        pytest.skip("NOT TESTED: what happens on a full disk. Mounting a small one needs root and leave.")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_full_disk_is_named_and_the_text_is_saved_once_there_is_room(
    small_disk: Path, sample_blog: Path, serve_app: ServerMaker, browser_context: BrowserContext
) -> None:
    (small_disk / "drafts").mkdir()
    chosen = Settings(small_disk / "drafts", sample_blog, 0)
    stored_settings.save(chosen)
    path, server = make_draft(chosen), serve_app(chosen)
    page = browser_context.new_page()
    sign_in(page, server)
    page.goto(f"{server.address}/desk/{NAME}")
    field = open_section(page, 1)
    fill(small_disk / "filler")

    field.press_sequentially(" More.")
    expect(banner(page)).to_contain_text("the disk is full")
    shows(page, "Not saved")
    assert text_of(path) == TEXT

    (small_disk / "filler").unlink()
    shows(page, "Saved")
    assert text_of(path) == TEXT.replace("First.", "First. More.")


def fill(path: Path) -> None:
    """Write until the disk takes no more."""
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(b"0" * 512):
            pass


def sign_in(page: Page, server: LiveServer) -> None:
    page.goto(server.sign_in_address())
    page.wait_for_url(lambda address: "/sign-in" not in address)


def test_session_that_is_lost_says_how_to_sign_in_and_saves_afterwards(
    desk: Page, path: Path, live_server: LiveServer
) -> None:
    field = open_section(desk, 1)
    desk.context.clear_cookies()
    field.press_sequentially(" More.")
    shows(desk, "Not saved")
    expect(banner(desk)).to_contain_text("This browser is signed out. Run “working-notes open”")
    expect(field).to_have_value("## One\n\nFirst. More.")

    other = desk.context.new_page()
    sign_in(other, live_server)
    other.close()

    shows(desk, "Saved")
    assert text_of(path) == TEXT.replace("First.", "First. More.")


def test_section_too_long_for_a_request_says_so_and_is_saved_once_it_is_shorter(
    desk: Page, path: Path, live_server: LiveServer
) -> None:
    live_server.app.config["MAX_CONTENT_LENGTH"] = 1000
    field = open_section(desk, 1)

    field.fill("## One\n\n" + "More. " * 200)
    expect(banner(desk)).to_contain_text("longer than fits in one request (12 MB). Take some of it out")
    field.fill("## One\n\nLess.")

    shows(desk, "Saved")
    assert text_of(path) == TEXT.replace("First.", "Less.")


def test_text_of_a_closed_tab_is_offered_with_both_times_and_what_differs(
    desk: Page, path: Path, live_server: LiveServer
) -> None:
    break_saving(desk)
    open_section(desk, 1).press_sequentially(" Kept.")
    shows(desk, "Not saved")
    again = desk.context.new_page()

    again.goto(f"{live_server.address}/desk/{NAME}")
    expect(again.locator("#kept")).to_contain_text("was not saved")
    again.get_by_role("link", name="Look at it in One").click()
    expect(again.locator("#kept")).to_be_empty()
    expect(notice(again)).to_contain_text(BOTH_TIMES)
    expect(notice(again).locator("ins")).to_have_text("Kept.")
    field = again.locator("textarea.source")
    field.fill("## One\n\nFirst. Kept. On.")  # the offer takes nothing away
    shows(again, "Saved")
    field.fill("## One\n\nFirst.")
    shows(again, "Saved")
    notice(again).get_by_role("button", name="Put it back").click()

    expect(field).to_have_value("## One\n\nFirst. Kept.")
    shows(again, "Saved")
    assert text_of(path) == TEXT.replace("First.", "First. Kept.")


def test_text_is_put_back_only_once_what_is_in_the_field_is_saved(
    desk: Page, path: Path, live_server: LiveServer
) -> None:
    break_saving(desk)
    open_section(desk, 1).press_sequentially(" Kept.")
    shows(desk, "Not saved")
    again = desk.context.new_page()
    again.goto(f"{live_server.address}/desk/{NAME}?section=1")
    break_saving(again)
    field = again.locator("textarea.source")
    field.press_sequentially(" Newer.")
    shows(again, "Not saved")

    again.get_by_role("button", name="Put it back").click()
    with again.expect_event("requestfailed"):
        field.press("ControlOrMeta+s")

    expect(field).to_have_value("## One\n\nFirst. Newer.")
    expect(notice(again)).to_contain_text(BOTH_TIMES)
    kept = again.evaluate("Object.values(localStorage).map((copy) => JSON.parse(copy).text).sort()")
    assert kept == ["## One\n\nFirst. Kept.", "## One\n\nFirst. Newer."]
    again.unroute("**/save")
    field.press("ControlOrMeta+s")
    shows(again, "Saved")
    again.get_by_role("button", name="Put it back").click()
    expect(notice(again).locator("ins")).to_have_text("Newer.")
    again.get_by_role("button", name="Keep both").click()
    shows(again, "Saved")
    assert text_of(path) == TEXT.replace("First.", "First. Newer.\r\n\r\nFirst. Kept.")


def test_text_that_the_browser_puts_back_by_itself_is_not_taken_for_saved(
    desk: Page, path: Path, live_server: LiveServer
) -> None:
    address = f"{live_server.address}/desk/{NAME}?section=1"
    desk.goto(address)
    desk.on("dialog", lambda dialog: dialog.accept())
    live_server.app.config["MAX_CONTENT_LENGTH"] = 10
    field = desk.locator("textarea.source")
    field.press_sequentially(" Kept.")
    shows(desk, "Not saved")
    desk.goto("about:blank")
    desk.go_back()
    expect(notice(desk).locator("ins")).to_have_text("Kept.")
    expect(field).to_have_value("## One\n\nFirst.")

    desk.add_init_script(
        "document.addEventListener('readystatechange', () => {"
        " if (document.readyState === 'interactive') document.querySelector('textarea.source').value += ' Put back.' })"
    )
    live_server.app.config["MAX_CONTENT_LENGTH"] = None
    desk.goto(address)

    shows(desk, "Saved")
    assert text_of(path) == TEXT.replace("First.", "First. Put back.")
    expect(notice(desk)).to_contain_text("was not saved")


def test_text_of_a_closed_tab_is_a_change_of_what_it_began_from(
    desk: Page, path: Path, live_server: LiveServer
) -> None:
    break_saving(desk)
    open_section(desk, 1).press_sequentially(" Kept.")
    shows(desk, "Not saved")
    path.write_bytes(TEXT.replace("First.", "Theirs.").encode())
    again = desk.context.new_page()

    again.goto(f"{live_server.address}/desk/{NAME}?section=1")
    expect(notice(again)).to_contain_text("It was changed since that text was typed")
    notice(again).get_by_role("button", name="Put it back").click()

    expect(notice(again)).to_contain_text("changed somewhere else")
    assert text_of(path) == TEXT.replace("First.", "Theirs.")
    notice(again).get_by_role("button", name="Keep both").click()
    shows(again, "Saved")
    assert text_of(path) == TEXT.replace("First.", "Theirs.\r\n\r\nFirst. Kept.")


def test_text_whose_answer_was_never_heard_is_offered_to_nobody(
    desk: Page, path: Path, live_server: LiveServer
) -> None:
    field = open_section(desk, 1)
    desk.route("**/save", lambda route: (route.fetch(), route.abort()))
    field.press_sequentially(" Heard.")
    shows(desk, "Not saved")
    assert text_of(path) == TEXT.replace("First.", "First. Heard.")
    again = desk.context.new_page()

    again.goto(f"{live_server.address}/desk/{NAME}")

    expect(again.locator("#section-1 .prose")).to_contain_text("Heard.")
    expect(again.locator("#kept")).to_be_empty()
    assert again.evaluate("Object.keys(localStorage)") == []


def test_text_of_a_section_that_is_gone_is_shown(desk: Page, path: Path, live_server: LiveServer) -> None:
    break_saving(desk)
    open_section(desk, 1).press_sequentially(" Kept.")
    shows(desk, "Not saved")
    path.write_bytes(TEXT.replace("## One\r\n\r\nFirst.\r\n\r\n", "").encode())
    again = desk.context.new_page()

    again.goto(f"{live_server.address}/desk/{NAME}")

    again.get_by_text("Its section is gone; show it").click()
    expect(again.locator("#kept pre")).to_have_text("## One\n\nFirst. Kept.")
    again.locator("#kept").get_by_role("button", name="Leave it out").click()
    expect(again.locator("#kept")).to_be_empty()


def test_browser_that_keeps_no_copy_says_so(page: Page, live_server: LiveServer, path: Path) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('off', 'SecurityError') } })"
    )
    page.goto(f"{live_server.address}/desk/{NAME}")
    break_saving(page)
    open_section(page, 1).press_sequentially(" More.")

    expect(banner(page)).to_contain_text("This browser keeps no copy of it, so leave this tab open.")

    page.unroute("**/save")
    shows(page, "Saved")
    assert text_of(path) == TEXT.replace("First.", "First. More.")


def test_another_program_may_change_another_section(desk: Page, path: Path) -> None:
    field = open_section(desk, 2)
    path.write_bytes(TEXT.replace("First.", "Theirs.").encode())

    field.press_sequentially(" Mine.")

    shows(desk, "Saved")
    assert text_of(path) == TEXT.replace("First.", "Theirs.").replace("Second.", "Second. Mine.")


@pytest.mark.parametrize(
    ("choice", "kept", "caret_before"),
    [
        ("Keep mine", "Second. Mine.", " Mine."),
        ("Take the other", "Second. Theirs.", " Theirs."),
        ("Keep both", "Second. Theirs.\r\n\r\nSecond. Mine.", " Mine."),
    ],
)
def test_conflict_is_shown_in_place_and_settled_around_the_caret(
    desk: Page, path: Path, choice: str, kept: str, caret_before: str
) -> None:
    field = open_section(desk, 2)
    path.write_bytes(TEXT.replace("Second.", "Second. Theirs.").encode())

    field.press_sequentially(" Mine.")
    expect(banner(desk)).to_contain_text("This section was changed somewhere else")
    expect(notice(desk)).to_be_in_viewport()
    expect(notice(desk).locator("del")).to_have_text("Mine.")
    expect(notice(desk).locator("ins")).to_have_text("Theirs.")
    shows(desk, "Not saved")
    assert text_of(path) == TEXT.replace("Second.", "Second. Theirs.")
    for _ in " Mine.":
        field.press("ArrowLeft")
    desk.get_by_role("button", name=choice).click()

    shows(desk, "Saved")
    assert text_of(path) == TEXT.replace("Second.", kept)
    expect(field).to_be_focused()
    expect(banner(desk)).to_be_empty()
    expect(notice(desk)).to_be_empty()
    assert field.evaluate("field => field.value.slice(field.selectionStart)") == caret_before


def test_change_of_another_section_is_shown_while_one_is_written(desk: Page, path: Path) -> None:
    field = open_section(desk, 2)
    field.press_sequentially(" Mine.")
    shows(desk, "Saved")

    path.write_bytes(path.read_bytes().replace(b"First.", b"Theirs."))

    expect(desk.locator("#section-1 .prose")).to_contain_text("Theirs.")
    expect(field).to_be_focused()
    expect(field).to_have_value("## Two\n\nSecond. Mine.")
    expect(desk.locator("#elsewhere")).to_be_empty()
    assert desk.locator("#sections > *").evaluate_all("all => all.map((each) => each.id)") == [
        "section-0", "section-1", "section-2", "fold", "section-3"
    ]  # fmt: skip
    field.press_sequentially(" More.")
    shows(desk, "Saved")
    assert text_of(path) == TEXT.replace("First.", "Theirs.").replace("Second.", "Second. Mine. More.")


def test_change_of_the_open_section_is_said_and_the_field_is_left(desk: Page, path: Path) -> None:
    field = open_section(desk, 2)

    path.write_bytes(TEXT.replace("Second.", "Second and theirs.").encode())

    expect(desk.locator("#elsewhere")).to_contain_text("This section was changed somewhere else")
    expect(desk.locator("#elsewhere ins")).to_have_text(re.compile("and theirs."))
    expect(field).to_have_value("## Two\n\nSecond.")
    path.write_bytes(path.read_bytes().replace(b"First.", b"Theirs."))
    expect(desk.locator("#section-1 .prose")).to_contain_text("Theirs.")
    expect(desk.locator("#elsewhere")).to_contain_text("This section was changed somewhere else")


def test_own_text_is_not_said_to_have_changed_somewhere_else(desk: Page, path: Path) -> None:
    field = open_section(desk, 2)
    held: list[Route] = []
    let_go: list[bool] = []
    desk.route("**/changes?*", lambda route: route.continue_() if let_go else held.append(route))
    path.write_bytes(TEXT.replace("First.", "Theirs.").encode())
    field.press_sequentially(" Mine.")
    shows(desk, "Saved")
    assert text_of(path) == TEXT.replace("First.", "Theirs.").replace("Second.", "Second. Mine.")

    let_go.append(True)
    while held:
        held.pop().continue_()

    expect(desk.locator("#section-1 .prose")).to_contain_text("Theirs.")
    expect(desk.locator("#elsewhere")).to_be_empty()


def test_sections_that_came_and_went_are_shown_around_the_one_that_is_written(desk: Page, path: Path) -> None:
    field = open_section(desk, 2)
    field.press_sequentially(" Mine.")
    shows(desk, "Saved")

    text = text_of(path).replace("## One\r\n\r\nFirst.\r\n\r\n", "")
    path.write_bytes(text.replace("Intro.", "Intro.\r\n\r\n## A\r\n\r\n1\r\n\r\n## B\r\n\r\n2").encode())

    expect(desk.locator(".sec h2")).to_have_text(["A", "B", "Three"])
    expect(desk.locator("#section-3 textarea")).to_be_focused()
    field.press_sequentially(" More.")
    shows(desk, "Saved")
    field.press("Escape")
    expect(desk.locator(".sec h2")).to_have_text(["A", "B", "Two", "Three"])
    assert headings(path) == ["A", "B", "Two", "Three"]
    assert "Second. Mine. More.\r\n<!--more-->" in text_of(path)


def test_removal_of_the_open_section_is_said_and_its_text_can_stay(desk: Page, path: Path) -> None:
    field = open_section(desk, 1)

    path.write_bytes(TEXT.replace("## One\r\n\r\nFirst.\r\n\r\n", "").encode())
    expect(desk.locator("#elsewhere")).to_contain_text("This section was removed somewhere else")
    expect(field).to_be_focused()
    field.press_sequentially(" Mine.")
    desk.get_by_role("button", name="Keep mine").click()

    shows(desk, "Saved")
    assert "First. Mine." in text_of(path)


def test_what_is_held_is_left_alone_and_shown_as_soon_as_it_is_let_go(desk: Page, path: Path) -> None:
    desk.locator("#section-1").focus()
    desk.evaluate("getSelection().selectAllChildren(document.querySelector('#section-3 .prose p'))")
    text = TEXT.replace("Intro.", "Intro!").replace("First.", "First!").replace("Third.", "Third!")

    path.write_bytes(text.replace("## Two", "## Between\r\n\r\n0\r\n\r\n## Two").encode())
    expect(desk.locator(".sec h2")).to_have_text(["One", "Between", "Two", "Three"])
    expect(desk.locator("#section-0 .prose")).to_contain_text("Intro!")
    expect(desk.locator("#section-1 .prose")).to_contain_text("First.")
    expect(desk.locator("#section-4 .prose")).to_contain_text("Third.")
    expect(desk.locator("#section-1")).to_be_focused()
    assert desk.evaluate("String(getSelection())") == "Third."

    desk.evaluate("getSelection().removeAllRanges()")
    expect(desk.locator("#section-4 .prose")).to_contain_text("Third!")
    expect(desk.locator("#section-1 .prose")).to_contain_text("First.")
    desk.locator("#section-2").focus()
    expect(desk.locator("#section-1 .prose")).to_contain_text("First!")


def test_windows_show_each_others_sections_and_both_texts_of_the_same(
    desk: Page, path: Path, live_server: LiveServer
) -> None:
    other = desk.context.new_page()
    other.goto(f"{live_server.address}/desk/{NAME}")
    field = open_section(desk, 1)
    far = open_section(other, 3)
    far.press_sequentially(" From there.")
    shows(other, "Saved")
    field.press_sequentially(" From here.")
    shows(desk, "Saved")

    expect(desk.locator("#section-3 .prose")).to_contain_text("From there.")
    expect(other.locator("#section-1 .prose")).to_contain_text("From here.")
    assert text_of(path) == TEXT.replace("First.", "First. From here.").replace("Third.", "Third. From there.")

    far.press("Escape")
    expect(other.locator("#section-3")).to_be_focused()
    same = open_section(other, 1)
    same.press_sequentially(" Again.")
    shows(other, "Saved")
    field.press_sequentially(" Not so.")
    shows(desk, "Not saved")
    expect(notice(desk).locator("del")).to_have_text("Not so.")
    expect(notice(desk).locator("ins")).to_have_text("Again.")


def test_draft_removed_on_disk_is_said_and_brought_back_with_what_was_typed(
    desk: Page, path: Path, live_server: LiveServer
) -> None:
    field = open_section(desk, 1)
    path.unlink()
    field.press_sequentially(" More.")

    shows(desk, "Not saved")
    expect(banner(desk)).to_contain_text("was removed or renamed by another program. Its text was kept.")
    again = desk.context.new_page()
    again.goto(f"{live_server.address}/desk/{NAME}")
    again.get_by_role("button", name="Bring it back").click()
    expect(again.locator("#section-1 .prose")).to_be_visible()

    shows(desk, "Saved")
    assert text_of(path) == TEXT.replace("First.", "First. More.")


def test_keys_are_heard_while_the_page_asks_what_changed(desk: Page, path: Path) -> None:
    asked: list[Route] = []
    desk.route("**/changes?*", lambda route: asked.append(route) if not asked else route.fallback())
    open_section(desk, 1)
    with desk.expect_request("**/changes?*"):
        pass

    desk.keyboard.press("Escape")
    expect(desk.locator(".sec.editing")).to_have_count(0)
    desk.get_by_role("button", name="Add the round-up").press("Enter")

    expect(desk.locator("textarea.source")).to_have_value("## Random stuff")
    asked[0].continue_()
