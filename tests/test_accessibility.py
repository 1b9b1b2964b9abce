"""Every page and state, light and dark, wide and narrow, as axe-core and those find it who see or move less."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from conftest import PATIENCE_MS, TODAY, LiveServer, let_in
from playwright.sync_api import Browser, Page, expect

from webapp import capture, drafts, importing
from webapp.database import connect
from webapp.settings import Settings

AXE = Path(__file__).parent / "vendor/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAME = "2025-12-11-working-notes.md"
PAGES = {
    "start": "/start",
    "settings": "/settings",
    "conventions": "/settings/conventions",
    "not-found": "/nothing-here",
    "desk": f"/desk/{NAME}",
    "desk-open": f"/desk/{NAME}?section=2",
    "desk-not-begun": "/desk/2025-12-18-working-notes.md",
    "links": "/links",
    "links-all": "/links?view=all",
    "links-none": "/links?q=nothing-has-these-words",
    "import": "/links/import",
    "import-planned": "/links/import/1",
    "find": f"/desk/{NAME}/find",
    "add-picture": f"/desk/{NAME}/pictures?section=2",
    "save": "/save/form?v=1&address=https://example.org/new&title=A%20page&quote=Words",
    "saved": "/save/done/1?new=1&step=1",
    "publish": f"/desk/{NAME}/publish",
    "preview": f"/desk/{NAME}/preview?section=2",
    "preview-shared": f"/desk/{NAME}/preview?view=shared",
    "preview-built": f"/desk/{NAME}/preview?view=built",
    "posts": "/posts",
    "posts-found": "/posts?q=notes",
    "palette": "/palette?q=a",
    "post": "/posts/read?path=_posts/2025-12-04-working-notes.md",
}
STRANGERS_PAGES = {  # as they are without a session
    "sign-in": "/sign-in/token",
    "signed-out": "/desk",
    "bounce": "/save?v=1&address=https://example.org/new",
    "popup-signed-out": "/save/form?v=1&address=https://example.org/new&title=A%20page&quote=Words",
}
ZOOMED_PX = 640  # what 1280 px are at 200 % zoom
NARROW_PX = 320  # what 1280 px are at 400 % zoom: WCAG 2.2, 1.4.10
LEAST_RING_PX = 2
DESK = {"width": 1440, "height": 900}
STILL: dict[str, Any] = {"viewport": DESK, "reduced_motion": "reduce"}  # colours are measured once they are reached

SEED = Path(__file__).parent / "posts" / "2025-12-04-working-notes.md"

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def week(settings: Settings) -> None:
    """A week's draft with links for it."""
    db = connect(settings.database_path)
    draft = drafts.create_draft(db, settings.drafts_folder, NAME, SEED.read_text(encoding="utf-8"), now=TODAY)
    for number in range(3):
        capture.save_link(
            db,
            f"https://example.org/{number}",
            title=f"A link, number {number}",
            note="Noted" if number == 0 else "",
            quote="A passage." if number == 1 else "",
            draft_id=draft.id,
            section_id=draft.sections[number],
            now=TODAY,
        )
    importing.plan(db, b"https://example.org/new and https://user@/", "text.txt", TODAY)
    db.close()


@contextmanager
def browsing(chromium: Browser, server: LiveServer, *, signed_in: bool = True, **options: Any) -> Iterator[Page]:
    context = chromium.new_context(locale="en-GB", bypass_csp=True, **options)
    context.set_default_timeout(PATIENCE_MS)
    if signed_in:
        let_in(context, server)
    yield context.new_page()
    context.close()


# What is well is neither gathered nor sent: that is most of what axe-core finds.
BROKEN_RULES = """async (rules) => {
  const options = { runOnly: rules, resultTypes: ["violations"] };
  return (await axe.run(document, options)).violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
  }));
}"""


def violations(page: Page) -> list[str]:
    """Run axe-core in the page, light and dark; one line for each element that breaks a rule."""
    page.add_script_tag(path=AXE)
    return [*violations_of(page, "light"), *violations_of(page, "dark")]


def violations_of(page: Page, scheme: Literal["light", "dark"]) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    return [
        f"{scheme}: {rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in page.evaluate(BROKEN_RULES, RULES)
        for node in rule["nodes"]
    ]


def open_menu(page: Page) -> None:
    page.locator("#section-2 .grip > summary").click()
    page.locator(".day summary").click()


def show_keys(page: Page) -> None:
    page.locator("#section-1").press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def show_palette(page: Page) -> None:
    page.locator("#section-1").press("ControlOrMeta+k")
    page.keyboard.type("move")
    expect(page.get_by_role("option").first).to_be_visible()


def find_words(page: Page) -> None:
    page.locator("#section-1").press("ControlOrMeta+f")
    page.keyboard.type("the")
    expect(page.locator("#found-count")).to_contain_text("found")


def write(page: Page, words: str) -> None:
    page.locator("#section-1").press("Enter")
    page.locator("textarea.source").press_sequentially(words)


def be_offered_links(page: Page) -> None:
    write(page, " [[")
    expect(page.get_by_role("option")).to_have_count(3)


def fail_to_save(page: Page) -> None:
    page.route("**/save", lambda route: route.abort())
    write(page, " More.")
    expect(page.locator("#unsaved")).to_contain_text("Not saved")


def find_lost_text(page: Page) -> None:
    page.evaluate(
        "({ draft }) => localStorage.setItem("
        "`working-notes:${draft}:${document.querySelector('#section-1').dataset.id}:0`,"
        " JSON.stringify({ text: '## Other\\n\\nMore.', at: new Date(), revision: '0', start: '0', end: '1' }))",
        page.locator("#manuscript").evaluate("place => ({ ...place.dataset })"),
    )
    page.unroute("**/save")
    page.reload()
    expect(page.locator("#kept")).to_contain_text("was not saved")


