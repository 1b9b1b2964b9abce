"""The editor of a section in a real browser: its mirror, what typing brings along, and what is pasted."""

from pathlib import Path

import pytest
from desk_page import make_draft, open_section, text_of
from playwright.sync_api import Locator, Page, expect

from webapp.settings import Settings

pytestmark = pytest.mark.browser

TEXT = """\
---\r
layout: post\r
title: "Working Notes - 11/12/25"\r
---\r
\r
Intro.\r
\r
## One\r
\r
The *first* of [two links](https://example.org/a_(b)), with **strong [words](https://example.org/)** and `code`.\r
\r
- a list\r
- of two lines, https://example.org/bare among them\r
\r
## Two\r
\r
Second.\r
<!--more-->\r
\r
## Three\r
\r
Third."""

CASES = Path(__file__).parent / "cases" / "pasting"  # what is on the clipboard, and its Markdown; empty: it stays plain

# One colour and no underline, so that the mirror and the text area's own letters can be compared.
PLAIN = """() => {
  const sheet = new CSSStyleSheet();
  sheet.insertRule("* { caret-color: transparent }");
  sheet.insertRule(
    ".mirror span { color: var(--ink) !important; background: none !important; text-decoration: none !important }");
  document.adoptedStyleSheets = [sheet];
  return document.fonts.ready.then(() => true);
}"""

# How far the two pictures are apart where they are furthest, of 255 a colour.
DIFFERENCE = """async (pictures) => {
  const [one, other] = await Promise.all(pictures.map(async (bytes) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height).data;
  }));
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at])), 0);
}"""
LETTER_APART = 100  # a letter that is one pixel off differs by more, rounding at the ends of a span by less


@pytest.fixture
def path(settings: Settings) -> Path:
    return make_draft(settings, TEXT)


def write(field: Locator, text: str) -> None:
    """Begin with a text, the caret at its end."""
    field.fill(text)
    field.press("ControlOrMeta+End")


def marked(desk: Page, kind: str) -> list[str]:
    return desk.locator(f".mirror .in-{kind}").all_text_contents()


