"""Reading drafts. Nothing here writes: a file that another program changed is answered as it is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path, PurePosixPath

from webapp import conventions, files, section_ids
from webapp.database import Database, utc_text
from webapp.drafts import revisions
from webapp.errors import DraftGoneError, DraftMovedError, DraftNotFoundError, DraftUnreadableError
from webapp.sections import USUAL_LEVEL, level_of

_NO_NAME = re.compile(r"[/\\\x00-\x1f:]")  # what no name can have here, though some systems allow it
_NAME = re.compile(r"[^./\\\x00-\x1f:][^/\\\x00-\x1f:]*(\.[a-z]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A draft in the list of drafts."""

    id: int  # 0 if the database does not know it yet
    name: str
    blog_path: str | None  # None until it was published
    is_here: bool  # False if its file was removed or renamed


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with its text."""

    id: int  # 0 if the database does not know it yet
    name: str  # of its file here
    path: Path
    text: str
    revision: str  # SHA-256 of the file's bytes
    blog_path: str | None  # None until it was published
    blog_revision: str | None  # of the blog's file, as it was opened from or last published as
    sections: tuple[int, ...]  # ids, the intro first; 0 for a section that another program wrote just now
    level: int = USUAL_LEVEL  # of the headings that begin its sections, for good since it was begun

    @property
    def post_name(self) -> str:
        """The name of its file in the blog, which a post from there keeps whatever its draft is called."""
        return PurePosixPath(self.blog_path).name if self.blog_path else self.name


def list_drafts(db: Database, folder: Path) -> list[DraftEntry]:
    """List the drafts by name: the files that are here, and those whose file has gone, unless it was taken back."""
    here = {path.name for path in folder.iterdir() if is_name(path.name) and path.is_file()}
    known = {row["name"]: row for row in db.query("SELECT id, name, blog_path FROM drafts")}
    return [
        DraftEntry(known[name]["id"], name, known[name]["blog_path"], name in here)
        if name in known
        else DraftEntry(0, name, None, is_here=True)
        for name in sorted(here | known.keys())
        if name in here or not _was_taken_back(db, known[name]["id"])
    ]


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of a draft."""

    id: int
    blog_path: str | None
    blog_revision: str | None
    level: int


def usual_level() -> int:
    """The level of headings of sections where no blog is asked."""
    return USUAL_LEVEL


def read_draft(db: Database, folder: Path, name: str, usual_level: Callable[[], int] = usual_level) -> Draft:
    """Read a draft as its file is now.

    usual_level: of headings of sections on the blog; asked only for a file that is new here.
    Raises DraftNotFoundError, DraftGoneError, DraftMovedError, DraftUnreadableError.
    """
    return read_known(db, folder, name, usual_level)[0]


def read_known(
    db: Database, folder: Path, name: str, usual_level: Callable[[], int] = usual_level
) -> tuple[Draft, bool]:
    """Read a draft as its file is now, and whether its text was kept as a revision. Raises as `read_draft` does."""
    path = path_of(folder, name)
    known = find_known(db, name)
    if not path.exists():
        _refuse_absent(db, name, known.id if known else None)
    content = read_content(path)
    text = decode(name, content)
    revision = files.revision_of(content)
    if known is None:
        level = level_of(text, usual_level())
        ids = (section_ids.NONE,) * len(section_ids.sections_of(text, level))
        return Draft(0, name, path, text, revision, None, None, ids, level), False
    kept = revisions.ids_of_revision(db, known.id, revision)
    ids = kept or ids_like_last(db, known.id, text)
    return Draft(known.id, name, path, text, revision, known.blog_path, known.blog_revision, ids, known.level), bool(
        kept
    )


def read_text(folder: Path, name: str) -> str:
    """Read just a draft's text. Raises DraftNotFoundError, DraftUnreadableError."""
    return decode(name, read_content(path_of(folder, name)))


def changed_at(draft: Draft) -> str | None:
    """When a draft's file was written last, in UTC ISO 8601; None if it has none."""
    try:
        return utc_text(datetime.fromtimestamp(draft.path.stat().st_mtime, UTC))
    except OSError:
        return None


def is_name(name: str) -> bool:
    """Can this be the name of a draft?"""
    found = _NAME.fullmatch(name)
    return found is not None and found[1].lower() in conventions.MARKDOWN_EXTENSIONS


def free_name(db: Database, folder: Path, name: str) -> str:
    """Name a draft as near to the name of a Markdown file as can be: `notes-2.md` where `notes.md` is taken."""
    taken = {entry.name.lower() for entry in list_drafts(db, folder)}
    path = PurePosixPath(_NO_NAME.sub("-", name))
    tries = (f"{path.stem}{f'-{number}' if number > 1 else ''}{path.suffix}" for number in count(1))
    return next(found for found in tries if found.lower() not in taken)


