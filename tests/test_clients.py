"""Two clients of linkding's that nobody here wrote, against the running server: aiolinkding and linkding-cli."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import CHROMIUM_FLAGS, ROOT, TODAY, LiveServer
from playwright.sync_api import Browser

from webapp import links, tokens, triage
from webapp.database import Database, connect
from webapp.links import State
from webapp.settings import Settings

pytestmark = pytest.mark.slow

CLIENTS = Path(sys.prefix) / "clients" / "bin"  # made by `make test`

# The public half of a key that nobody has: it gives the extension a name that is known beforehand.
EXTENSION_KEY = (
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlPRyA0+x3aidsMsCPFfLJj4vFg10wgGtzue5pW/hhjLeDklzPpQyPYR3"
    "C85UhutkKUG+5LEPTDYyVo68An/gaBuF7QiXybFpYU4T2Yu1HnkvuiezueSPjO67UltmyCkDdKStjHWgSBA0Q+LkbzSCJpus41p5"
    "ZmVAm4IzF6fhna6lF1AX0M7y0Zo2y8oYiU+IAHXXm24Gx7GRKmroeNosZVRJda6YoNHfnBMJwwN7mC9GKKJ3sMTgn2mtcw5kpPGC"
    "e+qQVH3kdf+RzTfiBsi7exOJJuo1/8bMpUbJLSf+dELoAAmEsyvcQWD9JTgwuZar2Y1VVwaP2rv4QAUhGOj3bQIDAQAB"
)
EXTENSION_ID = "dfboeocdlpckegagcbpeagfoppenaiba"
NO_EXTENSIONS = ["--disable-extensions"]
SAVE = """
    async ({address, token}) => {
        const headers = {"Authorization": `Token ${token}`, "Content-Type": "application/json"};
        const body = JSON.stringify({url: "https://example.org/x", title: "From an extension"});
        try {
            return (await fetch(address, {method: "POST", headers, body})).status;
        } catch (error) {
            return error.name;
        }
    }
"""


@pytest.fixture
def db(settings: Settings) -> Iterator[Database]:
    with closing(connect(settings.database_path)) as opened:
        yield opened


@pytest.fixture
def run_client(live_server: LiveServer, db: Database) -> Callable[..., Any]:
    """Run a client's program with the address of the server and a token, and answer what it prints."""

    def run(program: str, *arguments: str, may_change: bool = True) -> "subprocess.CompletedProcess[str]":
        token = tokens.make_token(db, program, TODAY, may_change=may_change).secret
        given = {"LINKDING_URL": live_server.address, "LINKDING_TOKEN": token}
        filled = [each.format(address=live_server.address, token=token) for each in arguments]
        path = CLIENTS / program
        assert path.exists(), "The clients are not there. `make test` installs them."
        return subprocess.run(
            [path, *filled], capture_output=True, text=True, timeout=60, env={**os.environ, **given}, check=False
        )

    return run


def test_aiolinkding_walks_the_whole_interface(run_client: Callable[..., Any], db: Database) -> None:
    ended = run_client("python", str(ROOT / "tests" / "walk_aiolinkding.py"), "{address}", "{token}")

    assert ended.returncode == 0, ended.stderr
    said = json.loads(ended.stdout)
    created = said["created"]
    assert (created["url"], created["title"], created["notes"]) == ("https://example.org/paper", "A paper", "Worth it")
    assert (created["tag_names"], created["unread"], created["is_archived"]) == (["agents", "rl"], True, False)
    assert (said["again"]["id"], said["again"]["title"]) == (created["id"], "A paper")
    assert said["single"]["description"] == "About"
    assert [each["id"] for each in said["all"]["results"]] == [created["id"]]
    assert [each["url"] for each in said["archived"]["results"]] == ["https://example.org/other"]
    assert said["checked"]["bookmark"]["id"] == created["id"]
    assert (said["updated"]["title"], said["updated"]["tag_names"]) == ("A better title", ["rl"])
    assert said["after_archive"]["is_archived"]
    assert (said["after_unarchive"]["is_archived"], said["after_unarchive"]["unread"]) == (False, True)
    assert [tag["name"] for tag in said["tags"]["results"]] == ["rl"]
    assert said["tag"] == said["tags"]["results"][0]
    assert said["made_tag"]["name"] == "new"
    assert said["profile"]["theme"] == "auto"
    assert said["after_delete"].startswith("UnknownEndpointError")
    assert said["no_address"].startswith("RequestError")
    assert "url" in said["no_address"]
    assert said["wrong_token"].startswith("InvalidTokenError")