@pytest.mark.parametrize("width", [1440, 390])
def test_mirror_lies_under_the_letters(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    field = open_section(desk, 1)
    desk.evaluate(PLAIN)
    mirrored = field.screenshot()

    desk.locator(".field").evaluate("field => field.classList.remove('mirrored')")

    assert desk.evaluate(DIFFERENCE, [list(mirrored), list(field.screenshot())]) < LETTER_APART


def test_mirror_colours_what_is_typed_and_gives_way(desk: Page) -> None:
    field = open_section(desk, 1)
    assert marked(desk, "heading") == ["## One"]
    assert "".join(marked(desk, "link")) == "[two links][words]"
    assert "".join(marked(desk, "strong")) == "**strong [words](https://example.org/)**"
    assert marked(desk, "em") == ["*first*"]
    assert marked(desk, "code") == ["`code`"]

    write(field, "## One\n\n```\n*plain*\n\n*too*\n```\n\n*One* more")
    assert marked(desk, "em") == ["*One*"]
    field.press("Control+Home")
    desk.keyboard.type("```\n")
    assert marked(desk, "em") == ["*plain*", "*too*"]
    field.press("ControlOrMeta+z")
    expect(desk.locator(".mirror")).to_have_text(field.input_value())

    fill = "field => getComputedStyle(field).webkitTextFillColor"
    assert field.evaluate(fill) == "rgba(0, 0, 0, 0)"
    desk.emulate_media(forced_colors="active")
    assert field.evaluate(fill) != "rgba(0, 0, 0, 0)"
    expect(desk.locator(".mirror")).to_be_hidden()


def test_pairs_go_round_a_selection_and_come_in_twos(desk: Page) -> None:
    field = open_section(desk, 2)
    write(field, "one")

    field.press("Shift+Home")
    desk.keyboard.type("**(")
    expect(field).to_have_value("**(one)**")
    desk.keyboard.press("ControlOrMeta+z")
    expect(field).to_have_value("**one**")

    write(field, "")
    desk.keyboard.type("a (b [c] d) `e` f(g) it's 5*3")
    expect(field).to_have_value("a (b [c] d) `e` f(g) it's 5*3")
    write(field, "a ")
    desk.keyboard.type("(")
    expect(field).to_have_value("a ()")
    desk.keyboard.press("Backspace")
    expect(field).to_have_value("a ")
    desk.keyboard.type("[[tides")
    expect(field).to_have_value("a [[tides")
    write(field, "word")
    field.press("Home")
    desk.keyboard.type("(")
    expect(field).to_have_value("(word")


def test_composition_loses_no_key_and_shows_its_own_letters(desk: Page, path: Path) -> None:
    field = open_section(desk, 2)
    write(field, "## Two\n\n")
    keys = desk.context.new_cdp_session(desk)
    fill = "field => getComputedStyle(field).webkitTextFillColor"

    keys.send("Input.imeSetComposition", {"text": "(にほん", "selectionStart": 4, "selectionEnd": 4})
    expect(field).to_have_value("## Two\n\n(にほん")
    assert field.evaluate(fill) != "rgba(0, 0, 0, 0)"
    keys.send("Input.insertText", {"text": "日本（語）"})
    desk.keyboard.type(" (a)")
    keys.send("Input.imeSetComposition", {"text": "ק", "selectionStart": 1, "selectionEnd": 1})
    keys.send("Input.insertText", {"text": "\nקצר ועוד"})

    expect(field).to_have_value("## Two\n\n日本（語） (a)\nקצר ועוד")
    assert field.evaluate(fill) == "rgba(0, 0, 0, 0)"
    expect(desk.locator("#saving")).to_have_text("Saved")
    assert "## Two\r\n\r\n日本（語） (a)\r\nקצר ועוד" in text_of(path)
    middle = desk.evaluate("document.querySelector('.source').getBoundingClientRect().width / 2")
    left = desk.evaluate("document.querySelector('.source').getBoundingClientRect().left")
    assert desk.evaluate("import('/static/js/mirror.js').then(mirror => mirror.lineAt(20).left)") - left > middle


def test_find_goes_through_the_whole_post_and_replaces(desk: Page, path: Path) -> None:
    open_section(desk, 2).press("ControlOrMeta+f")
    bar = desk.get_by_role("search", name="Find and replace in this draft")
    words, count = bar.get_by_label("Find", exact=True), bar.get_by_role("status")
    expect(words).to_be_focused()
    words.press_sequentially("IR")
    expect(count).to_have_text("2 found")

    words.press("Enter")
    expect(count).to_have_text("2 of 2")
    field = desk.locator("#section-3 textarea")
    expect(field).to_have_js_property("selectionStart", len("## Three\n\nTh"))
    assert marked(desk, "chosen") == ["ir"]
    words.press("Enter")
    expect(count).to_have_text("1 of 2")
    words.press("Shift+Enter")
    expect(count).to_have_text("2 of 2")
    expect(words).to_be_focused()

    bar.get_by_label("Replace with").fill("(")
    bar.get_by_role("button", name="Replace", exact=True).click()
    expect(count).to_have_text("1 of 1")
    expect(desk.locator("#section-1 textarea")).to_be_visible()
    assert "Th(d." in text_of(path)
    words.press("Escape")
    expect(bar).to_be_hidden()
    desk.keyboard.type("or")
    expect(desk.locator("#saving")).to_have_text("Saved")
    assert "*forst*" in text_of(path)


COLOURED = "() => ['match', 'chosen'].map((kind) => [...CSS.highlights.get(kind)].map(String))"


def test_find_colours_what_is_seen_in_closed_sections(desk: Page, path: Path) -> None:
    bird = 'A bird\'s [word](https://example.org/bird) -- *Bi*rd -- "[Bird](https://example.org/)".\n\n1. One bird'
    path.write_bytes(TEXT.replace("Second.", bird).replace("Third.", "Third bird.").encode())
    desk.reload()
    desk.locator("#section-3").press("ControlOrMeta+f")
    bar = desk.get_by_role("search", name="Find and replace in this draft")
    words, count = bar.get_by_label("Find", exact=True), bar.get_by_role("status")
    words.fill("bird")
    expect(count).to_have_text("5 found")
    assert desk.evaluate(COLOURED) == [["bird", "Bird", "bird", "bird"], []]

    words.press("Enter")
    expect(count).to_have_text("5 of 5")
    assert marked(desk, "chosen") == ["bird"]
    assert desk.evaluate(COLOURED) == [["bird", "Bird", "bird"], []]
    desk.locator("textarea.source").press("Escape")
    expect(desk.locator("#section-3")).to_be_focused()
    assert desk.evaluate(COLOURED) == [["bird", "Bird", "bird"], ["bird"]]

    bar.get_by_role("button", name="Close").click()
    assert desk.evaluate(COLOURED) == [[], []]


def test_replace_all_is_one_step_and_refused_where_a_section_changed(desk: Page, path: Path) -> None:
    desk.locator("#section-1").press("ControlOrMeta+f")
    bar = desk.get_by_role("search", name="Find and replace in this draft")
    bar.get_by_label("Find", exact=True).fill("ir")
    expect(bar.get_by_role("status")).to_have_text("2 found")
    bar.get_by_label("Replace with").fill("ur")

    path.write_bytes(TEXT.replace("Third", "Third bird").encode())
    bar.get_by_role("button", name="Replace all").click()
    expect(desk.locator("#banner")).to_contain_text("a section changed since you searched")
    expect(desk.locator("#section-3 .prose")).to_contain_text("Third bird")
    expect(bar.get_by_role("status")).to_have_text("3 found")

    bar.get_by_role("button", name="Replace all").click()
    expect(desk.locator("#section-3 .prose")).to_contain_text("Thurd burd")
    assert "*furst*" in text_of(path)
    desk.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(desk.locator("#section-3 .prose")).to_contain_text("Third bird")
    bar.get_by_label("Find", exact=True).press("Escape")
    expect(desk.locator("#section-1")).to_be_focused()


def test_focus_and_typewriter_are_switched_by_key_and_kept(desk: Page, path: Path) -> None:
    lines = "\n\n".join(f"Paragraph {number}." for number in range(40))
    path.write_bytes(TEXT.replace("Second.", lines).encode())
    desk.reload()
    field = open_section(desk, 2)

    field.press("ControlOrMeta+d")
    expect(desk.locator(".mirror .at-hand")).to_have_text("Paragraph 39.")
    field.press("ArrowUp")
    field.press("ArrowUp")
    expect(desk.locator(".mirror .at-hand")).to_have_text("Paragraph 38.")
    desk.keyboard.type("More ")
    expect(desk.locator(".mirror .at-hand")).to_contain_text("More ")
    colours = desk.locator(".mirror > div").evaluate_all("all => all.map(each => getComputedStyle(each).color)")
    assert len(set(colours)) == 2

    field.press("ControlOrMeta+Shift+D")
    expect(desk.locator(".options [name=typewriter]")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.type("and more")
    centre = "import('/static/js/mirror.js').then(mirror => mirror.lineAt(document.activeElement.selectionEnd))"
    desk.wait_for_function(
        f"() => {centre}.then(line => Math.abs(line.top + line.height / 2 - innerHeight * 0.45) < 2)"
    )
    expect(desk.locator("#saving")).to_have_text("Saved")
    desk.reload()
    expect(desk.locator("body")).to_have_class("desk focus-mode typewriter")
    open_section(desk, 2)
    desk.locator(".options summary").click()
    desk.get_by_role("button", name="Focus on the paragraph").click()
    expect(desk.locator("body")).to_have_class("desk typewriter")
    expect(desk.locator("textarea.source")).to_be_focused()


def test_selected_words_are_counted(desk: Page) -> None:
    field = open_section(desk, 1)
    expect(desk.locator("#words")).to_have_text("27 words")

    field.evaluate("field => field.setSelectionRange(0, field.value.indexOf(', with'))")
    expect(desk.locator("#status")).to_contain_text("6 of 27 words")
    field.press("End")
    expect(desk.locator("#selected")).to_be_empty()


PASTE = """(field, [plain, html]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", plain);
  if (html) clipboardData.setData("text/html", html);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true, bubbles: true }));
}"""


def test_pasted_rich_text_becomes_markdown(desk: Page, path: Path) -> None:
    field = open_section(desk, 2)
    for case in sorted(CASES.glob("*.html")):
        write(field, "")
        field.evaluate(PASTE, ["plain", case.read_text(encoding="utf-8")])
        assert field.input_value() == case.with_suffix(".md").read_text(encoding="utf-8").removesuffix("\n"), case.name

    write(field, "before after")
    for _ in "after":
        field.press("ArrowLeft")
    field.evaluate(PASTE, ["bold", "<b>bold</b> "])
    expect(field).to_have_value("before **bold**after")
    field.press("ControlOrMeta+z")
    field.evaluate(PASTE, ["x", "<h2>A heading</h2>"])
    expect(field).to_have_value("before \n\n## A heading\n\nafter")
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("before after")

    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.evaluate("""() => {
      const kinds = { "text/plain": "bold", "text/html": "<b>bold</b>" };
      const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
      return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    }""")
    field.press("ControlOrMeta+Shift+V")
    expect(field).to_have_value("before boldafter")
    field.press("ControlOrMeta+v")
    expect(field).to_have_value("before bold**bold**after")


def test_findings_are_underlined_and_marked_again_as_one_types(desk: Page, path: Path) -> None:
    field = open_section(desk, 1)
    expect(desk.locator(".mirror .in-warning")).to_have_text("https://example.org/bare")

    field.press("Control+Home")
    desk.keyboard.type("More. ")
    expect(desk.locator(".mirror .in-warning")).to_have_text("https://example.org/bare")
    write(field, "## One\n\nNo address, then https://example.org/two, and {{ pages }}.")
    expect(desk.locator(".mirror .in-warning")).to_have_text(["https://example.org/two", "{{ pages }}"])
    expect(field).to_be_focused()