def path_of(folder: Path, name: str) -> Path:
    """Where a draft's file lies. Raises DraftNotFoundError for what can't be a draft's name, such as a path."""
    if not is_name(name):
        raise DraftNotFoundError(
            f"“{name}” can't be the name of a draft: drafts are files that end in .md or .markdown."
        )
    return folder / name


def read_content(path: Path) -> bytes:
    """Read a draft's bytes. Raises DraftNotFoundError, DraftUnreadableError."""
    try:
        content = files.read_written(path)
    except OSError as error:
        raise DraftUnreadableError(f"{path.name} can't be read: {files.reason_of(error)}. It is unchanged.") from error
    if content is None:
        raise DraftNotFoundError(f"There is no draft {path.name} in {path.parent}.")
    return content


def decode(name: str, content: bytes) -> str:
    """Read bytes as text. Raises DraftUnreadableError."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise DraftUnreadableError(
            f"{name} is no UTF-8 text, so the blog can't read it either. It is unchanged; save it as UTF-8."
        ) from error


def find_name(db: Database, draft_id: int) -> str:
    """Find what a draft is called now. Raises DraftNotFoundError."""
    rows = db.query("SELECT name FROM drafts WHERE id = :id", {"id": draft_id})
    name = next((str(row["name"]) for row in rows), None)
    if name is None:
        raise DraftNotFoundError("The other draft of this step is not known any more. Nothing was changed.")
    return name


def name_now(db: Database, name: str) -> str:
    """What the draft that had this name is called since its day was changed; the same name for every other one.

    A name that another draft took since is that one's.
    """
    rows = db.query(
        """
        SELECT drafts.name AS name
        FROM steps
        JOIN drafts ON drafts.id = steps.draft_id
        WHERE steps.undone_at IS NULL
          AND json_extract(steps.payload, '$.name') = :name
          AND json_extract(steps.payload, '$.new_name') != :name
          AND NOT EXISTS (SELECT 1 FROM drafts AS other WHERE other.name = :name)
        ORDER BY steps.id DESC
        LIMIT 1
        """,
        {"name": name},
    )
    return next((str(row["name"]) for row in rows), name)


def find_taken_back(db: Database, folder: Path, name: str) -> int | None:
    """Find the id of a draft that has no file since its beginning was taken back; None for every other one."""
    known = None if path_of(folder, name).exists() else find_known(db, name)
    return known.id if known and _was_taken_back(db, known.id) else None


def _was_taken_back(db: Database, draft_id: int) -> bool:
    return revisions.last_action(db, draft_id) == revisions.TAKEN_BACK


def _refuse_absent(db: Database, name: str, draft_id: int | None) -> None:
    """Raises DraftGoneError, DraftMovedError for a draft that had a file of this name, unless it was taken back."""
    if draft_id is not None:
        if _was_taken_back(db, draft_id):
            return
        raise DraftGoneError(f"The file {name} was removed or renamed by another program. Its text was kept.")
    now = name_now(db, name)
    if now != name:
        raise DraftMovedError(f"The draft {name} was given another day: it is {now} now.", now=now)


def find_known(db: Database, name: str) -> Known | None:
    """Find what the database knows of a draft; None where it knows none of this name."""
    rows = db.query("SELECT id, blog_path, blog_revision, level FROM drafts WHERE name = :name", {"name": name})
    return next((Known(**row) for row in rows), None)


def known_ids(db: Database, draft_id: int, text: str, revision: str) -> tuple[int, ...]:
    """The ids of a text's sections: those it was kept with, else those of the last text, matched."""
    return revisions.ids_of_revision(db, draft_id, revision) or ids_like_last(db, draft_id, text)


def ids_like_last(db: Database, draft_id: int, text: str) -> tuple[int, ...]:
    """The ids of the last text that was kept, matched."""
    last = revisions.last_revision(db, draft_id)
    return matched_ids(db, draft_id, last.text if last else "", last.sections if last else (), text)


def matched_ids(db: Database, draft_id: int, old: str, old_ids: Sequence[int], text: str) -> tuple[int, ...]:
    """Carry ids over from one text to the next; a section that was there in an earlier revision is that one again."""
    level = revisions.level_of_draft(db, draft_id)
    sections = section_ids.sections_of(text, level)
    return section_ids.fill(
        section_ids.match(old, old_ids, text, level),
        lambda at: revisions.section_like(db, draft_id, sections[at].heading, revisions.body_hash(sections[at].body)),
    )