def be_offered_lost_text(page: Page) -> None:
    page.locator("#kept a").first.click()
    expect(page.locator(".notice ins").first).to_contain_text("Other")
    page.get_by_role("button", name="Leave it out").click()


def run_into_a_conflict(page: Page) -> None:
    fields = page.locator("form.editor").evaluate("form => Object.fromEntries(new FormData(form))")
    address = page.locator("form.editor").evaluate("form => form.action")
    origin = "/".join(address.split("/")[:3])
    page.request.post(address, form=fields | {"text": "## Theirs"}, headers={"Origin": origin})
    page.locator("textarea.source").press_sequentially(" Mine.")
    expect(page.get_by_role("button", name="Keep both")).to_be_visible()


def be_told(page: Page) -> None:
    page.locator("#section-2").press("Delete")
    expect(page.locator("#toasts")).to_contain_text("Deleted")


# What is done on the desk, one after the other, and how it then looks.
STATES: dict[str, Callable[[Page], None]] = {
    "menus": open_menu,
    "keys": show_keys,
    "palette": show_palette,
    "find": find_words,
    "offers": be_offered_links,
    "unsaved": fail_to_save,
    "lost-text": find_lost_text,
    "lost-text-offered": be_offered_lost_text,
    "conflict": run_into_a_conflict,
    "toast": be_told,
}
Walk = Callable[[Page, LiveServer], Iterator[str]]  # names where it is
CONTINUED = {"lost-text-offered", "conflict"}  # on the page of the state before


def each_page(page: Page, server: LiveServer) -> Iterator[str]:
    """Go through every page."""
    for name, path in PAGES.items():
        page.goto(server.address + path)
        yield name


def each_state(page: Page, server: LiveServer) -> Iterator[str]:
    """Go through the states of the desk."""
    page.on("dialog", lambda dialog: dialog.accept())  # text is not saved yet
    for name, act in STATES.items():
        if name not in CONTINUED:
            page.goto(f"{server.address}/desk/{NAME}")
        act(page)
        yield name


@pytest.fixture(params=[each_page, each_state], ids=["pages", "states"])
def walk(request: pytest.FixtureRequest) -> Walk:
    """A way through the app. Its parts are tried one after the other, since a browser that knows the app is quick."""
    found: Walk = request.param
    return found


def test_accessibility_axe_finds_nothing(chromium: Browser, live_server: LiveServer, walk: Walk) -> None:
    with browsing(chromium, live_server, **STILL) as page:
        found = {name: violations(page) for name in walk(page, live_server)}

    assert {name: broken for name, broken in found.items() if broken} == {}


def test_accessibility_axe_finds_nothing_without_a_session(chromium: Browser, live_server: LiveServer) -> None:
    found = {}
    with browsing(chromium, live_server, signed_in=False, **STILL) as page:
        for name, path in STRANGERS_PAGES.items():
            page.goto(live_server.address + path)
            found[name] = violations(page)

    assert {name: broken for name, broken in found.items() if broken} == {}


def too_wide(page: Page) -> list[int]:
    """The widths at which the page is wider than its window."""
    found = []
    for width in (ZOOMED_PX, NARROW_PX):
        page.set_viewport_size({"width": width, "height": 640})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(width)
    return found


def test_accessibility_nothing_needs_sideways_scrolling(chromium: Browser, live_server: LiveServer, walk: Walk) -> None:
    with browsing(chromium, live_server, viewport=DESK) as page:
        found = {name: too_wide(page) for name in walk(page, live_server)}

    assert {name: widths for name, widths in found.items() if widths} == {}


MOVING = """() => [...document.querySelectorAll('*')].filter((each) => {
  const style = getComputedStyle(each);
  const times = `${style.transitionDuration},${style.animationDuration}`.split(',').map(parseFloat);
  return Math.max(...times) > 0.01 || style.scrollBehavior === 'smooth';
}).map((each) => each.outerHTML.slice(0, 120))"""


def test_accessibility_nothing_moves_where_less_motion_is_wanted(
    chromium: Browser, live_server: LiveServer, walk: Walk
) -> None:
    with browsing(chromium, live_server, reduced_motion="reduce", viewport=DESK) as page:
        found = {name: page.evaluate(MOVING) for name in walk(page, live_server)}

    assert {name: moving for name, moving in found.items() if moving} == {}


# What can be used and is seen, without a ring when it has the focus, or without a bound that shows what it is.
HARD_TO_SEE = """(leastPx) => {
  const seen = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled);
  const isBound = (each) => {
    const style = getComputedStyle(each);
    return !each.matches('button, .button, select') || parseFloat(style.borderTopWidth) > 0
      || parseFloat(style.borderBottomWidth) > 0 || style.textDecorationLine.includes('underline');
  };
  const hasRing = (each) => {
    each.focus({ preventScroll: true });
    if (document.activeElement !== each) return true;
    const style = getComputedStyle(each);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= leastPx;
  };
  return seen.filter((each) => !isBound(each) || !hasRing(each)).map((each) => each.outerHTML.slice(0, 140));
}"""


def test_accessibility_forced_colours_show_focus_and_buttons(chromium: Browser, live_server: LiveServer) -> None:
    with browsing(chromium, live_server, forced_colors="active", viewport=DESK) as page:
        found = {}
        for name in ("desk", "desk-open", "links", "publish", "settings", "save"):
            page.goto(live_server.address + PAGES[name])
            page.keyboard.press("Tab")  # from now on what has the focus shows it
            found[name] = page.evaluate(HARD_TO_SEE, LEAST_RING_PX)

    assert {name: elements for name, elements in found.items() if elements} == {}
