"""Take pictures of every page: a fresh data folder, the sample blog, links and words saved by real requests.

    python bench/screenshots.py [FOLDER] [--pages desk,links] [--widths 1440,390] [--schemes light,dark]
    python bench/screenshots.py --readme

Writes FOLDER/<page>-<width>-<scheme>.png (a temporary folder without FOLDER) and says which pages are wider than their
window. --readme writes docs/desk.png instead.
"""

import argparse
import logging
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import waitress
from playwright.sync_api import Browser, Page, sync_playwright

from webapp import blog, capture, drafts, links, memory, serve
from webapp import settings as stored_settings
from webapp.app import create_app
from webapp.database import connect
from webapp.links import Details, NewPage
from webapp.routes import access, context
from webapp.sample import make_sample_blog
from webapp.settings import Settings

TOP = Path(__file__).parent.parent
CHROMIUM = "/usr/bin/chromium"
NOW = datetime(2025, 12, 10, 18, 30, tzinfo=UTC)  # a Wednesday evening, the day before the sample blog’s Thursday
HEIGHT_PX = 900
WIDTHS_PX = (1440, 1024, 390, 320)
SCHEMES = ("light", "dark")

# address, title as the browser sends it, selection, note
LINKS = (
    ("https://arxiv.org/abs/2511.14460", "Training multi-step, tool-using agents with reinforcement learning", "", ""),
    (
        "https://www.anthropic.com/engineering/effective-harnesses-for-long-running-agents",
        "Effective harnesses for long-running agents",
        "agents tend to try to do too much at once",
        "Try this with the sheet cutting tool",
    ),
    ("https://mistral.ai/news/mistral-3", "Introducing Mistral 3", "", ""),
    ("https://www.youtube.com/watch?v=d95J8yzvjbQ", "The Thinking Game: full documentary", "", "Not watched yet"),
    ("https://huggingface.co/papers/2512.02556", "DeepSeek-V3.2: pushing the frontier of open models", "", ""),
    ("https://longnow.org/clock/", "The 10,000 Year Clock", "", ""),
)

MARKED = "We show that the balance between the two decides which failures appear."
READ = NewPage(
    title="",
    site="arxiv.org",
    description="Rewards for steps and for answers, in agents that use tools",
    final_address=LINKS[0][0],
    details=Details("paper", "A. Author, B. Writer", date(2025, 11, 14), "en", word_count=7_200, page_count=18),
    html=f"""<p>Agents that act over many steps are rewarded for the answer and for the way to it. {MARKED} Where the
weight lies on the way, they learn to take actions that look useful and are not.</p><h2>What is masked</h2>
<p>What a tool returned is left out when the loss is computed, so that the model is not trained to predict what it did
not write.</p><ul><li>Few steps: little difference.</li><li>Many steps: most of it.</li></ul>""",
    text=MARKED,
)

POST = """\
Two slow machines and one fast one this week, and a documentary that I have not watched yet.

## The winds of change

Mistral have released [a new family of models](https://mistral.ai/news/mistral-3): not quite at the leading edge, but
close to it. All of them are open, the largest too, which it was not before.

## Reward balance matters

[This paper](https://arxiv.org/abs/2511.14460) trains agents over many steps with tools. What the tool answered is
masked out of the loss, so that the model is rewarded for what it chose and not for what it was told.

As a paper it takes its time: there is a good deal about decision processes before anything is built.

<!--more-->

## Long running agents

The advice is to work on one thing at a time, and to leave notes for whoever comes next. That is good advice for people.

## Random stuff

A [clock](https://longnow.org/clock/) that is meant to run for ten thousand years.
"""


