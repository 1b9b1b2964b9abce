"""What the index has of one post, written as rows and taken out again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from webapp import addresses
from webapp.database import Database, utc_text
from webapp.phrases import phrase_of
from webapp.posts.own import path_on_site, stem_of
from webapp.posts.values import Contents, DatedFile, PostLink, Rules

A_DAY = 1_000_000  # numbers that a day has for its posts
A_POST = 1_000_000  # ids that a post has for its sections, and for its links; `finding` reckons with it

_POST = """
    INSERT INTO posts
        (path, sha256, title, day, indexed_at, word_count, address, place, stem, file_time, file_size, rules, number)
    VALUES
        (:path, :sha256, :title, :day, :indexed_at, :words, :address, :place, :stem, :time, :size, :rules, :number)
"""
_LINK = """
    INSERT INTO post_links (rowid, path, address_key, address, text, heading, position, sentence, site, person, phrase)
    VALUES (:id, :path, :address_key, :address, :text, :heading, :position, :sentence, :site, :person, :phrase)
"""
_OWN_LINK = """
    INSERT INTO post_own_links (path, target, text, heading, position, sentence)
    VALUES (:path, :target, :text, :heading, :position, :sentence)
"""
_IMAGE = """
    INSERT INTO post_images (path, address, alternative, heading, position)
    VALUES (:path, :address, :alternative, :heading, :position)
"""
_SECTION = """
    INSERT INTO post_sections (id, path, position, title, heading, anchor, text, links, tags)
    VALUES (:id, :path, :position, :title, :heading, :anchor, :text, :links, :tags)
"""

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class ReadBy:
    """By what a post was read."""

    text: str  # all of it, so that a change is noticed
    rules: Rules


def remove(db: Database, path: str) -> None:
    """Take a post out of the index. Belongs into a transaction."""
    db.execute(
        """
        INSERT INTO post_sections_search (post_sections_search, rowid, title, heading, text, links, tags)
        SELECT 'delete', id, title, heading, text, links, tags
        FROM post_sections
        WHERE path = :path
        """,
        {"path": path},
    )
    db.execute("DELETE FROM posts WHERE path = :path", {"path": path})


def insert(db: Database, file: DatedFile, contents: Contents, by: ReadBy, now: datetime) -> None:
    """Take a post into the index. Belongs into a transaction."""
    path, number = file.file.path, _free_number(db, file.day)
    db.execute(_POST, _post(file, contents, by, now) | {"number": number})
    db.conn.executemany(_LINK, [_link(path, number * A_POST + at, link) for at, link in enumerate(contents.links)])
    db.conn.executemany(_OWN_LINK, _own_links(path, contents))
    db.conn.executemany(_IMAGE, _images(path, contents))
    for kind, names in (("tag", contents.tags), ("category", contents.categories)):
        rows = [{"path": path, "kind": kind, "tag": name} for name in names]
        db.conn.executemany("INSERT OR IGNORE INTO post_tags (path, kind, tag) VALUES (:path, :kind, :tag)", rows)
    db.conn.executemany(_SECTION, _sections(path, number, contents))
    db.execute(
        """
        INSERT INTO post_sections_search (rowid, title, heading, text, links, tags)
        SELECT id, title, heading, text, links, tags
        FROM post_sections
        WHERE path = :path
        """,
        {"path": path},
    )


def _free_number(db: Database, day: date) -> int:
    """A number above those of the days before and below those of the days behind."""
    first = day.toordinal() * A_DAY
    rows = db.query(
        "SELECT MAX(number) + 1 AS free FROM posts WHERE number >= :first AND number < :end",
        {"first": first, "end": first + A_DAY},
    )
    return next(int(row["free"] or first) for row in rows)


def _post(file: DatedFile, contents: Contents, by: ReadBy, now: datetime) -> Row:
    return {
        "path": file.file.path,
        "sha256": contents.sha256,
        "title": contents.title,
        "day": file.day.isoformat(),
        "indexed_at": utc_text(now),
        "words": contents.words,
        "address": file.address,
        "place": path_on_site(file.address),
        "stem": stem_of(file.file.path, by.rules),
        "time": file.version.time,
        "size": file.version.size,
        "rules": by.text,
    }


def _link(path: str, link_id: int, link: PostLink) -> Row:
    return {
        "id": link_id,
        "path": path,
        "address_key": link.address_key,
        "address": link.address,
        "text": link.text,
        "heading": link.heading,
        "position": link.position,
        "sentence": link.sentence,
        "site": addresses.site(link.address),
        "person": addresses.person(link.address),
        "phrase": phrase_of(link.text),
    }


def _own_links(path: str, contents: Contents) -> Iterator[Row]:
    for link in contents.own_links:
        yield {
            "path": path,
            "target": link.target,
            "text": link.text,
            "heading": link.heading,
            "position": link.position,
            "sentence": link.sentence,
        }


def _images(path: str, contents: Contents) -> Iterator[Row]:
    for image in contents.images:
        yield {
            "path": path,
            "address": image.address,
            "alternative": image.alternative,
            "heading": image.heading,
            "position": image.position,
        }


def _sections(path: str, number: int, contents: Contents) -> Iterator[Row]:
    tags = " ".join((*contents.tags, *contents.categories))
    for position, section in enumerate(contents.sections):
        yield {
            "id": number * A_POST + position,
            "path": path,
            "position": position,
            "title": contents.title,
            "heading": section.heading,
            "anchor": section.anchor,
            "text": section.text,
            "links": " ".join(link.address for link in contents.links if link.position == position),
            "tags": tags,
        }
