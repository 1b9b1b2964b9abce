"""What the author chose, and where it is kept."""

import json
import stat
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp import settings
from webapp.conventions import WEEKLY, Choice, Choices
from webapp.errors import SettingsError
from webapp.settings import DEFAULT_PORT, Settings, Writing


def test_settings_of_a_new_folder_have_no_blog_and_the_usual_port(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == Settings(tmp_path, None, DEFAULT_PORT)


def test_settings_are_read_as_they_were_saved(tmp_path: Path) -> None:
    chosen = Settings(tmp_path, tmp_path.parent / "blög", 7000)

    settings.save(chosen)

    assert settings.load(tmp_path) == chosen


def test_settings_arguments_win_over_what_was_saved(tmp_path: Path) -> None:
    settings.save(Settings(tmp_path, tmp_path / "a", 7000))

    loaded = settings.load(tmp_path, blog_folder=tmp_path / "b", port=7001)

    assert loaded == Settings(tmp_path, tmp_path / "b", 7001)


def test_settings_with_a_blog_inside_the_folder_can_be_moved_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    settings.save(Settings(tmp_path / "old", tmp_path / "old" / "sample-blog"))

    (tmp_path / "old").rename(tmp_path / "new")

    assert settings.load(tmp_path / "new").blog_folder == tmp_path / "new" / "sample-blog"


def test_settings_choose_blog_does_not_remember_the_port_of_this_run(tmp_path: Path) -> None:
    running = settings.load(tmp_path, port=7999)

    changed = settings.choose_blog(running, tmp_path / "blog")

    assert changed.port == 7999
    assert settings.load(tmp_path) == Settings(tmp_path, tmp_path / "blog", DEFAULT_PORT)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '"x"',
        '{"conventions": 5}',
        '{"conventions": {"/b": 5}}',
        '{"port": 80}',
        '{"port": "7420"}',
        '{"port": true}',
    ],
)
def test_settings_that_cannot_be_read_are_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / settings.FILE_NAME).write_text(text)

    with pytest.raises(SettingsError):
        settings.load(tmp_path)


def test_secret_is_made_once_and_only_this_user_reads_it(tmp_path: Path) -> None:
    chosen = Settings(tmp_path)

    first = settings.secret_of(chosen)

    assert settings.secret_of(chosen) == first == settings.read_secret(chosen)
    assert len(first) >= 32
    assert stat.S_IMODE(chosen.secret_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(chosen.private_folder.stat().st_mode) == 0o700


def test_data_folder_is_the_one_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.FOLDER_VARIABLE, str(tmp_path))

    assert settings.default_data_folder() == tmp_path


def test_data_folder_of_a_checkout_is_its_drafts() -> None:
    assert settings.default_data_folder() == Path(__file__).parent.parent / "drafts"


def test_settings_keep_how_the_author_writes_beside_the_rest(blog_client: FlaskClient, data_folder: Path) -> None:
    answer = blog_client.post("/settings/writing", data={"focus_mode": "on", "back": "/desk/a.md"})
    blog_client.post("/settings/writing", data={"typewriter": "on"})
    elsewhere = blog_client.post("/settings/writing", data={"focus_mode": "off", "back": "//example.org"})

    assert (answer.status_code, answer.location) == (303, "/desk/a.md")
    assert elsewhere.location == "/settings"
    kept = settings.load(data_folder)
    assert kept.writing == Writing(focus_mode=False, typewriter=True)
    assert kept.blog_folder is not None


def test_settings_keep_what_was_set_by_hand_for_each_blog(tmp_path: Path) -> None:
    first = settings.choose_blog(settings.load(tmp_path), tmp_path / "one")
    first = settings.choose_convention(first, Choice(WEEKLY, "title", "Eins {dd}"))
    second = settings.choose_blog(first, tmp_path.parent / "two")

    second = settings.choose_convention(second, Choice(WEEKLY, "title", "Zwei ü"))

    assert second.choices == Choices((Choice(WEEKLY, "title", "Zwei ü"),))
    assert settings.load(tmp_path).choices == second.choices
    assert settings.choose_blog(second, tmp_path / "one").choices == first.choices


def test_settings_forget_what_was_set_by_hand(tmp_path: Path) -> None:
    chosen = settings.choose_blog(settings.load(tmp_path), tmp_path / "blog")
    before = (tmp_path / settings.FILE_NAME).read_bytes()
    chosen = settings.choose_convention(chosen, Choice(WEEKLY, "title", "x"))

    chosen = settings.forget_convention(chosen, WEEKLY, "title")

    assert chosen.choices == Choices()
    assert (tmp_path / settings.FILE_NAME).read_bytes() == before


def test_settings_that_hold_no_text_for_a_convention_lose_nothing(tmp_path: Path) -> None:
    conventions = {"/blog": {"weekly": {"title": 5, "file_name": ["a"]}, "essay": "x"}}
    (tmp_path / settings.FILE_NAME).write_text(json.dumps({"blog_folder": "/blog", "conventions": conventions}))

    chosen = settings.choose_convention(settings.load(tmp_path), Choice(WEEKLY, "roundup", "Rest"))

    kept = json.loads((tmp_path / settings.FILE_NAME).read_text())["conventions"]["/blog"]
    assert kept == {"weekly": {"title": 5, "file_name": ["a"], "roundup": "Rest"}, "essay": "x"}
    assert Choice(WEEKLY, "title", "5", is_text=False) in chosen.choices.all
