"""Writing drafts: the file and its revision, one after the other in one transaction.

The revision is written first and committed last. Where the program is killed in between, the file is newer than the
database knows, which is what a change by another program looks like: it is read, and nothing is lost.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from webapp import files
from webapp.database import Database, utc_text
from webapp.drafts import reading, revisions
from webapp.drafts.reading import Draft, read_draft
from webapp.errors import DraftExistsError, DraftNotFoundError, DraftUnreadableError, NotSavedError
from webapp.sections import USUAL_LEVEL, level_of


def create_draft(db: Database, folder: Path, name: str, text: str, *, now: datetime, level: int | None = None) -> Draft:
    """Write a new draft. level: of the headings that begin its sections; None takes it from the text.

    Raises DraftExistsError, and NotSavedError if the disk did not take it.
    """
    used = level_of(text) if level is None else level
    return _create(db, reading.path_of(folder, name), text.encode(), "created", now, used)


def adopt_draft(
    db: Database,
    folder: Path,
    name: str,
    content: bytes,
    blog_path: str,
    now: datetime,
    usual_level: int = USUAL_LEVEL,
) -> Draft:
    """Write a draft that is one of the blog's posts, with exactly its bytes. Raises DraftExistsError, NotSavedError.

    usual_level: of the headings that begin sections on the blog; a post that has none is cut at its own.
    """
    level = level_of(reading.decode(name, content), usual_level)
    with db.atomic():
        draft = _create(db, reading.path_of(folder, name), content, "opened", now, level)
        revisions.remember_publication(db, draft.id, blog_path, draft.revision)
    return replace(draft, blog_path=blog_path, blog_revision=draft.revision)


def write_draft(
    db: Database, draft: Draft, text: str, *, action: str, now: datetime, sections: Sequence[int] | None = None
) -> Draft:
    """Write a draft's new text and keep it as a revision.

    sections: the ids of its sections, where the caller knows them; 0 for a new one. Else they are matched.
    Raises FileChangedError if the file is no longer the revision that the draft was read as, NotSavedError.
    """
    content = text.encode()
    with db.atomic():
        draft_id = draft.id or _insert(db, draft.name, now, draft.level)
        if sections is None:
            sections = reading.matched_ids(db, draft_id, draft.text, draft.sections, text)
        ids = revisions.new_sections(db, draft_id, sections)
        revisions.keep(db, draft_id, content, ids, action, now, draft.level)
        revision = files.atomic_write(draft.path, content, expected=draft.revision)
    return replace(draft, id=draft_id, text=text, revision=revision, sections=ids)


def register(
    db: Database, folder: Path, name: str, now: datetime, usual_level: Callable[[], int] = reading.usual_level
) -> Draft:
    """Read a draft, and keep its text as a revision where another program wrote it.

    usual_level: as in `read_draft`.

    A draft that is new here with the text of one that is gone is that one, renamed.
    """
    draft, is_kept = reading.read_known(db, folder, name, usual_level)
    if is_kept:  # mostly, and then nothing is written
        return draft
    with db.atomic():
        draft, is_kept = reading.read_known(db, folder, name, usual_level)
        if is_kept:
            return draft
        if not draft.id and _take_over(db, folder, draft):
            return read_draft(db, folder, name)
        draft_id = draft.id or _insert(db, name, now, draft.level)
        ids = revisions.new_sections(db, draft_id, draft.sections)
        revisions.keep(db, draft_id, draft.text.encode(), ids, "outside", now, draft.level)
    return replace(draft, id=draft_id, sections=ids)


@contextmanager
def renamed(db: Database, folder: Path, draft: Draft, name: str) -> Iterator[Draft]:
    """The draft under another file name; if what is done with it then fails, it has its own name again.

    Raises DraftExistsError, NotSavedError.
    """
    target = reading.path_of(folder, name)
    if name == draft.name:
        yield draft
        return
    taken_back = reading.find_taken_back(db, folder, name)
    if target.exists() or (reading.find_known(db, name) is not None and taken_back is None):
        raise DraftExistsError(f"There is a draft named {name} already. Nothing was renamed.")
    with db.atomic(), ExitStack() as failing:
        # It keeps its texts and steps; no file can have this name.
        db.execute("UPDATE drafts SET name = id || '/' || name WHERE id = :id", {"id": taken_back})
        db.execute("UPDATE drafts SET name = :name WHERE id = :id", {"id": draft.id, "name": name})
        failing.callback(_rename_back, target, draft.path)
        _rename(draft.path, target)
        yield replace(draft, name=name, path=target)
        failing.pop_all()


def restore_draft(db: Database, folder: Path, name: str, now: datetime) -> Draft:
    """Bring back a draft whose file is gone, as it was kept last. Raises DraftNotFoundError, DraftExistsError."""
    known = reading.find_known(db, name)
    last = revisions.last_revision(db, known.id) if known else None
    if known is None or last is None:
        raise DraftNotFoundError(f"No text of {name} was kept.")
    path = reading.path_of(folder, name)
    if path.exists():
        raise DraftExistsError(f"{name} is there. Nothing was changed.")
    with db.atomic():
        revisions.keep(db, known.id, last.text.encode(), last.sections, "brought back", now, known.level)
        files.atomic_write(path, last.text.encode(), expected=None)
    return read_draft(db, folder, name)


def take_back(db: Database, folder: Path, name: str, revision: str, now: datetime) -> bool:
    """Remove the file of a draft that is still as it was begun, as if it had not been. Answers whether it was.

    revision: that it was begun with. Its text stays kept, and `restore_draft` brings it back.
    Raises FileChangedError, NotSavedError.
    """
    with db.atomic():
        draft = read_draft(db, folder, name)
        if draft.revision != revision or draft.blog_path is not None:
            return False
        revisions.keep(db, draft.id, draft.text.encode(), draft.sections, revisions.TAKEN_BACK, now, draft.level)
        files.remove(draft.path, expected=revision)
    return True


def _rename(path: Path, target: Path) -> None:
    try:
        path.rename(target)
        files.sync_folder(target.parent)
    except OSError as error:
        raise NotSavedError(f"{path.name} was not renamed: {files.reason_of(error)}.") from error


def _rename_back(target: Path, path: Path) -> None:
    """Where the disk refuses this too, the file is one that another program renamed: `register` finds it."""
    with suppress(OSError):
        if not path.exists():
            target.rename(path)


def _create(db: Database, path: Path, content: bytes, action: str, now: datetime, level: int) -> Draft:
    text = reading.decode(path.name, content)
    if path.exists():
        raise DraftExistsError(f"There is a draft named {path.name} already. Nothing was changed.")
    with db.atomic():
        known = reading.find_known(db, path.name)
        draft_id = known.id if known else _insert(db, path.name, now, level)
        revisions.set_level(db, draft_id, level)
        revision = files.revision_of(content)
        ids = revisions.new_sections(db, draft_id, reading.known_ids(db, draft_id, text, revision))
        revisions.keep(db, draft_id, content, ids, action, now, level)
        files.atomic_write(path, content, expected=None)
    published = (known.blog_path, known.blog_revision) if known else (None, None)
    return Draft(draft_id, path.name, path, text, revision, *published, ids, level)


def _insert(db: Database, name: str, now: datetime, level: int) -> int:
    cursor = db.execute(
        "INSERT INTO drafts (name, created_at, level) VALUES (:name, :now, :level)",
        {"name": name, "now": utc_text(now), "level": level},
    )
    return int(cursor.lastrowid or 0)


def _take_over(db: Database, folder: Path, draft: Draft) -> bool:
    """Let a draft that is gone live on under the name of a file with its last text."""
    rows = db.query(
        """
        SELECT drafts.id AS id, drafts.name AS name
        FROM drafts
        JOIN revisions ON revisions.draft_id = drafts.id
        WHERE revisions.sha256 = :sha256 AND drafts.blog_path IS NULL
        """,
        {"sha256": draft.revision},
    )
    gone = next((row for row in rows if not _is_readable(folder / row["name"])), None)
    if gone is None:
        return False
    db.execute("UPDATE drafts SET name = :name WHERE id = :id", {"id": gone["id"], "name": draft.name})
    return True


def _is_readable(path: Path) -> bool:
    try:
        reading.read_content(path)
    except (DraftNotFoundError, DraftUnreadableError):
        return False
    return True
