"""Searches that the author keeps by name."""

from dataclasses import dataclass
from datetime import datetime

from webapp.database import Database, utc_text


@dataclass(frozen=True, slots=True)
class KeptSearch:
    """A search with its name."""

    id: int
    name: str
    query: str  # as typed


def list_searches(db: Database) -> list[KeptSearch]:
    """List the kept searches by name."""
    rows = db.query("SELECT id, name, query FROM saved_searches ORDER BY name")
    return [KeptSearch(row["id"], row["name"], row["query"]) for row in rows]


def keep_search(db: Database, name: str, query: str, now: datetime) -> None:
    """Keep a search; one of this name, in whatever capitals, asks for the new query from now on."""
    with db.atomic():
        db.execute(
            """
            INSERT INTO saved_searches (name, query, saved_at)
            VALUES (:name, :query, :now)
            ON CONFLICT (name) DO UPDATE SET query = excluded.query, saved_at = excluded.saved_at
            """,
            {"name": name, "query": query, "now": utc_text(now)},
        )


def forget_search(db: Database, search_id: int) -> KeptSearch | None:
    """Forget a kept search, and answer what it was; None if it is not there any more."""
    with db.atomic():
        rows = db.query("SELECT id, name, query FROM saved_searches WHERE id = :id", {"id": search_id})
        found = next((KeptSearch(row["id"], row["name"], row["query"]) for row in rows), None)
        db.execute("DELETE FROM saved_searches WHERE id = :id", {"id": search_id})
    return found
