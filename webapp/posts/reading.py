"""Reading the index: the posts, and where they link to."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from webapp.database import Database
from webapp.posts.contents import read_post, revision_of
from webapp.posts.values import DatedFile, Post, Use


def list_posts(db: Database, files: Sequence[DatedFile]) -> list[Post]:
    """List these posts, newest first; what the index does not have yet is read from the file. Writes nothing."""
    known = {post.path: post for post in _rows(db)}
    found = []
    for file in files:
        post = known.get(file.file.path)
        is_known = post is not None and (post.sha256, post.day) == (revision_of(file.file.text), file.day)
        found.append(post if post is not None and is_known else read_post(file))
    return sorted(found, key=lambda post: (post.day, post.path), reverse=True)


def uses_of(db: Database, keys: Iterable[str]) -> dict[str, list[Use]]:
    """List where published posts link to addresses, newest first, by address key; in one statement for all."""
    rows = db.query(
        """
        SELECT
            post_links.address_key AS key,
            posts.path AS path,
            posts.title AS title,
            posts.day AS day,
            post_links.heading AS heading
        FROM post_links
        JOIN posts ON posts.path = post_links.path
        WHERE post_links.address_key IN (SELECT value FROM json_each(:keys))
        ORDER BY posts.day DESC, post_links.rowid
        """,
        {"keys": json.dumps(list(keys))},
    )
    found: dict[str, list[Use]] = {}
    for row in rows:
        use = Use(row["path"], row["title"], date.fromisoformat(row["day"]), row["heading"])
        found.setdefault(row["key"], []).append(use)
    return found


def posts_linking(db: Database, address_key: str) -> list[Use]:
    """List where published posts link to an address, newest first."""
    return uses_of(db, [address_key]).get(address_key, [])


def _rows(db: Database) -> list[Post]:
    rows = db.query(
        """
        SELECT posts.path AS path, sha256, title, day, COUNT(post_links.path) AS link_count
        FROM posts
        LEFT JOIN post_links ON post_links.path = posts.path
        GROUP BY posts.path
        """
    )
    return [
        Post(row["path"], row["sha256"], row["title"], date.fromisoformat(row["day"]), row["link_count"])
        for row in rows
    ]
