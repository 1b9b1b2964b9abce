"""Tokens of other programs: made, shown once, found, revoked."""

import re
from datetime import timedelta

from conftest import TODAY

from webapp import tokens
from webapp.database import Database
from webapp.settings import Settings


def test_token_is_found_by_its_secret_alone(db: Database) -> None:
    made = tokens.make_token(db, "  My   browser ", TODAY, may_change=False)
    tokens.make_token(db, "", TODAY, may_change=True)

    found = tokens.find_token(db, made.secret)

    assert found is not None
    assert (found.name, found.may_change, found.made_at, found.used_at) == ("My browser", False, TODAY, None)
    assert [each.name for each in tokens.list_tokens(db)] == ["My browser", "Unnamed"]
    for other in ("", made.secret[:-1], f"{made.secret} ", made.secret.swapcase(), "\ud800", "é"):
        assert tokens.find_token(db, other) is None


def test_token_is_kept_as_a_hash_only(db: Database, settings: Settings) -> None:
    made = tokens.make_token(db, "Browser", TODAY, may_change=False)

    assert re.fullmatch(r"[\w-]{43}", made.secret)
    assert made.secret.encode() not in settings.database_path.read_bytes()


def test_token_that_was_revoked_is_found_no_more(db: Database) -> None:
    made = tokens.make_token(db, "Browser", TODAY, may_change=True)
    (listed,) = tokens.list_tokens(db)

    tokens.revoke_token(db, listed.id)

    assert tokens.find_token(db, made.secret) is None
    assert tokens.list_tokens(db) == []


def test_token_says_when_it_was_used(db: Database) -> None:
    tokens.make_token(db, "Browser", TODAY, may_change=False)
    (unused,) = tokens.list_tokens(db)

    tokens.keep_uses(db, {unused.id: TODAY + timedelta(days=2), 99: TODAY})

    (used,) = tokens.list_tokens(db)
    assert unused.past == "made 11 Dec 2025, not used yet"
    assert used.past == "made 11 Dec 2025, last used 13 Dec 2025"
