"""The draft that the desk is tried with in a browser, and what is done on its page again and again."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

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
