"""The index of what the blog has published: each post's title, day and links. It can be rebuilt from the blog."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from webapp import addresses, conventions, front_matter, markdown
from webapp.conventions import PostFile
from webapp.database import Database, utc_text
from webapp.errors import AddressError, FrontMatterError

SECTION_LEVEL = 2


@dataclass(frozen=True, slots=True)
class DatedFile:
    """A post's file and the day that the blog gives it."""

    file: PostFile
    day: date


@dataclass(frozen=True, slots=True)
class PostLink:
    """A link in a published post. heading: of its section; empty in the intro."""

    address_key: str
    address: str
    text: str
    heading: str


@dataclass(frozen=True, slots=True)
class Post:
    """A published post as the index has it."""

    path: str
    sha256: str
    title: str
    day: date
    link_count: int


@dataclass(frozen=True, slots=True)
class Use:
    """Where a published post links to an address."""

    path: str
    title: str
    day: date
    heading: str


def refresh(db: Database, files: Sequence[DatedFile], now: datetime) -> int:
    """Bring the index up to date with the blog's posts, and answer how many were read again.

    Only posts whose bytes (or day) differ are read; with nothing changed nothing is written.
    """
    known = _known(db)
    changed = [file for file in files if known.get(file.file.path) != (_sha256(file.file.text), file.day.isoformat())]
    gone = set(known) - {file.file.path for file in files}
    if not changed and not gone:
        return 0
    with db.atomic():
        _remove(db, gone | {file.file.path for file in changed})
        for file in changed:
            _insert(db, file, now)
    return len(changed)


def list_posts(db: Database, files: Sequence[DatedFile]) -> list[Post]:
    """List these posts, newest first; what the index does not have yet is read from the file. Writes nothing."""
    known = {post.path: post for post in _rows(db)}
    found = []
    for file in files:
        post = known.get(file.file.path)
        is_known = post is not None and (post.sha256, post.day) == (_sha256(file.file.text), file.day)
        found.append(post if post is not None and is_known else _read(file))
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


def used_keys(db: Database, keys: Iterable[str]) -> frozenset[str]:
    """Tell which of these addresses a published post links to."""
    return frozenset(uses_of(db, keys))


def links_of(text: str) -> tuple[PostLink, ...]:
    """List the links of a post that lead out of the blog, with the heading of their section."""
    body = front_matter.split(text)[1]
    headings = [heading for heading in markdown.headings(body) if heading.level <= SECTION_LEVEL]
    found = []
    for link in markdown.links(body):
        try:
            key = addresses.canonical(link.address)
        except AddressError:
            continue
        above = [heading.text for heading in headings if heading.line <= link.line]
        found.append(PostLink(key, link.address, link.text, above[-1] if above else ""))
    return tuple(found)


def title_of(file: PostFile) -> str:
    """Say a post's title: its front matter's, else its file name's in words, as Jekyll does."""
    try:
        title = front_matter.read(front_matter.split(file.text)[0]).values.get("title")
    except FrontMatterError:
        title = None
    return str(title) if title not in (None, "") else title_from_name(file.name)


def title_from_name(name: str) -> str:
    """Make a title of a file name: its slug in words."""
    parts = conventions.name_parts(name)
    slug = parts[1] if parts else name.rpartition(".")[0] or name
    return " ".join(word.capitalize() for word in slug.split("-") if word)


@lru_cache(maxsize=2048)
def _read(file: DatedFile) -> Post:
    text = file.file.text
    return Post(file.file.path, _sha256(text), title_of(file.file), file.day, len(links_of(text)))


@lru_cache(maxsize=2048)
def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _known(db: Database) -> Mapping[str, tuple[str, str]]:
    rows = db.query("SELECT path, sha256, day FROM posts")
    return {row["path"]: (row["sha256"], row["day"]) for row in rows}


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


def _remove(db: Database, paths: Iterable[str]) -> None:
    for path in paths:
        db.execute("DELETE FROM posts WHERE path = :path", {"path": path})


def _insert(db: Database, file: DatedFile, now: datetime) -> None:
    post = _read(file)
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
