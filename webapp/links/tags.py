"""The tags that there are, with the numbers by which other programs name them."""

from dataclasses import dataclass
from datetime import datetime

from webapp.database import Database, utc_text

# A lookup for each tag ends at the first link that has it, of which common tags have thousands.
_LISTED = """
    is_kept OR EXISTS (
        SELECT 1
        FROM link_tags
        JOIN links ON links.id = link_tags.link_id
        WHERE link_tags.tag = tags.name AND links.removed_at IS NULL
    )
"""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag."""

    id: int
    name: str
    added_at: datetime  # when the first link with it was saved, or when another program made it


def list_tags(db: Database, *, limit: int, offset: int = 0) -> list[Tag]:
    """List the tags that links have, and those that another program made, by name."""
    rows = db.query(
        f"SELECT id, name, added_at FROM tags WHERE {_LISTED} ORDER BY name LIMIT :limit OFFSET :offset",  # noqa: S608
        {"limit": limit, "offset": offset},
    )
    return [Tag(row["id"], row["name"], datetime.fromisoformat(row["added_at"])) for row in rows]


def count_listed_tags(db: Database) -> int:
    """Count the tags that can be listed."""
    rows = db.query(f"SELECT COUNT(*) AS number FROM tags WHERE {_LISTED}")  # noqa: S608  # a constant
    return next(int(row["number"]) for row in rows)


def find_tag(db: Database, tag_id: int) -> Tag | None:
    """Find a tag by its number; None if there is no such one."""
    rows = db.query("SELECT id, name, added_at FROM tags WHERE id = :id", {"id": tag_id})
    return next((Tag(row["id"], row["name"], datetime.fromisoformat(row["added_at"])) for row in rows), None)


def make_tag(db: Database, name: str, now: datetime) -> Tag:
    """Make a tag that no link has yet, and answer it; one that is there in other capitals stays as it is."""
    with db.atomic():
        db.execute(
            """
            INSERT INTO tags (name, is_kept, added_at)
            VALUES (:name, 1, :now)
            ON CONFLICT (name) DO UPDATE SET is_kept = 1
            """,
            {"name": name, "now": utc_text(now)},
        )
        rows = db.query("SELECT id, name, added_at FROM tags WHERE name = :name", {"name": name})
        return next(Tag(row["id"], row["name"], datetime.fromisoformat(row["added_at"])) for row in rows)
