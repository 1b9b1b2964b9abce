"""Links at hand, in a real browser: offers for [[, citing, dropping, and what was noted about a citation."""

import re
from pathlib import Path

import pytest
from conftest import TODAY
from desk_page import NAME, open_section
from playwright.sync_api import Locator, Page, Position, expect

from webapp import blog, capture, drafts, memory
from webapp.database import connect
from webapp.settings import Settings

pytestmark = pytest.mark.browser

EDGE: Position = {"x": 3, "y": 3}  # of a row, where nothing but the row is clicked
TEXT = """\
---
layout: post
title: "Working Notes - 11/12/25"
---

Intro.

## One

First [old](https://example.org/old) word.

## Two

Second.

## Random stuff

- [Last](https://example.org/last).
"""


@pytest.fixture
def path(settings: Settings, sample_blog: Path) -> Path:
    db = connect(settings.database_path)
    memory.refresh_index(db, blog.find_blog(sample_blog), TODAY)
    draft = drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)
    meant = {"draft_id": draft.id, "section_id": draft.sections[2]}
    capture.save_link(db, "https://example.org/meant", title="Tides, explained", now=TODAY, **meant)
    note = "This paper goes into detail."
    capture.save_link(db, "https://example.org/free", title="A free paper", note=note, now=TODAY)
    capture.save_link(db, "https://example.org/old", title="Old", note="Worth it.", quote="As they say.", now=TODAY)
    db.close()
    return draft.path


def saved(desk: Page, path: Path) -> str:
    expect(desk.locator("#saving")).to_have_text("Saved")
    return path.read_bytes().decode()


def test_offers_are_near_ones_first_and_written_as_the_author_cites(desk: Page, path: Path) -> None:
    field = open_section(desk, 2)
    offers = desk.locator("#offers")

    field.press_sequentially("\n\n[[")
    expect(offers.locator("[role=group] > p")).to_have_text(["For this section", "This week", "Your posts"])
    expect(offers.locator("[aria-selected=true]")).to_contain_text("Tides, explained")
    expect(desk.locator("#offered")).to_have_text(re.compile(r"^\d+ links offered\.$"))
    expect(field).to_have_attribute("aria-activedescendant", re.compile("^offer-link-"))

    field.press_sequentially("free pap")
    expect(offers.get_by_role("option")).to_have_count(1)
    expect(offers.locator(".why")).to_contain_text("begin their sentence")
    field.press("Enter")
    expect(offers).to_be_hidden()
    expect(field).to_have_value("## Two\n\nSecond.\n\n[This paper](https://example.org/free) goes into detail.")
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("## Two\n\nSecond.\n\n[[free pap")


def test_offers_lead_to_own_sections_and_close_before_the_section_does(desk: Page, path: Path) -> None:
    field = open_section(desk, 2)
    offers = desk.locator("#offers")

    field.press_sequentially(" See [[format")
    option = offers.get_by_role("option", name="A format for pictures")
    expect(option).to_be_visible()
    expect(offers.locator(".why")).to_have_count(0)
    field.press("Escape")
    expect(offers).to_be_hidden()
    field.press_sequentially("x")
    expect(offers).to_be_hidden()
    expect(field).to_be_focused()

    field.press_sequentially(" [[format")
    option.click()
    expect(field).to_have_value(
        re.compile(r"\[A format for pictures\]\(/2025-12-04/working-notes#a-format-for-pictures\)$")
    )
    expect(field).to_be_focused()
    field.press_sequentially(" [[nothing at all")
    expect(desk.locator("#offered")).to_have_text("Nothing found.")
    field.press("Escape")
    expect(field).to_have_count(0)


def selected(field: Locator) -> str:
    return str(field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)"))