def test_aiolinkding_cannot_change_with_a_token_to_read_and_add(run_client: Callable[..., Any], db: Database) -> None:
    ended = run_client("python", str(ROOT / "tests" / "walk_aiolinkding.py"), "{address}", "{token}", may_change=False)

    assert ended.returncode != 0
    assert "may read and add links, but not change or remove them" in ended.stderr
    assert {link.title for link in links.list_links(db)} == {"A paper", ""}


def test_linkding_cli_does_with_each_command_what_it_says(run_client: Callable[..., Any], db: Database) -> None:
    def tell(*arguments: str) -> Any:
        ended = run_client("linkding", *arguments)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return json.loads(ended.stdout) if ended.stdout.startswith("{") else ended.stdout

    made = tell("bookmarks", "create", "https://example.org/a", "-t", "A page", "-n", "A note", "--tags", "rl,agents")
    number = str(made["id"])

    assert (made["title"], made["notes"], made["tag_names"]) == ("A page", "A note", ["agents", "rl"])
    assert tell("bookmarks", "get", number) == made
    assert [each["id"] for each in tell("bookmarks", "all", "-q", "page", "-l", "5")["results"]] == [made["id"]]
    assert tell("bookmarks", "update", number, "-d", "About", "--unread")["description"] == "About"
    assert "archived" in tell("bookmarks", "archive", number)
    assert links.find_link(db, made["id"]).state is State.DONE
    assert [each["id"] for each in tell("bookmarks", "all", "--archived")["results"]] == [made["id"]]
    assert "unarchived" in tell("bookmarks", "unarchive", number)
    (first, _) = tell("tags", "all")["results"]
    assert tell("tags", "get", str(first["id"])) == first
    assert tell("user", "profile")["tag_search"] == "lax"
    assert "deleted" in tell("bookmarks", "delete", number)
    assert links.list_links(db) == []
    triage.undo_step(db, None, TODAY)
    assert [link.id for link in links.list_links(db)] == [made["id"]]


def test_linkding_cli_says_what_was_refused(run_client: Callable[..., Any]) -> None:
    missing = run_client("linkding", "bookmarks", "get", "999")
    nameless = run_client("linkding", "tags", "create", "bread")  # it sends no `name`; linkding refuses that, too

    assert (missing.returncode, nameless.returncode) == (1, 1)
    assert "'name': ['This field is needed.']" in nameless.stdout


@pytest.mark.browser
def test_browser_extension_saves_and_a_page_cannot(
    live_server: LiveServer, db: Database, chromium: Browser, tmp_path: Path
) -> None:
    token = tokens.make_token(db, "Extension", TODAY, may_change=False).secret
    sent = {"address": f"{live_server.address}/api/bookmarks/", "token": token}
    folder = make_extension(tmp_path / "extension")
    flags = [*CHROMIUM_FLAGS, f"--disable-extensions-except={folder}", f"--load-extension={folder}"]
    launcher = chromium.browser_type

    with launcher.launch_persistent_context(
        str(tmp_path / "profile"), executable_path="/usr/bin/chromium", args=flags, ignore_default_args=NO_EXTENSIONS
    ) as opened:
        page = opened.new_page()
        page.goto(f"chrome-extension://{EXTENSION_ID}/page.html")
        status = page.evaluate(SAVE, sent)
        page.goto("data:text/html,<title>A page</title>")
        refused = page.evaluate(SAVE, sent)

    assert status == 201
    assert refused == "TypeError"
    assert [link.title for link in links.list_links(db)] == ["From an extension"]


def make_extension(folder: Path) -> Path:
    """Write an extension that may ask no host, so that it is let in by what the server answers alone."""
    folder.mkdir()
    manifest = {"manifest_version": 3, "name": "Saver", "version": "1", "key": EXTENSION_KEY}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "page.html").write_text("<!doctype html><title>Saver</title>", encoding="utf-8")
    return folder
