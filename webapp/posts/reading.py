"""Reading the index: the posts, and where they link to."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from webapp.database import Database
from webapp.posts.contents import read_contents, revision_of
from webapp.posts.values import DatedFile, Held, Post, Use

_INDEXED = """
    SELECT
        posts.path AS path, sha256, title, day, word_count AS words, posts.address AS address,
        COALESCE(counted.number, 0) AS link_count, file_time, file_size
    FROM posts
    LEFT JOIN (SELECT path, COUNT(*) AS number FROM post_links GROUP BY path) AS counted ON counted.path = posts.path
    ORDER BY day DESC, posts.path DESC
"""


def list_posts(db: Database, files: Sequence[DatedFile]) -> list[Post]:
    """List these posts, newest first; what the index does not have yet is read from the file. Writes nothing."""
    known = {post.path: post for post in list_indexed(db)}
    found = []
    for file in files:
        post = known.get(file.file.path)
        is_known = post is not None and (post.sha256, post.day) == (revision_of(file.file.text), file.day)
        found.append(post if post is not None and is_known else _read_post(file))
    return sorted(found, key=lambda post: (post.day, post.path), reverse=True)


@lru_cache(maxsize=2048)
def _read_post(file: DatedFile) -> Post:
    contents = read_contents(file)
    number = len(contents.links)
    return Post(file.file.path, contents.sha256, contents.title, file.day, number, contents.words, file.address)


def list_indexed(db: Database) -> list[Post]:
    """List all posts that the index has, newest first, in one statement; no file is looked at."""
    return [_indexed(row) for row in db.query(_INDEXED)]


def list_indexed_with_versions(db: Database) -> tuple[list[Post], dict[str, tuple[int, int]]]:
    """The same, with the time and size of each file as it was read, by path, whatever rules it was read by."""
    rows = list(db.query(_INDEXED))
    versions = {row["path"]: (row["file_time"], row["file_size"]) for row in rows}
    return [_indexed(row) for row in rows], versions


def _indexed(row: Mapping[str, Any]) -> Post:
    day = date.fromisoformat(row["day"])
    return Post(row["path"], row["sha256"], row["title"], day, row["link_count"], row["words"], row["address"])


def count_all(db: Database) -> Held:
    """Count what the index holds."""
    rows = db.query(
        """
        SELECT
            COUNT(*) AS posts,
            COALESCE(SUM(word_count), 0) AS words,
            (SELECT COUNT(*) FROM post_sections WHERE position > 0) AS sections,
            (SELECT COUNT(*) FROM post_links) AS links,
            (SELECT COUNT(*) FROM post_own_links) AS own_links,
            (SELECT COUNT(*) FROM post_images) AS images
        FROM posts
        """
    )
    return Held(**next(rows))


def uses_of(db: Database, keys: Iterable[str], *, besides: str | None = None) -> dict[str, list[Use]]:
    """List where published posts link to addresses, newest first, by address key; in one statement for all.

    besides: the path of a post that is left aside.
    """
    rows = db.query(
        """
        SELECT
            post_links.address_key AS key,
            posts.path AS path,
            posts.title AS title,
            posts.day AS day,
            post_links.heading AS heading,
            post_links.text AS text,
            post_links.sentence AS sentence,
            COALESCE(post_sections.anchor, '') AS anchor
        FROM post_links
        JOIN posts ON posts.path = post_links.path
        LEFT JOIN post_sections
            ON post_sections.path = post_links.path AND post_sections.position = post_links.position
        WHERE post_links.address_key IN (SELECT value FROM json_each(:keys))
            AND post_links.path IS NOT :besides
        ORDER BY posts.day DESC, post_links.rowid
        """,
        {"keys": json.dumps(list(keys)), "besides": besides},
    )
    found: dict[str, list[Use]] = {}
    for row in rows:
        fields = {**row, "day": date.fromisoformat(row["day"])}
        found.setdefault(fields.pop("key"), []).append(Use(**fields))
    return found


def posts_linking(db: Database, *address_keys: str) -> list[Use]:
    """List where published posts link to an address, newest first. address_keys: of all its spellings."""
    uses = uses_of(db, address_keys)
    return sorted((use for each in uses.values() for use in each), key=lambda use: use.day, reverse=True)