def test_cite_asks_where_unless_the_link_says_so_and_selects_what_it_wrote(desk: Page, path: Path) -> None:
    field = desk.locator("textarea.source")
    cited = "[This paper](https://example.org/free) goes into detail."
    row = desk.locator("#links > .link", has_text="A free paper")

    desk.locator("#links > .link", has_text="Tides").click(position=EDGE)
    desk.keyboard.press("c")
    expect(desk.locator("#section-2 textarea")).to_be_focused()
    assert selected(field) == "[Tides, explained](https://example.org/meant)"
    field.press("Escape")
    expect(field).to_have_count(0)

    row.click(position=EDGE)
    desk.keyboard.press("c")
    expect(row.get_by_role("button", name="Cite at the end of Intro")).to_be_focused()
    desk.keyboard.press("2")
    expect(desk.locator("#section-1 textarea")).to_be_focused()
    assert selected(field) == cited
    assert f"word.\n\n{cited}\n" in saved(desk, path)

    field.evaluate("field => field.setSelectionRange(0, 0)")
    row.click(position=EDGE)
    desk.keyboard.press("c")
    expect(field).to_have_value(re.compile(r"^\[This paper\]\(https://example.org/free\) goes into detail\.## One"))


def test_link_is_dropped_in_the_text_and_on_a_section(desk: Page, path: Path) -> None:
    row = desk.locator("#links > .link", has_text="A free paper").get_by_role("link")
    field = open_section(desk, 2)
    word = desk.evaluate(
        """() => {
            const range = document.createRange();
            range.setStart([...document.querySelectorAll('.mirror div')].at(-1).firstChild, 3);
            const { left, top, height } = range.getBoundingClientRect();
            const field = document.querySelector('textarea.source').getBoundingClientRect();
            return { x: left - field.left, y: top - field.top + height / 2 };
        }"""
    )

    row.drag_to(field, source_position=EDGE, target_position=word)
    expect(field).to_have_value("## Two\n\nSec[A free paper](https://example.org/free)ond.")
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("## Two\n\nSecond.")
    saved(desk, path)  # else the list may be shown anew under the pointer

    row.drag_to(desk.locator("#section-1 .prose"), source_position=EDGE)
    expect(desk.locator("#section-1 textarea")).to_be_focused()
    assert "word.\n\n[This paper](https://example.org/free) goes into detail.\n" in saved(desk, path)


def test_citation_shows_what_was_noted_and_moves_nothing(desk: Page, path: Path) -> None:
    note = desk.locator("#noted")
    link = desk.locator("#section-1 .prose a")
    before = desk.locator("#section-2").bounding_box()

    link.hover()
    expect(note).to_contain_text("Worth it.")
    expect(note.locator("blockquote")).to_have_text("As they say.")
    where, words = note.bounding_box(), link.bounding_box()
    assert where
    assert words
    assert where["y"] >= words["y"] + words["height"] - 1
    assert desk.locator("#section-2").bounding_box() == before
    note.hover()
    expect(note).to_be_visible()
    desk.keyboard.press("Escape")
    expect(note).to_be_hidden()

    desk.mouse.move(0, 0)
    link.focus()
    expect(note).to_be_visible()
    link.blur()
    expect(note).to_be_hidden()

    field = open_section(desk, 1)
    field.evaluate("field => field.setSelectionRange(16, 16)")
    expect(note).to_be_visible()
    field.press("Escape")
    expect(note).to_be_hidden()
    expect(field).to_be_focused()
    field.press("Escape")
    expect(field).to_have_count(0)


def test_leftovers_stand_in_the_roundup_and_are_carried_or_gathered(desk: Page, path: Path) -> None:
    roundup = desk.locator("#section-3")

    roundup.get_by_text("Gather 2 leftovers").click()
    roundup.get_by_role("checkbox", name="A free paper").uncheck()
    roundup.get_by_role("button", name="Carry them to next week").click()
    expect(desk.locator("#toasts")).to_contain_text("Carried 1 link to next week.")
    expect(roundup.get_by_text("Gather 1 leftover")).to_be_visible()
    desk.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(roundup.get_by_text("Gather 2 leftovers")).to_be_visible()
    assert path.read_text() == TEXT

    roundup.get_by_text("Gather 2 leftovers").click()
    roundup.get_by_role("checkbox", name="Tides").uncheck()
    roundup.get_by_role("button", name="Write them into").click()
    field = desk.locator("#section-3 textarea")
    expect(field).to_be_focused()
    cited = "- [This paper](https://example.org/free) goes into detail."
    assert saved(desk, path).endswith(f"- [Last](https://example.org/last).\n{cited}\n")
    assert selected(field) == cited
    expect(desk.locator("#below > #leftovers")).to_have_count(1)
