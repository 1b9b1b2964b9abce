"""Tokens: what lets another program of this machine, such as a browser extension, read and add links.

A token is 256 random bits and is kept as its SHA-256 only: a slow hash would protect what people think of, and there is
nothing here that can be guessed. For the same reason wrong tokens are neither counted nor slowed down; on loopback that
would only let another program of this machine lock the author out.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp.database import Database, utc_text

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Token:
    """A token, without its secret."""

    id: int
    name: str  # of the program that has it, as the author calls it
    may_change: bool  # change and remove links, too; else read and add only
    made_at: datetime
    used_at: datetime | None  # None until used

    @property
    def rights(self) -> str:
        """What it opens, as the author reads it."""
        return "reads, adds, changes and removes links" if self.may_change else "reads and adds links"

    @property
    def past(self) -> str:
        """When it was made and last used, as the author reads it."""
        return f"made {_day(self.made_at)}, {f'last used {_day(self.used_at)}' if self.used_at else 'not used yet'}"


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token that was just made."""

    name: str
    secret: str  # shown once


def make_token(db: Database, name: str, now: datetime, *, may_change: bool) -> NewToken:
    """Make a token; one without a name is called “Unnamed”."""
    new = NewToken(" ".join(name.split())[:LONGEST_NAME] or "Unnamed", secrets.token_urlsafe(32))
    with db.atomic():
        db.execute(
            """
            INSERT INTO tokens (name, sha256, may_change, made_at)
            VALUES (:name, :sha256, :may_change, :now)
            """,
            {"name": new.name, "sha256": _hash(new.secret), "may_change": int(may_change), "now": utc_text(now)},
        )
    return new


def revoke_token(db: Database, token_id: int) -> None:
    """Let a token open nothing any more."""
    with db.atomic():
        db.execute("DELETE FROM tokens WHERE id = :id", {"id": token_id})


def list_tokens(db: Database) -> list[Token]:
    """List the tokens, oldest first."""
    rows = db.query("SELECT id, name, may_change, made_at, used_at FROM tokens ORDER BY id")
    return [
        Token(
            id=row["id"],
            name=row["name"],
            may_change=bool(row["may_change"]),
            made_at=datetime.fromisoformat(row["made_at"]),
            used_at=datetime.fromisoformat(row["used_at"]) if row["used_at"] else None,
        )
        for row in rows
    ]


def find_token(db: Database, secret: str) -> Token | None:
    """Find the token that a program sent; None if there is no such one. Takes as long whichever it is."""
    given = _hash(secret)
    rows = list(db.query("SELECT id, sha256 FROM tokens"))
    matching = {row["id"] for row in rows if hmac.compare_digest(row["sha256"], given)}
    return next((token for token in list_tokens(db) if token.id in matching), None)


def keep_uses(db: Database, uses: Mapping[int, datetime]) -> None:
    """Keep when tokens were last used, by their numbers."""
    if not uses:
        return
    with db.atomic():
        for token_id, moment in list(uses.items()):  # others may be used meanwhile
            values = {"id": token_id, "moment": utc_text(moment)}
            db.execute("UPDATE tokens SET used_at = :moment WHERE id = :id", values)


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%b %Y}"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
