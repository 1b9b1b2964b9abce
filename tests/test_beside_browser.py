"""What stands beside the text, in a real browser: a column, a drawer or tabs, by keyboard and without JavaScript."""

from pathlib import Path

import pytest
from conftest import TODAY, LiveServer
from desk_page import NAME, open_section
from playwright.sync_api import Browser, Locator, Page, expect

from webapp import blog, capture, drafts, memory
from webapp.database import connect
from webapp.settings import Settings

pytestmark = pytest.mark.browser

TEXT = """\
---
layout: post
title: "Working Notes - 11/12/25"
---

Intro.

## One

First.

## Two

Second, and see https://example.org/bare for more.
<!--more-->

## Three

Third.
"""


@pytest.fixture
def path(settings: Settings, sample_blog: Path) -> Path:
    db = connect(settings.database_path)
    memory.refresh_index(db, blog.find_blog(sample_blog), TODAY)
    draft = drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)
    capture.save_link(
        db, "https://example.org/a", title="A link", draft_id=draft.id, section_id=draft.sections[3], now=TODAY
    )
    db.close()
    return draft.path


def pane(desk: Page) -> Locator:
    return desk.get_by_role("complementary", name="About this draft")


def selected(desk: Page) -> str:
    return str(
        desk.evaluate(
            """() => { const field = document.querySelector("textarea.source");
                       return field.value.slice(field.selectionStart, field.selectionEnd); }"""
        )
    )


def test_beside_follows_what_is_written_and_links_to_what_was_written_before(desk: Page, path: Path) -> None:
    field = open_section(desk, 1)
    expect(pane(desk).get_by_role("heading", name="For this section")).to_be_visible()
    expect(pane(desk)).not_to_contain_text("You wrote before")

    field.press_sequentially(" The world in one file, tiles of a map.")

    expect(pane(desk).get_by_role("link", name="Maps without a server")).to_be_visible()
    expect(pane(desk)).to_contain_text("4 December · file, ")
    expect(field).to_be_focused()
    field.press("Shift+Home")
    field.press("ArrowLeft")
    for _ in "First":
        field.press("Shift+ArrowRight")
    pane(desk).get_by_role("button", name="Link to “Maps without a server”").click()
    expect(field).to_be_focused()
    expect(field).to_have_value(
        "## One\n\n[First](/2025-12-04/working-notes#maps-without-a-server). The world in one file, tiles of a map."
    )
    expect(desk.locator("#saving")).to_have_text("Saved")
    assert "[First](/2025-12-04/" in path.read_text()


def test_phrase_that_was_a_link_is_made_one_and_what_is_being_typed_stays(desk: Page, path: Path) -> None:
    field = open_section(desk, 1)
    field.press_sequentially(" I came back to Doves Type.")
    button = pane(desk).get_by_role("button", name="Link “Doves Type” to typespec.co.uk")
    expect(button).to_be_visible()
    expect(pane(desk)).to_contain_text(
        "You linked this on 27 November, “A type that was lost in a river”, and wrote: The story"
    )
    expect(desk.locator("#saving")).to_have_text("Saved")
    desk.wait_for_load_state("networkidle")  # the pane is as it stays
    pane(desk).get_by_role("link", name="Doves Type").click()
    expect(field).to_be_focused()
    assert selected(desk) == "Doves Type"
    field.press("End")
    field.press_sequentially(" And on.")

    button.click()

    linked = "First. I came back to [Doves Type](https://typespec.co.uk/doves-type/). And on."
    expect(desk.locator("#section-1 textarea.source")).to_have_value(f"## One\n\n{linked}")
    assert linked in path.read_text()


def test_beside_changes_nothing_under_the_focus(desk: Page) -> None:
    field = open_section(desk, 1)
    field.press_sequentially(" The world in one file, tiles of a map.")
    button = pane(desk).get_by_role("button", name="Link to “Maps without a server”")
    expect(button).to_be_visible()
    button.evaluate("button => button.dataset.same = ''")

    button.focus()
    with desk.expect_response("**/save"):
        field.evaluate("field => { field.value = '## One'; field.dispatchEvent(new Event('input')); }")
    expect(desk.locator("#saving")).to_have_text("Saved")

    expect(button).to_be_focused()
    expect(button).to_have_attribute("data-same", "")


def test_finding_leads_to_its_place(desk: Page) -> None:
    finding = pane(desk).locator(".place[data-place='2']").last

    finding.click()
    expect(desk.locator("#section-2 textarea.source")).to_be_focused()
    assert selected(desk) == "Second, and see https://example.org/bare for more."

    desk.keyboard.press("Escape")
    expect(desk.locator("#section-2")).to_be_focused()
    field = open_section(desk, 1)
    expect(pane(desk).get_by_role("heading", name="In this section")).to_have_count(0)
    pane(desk).locator(".place[data-place='2']").first.press("Enter")
    expect(desk.locator("#section-2 textarea.source")).to_be_focused()
    expect(pane(desk).get_by_role("heading", name="In this section")).to_be_visible()
    field.press("ControlOrMeta+Home")
    pane(desk).locator(".place[data-place='2']").first.click()
    assert selected(desk) == "Second, and see https://example.org/bare for more."


