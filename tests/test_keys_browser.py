"""The desk by keyboard alone, in a real browser: one walk a paragraph."""

import re
from pathlib import Path

import pytest
from conftest import LiveServer
from desk_page import NAME, headings, make_draft, open_section, text_of
from playwright.sync_api import Page, expect

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

Second.
<!--more-->

## Three

Third.
"""
UNHANDLED = """async () => {
  const { handled } = await import("/static/js/keys.js");
  const named = [...document.querySelectorAll("#keys [data-action]:not([data-address])")].map(
    ({ dataset }) => `${dataset.scope}.${dataset.action}`);
  const known = handled();
  return { "without a script": named.filter((id) => !known.includes(id)), known, named };
}"""


@pytest.fixture
def path(settings: Settings) -> Path:
    return make_draft(settings, TEXT, link_in=2)


def write(desk: Page, path: Path, text: str) -> None:
    """Let another program write the draft, and show it."""
    path.write_bytes(text.encode())
    desk.reload()


def test_every_action_that_the_table_names_is_done_by_a_script(desk: Page, live_server: LiveServer) -> None:
    seen: set[str] = set()
    named: set[str] = set()
    for path in (f"/desk/{NAME}", "/links", f"/desk/{NAME}/preview", "/settings"):
        desk.goto(live_server.address + path)
        found = desk.evaluate(UNHANDLED)
        assert found["without a script"] == [], path
        seen |= set(found["known"])
        named |= set(found["named"])

    assert seen - named == set()


def test_a_key_acts_in_its_own_scope_only(desk: Page, path: Path) -> None:
    desk.locator("#link-1").press("m")  # a key of sections, in the inbox
    desk.locator("#section-1").press("e")  # a key of the inbox, on a section
    field = open_section(desk, 1)
    field.press_sequentially(" nmfeauj#?/")
    expect(field).to_have_value("## One\n\nFirst. nmfeauj#?/")
    field.press("Alt+ArrowUp")
    expect(field).to_have_value("## One\n\nFirst. nmfeauj#?/")
    field.press("ControlOrMeta+z")
    expect(field).not_to_have_value("## One\n\nFirst. nmfeauj#?/")
    for _ in range(len(" nmfeauj#?/")):  # how much one step takes back is the browser's own
        field.press("ControlOrMeta+z")
    expect(field).to_have_value("## One\n\nFirst.")
    expect(desk.locator("dialog[open]")).to_have_count(0)

    field.press("Escape")
    expect(desk.locator("#section-1")).to_be_focused()
    expect(desk.locator("#saving")).to_have_text("Saved")
    assert text_of(path) == TEXT
    expect(desk.locator("#link-1")).to_have_count(1)
    desk.keyboard.press("Tab")
    expect(desk.locator("#section-1 :focus")).to_have_count(1)


def test_no_key_acts_during_composition_or_over_an_offer(desk: Page, path: Path) -> None:
    field = open_section(desk, 1)
    press = "(field, init) => field.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, ...init}))"

    field.evaluate(press, {"key": "Escape", "isComposing": True})
    field.evaluate("field => field.setAttribute('aria-expanded', 'true')")
    field.press("Escape")
    expect(desk.locator(".sec.editing")).to_have_count(1)

    field.evaluate("field => field.removeAttribute('aria-expanded')")
    field.press("Escape")
    expect(desk.locator(".sec.editing")).to_have_count(0)


def test_the_fold_is_put_while_the_section_stays_open(desk: Page, path: Path) -> None:
    field = open_section(desk, 1)
    field.press("Home")
    field.press_sequentially("More. ")

    field.press("ControlOrMeta+Shift+F")

    expect(desk.get_by_role("separator")).to_have_attribute("data-fold", "1")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == len("## One\n\nMore. ")
    desk.keyboard.type("And more. ")
    expect(desk.locator("#saving")).to_have_text("Saved")
    assert "More. And more. First.\n<!--more-->\n" in text_of(path)
    field.press("ControlOrMeta+z")
    expect(field).not_to_have_value("## One\n\nMore. And more. First.")


def test_a_split_is_one_step_and_loses_no_letter(desk: Page, path: Path) -> None:
    field = open_section(desk, 2)
    field.press("Home")

    field.press("ControlOrMeta+Enter")
    desk.keyboard.type("Later")

    expect(field).to_have_value("## Later\n\nSecond.")
    field.press("Shift+Enter")
    expect(desk.locator("#section-4")).to_be_focused()
    assert headings(path) == ["One", "Two", "Later", "Three"]
    desk.keyboard.press("u")
    expect(desk.locator("#banner")).to_contain_text("“Split “Two”” can't be undone: the same lines were changed since")
    expect(desk.locator(".sec")).to_have_count(5)
    expect(desk.locator("#section-4")).to_be_focused()


def test_what_a_section_becomes_is_said_when_it_is_closed(desk: Page, path: Path) -> None:
    field = open_section(desk, 1)
    field.press("ControlOrMeta+End")
    field.press_sequentially("\n\n## Between\n\nNew.")
    expect(desk.locator("#saving")).to_have_text("Saved")
    expect(desk.locator(".sec")).to_have_count(4)
    field.press("Escape")
    expect(desk.locator("#toasts")).to_contain_text("This section now holds two headings")
    assert headings(path) == ["One", "Between", "Two", "Three"]

    field = open_section(desk, 1)
    field.press("ControlOrMeta+End")
    field.press_sequentially("\n\n<div>\n")
    field.press("Escape")
    notice = desk.get_by_role("alert").filter(has_text="An open <div> swallows the sections below")
    expect(notice).to_be_visible()
    expect(desk.locator(".sec")).to_have_count(2)
    swallowed = text_of(path)

    notice.get_by_role("button", name="Close it").click()
    expect(desk.locator(".sec")).to_have_count(5)
    desk.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(desk.locator(".sec")).to_have_count(2)
    assert text_of(path) == swallowed


def test_single_letters_can_be_switched_off(desk: Page, path: Path, live_server: LiveServer) -> None:
    desk.goto(f"{live_server.address}/settings")
    desk.get_by_role("checkbox", name=re.compile("Single letters")).uncheck()
    desk.get_by_role("button", name="Keep this").click()
    expect(desk.get_by_role("checkbox", name=re.compile("Single letters"))).not_to_be_checked()
    desk.goto(f"{live_server.address}/desk/{NAME}")

    for key in ("n", "m", "f", "u", "?"):
        desk.locator("#section-1").press(key)
    desk.locator("#section-1").press("Alt+ArrowDown")

    expect(desk.locator(".sec h2")).to_have_text(["Two", "One", "Three"])
    expect(desk.locator("dialog[open]")).to_have_count(0)


def test_palette_does_what_is_chosen_and_gives_back_what_was_there(desk: Page, path: Path) -> None:
    field = open_section(desk, 1)
    field.evaluate("field => field.setSelectionRange(3, 6)")
    field.press("ControlOrMeta+Shift+P")
    asked = desk.get_by_role("combobox", name="Find an action")
    expect(asked).to_be_focused()
    expect(desk.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    expect(desk.locator("#palette-count")).to_contain_text("found")
    asked.press("ArrowDown")
    chosen = desk.get_by_role("option", selected=True)
    expect(asked).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    desk.keyboard.press("Escape")
    expect(field).to_be_focused()
    assert field.evaluate("field => [field.selectionStart, field.selectionEnd]") == [3, 6]

    field.press("ControlOrMeta+Shift+P")
    desk.keyboard.type("bold")
    desk.keyboard.press("Enter")
    expect(field).to_have_value("## **One**\n\nFirst.")
    expect(field).to_be_focused()
    field.press("ControlOrMeta+z")
    field.press("Escape")
    expect(desk.locator("#section-1")).to_be_focused()

    desk.keyboard.press("ControlOrMeta+k")
    desk.keyboard.type("down move")
    desk.keyboard.press("Enter")
    expect(desk.locator("#toasts")).to_contain_text("Moved “One” to place 2 of 3.")
    expect(desk.locator("#section-2")).to_be_focused()
    assert headings(path) == ["Two", "One", "Three"]

    desk.locator("#q").focus()
    desk.keyboard.press("ControlOrMeta+Shift+P")
    desk.keyboard.type("new sect")
    desk.keyboard.press("Enter")
    expect(desk.locator("textarea.source")).to_be_focused()
    desk.keyboard.type("Typed over")
    expect(desk.locator("textarea.source")).to_have_value("## Typed over")
    desk.keyboard.press("Escape")
    expect(desk.locator(".sec.editing")).to_have_count(0)

    desk.keyboard.press("ControlOrMeta+k")
    desk.keyboard.type("thr")
    expect(desk.get_by_role("option", name="Three")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.locator("#section-4")).to_be_focused()


def test_palette_goes_from_every_page(desk: Page, live_server: LiveServer) -> None:
    for path in ("/posts", "/settings", f"/desk/{NAME}/preview", f"/desk/{NAME}/publish", "/nothing-here"):
        desk.goto(live_server.address + path)
        desk.keyboard.press("ControlOrMeta+Shift+P")
        desk.keyboard.type("a link")
        expect(desk.get_by_role("option", name="A link example.org")).to_be_visible()
        expect(desk.get_by_role("option", name=re.compile("fold"))).to_have_count(0)

    desk.get_by_role("option", name="A link example.org").click()
    desk.wait_for_url("**/links/1")


# The source with ‸ where the caret is to land, and what is clicked: the words, and which of their like in the section.
CARETS = {
    "repeated": ("The tide and the tide, the t‸ide.", "tide", 2, 1),
    "link": ("See [the tide](https://example.org/the-tide) and the ti‸de.", "tide", 1, 2),
    "in a link": ("See [the ti‸de](https://example.org/the-tide) and the tide.", "tide", 0, 2),
    "emphasis": ("A *ti*d*e* and **t‸ide**.", "tide", 0, 1),
    "entity": ("AT&amp;T &amp; the am‸p, caf&eacute;.", "amp", 0, 2),
    "quotes": ('He said "it\'s the tide" -- and l‸eft...', "left", 0, 1),
    "list": ("1. one\n2. two 2\n3. two ‸2", "2", 1, 0),
    "code": ("Run `tide` or\n\n```sh\ntide --t‸ide\n```", "tide", 2, 1),
    "footnote": ("Tide[^1] and[^2] ti‸de.\n\n[^1]: Tide one.\n[^2]: Tide two.", "tide", 1, 2),
    "CJK": ("今日は**とても**良い天‸気です。今日は良い天気です。", "気", 0, 0),
    "emoji": ("🌊 tide 🌊🌊 ti‸de", "tide", 1, 2),
    "second paragraph": ("The tide.\n\nThe tide.\n\nThe ti‸de.", "tide", 2, 2),
    "after a box": ("![A tide](/a.png) The ti‸de.", "tide", 1, 2),
    "ambiguous": ("One.\n\n‸&Auml; and &auml; and &Auml; and &auml; and &ouml;", "and", 1, 1),
}
LOADED = """() => Promise.all(
  [...document.images].map((image) => image.complete || new Promise((done) => (image.onload = image.onerror = done))),
)"""
POINT = """([position, words, nth, into]) => {
  const walker = document.createTreeWalker(document.querySelector(`#section-${position} .prose`), NodeFilter.SHOW_TEXT);
  let left = nth;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("h2, .footnote, .footnotes")) continue;
    const text = node.data.toLowerCase();
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      if (left-- > 0) continue;
      const range = document.createRange();
      range.setStart(node, at + into);
      range.setEnd(node, Math.min(at + into + 1, node.length));
      node.parentElement.scrollIntoView({ block: "center" });
      const box = range.getBoundingClientRect();
      return [box.left + 1, box.top + box.height / 2];
    }
  }
}"""


def test_caret_lands_in_the_clicked_word(desk: Page, path: Path) -> None:
    sections = "".join(f"\n## {name}\n\n{source.replace('‸', '')}\n" for name, (source, *_) in CARETS.items())
    write(desk, path, f"---\ntitle: x\n---\n\nIntro.\n{sections}")
    landed = {}

    for position, (name, (_, words, nth, into)) in enumerate(CARETS.items(), 1):
        desk.evaluate(LOADED)
        point = desk.evaluate(POINT, [position, words, nth, into])
        assert point, name
        desk.mouse.click(*point)
        field = desk.locator(f"#section-{position} textarea.source")
        expect(field).to_be_focused()
        marked = field.evaluate("({ value, selectionStart: at }) => `${value.slice(0, at)}‸${value.slice(at)}`")
        landed[name] = marked.partition("\n\n")[2]
        field.press("Escape")
        expect(desk.locator(".sec.editing")).to_have_count(0)

    assert landed == {name: source for name, (source, *_) in CARETS.items()}


def test_selecting_opens_nothing_and_a_link_is_followed_with_ctrl(desk: Page, path: Path) -> None:
    write(desk, path, TEXT.replace("Second.", "Words and [a link](https://example.org/there) and more words."))
    link = desk.locator("#section-2 .prose a")
    box = desk.locator("#section-2 p").first.bounding_box()
    assert box

    desk.mouse.move(box["x"] + 4, box["y"] + box["height"] / 2)
    desk.mouse.down()
    desk.mouse.move(box["x"] + 120, box["y"] + box["height"] / 2, steps=4)
    desk.mouse.up()
    assert desk.evaluate("String(getSelection())") != ""
    expect(desk.locator(".sec.editing")).to_have_count(0)

    with desk.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    opened.value.close()
    expect(desk.locator(".sec.editing")).to_have_count(0)

    desk.evaluate("getSelection().removeAllRanges()")
    link.click()
    expect(desk.locator("#section-2 textarea")).to_be_focused()

    assert desk.locator("#section-1").get_attribute("role") is None
    desk.get_by_role("button", name="Edit One").press("Enter")
    expect(desk.locator("#section-1 textarea")).to_be_focused()


LONG = TEXT.replace("First.", "![A picture](/a.png)\n\n- one\n- two\n\n" + "Words and more words. " * 60).replace(
    "Second.", "Second.\n\n" + "\n\n".join(f"Paragraph {number}. " + "More of it. " * 30 for number in range(12))
)
PLACES = """(but) => [...document.querySelectorAll("#manuscript h1, #sections > *")]
  .filter((each) => each.id !== but).map((each) => [each.id, each.getBoundingClientRect().top])"""
CARET_TOP = """async () => {
  const { topOf } = await import("/static/js/caret.js");
  const field = document.querySelector("textarea.source");
  return topOf(field, field.selectionStart);
}"""


def places_above(desk: Page, position: int) -> dict[str, float]:
    """Where what stands above a section is in the window."""
    found = desk.evaluate(PLACES, f"section-{position}")
    names = [name for name, _ in found]
    below = {f"section-{number}" for number in range(position, 9)} | ({"fold"} if position <= 2 else set())
    return {name: top for name, top in found if name in names and name not in below}


def stands(before: dict[str, float], after: dict[str, float]) -> bool:
    return before.keys() == after.keys() and all(abs(after[name] - top) <= 2 for name, top in before.items())


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_moves_under_the_eyes(desk: Page, path: Path, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    write(desk, path, LONG)
    desk.evaluate("document.fonts.ready.then(() => true)")
    for position, words, nth in ((1, "more words", 30), (2, "paragraph 7", 0), (3, "third", 0), (0, "intro", 0)):
        desk.evaluate(LOADED)
        x, y = desk.evaluate(POINT, [position, words, nth, 2])
        line = desk.evaluate("([x, y]) => document.caretPositionFromPoint(x, y).getClientRect().top", [x, y])
        above = places_above(desk, position)

        desk.mouse.click(x, y)
        field = desk.locator(f"#section-{position} textarea.source")
        expect(field).to_be_focused()
        assert abs(desk.evaluate(CARET_TOP) - line) <= 2, f"the line clicked in section {position}"
        if position == 0:  # elsewhere the source above the line may be longer than what was rendered
            assert stands(above, places_above(desk, position)), f"above section {position}, opened"
        line = desk.evaluate(CARET_TOP)

        field.press("Escape")
        expect(desk.locator(".sec.editing")).to_have_count(0)
        box = desk.evaluate(POINT.replace("scrollIntoView", "matches && String"), [position, words, nth, 2])
        assert abs(box[1] - y) <= 2, f"the line of section {position}, closed"


def test_slash_leads_to_the_search_of_posts_again_and_again(desk: Page, live_server: LiveServer) -> None:
    desk.goto(f"{live_server.address}/posts?year=2025")
    field = desk.get_by_role("searchbox", name="Search drafts and posts")

    for _ in range(2):
        desk.keyboard.press("/")
        expect(field).to_be_focused()
        desk.keyboard.press("Tab")
        expect(field).not_to_be_focused()

    assert "year=2025" in desk.url
