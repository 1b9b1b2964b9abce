"""Keeping the index true to the blog: only what changed is read, and what is written is written in small batches."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from webapp import markdown
from webapp.database import Database
from webapp.posts.contents import DEFAULTS, NO_RULES, read_contents, revision_of
from webapp.posts.values import Contents, DatedFile, Rules, Version
from webapp.posts.writing import ReadBy, insert, remove

READ_AS = 3  # of this module and those it reads by: one more makes every post be read again
BATCH = 20  # posts that are written at once: others wait to write for a moment only


@dataclass(frozen=True, slots=True)
class Known:
    """What the index has of the blog's files."""

    versions: Mapping[str, Version]  # by path; of those alone that were read by these rules
    paths: frozenset[str]  # all
    head: str  # what git had checked out then


def read_known(db: Database, config: markdown.Config = DEFAULTS, rules: Rules = NO_RULES) -> Known:
    """Read which versions of the blog's files the index has."""
    rows = list(db.query("SELECT path, file_time, file_size, rules FROM posts"))
    heads = [str(row["head"]) for row in db.query("SELECT head FROM post_index")]
    own = _rules_text(config, rules)
    versions = {row["path"]: Version(row["file_time"], row["file_size"]) for row in rows if row["rules"] == own}
    return Known(versions, frozenset(row["path"] for row in rows), heads[0] if heads else "")


def keep_head(db: Database, head: str) -> None:
    """Keep what git has checked out, once the index is true to it."""
    db.execute(
        "INSERT INTO post_index (id, head) VALUES (1, :head) ON CONFLICT (id) DO UPDATE SET head = :head",
        {"head": head},
    )


def count_words(db: Database) -> None:
    """Count how many sections have each word, unless that is known already. It is read without keeping others waiting.

    Source: https://www.sqlite.org/fts5.html, section 9 (`doc` of the type `col`).
    """
    if any(row["is_counted"] for row in db.query("SELECT is_counted FROM post_index")):
        return
    rows = db.query(
        "SELECT term, MAX(doc) AS doc FROM post_words WHERE col IN ('title', 'heading', 'text') GROUP BY term"
    )
    true = {row["term"]: row["doc"] for row in rows}
    known = {row["term"]: row["sections"] for row in db.query("SELECT term, sections FROM post_vocabulary")}
    changed = [{"term": term, "sections": number} for term, number in true.items() if known.get(term) != number]
    gone = [{"term": term} for term in known.keys() - true.keys()]
    with db.atomic():
        db.conn.executemany("DELETE FROM post_vocabulary WHERE term = :term", gone)
        db.conn.executemany(
            """
            INSERT INTO post_vocabulary (term, sections) VALUES (:term, :sections)
            ON CONFLICT (term) DO UPDATE SET sections = :sections
            """,
            changed,
        )
        _keep_counted(db, is_counted=True)


def _keep_counted(db: Database, *, is_counted: bool) -> None:
    db.execute(
        """
        INSERT INTO post_index (id, head, is_counted) VALUES (1, '', :is_counted)
        ON CONFLICT (id) DO UPDATE SET is_counted = :is_counted
        """,
        {"is_counted": int(is_counted)},
    )


def forget_all(db: Database) -> None:
    """Empty the index; what it had is read again from the blog."""
    with db.atomic():
        db.execute("INSERT INTO post_sections_search (post_sections_search) VALUES ('delete-all')")
        db.execute("DELETE FROM posts")
        db.execute("DELETE FROM post_index")


def refresh(
    db: Database,
    files: Sequence[DatedFile],
    now: datetime,
    config: markdown.Config = DEFAULTS,
    rules: Rules = NO_RULES,
) -> int:
    """Bring the index up to date with all of the blog's posts, and answer how many were read again."""
    forget(db, {row["path"] for row in db.query("SELECT path FROM posts")} - {file.file.path for file in files})
    number = update(db, files, now, config, rules)
    count_words(db)
    return number


def forget(db: Database, paths: Collection[str]) -> None:
    """Take posts out of the index; paths that it does not have are passed over."""
    if paths:
        with db.atomic():
            for path in paths:
                remove(db, path)
            _keep_counted(db, is_counted=False)


def update(
    db: Database,
    files: Iterable[DatedFile],
    now: datetime,
    config: markdown.Config = DEFAULTS,
    rules: Rules = NO_RULES,
) -> int:
    """Take files into the index, and answer how many were read again.

    files: that may have changed. Only those whose bytes, day, address or rules differ are read; with nothing changed
    nothing is written. config, rules: the blog's, which say what the anchors of headings are and what its own links
    name.
    """
    own = _rules_text(config, rules)
    rows = db.query("SELECT path, sha256, day, address, file_time, file_size, rules FROM posts")
    known = {row["path"]: row for row in rows}
    number = 0
    for batch in _batches(iter(files)):
        same = [file for file in batch if _is_same(known.get(file.file.path), file, own)]
        read = [(file, read_contents(file, config, rules)) for file in batch if file not in same]
        touched = [file for file in same if not _is_seen(known.get(file.file.path), file.version)]
        if read or touched:
            _write(db, touched, read, ReadBy(own, rules), now)
        number += len(read)
    return number


def _batches(files: Iterator[DatedFile]) -> Iterator[list[DatedFile]]:
    while batch := list(islice(files, BATCH)):
        yield batch


def _rules_text(config: markdown.Config, rules: Rules) -> str:
    return f"{READ_AS} {config} {rules}"


def _is_same(row: Mapping[str, object] | None, file: DatedFile, rules: str) -> bool:
    if row is None:
        return False
    known = (row["sha256"], row["day"], row["address"], row["rules"])
    return known == (revision_of(file.file.text), file.day.isoformat(), file.address, rules)


def _write(
    db: Database, touched: Iterable[DatedFile], read: Iterable[tuple[DatedFile, Contents]], by: ReadBy, now: datetime
) -> None:
    with db.atomic():
        for file in touched:
            db.execute(
                "UPDATE posts SET file_time = :time, file_size = :size WHERE path = :path",
                {"path": file.file.path, "time": file.version.time, "size": file.version.size},
            )
        for file, contents in sorted(read, key=lambda each: each[0].day):  # the search takes ascending ids quickest
            remove(db, file.file.path)
            insert(db, file, contents, by, now)
        if read:
            _keep_counted(db, is_counted=False)


def _is_seen(row: Mapping[str, object] | None, version: Version) -> bool:
    return row is not None and (row["file_time"], row["file_size"]) == (version.time, version.size)
