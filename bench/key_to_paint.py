"""From key to paint in Chromium, and how long a section takes to open: a post of 10,000 words in 30 sections.

The same keys are typed into a section of 2,000 words, into a text area that holds as many on an empty page, and into an
empty one. Frames are not held back to the screen's rate, so that what is measured is work and not waiting.
"""

import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from screenshots import CHROMIUM, open_page, running_app

NAME = "2025-12-25-long.md"
PARAGRAPH = (
    "Words with [a link](https://example.org/a) and *some* emphasis, as a post has them, of which there are many. "
)
TYPED = "Some words (with *stress*) and a [link](https://example.org/b). "
KEYS = 150
OPENINGS = 20
FLAGS = ["--no-sandbox", "--disable-frame-rate-limit", "--disable-gpu-vsync"]

# The time of an event of the keyboard until the frame after it was painted, in milliseconds.
WATCH = """() => {
  window.times = [];
  document.addEventListener("keydown", (event) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.times.push(performance.now() - event.timeStamp);
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }, true);
}"""
OPENED = """(position) => new Promise((resolve) => {
  const section = document.getElementById(`section-${position}`);
  section.focus({ preventScroll: true });
  const began = performance.now();
  const look = () => {
    if (!document.activeElement.matches(`#section-${position} textarea`)) return requestAnimationFrame(look);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve(performance.now() - began);
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  section.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  look();
})"""


def long_post() -> str:
    """30 sections; the second has 2,000 words in paragraphs of 100."""
    sections = [(PARAGRAPH * 14).strip()] * 29
    sections.insert(1, "\n\n".join([(PARAGRAPH * 5).strip()] * 20))
    body = "".join(f"## Section {number}\n\n{text}\n\n" for number, text in enumerate(sections, 1))
    return f'---\nlayout: post\ntitle: "Long"\n---\n\nIntro.\n\n{body}'


def type_into(page: Page, selector: str) -> list[float]:
    """Type in the middle of a text area, and answer how long each key took."""
    field = page.locator(selector)
    field.evaluate("(field) => { const at = field.value.length >> 1; field.focus(); field.setSelectionRange(at, at); }")
    page.evaluate(WATCH)
    for number in range(KEYS):
        page.keyboard.press(TYPED[number % len(TYPED)])
    page.wait_for_function("keys => window.times.length === keys", arg=KEYS)
    return [float(each) for each in page.evaluate("window.times")]


def tell(label: str, values: list[float]) -> None:
    ranked = sorted(values)
    p95 = ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))]
    print(f"  {label:28} {statistics.median(values):6.1f} / {p95:6.1f}")


def main() -> None:
    if not Path(CHROMIUM).exists():
        print(f"Nothing was measured: {CHROMIUM} is not there.")
        return
    with (
        tempfile.TemporaryDirectory() as data,
        running_app(Path(data)) as (address, sign_in),
        sync_playwright() as tool,
    ):
        (Path(data) / NAME).write_text(long_post(), encoding="utf-8")
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = open_page(browser, sign_in)
        page.goto(f"{address}/desk/{NAME}")
        openings = [page.evaluate(OPENED, number) for number in range(3, 3 + OPENINGS)]
        page.goto(f"{address}/desk/{NAME}?section=2")
        typed = type_into(page, "textarea.source")
        text = page.locator("textarea.source").input_value()
        bare = browser.new_page()
        bare.set_content("<textarea rows=30 cols=80></textarea>")
        probe = type_into(bare, "textarea")
        bare.set_content("<textarea rows=30 cols=80></textarea>")
        bare.locator("textarea").fill(text)
        probe_filled = type_into(bare, "textarea")
        browser.close()
    print(f"key to paint, {KEYS} keys, and {OPENINGS} openings; milliseconds, p50 / p95")
    tell("empty text area, bare page", probe)
    tell("2,000 words, bare page", probe_filled)
    tell("2,000 words, on the desk", typed)
    tell("a section opened", openings)
    tell("the first of them", openings[:1])  # for which the server reads its templates


if __name__ == "__main__":
    main()
