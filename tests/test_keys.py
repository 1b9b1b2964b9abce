"""The one table of actions and keys."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp import settings as stored_settings
from webapp.keys import ACTIONS, DESK, Keyboard, Scope, is_character
from webapp.settings import Settings

SCRIPTS = sorted((Path(__file__).parent.parent / "static/js").glob("*.js"))
# The popup has a page of its own with its keys on its buttons; the desk collects what is typed while a field opens;
# focus mode asks only whether the last thing was a key.
LISTENERS = {"keys.js", "save.js", "desk.js", "focus.js"}


def test_keys_one_key_does_one_thing_in_a_scope() -> None:
    counted = Counter((action.scope, key, page) for action in ACTIONS for key in action.keys for page in action.pages)

    assert [each for each, number in counted.items() if number > 1] == []


def test_keys_actions_have_names_of_their_own() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_keys_letters_can_be_switched_off() -> None:
    sheet = Keyboard(has_letters=False).sheet("desk")

    acting = [key for group in sheet for row in group.rows for key in row.keys]
    assert acting
    assert [key for key in acting if is_character(key)] == []


def test_keys_without_letters_every_action_on_a_section_can_be_found() -> None:
    sheet = Keyboard(has_letters=False).sheet("desk")

    rows = next(group.rows for group in sheet if group.scope is Scope.SECTION)
    assert [row.action.name for row in rows if not row.keys and not row.action.is_listed] == []


@pytest.mark.parametrize(
    ("identity", "plain", "apple"),
    [
        ("editor.fold", ("Ctrl Shift F",), ("⌘ ⇧ F",)),
        ("section.up", ("Alt ↑",), ("⌥ ↑",)),
        ("section.delete", ("Del", "Backspace"), ("Del", "Backspace")),
        ("menu.choose", ("1–9",), ("1–9",)),
        ("editor.quote", (), ()),
    ],
)
def test_keys_are_named_as_the_keyboard_has_them(identity: str, plain: tuple[str], apple: tuple[str]) -> None:
    assert Keyboard().shown(identity) == plain
    assert Keyboard(is_apple=True).shown(identity) == apple


def test_keys_of_the_desk_are_on_the_desk_only() -> None:
    shown = {row.action.id for group in Keyboard().sheet("") for row in group.rows}

    assert {action.id for action in ACTIONS if action.pages == DESK} & shown == set()
    assert "anywhere.palette" in shown


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_keys_are_heard_in_one_place(script: Path) -> None:
    text = script.read_text(encoding="utf-8")

    assert script.name in LISTENERS or not re.search(r"""["']key(?:down|up|press)["']""", text)


def test_keys_setting_is_kept_and_shown(blog_client: FlaskClient, settings: Settings) -> None:
    blog_client.post("/settings/keys", data={})

    assert not stored_settings.load(settings.data_folder).letter_keys
    page = blog_client.get("/links").text
    assert "switched off" in page
    assert 'data-scope="links" data-action="done" data-keys=""' in page
    blog_client.post("/settings/keys", data={"letters": "on"})
    assert stored_settings.load(settings.data_folder).letter_keys
    assert "switched off" not in blog_client.get("/links").text


def test_keys_setting_survives_another_one(settings: Settings) -> None:
    stored_settings.choose_letter_keys(settings, letter_keys=False)

    stored_settings.choose_port(settings, 7500)

    assert stored_settings.load(settings.data_folder) == replace(settings, letter_keys=False, port=7500)


def test_keys_are_named_for_apple_by_the_browser(blog_client: FlaskClient) -> None:
    mac = {"User-Agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"}

    assert "<kbd>⌘ B</kbd>" in blog_client.get("/desk", headers=mac, follow_redirects=True).text
    assert "<kbd>Ctrl B</kbd>" in blog_client.get("/desk", follow_redirects=True).text
