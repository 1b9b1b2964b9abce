"""The inbox and the popup in a real browser, by keyboard."""

import http.server
import re
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from conftest import CHROMIUM_FLAGS, POLL_SECONDS, TODAY, LiveServer, let_in
from playwright.sync_api import Browser, Locator, Page, expect

from webapp import bookmarklet, capture, drafts, links, triage
from webapp.database import Database, connect
from webapp.links import Link, NewPage, State
from webapp.settings import Settings

pytestmark = pytest.mark.browser

NAME = "2025-12-11-working-notes.md"
TEXT = "---\ntitle: T\n---\n\nIntro.\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n"


@pytest.fixture
def db(settings: Settings) -> Iterator[Database]:
    opened = connect(settings.database_path)
    draft = drafts.create_draft(opened, settings.drafts_folder, NAME, TEXT, now=TODAY)
    assert len(draft.sections) == 3
    for title in ("First", "Second", "Third"):
        capture.save_link(opened, f"https://example.org/{title}", title=title, now=TODAY)
    yield opened
    opened.close()


@pytest.fixture(params=["/links", f"/desk/{NAME}"], ids=["links", "desk"])
def inbox(page: Page, live_server: LiveServer, db: Database, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The list of links with three rows, newest first, on its own page and on the desk."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(live_server.address + request.param)
    expect(rows(page)).to_have_count(3)
    yield page
    assert errors == []


def rows(page: Page) -> Locator:
    return page.locator("#links > .link")


def titles(page: Page) -> list[str]:
    return page.locator("#links > .link > a").all_text_contents()


def find(db: Database, title: str) -> Link:
    return next(link for link in links.list_links(db) if link.title == title)


def is_at(page: Page, title: str) -> None:
    expect(rows(page).filter(has=page.get_by_role("link", name=title, exact=True))).to_be_focused()


def test_rows_are_walked_by_key(inbox: Page) -> None:
    inbox.keyboard.press("j")
    is_at(inbox, "Second")
    inbox.keyboard.press("j")
    is_at(inbox, "First")
    inbox.keyboard.press("k")
    is_at(inbox, "Second")
    inbox.keyboard.press("/")
    expect(inbox.locator("#q")).to_be_focused()
    inbox.keyboard.press("ArrowDown")
    is_at(inbox, "Second")


def test_escape_leads_from_the_empty_search_to_the_list(inbox: Page) -> None:
    inbox.keyboard.press("/")
    inbox.keyboard.type("third")
    expect(rows(inbox)).to_have_count(1)

    inbox.keyboard.press("Escape")
    expect(inbox.locator("#q")).to_have_value("")
    expect(rows(inbox)).to_have_count(3)
    expect(inbox.locator("#q")).to_be_focused()
    inbox.keyboard.press("Escape")
    is_at(inbox, "Third")


def test_done_goes_on_to_the_next_row_and_is_undone(inbox: Page, db: Database) -> None:
    inbox.keyboard.press("j")
    is_at(inbox, "Second")

    inbox.keyboard.press("e")
    expect(rows(inbox)).to_have_count(2)
    is_at(inbox, "First")
    assert find(db, "Second").state is State.DONE
    expect(inbox.locator("#unread-count")).to_have_text("2")

    inbox.keyboard.press("u")
    expect(rows(inbox)).to_have_count(3)
    assert find(db, "Second").state is State.UNREAD


def test_later_puts_off_until_next_week(inbox: Page, db: Database) -> None:
    inbox.keyboard.press("j")
    inbox.keyboard.press("l")
    inbox.keyboard.press("Enter")

    expect(rows(inbox)).to_have_count(2)
    assert str(find(db, "Second").later_until) == "2025-12-18"


def test_link_is_sent_to_a_section_by_key(inbox: Page, db: Database, settings: Settings) -> None:
    inbox.keyboard.press("j")
    inbox.keyboard.press("a")
    expect(inbox.get_by_role("button", name="Intro").first).to_be_visible()
    inbox.keyboard.press("ArrowDown")
    inbox.keyboard.press("Enter")

    expect(inbox.get_by_text("for “One”").first).to_be_visible()
    ids = drafts.read_draft(db, settings.drafts_folder, NAME).sections
    assert find(db, "Second").section_id == ids[1]


def test_digit_chooses_a_section(inbox: Page, db: Database, settings: Settings) -> None:
    inbox.keyboard.press("j")
    inbox.keyboard.press("a")
    inbox.keyboard.press("3")  # it waits until the menu is there

    expect(inbox.get_by_text("for “Two”").first).to_be_visible()
    assert find(db, "Second").section_id == drafts.read_draft(db, settings.drafts_folder, NAME).sections[2]


def test_menu_opens_clear_of_what_was_just_said(inbox: Page) -> None:
    inbox.keyboard.press("j")
    inbox.keyboard.press("e")
    expect(inbox.locator(".toast")).to_be_visible()
    is_at(inbox, "First")
    row = inbox.locator("#links > .link:focus").bounding_box()
    assert row is not None
    inbox.set_viewport_size({"width": 1440, "height": int(row["y"] + row["height"]) + 40})

    inbox.keyboard.press("a")
    first, said = inbox.locator("#menu button:focus"), inbox.locator(".toast")
    expect(first).to_be_in_viewport(ratio=1)
    chosen, toast = first.bounding_box(), said.bounding_box()
    assert chosen is not None
    assert toast is not None
    assert chosen["y"] + chosen["height"] <= toast["y"]


def test_note_is_written_by_key(inbox: Page, db: Database) -> None:
    inbox.keyboard.press("j")
    inbox.keyboard.press("t")
    inbox.keyboard.type("a jolly useful look")
    inbox.keyboard.press("Enter")

    expect(inbox.locator("#links .note")).to_have_text("a jolly useful look")
    assert [note.text for note in find(db, "Second").notes] == ["a jolly useful look"]
    assert {link.state for link in links.list_links(db)} == {State.UNREAD}


def test_marked_links_are_acted_on_together_and_the_list_stays(inbox: Page, db: Database) -> None:
    inbox.keyboard.press("j")
    inbox.keyboard.press("x")
    inbox.keyboard.press("j")
    inbox.keyboard.press("x")
    expect(inbox.get_by_role("status").filter(has_text="2 marked")).to_be_visible()
    inbox.keyboard.press("Escape")
    expect(inbox.locator("#links :checked")).to_have_count(0)
    inbox.keyboard.press("*")
    inbox.get_by_role("checkbox", name="Mark Third").uncheck()
    stays = rows(inbox).first.element_handle()

    inbox.keyboard.press("e")

    expect(rows(inbox)).to_have_count(1)
    assert [link.title for link in links.list_links(db, state=State.DONE)] == ["Second", "First"]
    assert stays.evaluate("row => row.isConnected")
    is_at(inbox, "Third")
    inbox.keyboard.press("u")
    expect(rows(inbox)).to_have_count(3)


def test_new_section_is_made_from_a_link_and_both_are_undone(inbox: Page, db: Database, settings: Settings) -> None:
    inbox.keyboard.press("j")
    inbox.keyboard.press("n")

    expect(inbox.locator("#toasts")).to_contain_text("Added “Second”. Sent to it: “Second”.")
    draft = drafts.read_draft(db, settings.drafts_folder, NAME)
    assert draft.text.endswith("## Second\n")
    assert find(db, "Second").section_id == draft.sections[3]
    inbox.keyboard.press("u")
    expect(inbox.locator("#toasts")).to_contain_text("Undone")
    assert drafts.read_draft(db, settings.drafts_folder, NAME).text == TEXT
    assert find(db, "Second").draft_id is None


def test_link_is_read_by_key(inbox: Page) -> None:
    inbox.keyboard.press("j")
    inbox.keyboard.press("r")

    inbox.wait_for_url(re.compile("/links"))
    expect(inbox.locator("#reader h1")).to_have_text("Second")


def test_letters_in_the_paste_box_only_type(inbox: Page, db: Database) -> None:
    inbox.locator("#q").press_sequentially("jekale#")

    expect(inbox.locator("#q")).to_have_value("jekale#")
    assert {link.state for link in links.list_links(db)} == {State.UNREAD}


def test_pasted_address_is_saved_at_once(inbox: Page, db: Database) -> None:
    inbox.context.grant_permissions(["clipboard-read", "clipboard-write"])
    inbox.evaluate("navigator.clipboard.writeText('https://example.org/pasted?utm_source=x')")
    inbox.locator("#q").press("ControlOrMeta+v")

    expect(rows(inbox)).to_have_count(4)
    assert links.list_links(db)[0].address == "https://example.org/pasted"
    inbox.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(rows(inbox)).to_have_count(3)


def test_pasted_address_that_is_there_shows_the_old_entry(inbox: Page, db: Database) -> None:
    triage.put_off(db, [find(db, "First").id], TODAY.date() + timedelta(days=9), TODAY)
    inbox.reload()
    inbox.locator("#inbox .chips").get_by_role("link", name="Done").click()
    expect(rows(inbox)).to_have_count(0)

    inbox.locator("#q").fill("http://www.example.org/First/?utm_source=x")
    inbox.locator("#q").press("Enter")

    expect(inbox.locator("#links > .link.selected")).to_contain_text("First")
    expect(inbox.locator("#toasts")).to_contain_text("Was there already: “First”.")


def test_words_are_searched_for(inbox: Page) -> None:
    inbox.locator("#q").fill("thi")
    inbox.locator("#q").press("Enter")

    expect(rows(inbox)).to_have_count(1)
    assert titles(inbox) == ["Third"]


def test_removed_link_is_brought_back(inbox: Page) -> None:
    inbox.keyboard.press("j")
    inbox.keyboard.press("#")
    expect(rows(inbox)).to_have_count(2)

    inbox.locator("#toasts").get_by_role("button", name="Undo").click()

    expect(rows(inbox)).to_have_count(3)


ARTICLE = b"""<!doctype html><title>An article</title><link rel="canonical" href="https://example.org/canonical">
<meta name="author" content="A. Writer"><meta property="article:published_time" content="2025-11-14T08:00:00Z">
<p>Its words.</p>"""


@pytest.fixture(
    params=["", "default-src 'none'; form-action 'none'", "sandbox allow-scripts"], ids=["plain", "strict", "sandbox"]
)
def article(request: pytest.FixtureRequest) -> Iterator[str]:
    """A page elsewhere, with one of three policies."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if request.param:
                self.send_header("Content-Security-Policy", request.param)
            self.end_headers()
            self.wfile.write(ARTICLE)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/{request.param.partition(' ')[0]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_bookmarklet_reaches_the_form_from_every_page(page: Page, live_server: LiveServer, article: str) -> None:
    page.goto(article)
    script = bookmarklet.script(live_server.port).removeprefix("javascript:")

    if "sandbox" in article:
        page.evaluate(script)
        form = page
    else:
        with page.context.expect_page() as opened:
            page.evaluate(script)
        form = opened.value

    expect(form.get_by_role("heading")).to_have_text("An article")
    expect(form.locator("input[name=address]")).to_have_value(article)
    expect(form.locator(".meta").first).to_contain_text("A. Writer · 14 November")
    expect(form.locator("input[name=canonical]")).to_have_value("https://example.org/canonical")
    expect(form.get_by_text("older one")).to_have_count(0)


@pytest.mark.parametrize("article", [""], indirect=True, ids=["plain"])
def test_bookmarklet_reaches_the_form_from_the_public_internet(
    chromium: Browser, live_server: LiveServer, article: str
) -> None:
    port = article.rpartition(":")[2].partition("/")[0]
    flags = [*CHROMIUM_FLAGS, f"--ip-address-space-overrides=127.0.0.1:{port}=public"]
    public = chromium.browser_type.launch(executable_path="/usr/bin/chromium", args=flags)
    page = public.new_page()
    let_in(page.context, live_server)
    page.goto(article)

    with page.context.expect_page() as opened:
        page.evaluate(bookmarklet.script(live_server.port).removeprefix("javascript:"))

    expect(opened.value.get_by_role("heading")).to_have_text("An article")
    public.close()


def test_popup_saves_by_enter_and_closes_by_escape(page: Page, live_server: LiveServer, db: Database) -> None:
    address = f"{live_server.address}/save/form?v=1&address=https://example.org/new&title=New&quote=Words"
    page.goto(f"{live_server.address}/links")
    with page.context.expect_page() as opened:
        page.evaluate("address => { window.open(address, 'popup', 'popup,width=440,height=620') }", address)
    popup = opened.value
    popup.wait_for_url(address)  # until its script is there: Enter and Escape are the script's

    popup.get_by_label("Note").press_sequentially("Why")
    popup.get_by_label("Note").press("Enter")
    popup.wait_for_url("**/save/done/*")
    expect(popup.get_by_role("status").first).to_have_text("Saved to Links")
    with popup.expect_event("close"):
        popup.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))")

    saved = find(db, "New")
    assert [note.text for note in saved.notes] == ["Why"]
    assert [quote.text for quote in saved.quotes] == ["Words"]


def test_popup_goes_on_once_the_browser_is_signed_in(page: Page, live_server: LiveServer, db: Database) -> None:
    page.goto(f"{live_server.address}/save?v=1&address=https://example.org/new&title=New&quote=Words")
    page.get_by_label("Note").fill("Why")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading")).to_have_text("Not saved yet: this browser is not signed in")

    other = page.context.new_page()
    other.goto(live_server.sign_in_address())
    other.wait_for_url(lambda address: "/sign-in" not in address)
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_role("status").first).to_have_text("Saved to Links")
    assert [note.text for note in find(db, "New").notes] == ["Why"]


def test_popup_shows_what_is_saved_already(page: Page, live_server: LiveServer, db: Database) -> None:
    links.add_note(db, find(db, "First").id, "Noted before", TODAY)
    links.add_quote(db, find(db, "First").id, "Quoted before", TODAY)

    page.goto(f"{live_server.address}/save/form?v=1&address=http://www.example.org/First/&title=Other")

    expect(page.get_by_text("Was saved already")).to_be_visible()
    expect(page.get_by_text("Noted before")).to_be_visible()
    expect(page.get_by_text("Quoted before")).to_be_visible()
    expect(page.get_by_role("heading")).to_have_text("First")


def test_selected_words_of_the_text_are_kept_and_quoted_by_key(
    page: Page, live_server: LiveServer, db: Database
) -> None:
    link = find(db, "Third")
    html = "<p>One fish, <em>two</em> fish.</p><p>Red fish.</p>"
    links.keep_page(db, link.id, NewPage("", "", "", "", html=html, text="One fish, two fish. Red fish."), TODAY)
    page.goto(f"{live_server.address}/links/{link.id}")
    page.locator("#reader .text em").dblclick()
    expect(page.locator("#reader .text")).to_be_visible()

    page.keyboard.press("h")

    expect(page.locator("#reader mark")).to_have_text(["two"])
    (kept,) = find(db, "Third").quotes
    assert (kept.text.strip(), kept.prefix, kept.suffix.startswith(" fish.")) == ("two", "One fish, ", True)
    page.keyboard.press("q")
    expect(page.get_by_label("Section for “two”")).to_be_focused()
    page.get_by_role("button", name="Quote in section").click()
    expect(page.locator("#toasts")).to_contain_text("It stands at the end of")


DROP = """([kind, words]) => {
  const data = new DataTransfer();
  if (kind === "file") data.items.add(new File([words], "links.txt", { type: "text/plain" }));
  else data.setData(kind, words);
  const options = { bubbles: true, cancelable: true, dataTransfer: data };
  const row = document.querySelector("#links");
  return ["dragover", "drop"].map((name) => !row.dispatchEvent(new DragEvent(name, options)));
}"""


@pytest.mark.parametrize("kind", ["text/plain", "file"])
def test_what_is_dropped_on_the_list_is_saved(inbox: Page, db: Database, kind: str) -> None:
    words = "See https://example.org/dropped\nand https://example.org/too."

    taken = inbox.evaluate(DROP, [kind, words])

    assert taken == [True, True]
    expect(rows(inbox)).to_have_count(5)
    expect(inbox.locator("#toasts")).to_contain_text("2 saved, 0 known.")
    assert {"https://example.org/dropped", "https://example.org/too"} < {link.address for link in links.list_links(db)}


def test_proposed_section_is_made_of_its_links(inbox: Page, db: Database) -> None:
    inbox.get_by_role("link", name="Group").click()
    expect(inbox.locator("#ways")).to_contain_text("They are from “example.org”.")

    inbox.get_by_label("Heading of the section").fill("Together")
    inbox.get_by_role("button", name="Make a section").click()

    expect(inbox.locator("#links").get_by_text("for “Together”")).to_have_count(3)
    expect(inbox.locator("#ways .group")).to_have_count(0)


def test_search_finds_as_one_types_and_leaves_the_field_alone(inbox: Page) -> None:
    field = inbox.get_by_label("Paste a link, or search")

    field.press_sequentially("seco")
    expect(rows(inbox)).to_have_count(1)
    expect(rows(inbox)).to_contain_text("Second")
    expect(field).to_be_focused()
    expect(field).to_have_value("seco")

    field.press("ControlOrMeta+a")
    field.press_sequentially("https://example.org/x")
    expect(rows(inbox)).to_have_count(3)
    field.press("ControlOrMeta+a")
    field.press("Delete")
    expect(rows(inbox)).to_have_count(3)
    field.press("ArrowDown")
    expect(rows(inbox).first).to_be_focused()
    inbox.keyboard.press("e")
    expect(rows(inbox)).to_have_count(2)
