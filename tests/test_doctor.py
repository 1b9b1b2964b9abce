"""What the doctor says about a healthy house, and about a sick one."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from webapp import database, doctor
from webapp.doctor import Symptom
from webapp.settings import Settings, secret_of

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)


def examine(settings: Settings) -> dict[str, Symptom]:
    return {symptom.subject: symptom for symptom in doctor.examine(settings, NOW)}


@pytest.fixture
def healthy(settings: Settings, sample_blog: Path) -> Settings:
    database.connect(settings.database_path).close()
    secret_of(settings)
    return replace(settings, blog_folder=sample_blog)


def test_doctor_finds_a_healthy_house_well(healthy: Settings) -> None:
    assert [symptom for symptom in doctor.examine(healthy, NOW) if not symptom.is_well] == []


def test_doctor_names_the_blog_its_branch_and_its_posts(healthy: Settings) -> None:
    finding = examine(healthy)["Blog"].finding

    assert str(healthy.blog_folder) in finding
    assert "posts, branch " in finding


def test_doctor_changes_nothing_in_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new"

    found = examine(Settings(folder))

    assert all(symptom.is_well for symptom in found.values())
    assert not folder.exists()


def test_doctor_names_a_vanished_database(healthy: Settings) -> None:
    healthy.database_path.unlink()

    found = examine(healthy)["Database"]

    assert not found.is_well
    assert "is missing" in found.finding


def test_doctor_names_rows_that_lost_their_parent(healthy: Settings) -> None:
    opened = database.connect(healthy.database_path)
    opened.execute("PRAGMA foreign_keys=OFF")
    opened.execute("INSERT INTO sections (id, draft_id) VALUES (1, 99)")
    opened.close()

    found = examine(healthy)["Database"]

    assert not found.is_well
    assert "sections" in found.finding


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has modes")
def test_doctor_names_a_secret_that_others_can_read(healthy: Settings) -> None:
    healthy.secret_path.chmod(0o644)

    assert not examine(healthy)["Privacy"].is_well


def test_doctor_names_a_blog_that_is_gone(healthy: Settings, tmp_path: Path) -> None:
    found = examine(replace(healthy, blog_folder=tmp_path / "gone"))["Blog"]

    assert not found.is_well


def test_doctor_says_when_git_knows_no_author(healthy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (Path(os.environ["HOME"]) / ".gitconfig").unlink()

    found = examine(healthy)["Commits by"]

    assert not found.is_well
    assert "git config --global user.name" in found.finding


def test_doctor_says_what_the_system_lacks(healthy: Settings) -> None:
    assert examine(healthy)["This system lacks"].finding
