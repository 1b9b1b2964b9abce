"""Going through the inbox: each step, and each step taken back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from webapp import capture, drafts, links, triage, undo
from webapp.database import Database
from webapp.errors import LinkNotFoundError, NothingToUndoError
from webapp.links import Link, State
from webapp.triage import Triaged

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
UNTIL = date(2025, 12, 18)


@pytest.fixture
def link(db: Database) -> Link:
    return capture.save_link(db, "https://example.org/a", title="A", note="First", now=NOW).link


@pytest.fixture
def draft_id(db: Database, tmp_path: Path) -> int:
    return drafts.create_draft(
        db, tmp_path, "2025-12-11-notes.md", "Intro.\n\n## One\n\n## Two\n\n## Three\n", now=NOW
    ).id


def save_again(db: Database) -> Triaged:
    """Save the link once more, with a note and a quote, as a browser does."""
    saved = capture.save_link(db, "http://www.example.org/a/", note="More", quote="Q", now=NOW)
    return triage.record_save(db, [saved], NOW)


STEPS: dict[str, Callable[[Database, int], Triaged]] = {
    "done": lambda db, link_id: triage.finish(db, [link_id], NOW),
    "later": lambda db, link_id: triage.put_off(db, [link_id], UNTIL, NOW),
    "removed": lambda db, link_id: triage.remove(db, [link_id], NOW),
    "noted": lambda db, link_id: triage.note(db, [link_id], "Second", NOW),
    "saved again": lambda db, _: save_again(db),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_each_step_can_be_undone(db: Database, link: Link, step: Callable[[Database, int], Triaged]) -> None:
    done = step(db, link.id)
    assert (links.find_link(db, link.id), links.list_links(db)) != (link, [link])

    undone = triage.undo_step(db, done.step_id, NOW)

    assert (links.find_link(db, link.id), links.list_links(db)) == (link, [link])
    assert (undone.description, undone.step_id) == (f"Undone: {done.description}", None)


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_no_step_is_undone_twice(db: Database, link: Link, step: Callable[[Database, int], Triaged]) -> None:
    done = step(db, link.id)
    triage.undo_step(db, done.step_id, NOW)

    with pytest.raises(NothingToUndoError, match="undone already"):
        triage.undo_step(db, done.step_id, NOW)

    assert links.list_links(db) == [link]


@pytest.mark.parametrize(
    "before",
    [
        lambda db, link_id: triage.finish(db, [link_id], NOW),
        lambda db, link_id: triage.put_off(db, [link_id], UNTIL, NOW),
    ],
    ids=["done", "later"],
)
def test_undo_of_unread_goes_back_to_what_it_was(
    db: Database, link: Link, before: Callable[[Database, int], Triaged]
) -> None:
    before(db, link.id)
    was = links.find_link(db, link.id)
    done = triage.mark_unread(db, [link.id], NOW)
    assert links.find_link(db, link.id).state is State.UNREAD

    triage.undo_step(db, done.step_id, NOW)

    assert links.find_link(db, link.id) == was


def test_sending_names_the_draft_and_undo_forgets_it(db: Database, link: Link, draft_id: int) -> None:
    done = triage.send(db, [link.id], draft_id, 3, NOW)
    sent = links.find_link(db, link.id)

    triage.undo_step(db, done.step_id, NOW)

    assert (sent.draft_id, sent.section_id) == (draft_id, 3)
    assert links.find_link(db, link.id) == link


def test_undo_of_sending_elsewhere_goes_back_to_the_section_before(db: Database, link: Link, draft_id: int) -> None:
    triage.send(db, [link.id], draft_id, 3, NOW)
    done = triage.send(db, [link.id], draft_id, 4, NOW)

    triage.undo_step(db, done.step_id, NOW)

    assert links.find_link(db, link.id).section_id == 3


def test_undo_without_a_step_takes_back_one_after_the_other(db: Database, link: Link) -> None:
    triage.note(db, [link.id], "Second", NOW)
    triage.finish(db, [link.id], NOW)

    first, second = triage.undo_step(db, None, NOW), triage.undo_step(db, None, NOW)

    assert [first.description, second.description] == ["Undone: Done with “A”.", "Undone: Noted on “A”."]
    assert links.find_link(db, link.id) == link
    with pytest.raises(NothingToUndoError, match="nothing to undo"):
        triage.undo_step(db, None, NOW)


def test_undo_of_saving_a_new_link_takes_it_off_every_list(db: Database) -> None:
    done = triage.record_save(db, [capture.save_link(db, "https://example.org/new", now=NOW)], NOW)

    triage.undo_step(db, done.step_id, NOW)

    assert links.list_links(db) == []


def test_undo_of_saving_again_brings_back_done_and_its_section(db: Database, link: Link, draft_id: int) -> None:
    triage.send(db, [link.id], draft_id, 3, NOW)
    triage.finish(db, [link.id], NOW)
    was = links.find_link(db, link.id)
    saved = capture.save_link(db, link.address, draft_id=draft_id, section_id=4, now=NOW)
    done = triage.record_save(db, [saved], NOW)
    assert saved.link.state is State.UNREAD

    triage.undo_step(db, done.step_id, NOW)

    assert links.find_link(db, link.id) == was


def test_undo_of_saving_a_removed_link_again_removes_it_again(db: Database, link: Link) -> None:
    triage.remove(db, [link.id], NOW)
    done = save_again(db)
    assert len(links.list_links(db)) == 1

    triage.undo_step(db, done.step_id, NOW)

    assert links.list_links(db) == []
    assert links.find_link(db, link.id) == link


@pytest.mark.parametrize("text", ["", "  \n ", "First"])
def test_note_that_adds_nothing_is_no_step(db: Database, link: Link, text: str) -> None:
    done = triage.note(db, [link.id], text, NOW)

    assert done.step_id is None
    assert links.find_link(db, link.id) == link
    assert undo.last(db, "links") is None


def test_step_of_a_draft_is_not_undone_among_the_links(db: Database) -> None:
    step = undo.record(db, "draft", "Moved a section", {}, NOW)

    with pytest.raises(NothingToUndoError, match="among the links"):
        triage.undo_step(db, step, NOW)

    assert not undo.find(db, step).is_undone


@pytest.mark.parametrize("step", ["done", "later", "removed", "noted"])
def test_link_that_is_not_there_is_said_so(db: Database, step: str) -> None:
    with pytest.raises(LinkNotFoundError, match="no such link"):
        STEPS[step](db, 99)

    assert undo.last(db, "links") is None


@pytest.fixture
def many(db: Database) -> list[int]:
    return [capture.save_link(db, f"https://example.org/many/{number}", now=NOW).link.id for number in range(3)]


@pytest.mark.parametrize(
    ("act", "described"),
    [
        (lambda db, ids: triage.finish(db, ids, NOW), "Done with 3 links."),
        (lambda db, ids: triage.put_off(db, ids, UNTIL, NOW), f"Put off until {UNTIL.day}/{UNTIL.month}: 3 links."),
        (lambda db, ids: triage.put_off(db, ids, None, NOW), "Put off until you write about it again: 3 links."),
        (lambda db, ids: triage.remove(db, ids, NOW), "Removed 3 links."),
        (lambda db, ids: triage.note(db, ids, "Same", NOW), "Noted on 3 links."),
        (lambda db, ids: triage.tag(db, ids, ["one", " two  words "], NOW), "Tagged one, two words: 3 links."),
    ],
)
def test_many_links_are_one_step(
    db: Database, many: list[int], act: Callable[[Database, list[int]], Triaged], described: str
) -> None:
    before = links.find_links(db, many)

    done = act(db, many)
    changed = links.find_links(db, many), links.list_links(db)
    undone = triage.undo_step(db, done.step_id, NOW)

    assert done.description == described
    assert undone.link_ids == tuple(many)
    assert changed != (before, links.list_links(db))
    assert links.find_links(db, many) == before


def test_tag_that_all_links_have_is_taken_off(db: Database, many: list[int]) -> None:
    triage.tag(db, many[:2], ["Agents"], NOW)
    triage.tag(db, many, ["agents"], NOW)
    assert [link.tags for link in links.find_links(db, many)] == [("Agents",), ("Agents",), ("agents",)]

    done = triage.tag(db, many, ["AGENTS"], NOW)

    assert {link.tags for link in links.find_links(db, many)} == {()}
    triage.undo_step(db, done.step_id, NOW)
    assert all(link.tags for link in links.find_links(db, many))


def test_passage_with_its_place_is_kept_and_taken_back(db: Database, many: list[int]) -> None:
    done = triage.quote(db, many[0], "It ends", NOW, prefix="Then. ", suffix=" here")

    (kept,) = links.find_link(db, many[0]).quotes
    assert (kept.text, kept.prefix, kept.suffix) == ("It ends", "Then. ", " here")
    triage.undo_step(db, done.step_id, NOW)
    assert links.find_link(db, many[0]).quotes == ()


def test_step_of_an_older_version_is_undone(db: Database, many: list[int]) -> None:
    links.set_state(db, many[0], State.DONE, None, NOW)
    step = undo.record(db, "links", "Done", {"link": many[0], "state": "unread", "until": None}, NOW)

    triage.undo_step(db, step, NOW)

    assert links.find_link(db, many[0]).state is State.UNREAD


def test_nothing_is_done_to_links_that_are_not_there(db: Database) -> None:
    with pytest.raises(LinkNotFoundError):
        triage.finish(db, [999], NOW)
