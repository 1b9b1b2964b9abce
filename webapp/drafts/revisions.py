"""Revisions of drafts: every text that was saved or seen, with the ids that its sections had."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from webapp import files, section_ids
from webapp.database import Database, utc_text
from webapp.sections import USUAL_LEVEL, Section

if TYPE_CHECKING:
    from webapp.drafts.reading import Draft

TYPING = "typing"
KEPT = "kept"  # beside the draft: a text that it never was
BODIES = 256  # of sections: a save changes one of them
TAKEN_BACK = "taken back"  # the draft has no file since, as if it had not been begun
PAGES_LIVE = timedelta(days=7)  # how long a page may stand open and still name the revision that it was served


@dataclass(frozen=True, slots=True)
class Revision:
    """One text of a draft."""

    sha256: str
    text: str
    sections: tuple[int, ...]  # section ids, the intro first


def last_revision(db: Database, draft_id: int) -> Revision | None:
    """Find the text that was kept last."""
    rows = db.query(
        """
        SELECT id, sha256, content
        FROM revisions
        WHERE draft_id = :draft_id AND action != :kept
        ORDER BY saved_at DESC, id DESC
        LIMIT 1
        """,
        {"draft_id": draft_id, "kept": KEPT},
    )
    for row in rows:
        return Revision(row["sha256"], row["content"].decode(), _ids(db, row["id"]))
    return None


def last_action(db: Database, draft_id: int) -> str:
    """What a draft's last text was kept for; empty where none was."""
    rows = db.query(
        """
        SELECT action
        FROM revisions
        WHERE draft_id = :draft_id AND action != :kept
        ORDER BY saved_at DESC, id DESC
        LIMIT 1
        """,
        {"draft_id": draft_id, "kept": KEPT},
    )
    return next((str(row["action"]) for row in rows), "")


def revision_text(db: Database, draft_id: int, revision: str) -> str | None:
    """Read a revision's text; None if it was never kept.

    revision: SHA-256 of the text's bytes.
    """
    rows = db.query(
        "SELECT content FROM revisions WHERE draft_id = :draft_id AND sha256 = :sha256",
        {"draft_id": draft_id, "sha256": revision},
    )
    return next((row["content"].decode() for row in rows), None)


def ids_of_revision(db: Database, draft_id: int, revision: str) -> tuple[int, ...]:
    """The ids of a revision's sections, the intro first; empty if it was never kept."""
    rows = db.query(
        """
        SELECT revision_sections.section_id AS section_id
        FROM revisions
        JOIN revision_sections ON revision_sections.revision_id = revisions.id
        WHERE revisions.draft_id = :draft_id AND revisions.sha256 = :sha256
        ORDER BY revision_sections.position
        """,
        {"draft_id": draft_id, "sha256": revision},
    )
    return tuple(row["section_id"] for row in rows)


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """A section as it stands in the newest text of its draft."""

    draft_id: int
    draft: str
    section_id: int
    heading: str  # empty for the intro


def section_places(db: Database) -> list[SectionPlace]:
    """List the sections of all drafts as they stand in the newest texts."""
    rows = db.query(
        """
        SELECT drafts.id AS draft_id, drafts.name AS draft, section_id, heading
        FROM drafts
        JOIN revision_sections ON revision_id = (
            SELECT id
            FROM revisions
            WHERE draft_id = drafts.id AND action != :kept
            ORDER BY saved_at DESC, id DESC
            LIMIT 1
        )
        ORDER BY drafts.id, position
        """,
        {"kept": KEPT},
    )
    return [SectionPlace(**row) for row in rows]


def keep_revision(db: Database, draft: "Draft", text: str, now: datetime) -> str:
    """Keep a text that is not the draft's, such as the blog's version of it, and answer its revision."""
    content = text.encode()
    with db.atomic():
        return keep(db, draft.id, content, (), KEPT, now, draft.level)


def mark_kept(db: Database, draft_id: int, revision: str) -> None:
    """Keep a revision for good: what came next was as good as a deletion."""
    with db.atomic():
        db.execute(
            "UPDATE revisions SET action = 'before deletion' WHERE draft_id = :draft_id AND sha256 = :sha256",
            {"draft_id": draft_id, "sha256": revision},
        )


def keep(
    db: Database, draft_id: int, content: bytes, ids: Sequence[int], action: str, now: datetime, level: int
) -> str:
    """Keep a text with the ids of its sections. A text that was kept before becomes the newest, with these ids.

    level: of the headings that begin the draft's sections.
    """
    sha256 = files.revision_of(content)
    values = {
        "draft_id": draft_id,
        "sha256": sha256,
        "content": content,
        "action": action,
        "saved_at": utc_text(now),
    }
    if action == KEPT and revision_text(db, draft_id, sha256) is not None:
        return sha256
    db.execute("DELETE FROM revisions WHERE draft_id = :draft_id AND sha256 = :sha256", values)
    cursor = db.execute(
        """
        INSERT INTO revisions (draft_id, sha256, content, action, saved_at)
        VALUES (:draft_id, :sha256, :content, :action, :saved_at)
        """,
        values,
    )
    if ids:
        shown = section_ids.sections_of(content.decode(), level)
        _insert_sections(db, int(cursor.lastrowid or 0), shown, ids)
    return sha256


