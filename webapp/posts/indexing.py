"""Keeping the index true to the blog."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from webapp import front_matter, markdown
from webapp.database import Database, utc_text
from webapp.posts.contents import SECTION_LEVEL, links_of, read_post, revision_of
from webapp.posts.values import DatedFile

DEFAULTS = markdown.Config()


def refresh(db: Database, files: Sequence[DatedFile], now: datetime, config: markdown.Config = DEFAULTS) -> int:
    """Bring the index up to date with the blog's posts, and answer how many were read again.

    config: the blog's, which says what the anchors of headings are. Only posts whose bytes (or day) differ are read;
    with nothing changed nothing is written.
    """
    known = _known(db)
    changed = [
        file for file in files if known.get(file.file.path) != (revision_of(file.file.text), file.day.isoformat())
    ]
    gone = set(known) - {file.file.path for file in files}
    if not changed and not gone:
        return 0
    with db.atomic():
        _remove(db, gone | {file.file.path for file in changed})
        for file in changed:
            _insert(db, file, now)
            _insert_sections(db, file, config)
    return len(changed)


def _known(db: Database) -> Mapping[str, tuple[str, str]]:
    """The revision and day of each post; a post that was indexed before sections were is read again."""
    rows = db.query(
        """
        SELECT path, day, CASE WHEN path IN (SELECT path FROM post_sections) THEN sha256 ELSE '' END AS sha256
        FROM posts
        """
    )
    return {row["path"]: (row["sha256"], row["day"]) for row in rows}


def _remove(db: Database, paths: Iterable[str]) -> None:
    for path in paths:
        db.execute(
            """
            INSERT INTO post_sections_search (post_sections_search, rowid, title, heading, text)
            SELECT 'delete', id, title, heading, text
            FROM post_sections
            WHERE path = :path
            """,
            {"path": path},
        )
        db.execute("DELETE FROM posts WHERE path = :path", {"path": path})


def _insert(db: Database, file: DatedFile, now: datetime) -> None:
    post = read_post(file)
    db.execute(
        """
        INSERT INTO posts (path, sha256, title, day, indexed_at)
        VALUES (:path, :sha256, :title, :day, :indexed_at)
        """,
        {
            "path": post.path,
            "sha256": post.sha256,
            "title": post.title,
            "day": post.day.isoformat(),
            "indexed_at": utc_text(now),
        },
    )
    for link in links_of(file.file.text):
        db.execute(
            """
            INSERT INTO post_links (path, address_key, address, text, heading)
            VALUES (:path, :address_key, :address, :text, :heading)
            """,
            {
                "path": post.path,
                "address_key": link.address_key,
                "address": link.address,
                "text": link.text,
                "heading": link.heading,
            },
        )


def _insert_sections(db: Database, file: DatedFile, config: markdown.Config) -> None:
    body = front_matter.split(file.file.text)[1]
    title = read_post(file).title
    for position, section in enumerate(markdown.section_texts(body, SECTION_LEVEL, config)):
        db.execute(
            """
            INSERT INTO post_sections (path, position, title, heading, anchor, text)
            VALUES (:path, :position, :title, :heading, :anchor, :text)
            """,
            {
                "path": file.file.path,
                "position": position,
                "title": title,
                "heading": section.heading,
                "anchor": section.anchor,
                "text": section.text,
            },
        )
    db.execute(
        """
        INSERT INTO post_sections_search (rowid, title, heading, text)
        SELECT id, title, heading, text
        FROM post_sections
        WHERE path = :path
        """,
        {"path": file.file.path},
    )