UNWRAPPED = re.sub(r"(?<=[^\n])\n(?=[^\n#<])", " ", POST)  # as an author types it, a paragraph a line
NAME = "2025-12-11-working-notes.md"
DRAFT = f'---\nlayout: post\ntitle: "Working Notes - 11/12/25"\n---\n\n{UNWRAPPED}'
MEANT_FOR = (2, 3, 1, 4, None, 4)  # the section of each link
SAVED = {
    "v": 2,
    "address": "https://example.org/a",
    "title": "A page",
    "quote": "Words.",
    "author": "A. Writer",
    "published": "2025-12-09",
    "referrer": "https://news.example.com/week",
}
PAGES = {
    "start": "/start",
    "desk": f"/desk/{NAME}",
    "desk-open": f"/desk/{NAME}?section=2",
    "desk-not-begun": "/desk/2025-12-18-working-notes.md",
    "links": "/links",
    "search": "/links?q=agents+or+reward",
    "narrow": "/links/narrow",
    "groups": "/links/groups",
    "import": "/links/import",
    "save": f"/save/form?{urlencode(SAVED)}",
    "publish": f"/desk/{NAME}/publish",
    "preview": f"/desk/{NAME}/preview?section=2",
    "preview-home": f"/desk/{NAME}/preview?view=home",
    "preview-feed": f"/desk/{NAME}/preview?view=feed",
    "preview-shared": f"/desk/{NAME}/preview?view=shared",
    "preview-built": f"/desk/{NAME}/preview?view=built",
    "posts": "/posts",
    "posts-found": "/posts?q=notes",
    "graph": "/posts/links",
    "post": "/posts/read?path=_posts/2025-12-04-working-notes.md",
    "settings": "/settings",
    "conventions": "/settings/conventions",
}


@contextmanager
def running_app(folder: Path) -> Iterator[tuple[str, str]]:
    """Serve a data folder with a week's work; yields the address and one that signs a browser in."""
    blog_folder = make_sample_blog(folder / "sample-blog", NOW.date())
    chosen = Settings(folder, blog_folder)
    stored_settings.save(chosen)
    write_week(chosen)
    app = create_app(chosen, clock=lambda: NOW)
    serve.favour_answers()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4, ident=None)
    house = app.extensions[context.EXTENSION]
    house.settings = replace(house.settings, port=server.effective_port)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield house.settings.address, access.new_sign_in(house)
    finally:
        server.close()
        server.task_dispatcher.shutdown(timeout=5)


def write_week(chosen: Settings) -> None:
    """Save the draft and the links, the newest last."""
    db = connect(chosen.database_path)
    draft = drafts.create_draft(db, chosen.drafts_folder, NAME, DRAFT, now=NOW - timedelta(days=2))
    for days, ((address, title, quote, note), section) in enumerate(zip(reversed(LINKS), MEANT_FOR[::-1], strict=True)):
        saved = capture.save_link(
            db, address, title=title, quote=quote, note=note, now=NOW - timedelta(days=(len(LINKS) - days) / 2)
        )
        if section is not None:
            links.send(db, [saved.link.id], draft.id, draft.sections[section], NOW)
    newest = links.list_links(db)[0].id
    links.keep_page(db, newest, READ, NOW)
    links.add_quote(db, newest, MARKED, NOW)
    memory.refresh_index(db, blog.find_blog(chosen.blog_folder or Path()), NOW)
    db.close()


def open_page(browser: Browser, sign_in: str) -> Page:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(sign_in)
    page.wait_for_url(lambda address: "/sign-in" not in address)
    return page


def take(page: Page, address: str, path: Path, width: int) -> None:
    """Take one picture; say it if the page is wider than its window."""
    page.set_viewport_size({"width": width, "height": HEIGHT_PX})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wider > 0:
        print(f"{path.name}: {wider} px wider than its window")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--pages", default=",".join(PAGES))
    parser.add_argument("--widths", default=",".join(map(str, WIDTHS_PX)))
    parser.add_argument("--schemes", default=",".join(SCHEMES))
    parser.add_argument("--readme", action="store_true")
    chosen = parser.parse_args()
    if not Path(CHROMIUM).exists():
        print(f"No pictures: {CHROMIUM} is not there.")
        return
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="working-notes-pictures-"))
    with (
        tempfile.TemporaryDirectory() as data,
        running_app(Path(data)) as (address, sign_in),
        sync_playwright() as tool,
    ):
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        if chosen.readme:
            take(open_page(browser, sign_in), address + PAGES["desk-open"], TOP / "docs" / "desk.png", 1440)
            return
        page = open_page(browser, sign_in)
        for scheme in chosen.schemes.split(","):
            page.emulate_media(color_scheme=scheme)
            for width in map(int, chosen.widths.split(",")):
                for name in chosen.pages.split(","):
                    take(page, address + PAGES[name], folder / f"{name}-{width}-{scheme}.png", width)
        browser.close()
    print(f"pictures are in {folder}")


if __name__ == "__main__":
    main()
