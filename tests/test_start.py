"""The first start: a data folder that nobody publishes, the author's blog or a sample, and later the settings page."""

import subprocess
from pathlib import Path

import pytest
from conftest import Clock, sign_in, with_traces
from flask import Flask
from flask.testing import FlaskClient

from webapp import settings as stored_settings
from webapp import start
from webapp.app import create_app
from webapp.errors import DataFolderError, SettingsError
from webapp.settings import Settings


def chosen_blog(settings: Settings) -> Path | None:
    return stored_settings.load(settings.data_folder).blog_folder


@pytest.mark.parametrize("path", ["/", "/desk", "/posts"])
def test_start_page_is_where_everything_leads_without_a_blog(client: FlaskClient, path: str) -> None:
    answer = client.get(path, follow_redirects=True)

    assert answer.status_code == 200
    assert answer.request.path == "/start"
    assert "Try it with a sample blog" in answer.text


def test_start_page_is_led_to_by_htmx_as_well(client: FlaskClient) -> None:
    answer = client.get("/desk", headers={"HX-Request": "true"})

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/start"


def test_start_with_the_sample_leads_to_the_desk_at_once(client: FlaskClient, settings: Settings) -> None:
    answer = client.post("/start/sample", follow_redirects=True)

    assert answer.status_code == 200
    assert answer.request.path.startswith("/desk")
    assert "Working Notes - 11/12/25" in answer.text
    assert chosen_blog(settings) == settings.sample_folder


def test_start_with_the_sample_twice_keeps_what_is_there(client: FlaskClient, settings: Settings) -> None:
    client.post("/start/sample")
    (settings.sample_folder / "mine.txt").write_text("mine")

    answer = client.post("/start/sample")

    assert answer.status_code == 303
    assert (settings.sample_folder / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("typed", ["{}", "  {}/ ", '"{}"', "'{}'"])
def test_start_with_my_blog_takes_the_folder_as_it_was_pasted(
    client: FlaskClient, settings: Settings, sample_blog: Path, typed: str
) -> None:
    answer = client.post("/start/blog", data={"folder": typed.format(sample_blog)})

    assert answer.status_code == 303
    assert answer.location == "/desk"
    assert chosen_blog(settings) == sample_blog


def test_start_keeps_the_blog_for_the_next_start(
    client: FlaskClient, settings: Settings, sample_blog: Path, clock: Clock
) -> None:
    client.post("/start/blog", data={"folder": str(sample_blog)})

    restarted = sign_in(with_traces(create_app(stored_settings.load(settings.data_folder), clock=clock)))

    assert restarted.get("/", follow_redirects=True).request.path.startswith("/desk")


def test_start_refuses_a_folder_with_the_reason_and_keeps_what_was_typed(
    client: FlaskClient, settings: Settings, tmp_path: Path
) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    repository = tmp_path / "repository"
    subprocess.run(["git", "init", "--quiet", str(repository)], check=True)

    for folder, reason in [
        (str(tmp_path / "gone"), "is not there"),
        (str(plain), "git"),
        (str(repository), "neither a folder _posts nor a file _config.yml"),
        ("blog", "only part of a path"),
        ("", "No folder was named"),
    ]:
        answer = client.post("/start/blog", data={"folder": folder})

        assert answer.status_code == 422
        assert reason in answer.text
        assert f'value="{folder}"' in answer.text
    assert chosen_blog(settings) is None


def test_start_reads_a_folder_of_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    assert start.folder_from("~/blog") == tmp_path / "blog"
    with pytest.raises(SettingsError):
        start.folder_from(" '' ")


def test_start_makes_the_data_folder_and_refuses_one_that_would_be_published(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    subprocess.run(["git", "init", "--quiet", str(repository)], check=True)

    start.prepare_folder(Settings(tmp_path / "new" / "notes"))
    with pytest.raises(DataFolderError, match="would publish"):
        start.prepare_folder(Settings(repository / "notes"))
    (repository / ".gitignore").write_text("/notes/\n")
    start.prepare_folder(Settings(repository / "notes"))

    assert (tmp_path / "new" / "notes").is_dir()
    assert (repository / "notes").is_dir()


def test_settings_page_names_where_the_words_are(blog_client: FlaskClient, settings: Settings) -> None:
    page = blog_client.get("/settings").text

    for place in (settings.drafts_folder, settings.database_path, settings.backups_folder):
        assert str(place) in page
    assert 'href="javascript:' in page


def test_settings_page_goes_over_to_another_blog(
    blog_client: FlaskClient, blog_app: Flask, settings: Settings, sample_blog: Path
) -> None:
    other = sample_blog.parent / "other"
    sample_blog.rename(other)

    refused = blog_client.post("/settings/blog", data={"folder": str(sample_blog)})
    taken = blog_client.post("/settings/blog", data={"folder": str(other)})

    assert refused.status_code == 422
    assert taken.status_code == 303
    assert chosen_blog(settings) == other


def test_settings_page_changes_the_port_at_the_next_start(blog_client: FlaskClient, settings: Settings) -> None:
    refused = blog_client.post("/settings/port", data={"port": "80"})
    taken = blog_client.post("/settings/port", data={"port": "7421"})

    assert refused.status_code == 422
    assert taken.status_code == 303
    assert "From the next start on it is 7421" in blog_client.get("/settings").text
    assert stored_settings.load(settings.data_folder).port == 7421


def test_settings_page_backs_up_now(blog_client: FlaskClient, settings: Settings) -> None:
    blog_client.get("/posts")

    answer = blog_client.post("/settings/backup")

    assert answer.status_code == 303
    assert len(list(settings.backups_folder.glob("*by-hand.db"))) == 1
