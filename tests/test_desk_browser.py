"""The desk in a real browser: what is typed is saved or seen not to be, by keyboard and by pointer."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TODAY
from desk_page import TEXT, headings, make_draft, open_section, shows, text_of
from playwright.sync_api import Locator, Page, expect

from webapp import capture
from webapp.database import connect
from webapp.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def path(settings: Settings) -> Path:
    return make_draft(settings, link_in=2)


def test_opening_and_closing_changes_no_byte(desk: Page, path: Path) -> None:
    for position in range(4):
        open_section(desk, position).press("Escape")
        expect(desk.locator(f"#section-{position}")).to_be_focused()

    assert text_of(path) == TEXT


def test_console_stays_silent_while_sections_are_written_and_moved(desk: Page, path: Path) -> None:
    said: list[str] = []
    desk.on("console", lambda message: said.append(message.text))

    for position in (2, 1):
        open_section(desk, position).press_sequentially(" More. [[")
        expect(desk.get_by_role("listbox", name="Links")).to_be_visible()
        desk.keyboard.press("Escape")
        shows(desk, "Saved")
    desk.locator("#section-3 .prose").click()
    expect(desk.locator("#section-3 textarea.source")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(desk.locator("#section-3")).to_be_focused()
    desk.keyboard.press("Alt+ArrowUp")
    expect(desk.locator("#section-2")).to_be_focused()

    assert headings(path) == ["One", "Three", "Two"]
    assert said == []


def test_typed_heading_becomes_a_section(desk: Page, path: Path) -> None:
    field = open_section(desk, 1)
    field.press_sequentially("\n\n## Between\n\nNew.")
    shows(desk, "Saved")
    field.press_sequentially(" More.")
    field.press("Escape")

    expect(desk.locator(".sec")).to_have_count(5)
    assert headings(path) == ["One", "Between", "Two", "Three"]
    assert "New. More.\r\n\r\n## Two" in text_of(path)


@pytest.mark.parametrize(
    ("key", "expected", "focused"),
    [
        ("Alt+ArrowUp", ["Two", "One", "Three"], 1),
        ("Alt+ArrowDown", ["One", "Three", "Two"], 3),
        ("m", ["One", "Three"], 1),
        ("Delete", ["One", "Three"], 2),
    ],
)
def test_sections_are_ordered_by_key_and_undone(
    desk: Page, path: Path, key: str, expected: list[str], focused: int
) -> None:
    desk.locator("#section-2").press(key)

    expect(desk.locator(".sec h2")).to_have_text(expected)
    expect(desk.locator(f"#section-{focused}")).to_be_focused()
    assert headings(path) == expected
    desk.keyboard.press("u")
    expect(desk.locator("#toasts")).to_contain_text("Undone")
    assert text_of(path) == TEXT


def test_fold_is_moved_by_key(desk: Page, path: Path) -> None:
    fold = desk.get_by_role("separator")

    fold.press("ArrowUp")
    expect(fold).to_have_attribute("data-fold", "1")
    expect(fold).to_be_focused()
    fold.press("ArrowUp")
    expect(fold).to_have_attribute("data-fold", "0")

    assert text_of(path).count("<!--more-->") == 1
    assert text_of(path).index("<!--more-->") < text_of(path).index("## One")


def drag(desk: Page, handle: Locator, to: Locator) -> None:
    """Drop a handle on the lower half of a section."""
    start, end = handle.bounding_box(), to.bounding_box()
    assert start
    assert end
    desk.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    desk.mouse.down()
    desk.mouse.move(end["x"] + 40, end["y"] + end["height"] * 0.8, steps=5)
    desk.mouse.up()


def test_section_is_moved_by_pointer(desk: Page, path: Path) -> None:
    drag(desk, desk.locator("#section-1 .grip > summary"), desk.locator("#section-2"))

    expect(desk.locator("#section-1 h2")).to_have_text("Two")
    assert headings(path) == ["Two", "One", "Three"]
    expect(desk.locator(".grip[open]")).to_have_count(0)


def test_fold_is_moved_by_pointer(desk: Page, path: Path) -> None:
    drag(desk, desk.locator(".fold > span"), desk.locator("#section-1"))

    expect(desk.get_by_role("separator")).to_have_attribute("data-fold", "1")
    assert "First.\r\n<!--more-->" in text_of(path)


def top_of(desk: Page, selector: str) -> float:
    return float(desk.evaluate("selector => document.querySelector(selector).getBoundingClientRect().top", selector))


FIRST_LINE = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector("#section-2 h2"));
  return range.getClientRects()[0].top;
}"""


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_moves_when_a_section_is_opened_and_closed(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    desk.evaluate("document.fonts.ready.then(() => true)")
    desk.locator("#section-2").focus()
    heading, above = top_of(desk, "#section-2 h2"), top_of(desk, "#section-1 h2")
    baseline = desk.evaluate(FIRST_LINE)

    field = open_section(desk, 2)

    first_line = desk.evaluate("import('/static/js/caret.js').then(c => c.topOf(document.querySelector('.source'), 0))")
    assert abs(first_line - baseline) <= 2
    assert abs(top_of(desk, "#section-1 h2") - above) <= 2
    field.press("Escape")
    expect(desk.locator("#section-2")).to_be_focused()
    assert abs(top_of(desk, "#section-2 h2") - heading) <= 2
    assert abs(top_of(desk, "#section-1 h2") - above) <= 2


LONG = f"https://example.org/{'a-long-address/' * 8}"
ABOVE = "First.\n\n![A picture](/assets/images/none.png)\n\n- a list\n- at the end"
BELOW = f"[Many]({LONG}) signs are [written]({LONG}) that nobody sees.\n\nThen the tide turns.\n\nLast."
LINE_OF_WORD = """() => {
  const lines = [...document.querySelectorAll("#section-2 p")];
  const node = lines.find((line) => line.textContent.includes("tide")).firstChild;
  const range = document.createRange();
  range.setStart(node, node.data.indexOf("tide"));
  range.setEnd(node, node.data.indexOf("tide") + 2);
  const { right, top, bottom } = range.getBoundingClientRect();
  return [right, top, bottom];
}"""
LINE_OF_CARET = """async () => {
  const { topOf } = await import("/static/js/caret.js");
  const field = document.querySelector(".source");
  return topOf(field, field.selectionStart);
}"""
IS_UNCOVERED = """() => {
  const above = document.querySelector("#section-1 .prose").getBoundingClientRect();
  return document.getElementById("editor").getBoundingClientRect().top >= above.bottom - 1;
}"""


def tops(desk: Page, *selectors: str) -> list[float]:
    return [top_of(desk, selector) for selector in selectors]


def show_text(desk: Page, path: Path, width: int, *changes: tuple[str, str]) -> None:
    """Write another text and show it at a width, with all letters there."""
    text = TEXT
    for old, new in changes:
        text = text.replace(old, new)
    path.write_bytes(text.encode())
    desk.set_viewport_size({"width": width, "height": 900})
    desk.reload()
    desk.evaluate("document.fonts.ready.then(() => true)")


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_clicked_line_and_all_above_stay_where_the_source_is_longer(desk: Page, path: Path, width: int) -> None:
    show_text(desk, path, width, ("First.", ABOVE), ("Second.", BELOW), ("Third.", "Third.\n\n" * 30))
    above = ("#title", "#section-1 h2", "#section-1 .working-notes-box", "#section-1 li:last-child")
    right, top, bottom = desk.evaluate(LINE_OF_WORD)
    before = [*tops(desk, *above), top]

    desk.mouse.click(right, (top + bottom) / 2)

    expect(desk.locator("#section-2 textarea")).to_be_focused()
    after = [*tops(desk, *above), desk.evaluate(LINE_OF_CARET)]
    assert after == pytest.approx(before, abs=2)
    desk.mouse.wheel(0, 40)
    desk.wait_for_function(IS_UNCOVERED)
    desk.keyboard.press("Escape")
    expect(desk.locator("#section-2")).to_be_focused()


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_above_moves_by_a_new_section_the_fold_or_the_toolbar(desk: Page, path: Path, width: int) -> None:
    show_text(desk, path, width, ("First.", ABOVE), ("Third.", "Third.\n\n" * 30))
    above = ("#title", "#section-1 h2", "#section-1 li:last-child")
    before = [*tops(desk, *above, "#section-2 h2")]

    desk.locator("#section-2").press("n")
    expect(desk.locator(".sec")).to_have_count(5)
    assert tops(desk, *above, "#section-2 h2") == pytest.approx(before, abs=2)
    desk.keyboard.press("Escape")
    expect(desk.locator("#section-3")).to_be_focused()
    desk.keyboard.press("f")
    expect(desk.get_by_role("separator")).to_have_attribute("data-fold", "3")
    assert tops(desk, *above, "#section-2 h2") == pytest.approx(before, abs=2)

    field = open_section(desk, 2)
    before = [*tops(desk, *above, "#editor"), desk.evaluate(LINE_OF_CARET)]
    desk.get_by_role("button", name="Bold").click()
    field.press("ControlOrMeta+Shift+f")
    expect(desk.get_by_role("separator")).to_have_attribute("data-fold", "2")
    desk.locator(".options > summary").click()

    assert [*tops(desk, *above, "#editor"), desk.evaluate(LINE_OF_CARET)] == pytest.approx(before, abs=2)


def test_caret_lands_in_the_clicked_word(desk: Page, path: Path) -> None:
    path.write_bytes(
        TEXT.replace(
            "Second.", "The *tide* and [the tide](https://example.org/the-tide) again; the tide’s turn."
        ).encode()
    )
    desk.reload()
    box = desk.evaluate(
        "() => { const node = document.querySelector('#section-2 p').lastChild; const range = document.createRange();"
        " const at = node.data.indexOf('turn'); range.setStart(node, at); range.setEnd(node, at + 2);"
        " const box = range.getBoundingClientRect(); return [box.right, box.top + box.height / 2] }"
    )

    desk.mouse.click(*box)

    field = desk.locator("textarea.source")
    expect(field).to_be_focused()
    caret = field.evaluate("field => [field.selectionStart, field.value.indexOf('turn') + 2]")
    assert caret[0] == caret[1]


def test_click_opens_a_section_and_done_closes_it(desk: Page) -> None:
    desk.locator("#section-2 p").first.click()
    expect(desk.locator("#section-2 textarea")).to_be_focused()

    desk.locator("#section-1 p").first.click()
    expect(desk.locator("#section-1 textarea")).to_be_focused()
    expect(desk.locator("textarea.source")).to_have_count(1)

    desk.locator(".toolbar .done").click()
    expect(desk.locator("textarea.source")).to_have_count(0)


def test_menu_moves_and_deletes_by_pointer(desk: Page, path: Path) -> None:
    desk.locator("#section-2 .grip > summary").click()
    desk.locator("#section-2").get_by_role("button", name="Delete").click()
    expect(desk.locator(".sec")).to_have_count(3)
    assert headings(path) == ["One", "Three"]

    desk.locator("#toasts").get_by_role("button", name="Undo").click()

    expect(desk.locator(".sec")).to_have_count(4)
    assert text_of(path) == TEXT


def test_cite_inserts_at_the_cursor_and_the_browser_undoes_it(desk: Page, path: Path) -> None:
    field = open_section(desk, 2)
    field.press("Home")
    field.press("Shift+End")

    desk.locator("#context").get_by_role("button", name="Cite").click()
    expect(field).to_have_value("## Two\n\n[Second.](https://example.org/a)")
    expect(desk.locator("#context .cited")).to_have_count(1)

    field.press("ControlOrMeta+z")
    expect(field).to_have_value("## Two\n\nSecond.")
    shows(desk, "Saved")
    assert text_of(path) == TEXT


def test_cite_without_an_open_section_writes_at_the_end_of_the_links_section(desk: Page, path: Path) -> None:
    desk.locator("#context").get_by_role("button", name="Cite").click()

    expect(desk.locator("#section-2 textarea")).to_be_focused()
    assert "Second.\r\n\r\n[A link](https://example.org/a)\r\n<!--more-->" in text_of(path)


def test_link_of_no_draft_is_cited_from_the_list_and_shows_it(desk: Page, path: Path, settings: Settings) -> None:
    db = connect(settings.database_path)
    capture.save_link(db, "https://example.org/b", title="B", now=TODAY)
    db.close()
    desk.reload()
    row = desk.locator("#inbox .link").filter(has_text="example.org").first

    row.locator("[data-cite]").click()
    row.get_by_role("button", name="Cite at the end of Three").click()
    field = desk.locator("#section-3 textarea")
    expect(field).to_have_value("## Three\n\nThird.\n\n[B](https://example.org/b)")
    expect(desk.locator("#inbox .link.cited")).to_have_count(1)
    expect(row).to_contain_text("cited")
    expect(desk.locator("#link-count")).to_have_text("1 link")

    field.press("Escape")
    expect(desk.locator("#section-3")).to_be_focused()
    desk.locator("#section-3").press("u")
    expect(desk.locator("#inbox .link.cited")).to_have_count(0)
    expect(desk.locator("#link-count")).to_have_text("0 links")
    field = open_section(desk, 1)
    row.locator("[data-cite]").click()
    expect(field).to_have_value("## One\n\nFirst.[B](https://example.org/b)")
    expect(desk.locator("#inbox .link.cited")).to_have_count(1)
    assert "First.[B](https://example.org/b)" in text_of(path)


def test_menu_renames_a_section_and_the_list_knows(desk: Page, path: Path) -> None:
    desk.locator("#section-2 .grip > summary").click()
    name = desk.get_by_label("Heading of Two")
    name.fill("Tides")
    name.press("Enter")

    expect(desk.locator("#section-2 h2")).to_have_text("Tides")
    expect(desk.locator("#section-2")).to_be_focused()
    desk.locator("#inbox .link").first.click(position={"x": 3, "y": 3})
    desk.keyboard.press("a")
    expect(desk.locator("#menu button").nth(2)).to_contain_text("Tides")
    desk.keyboard.press("Escape")
    assert text_of(path) == TEXT.replace("## Two", "## Tides")

    desk.locator("#section-2").press("u")
    expect(desk.locator("#section-2 h2")).to_have_text("Two")
    assert text_of(path) == TEXT


def test_leftovers_are_chosen_and_gathered(desk: Page, path: Path, settings: Settings) -> None:
    db = connect(settings.database_path)
    for name in ("one", "two"):
        capture.save_link(db, f"https://example.org/{name}", title=name, now=TODAY)
    db.close()
    desk.reload()

    desk.get_by_text("Gather 3 leftovers").click()
    desk.locator("#leftovers").get_by_role("checkbox", name="one").uncheck()
    desk.get_by_role("button", name="Write them into").click()

    expect(desk.locator("textarea.source")).to_have_value(re.compile(r"## Random stuff"))
    assert headings(path)[-1] == "Random stuff"
    assert "(https://example.org/a)" in text_of(path)
    assert "(https://example.org/two)" in text_of(path)
    assert "(https://example.org/one)" not in text_of(path)


FORMATS: dict[str, tuple[Callable[[Locator], None], str]] = {
    "bold": (lambda field: field.press("ControlOrMeta+b"), "**Second.**"),
    "italic": (lambda field: field.press("ControlOrMeta+i"), "*Second.*"),
    "link": (lambda field: field.press("ControlOrMeta+k"), "[Second.]()"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_formats_are_written_and_undone_by_the_browser(desk: Page, name: str) -> None:
    do, written = FORMATS[name]
    field = open_section(desk, 2)
    field.press("Home")
    field.press("Shift+End")

    do(field)
    expect(field).to_have_value(f"## Two\n\n{written}")

    field.press("ControlOrMeta+z")
    expect(field).to_have_value("## Two\n\nSecond.")


def test_list_goes_on_and_ends_by_enter(desk: Page) -> None:
    field = open_section(desk, 2)
    field.press("ControlOrMeta+End")

    desk.keyboard.type("\n\n- one\ntwo\n")
    field.press("Tab")
    desk.keyboard.type("deeper\n")
    field.press("Shift+Tab")
    desk.keyboard.type("three\n\nEnd.")

    expect(field).to_have_value("## Two\n\nSecond.\n\n- one\n- two\n  - deeper\n- three\nEnd.")


def test_fold_is_put_below_the_section_that_is_written(desk: Page, path: Path) -> None:
    field = open_section(desk, 1)
    field.press_sequentially(" More.")

    field.press("ControlOrMeta+Shift+F")

    expect(desk.get_by_role("separator")).to_have_attribute("data-fold", "1")
    assert "First. More.\r\n<!--more-->" in text_of(path)


def test_sheet_of_keys_is_opened_and_closed(desk: Page) -> None:
    desk.locator("#section-1").press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()

    desk.keyboard.press("Escape")

    expect(desk.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(desk.locator("#section-1")).to_be_focused()


def test_pasted_address_makes_a_link_of_the_selection(desk: Page) -> None:
    field = open_section(desk, 2)
    field.press("Home")
    field.press("Shift+End")

    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.evaluate("navigator.clipboard.writeText('https://example.org/x_(y)')")
    field.press("ControlOrMeta+v")

    expect(field).to_have_value("## Two\n\n[Second.](https://example.org/x_%28y%29)")


def test_split_key_makes_two_sections(desk: Page, path: Path) -> None:
    field = open_section(desk, 1)
    field.press_sequentially(" Rest.")
    for _ in " Rest.":
        field.press("ArrowLeft")

    field.press("ControlOrMeta+Enter")
    desk.keyboard.type("Later")
    expect(field).to_have_value("## Later\n\nRest.")
    field.press("Escape")

    expect(desk.locator(".sec.editing")).to_have_count(0)
    expect(desk.locator(".sec")).to_have_count(5)
    assert headings(path) == ["One", "Later", "Two", "Three"]