def level_of_draft(db: Database, draft_id: int) -> int:
    """The level of the headings that begin a draft's sections."""
    rows = db.query("SELECT level FROM drafts WHERE id = :id", {"id": draft_id})
    return next((int(row["level"]) for row in rows), USUAL_LEVEL)


def set_level(db: Database, draft_id: int, level: int) -> None:
    """Let other headings begin a draft's sections: for a draft that has none yet."""
    with db.atomic():
        db.execute("UPDATE drafts SET level = :level WHERE id = :id", {"id": draft_id, "level": level})


def new_sections(db: Database, draft_id: int, ids: Sequence[int]) -> tuple[int, ...]:
    """Give every section that has no id yet one of its own."""
    return tuple(identity or _new_section(db, draft_id) for identity in ids)


def section_like(db: Database, draft_id: int, heading: str, sha256: str) -> int:
    """The id that a section of the same words had in an earlier revision; 0 if there was none."""
    rows = db.query(
        """
        SELECT revision_sections.section_id AS section_id
        FROM revision_sections
        JOIN revisions ON revisions.id = revision_sections.revision_id
        WHERE revisions.draft_id = :draft_id
          AND revision_sections.position > 0
          AND revision_sections.heading = :heading
          AND revision_sections.sha256 = :sha256
        ORDER BY revisions.saved_at DESC, revisions.id DESC
        LIMIT 1
        """,
        {"draft_id": draft_id, "heading": heading, "sha256": sha256},
    )
    return next((int(row["section_id"]) for row in rows), section_ids.NONE)


@lru_cache(maxsize=BODIES)
def body_hash(body: str) -> str:
    """Name a section's body."""
    return files.revision_of(body.encode())


def remember_publication(db: Database, draft_id: int, blog_path: str, revision: str) -> None:
    """Remember which of the blog's files a draft is, and as which revision it was opened from or published as."""
    with db.atomic():
        db.execute(
            "UPDATE drafts SET blog_path = :blog_path, blog_revision = :revision WHERE id = :id",
            {"id": draft_id, "blog_path": blog_path, "revision": revision},
        )


def fold_revisions(db: Database, now: datetime) -> int:
    """Keep one revision of each minute of typing, once no page can name the others. Answers how many went.

    What was published, merged or can be undone stays for good.
    """
    with db.atomic():
        cursor = db.execute(
            """
            DELETE FROM revisions
            WHERE action = :typing
              AND saved_at < :before
              AND sha256 IS NOT (SELECT blog_revision FROM drafts WHERE drafts.id = revisions.draft_id)
              AND NOT EXISTS (
                SELECT 1
                FROM steps
                WHERE steps.draft_id = revisions.draft_id AND instr(steps.payload, revisions.sha256) > 0
              )
              AND EXISTS (
                SELECT 1
                FROM revisions AS later
                WHERE later.draft_id = revisions.draft_id
                  AND substr(later.saved_at, 1, 16) = substr(revisions.saved_at, 1, 16)
                  AND (later.saved_at, later.id) > (revisions.saved_at, revisions.id)
              )
            """,
            {"typing": TYPING, "before": utc_text(now - PAGES_LIVE)},
        )
    return int(cursor.rowcount)


def _insert_sections(db: Database, revision_id: int, shown: Sequence[Section], ids: Sequence[int]) -> None:
    db.conn.executemany(
        """
        INSERT INTO revision_sections (revision_id, position, section_id, heading, sha256)
        VALUES (:revision_id, :position, :section_id, :heading, :sha256)
        """,
        [
            {
                "revision_id": revision_id,
                "position": position,
                "section_id": identity,
                "heading": section.heading,
                "sha256": body_hash(section.body),
            }
            for position, (section, identity) in enumerate(zip(shown, ids, strict=False))
        ],
    )


def _ids(db: Database, revision_id: int) -> tuple[int, ...]:
    rows = db.query(
        "SELECT section_id FROM revision_sections WHERE revision_id = :id ORDER BY position", {"id": revision_id}
    )
    return tuple(row["section_id"] for row in rows)


def _new_section(db: Database, draft_id: int) -> int:
    cursor = db.execute("INSERT INTO sections (draft_id) VALUES (:draft_id)", {"draft_id": draft_id})
    return int(cursor.lastrowid or 0)