def test_pane_folds_away_by_one_key_and_stays_so(desk: Page) -> None:
    desk.locator("#section-1").focus()

    with desk.expect_response("**/settings/writing"):
        desk.keyboard.press("\\")
    expect(pane(desk)).to_be_hidden()
    expect(desk.locator("#section-1")).to_be_focused()
    desk.reload()
    expect(pane(desk)).to_be_hidden()

    field = open_section(desk, 1)
    field.press_sequentially("\\")
    expect(field).to_have_value("## One\n\nFirst.\\")
    expect(pane(desk)).to_be_hidden()
    with desk.expect_response("**/settings/writing"):
        field.press("ControlOrMeta+\\")
    expect(pane(desk)).to_be_visible()
    expect(field).to_be_focused()

    field.press("Escape")
    expect(desk.locator("#section-1")).to_be_focused()
    pane(desk).get_by_role("button", name="Fold away").press("Enter")
    expect(desk.get_by_role("button", name="About")).to_be_focused()


def test_drawer_covers_no_line_and_gives_the_focus_back(desk: Page) -> None:
    desk.set_viewport_size({"width": 1024, "height": 768})
    expect(pane(desk)).to_be_hidden()
    field = open_section(desk, 1)
    field.press("Home")
    before = field.bounding_box()

    desk.get_by_role("link", name="About").click()
    expect(pane(desk)).to_be_focused()
    assert before == field.bounding_box()
    left = field.evaluate("field => field.getBoundingClientRect().left")
    assert pane(desk).evaluate("pane => pane.getBoundingClientRect().right") <= left
    desk.keyboard.press("Escape")

    expect(pane(desk)).to_be_hidden()
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == len("## One\n\n")
    assert before == field.bounding_box()
    field.press("ControlOrMeta+\\")
    expect(pane(desk)).to_be_visible()
    desk.keyboard.press("\\")
    expect(pane(desk)).to_be_hidden()


@pytest.mark.parametrize("width", [390, 320])
def test_narrow_desk_shows_one_part_at_a_time(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 700})
    links = desk.get_by_role("complementary", name="Links to read")
    expect(desk.locator("#manuscript")).to_be_visible()
    expect(links).to_be_hidden()
    expect(pane(desk)).to_be_hidden()
    field = open_section(desk, 3)
    desk.evaluate("scrollTo(0, 300)")

    tabs = desk.get_by_role("navigation", name="Parts of the desk")
    for name, side in (("Links", links), ("About", pane(desk))):
        tabs.get_by_role("link", name=name).press("Enter")
        expect(side).to_be_visible()
        expect(tabs.locator("[aria-current]")).to_have_text(name)
        expect(field).to_be_hidden()
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
    tabs.get_by_role("link", name="Write").press("Enter")
    expect(field).to_be_focused()
    assert desk.evaluate("scrollY") == 300

    tabs.get_by_role("link", name="About").click()
    pane(desk).get_by_role("button", name="Cite A link").click()
    expect(field).to_have_value("## Three\n\nThird.[A link](https://example.org/a)")
    expect(field).to_be_focused()


# Whether the state of saving is in sight, whole, and over nothing but the row of tabs.
IN_TABS = """() => {
  const state = document.getElementById("saving");
  const box = state.getBoundingClientRect();
  const row = document.querySelector(".sides").getBoundingClientRect();
  const links = [...document.querySelectorAll(".sides a")].map((link) => link.getBoundingClientRect().right);
  const middle = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  return middle === state && state.scrollWidth <= state.clientWidth && state.scrollHeight <= state.clientHeight
    && box.top >= row.top && box.bottom <= innerHeight && box.right <= innerWidth && Math.max(...links) <= box.left;
}"""


@pytest.mark.parametrize("width", [390, 320])
def test_narrow_desk_shows_the_state_of_saving_beside_the_tabs(desk: Page, path: Path, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    path.write_text(TEXT.replace("Third.", "\n\n".join(["Third."] * 40)), encoding="utf-8")
    desk.reload()
    desk.route("**/save", lambda route: route.abort())

    open_section(desk, 3).press_sequentially("More.")

    expect(desk.locator("#saving")).to_have_text("Not saved")
    assert desk.evaluate("scrollY > innerHeight")
    assert desk.evaluate(IN_TABS)
    desk.unroute("**/save")
    expect(desk.locator("#saving")).to_have_text("Saved")
    assert desk.evaluate(IN_TABS)
    desk.locator(".sides [data-side=context]").click()
    assert desk.evaluate(IN_TABS)


def test_section_is_carried_to_next_week_and_back(desk: Page, path: Path) -> None:
    desk.locator("#section-3 .grip > summary").click()
    desk.locator("#section-3").get_by_role("button", name="Carry to next week").click()
    expect(desk.get_by_role("status").filter(has_text="Carried “Three” to next week.")).to_be_visible()
    expect(desk.locator(".sec")).to_have_count(3)

    desk.get_by_role("link", name="Week after, Thursday 18 December").click()
    expect(desk.get_by_role("heading", name="Working Notes - 18/12/25")).to_be_visible()
    expect(desk.locator("#section-1 h2")).to_have_text("Three")
    expect(pane(desk).get_by_role("link", name="A link", exact=True)).to_be_visible()
    desk.wait_for_load_state()  # keys act once the scripts are there
    desk.locator("#section-1").press("u")

    expect(desk.locator(".sec")).to_have_count(1)
    assert path.read_text() == TEXT


def test_parts_are_reached_without_javascript(chromium: Browser, live_server: LiveServer, path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(live_server.sign_in_address())
    page.get_by_role("button").first.click()
    page.goto(f"{live_server.address}/desk/{NAME}")
    expect(pane(page)).to_be_hidden()

    page.get_by_role("link", name="About", exact=True).click()
    expect(pane(page)).to_be_visible()
    pane(page).locator(".place[data-place='2']").first.click()

    expect(page.locator("textarea.source")).to_be_visible()
    expect(pane(page)).to_be_hidden()
    context.close()
