"""The draft that the desk is tried with in a browser, and what is done on its page again and again."""

import re
from contextlib import closing
from pathlib import Path

from conftest import TODAY
from playwright.sync_api import Locator, Page, expect

from webapp import capture, drafts
from webapp.database import connect
from webapp.settings import Settings

NAME = "2025-12-11-working-notes.md"
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
First.\r
\r
## Two\r
\r
Second.\r
<!--more-->\r
\r
## Three\r
\r
Third."""


def make_draft(settings: Settings, text: str = TEXT, *, link_in: int | None = None) -> Path:
    """Write the draft, and save a link that is meant for one of its sections."""
    with closing(connect(settings.database_path)) as db:
        draft = drafts.create_draft(db, settings.drafts_folder, NAME, text, now=TODAY)
        if link_in is not None:
            meant = {"draft_id": draft.id, "section_id": draft.sections[link_in]}
            capture.save_link(db, "https://example.org/a", title="A link", now=TODAY, **meant)
    return draft.path


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def headings(path: Path) -> list[str]:
    return re.findall(r"^## (.*?)\r?$", text_of(path), re.MULTILINE)


def open_section(desk: Page, position: int) -> Locator:
    desk.locator(f"#section-{position}").press("Enter")
    field = desk.locator("textarea.source")
    expect(field).to_be_focused()
    return field


def shows(desk: Page, words: str) -> None:
    expect(desk.locator("#saving")).to_have_text(words)
