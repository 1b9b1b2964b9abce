"""Links that were put off until they are written about."""

from datetime import timedelta
from pathlib import Path

import pytest
from conftest import TODAY, Clock

from webapp import capture, drafts, links, triage, waking
from webapp.database import Database
from webapp.jobs import Jobs
from webapp.links import State
from webapp.settings import Settings

NAME = "2025-12-11-working-notes.md"
TEXT = "---\ntitle: T\n---\n\nIntro.\n\n## One\n\nReward hacking once more.\n"


@pytest.fixture
def link_id(db: Database) -> int:
    saved = capture.save_link(
        db, "https://www.example.org/a", title="The tides of the moon, reward hacking", now=TODAY
    ).link
    links.add_tags(db, saved.id, ["slow ai"])
    triage.put_off(db, [saved.id], None, TODAY)
    return saved.id


@pytest.mark.parametrize(
    ("written", "wakes"),
    [
        ("\n## Two\n\nOn tides and on reward.\n", True),
        ("\n## Two\n\nOn tides alone, and the moon.\n", False),
        ("\n## Two\n\nSee [this](https://example.org/other).\n", True),
        ("\n## Two\n\nSee [this](https://example.org.uk/other).\n", False),
        ("\n## Two\n\nThe AI is slow.\n", True),
        ("More of it, and of reward and hacking.\n", False),  # the section was about it before
        ("", False),
    ],
)
def test_link_wakes_once_a_section_is_newly_about_it(db: Database, link_id: int, written: str, wakes: bool) -> None:
    woken = waking.wake_written(db, TEXT, TEXT + written, TODAY)

    assert woken == wakes
    assert links.find_link(db, link_id).state is (State.UNREAD if wakes else State.LATER)


def test_link_that_waits_for_a_day_is_left_alone(db: Database, link_id: int) -> None:
    triage.put_off(db, [link_id], TODAY.date() + timedelta(days=3), TODAY)

    assert waking.wake_written(db, "", TEXT, TODAY) == 0


def test_saved_draft_wakes_a_link_and_what_stood_there_does_not(
    db: Database, settings: Settings, clock: Clock, link_id: int
) -> None:
    draft = drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)
    jobs = Jobs(lambda: settings, clock, written=waking.wake_written)

    jobs._look(db)  # what it does each second
    assert links.find_link(db, link_id).state is State.LATER
    Path(draft.path).write_text(TEXT + "\n## Two\n\nOn tides and on reward.\n", encoding="utf-8")
    jobs._look(db)

    assert links.find_link(db, link_id).state is State.UNREAD
