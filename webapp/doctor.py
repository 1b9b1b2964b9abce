"""Looking at everything that Working Notes stands on, and saying what is found."""

import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from webapp import __version__, blog, database, files, processes
from webapp.errors import ProcessError, WorkingNotesError
from webapp.files import read_holder
from webapp.settings import Settings

LIBRARIES = ("flask", "waitress", "markdown-it-py", "nh3", "sqlite-utils", "python-frontmatter", "PyYAML", "click")
OLDEST_GIT = (2, 38)  # merge-tree --write-tree
LITTLE_SPACE_BYTES = 200_000_000
GIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that was looked at."""

    subject: str
    finding: str
    is_well: bool = True


def examine(settings: Settings, now: datetime) -> list[Symptom]:
    """Look at versions, folders, database, blog, git and what the system lacks. Changes nothing."""
    parts: tuple[Callable[[Settings, datetime], Iterator[Symptom]], ...] = (
        examine_versions,
        examine_folder,
        examine_database,
        examine_backups,
        examine_git,
        examine_blog,
        examine_system,
    )
    return [symptom for part in parts for symptom in part(settings, now)]


def examine_versions(_settings: Settings, _now: datetime) -> Iterator[Symptom]:
    """The program, Python, the system and the libraries."""
    yield Symptom("Working Notes", __version__)
    yield Symptom("Python", f"{platform.python_version()} on {platform.system()} {platform.release()}")
    yield Symptom("SQLite", database.sqlite_version())
    for name in LIBRARIES:
        try:
            yield Symptom(name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Symptom(name, "is missing. Install Working Notes again.", is_well=False)


def examine_folder(settings: Settings, _now: datetime) -> Iterator[Symptom]:
    """The data folder, who holds it, the space on its disk and the secret's mode."""
    folder = settings.data_folder
    if not folder.is_dir():
        yield Symptom("Drafts folder", f"{folder} is not there yet; the first start makes it")
        return
    yield Symptom("Drafts folder", f"{folder}, {len(list(folder.glob('*.m*d*')))} drafts")
    holder = read_holder(folder)
    running = f"yes, at http://127.0.0.1:{holder.port}/ (process {holder.pid})" if holder.port else "no"
    yield Symptom("Running", running)
    free = shutil.disk_usage(folder).free
    yield Symptom("Free space", f"{free / 1e9:.1f} GB", is_well=free > LITTLE_SPACE_BYTES)
    yield from _examine_modes(settings)


def _examine_modes(settings: Settings) -> Iterator[Symptom]:
    if not files.can_restrict():
        return
    for path in (settings.private_folder, settings.secret_path, settings.database_path):
        if path.exists() and path.stat().st_mode & 0o077:
            yield Symptom("Privacy", f"{path} can be read by other users of this machine", is_well=False)


def examine_database(settings: Settings, _now: datetime) -> Iterator[Symptom]:
    """Whether the database is there, whole, and up to date."""
    path = settings.database_path
    if not path.exists() and not database.marker_of(path).exists():
        yield Symptom("Database", "not there yet; the first start makes it")
        return
    try:
        opened = database.connect_to_read(path)
    except WorkingNotesError as error:
        yield Symptom("Database", str(error), is_well=False)
        return
    try:
        faults = database.find_faults(opened)
        counted = ", ".join(f"{opened.table(name).count} {name}" for name in ("links", "drafts", "revisions", "posts"))
    finally:
        opened.close()
    size = path.stat().st_size / 1e6
    yield Symptom("Database", f"{path}, {size:.1f} MB, {'; '.join(faults) or 'whole'}: {counted}", is_well=not faults)


def examine_backups(settings: Settings, now: datetime) -> Iterator[Symptom]:
    """When the newest copy of the database was made."""
    newest = database.newest_backup(settings.database_path)
    if newest is None:
        yield Symptom("Backups", "none yet; one is made each day while Working Notes runs")
        return
    age = now - datetime.fromtimestamp(newest.stat().st_mtime, now.tzinfo)
    count = len(database.list_backups(settings.backups_folder))
    yield Symptom("Backups", f"{count}, the newest {newest.name}, {max(age, timedelta()).days} days old")


def examine_git(_settings: Settings, _now: datetime) -> Iterator[Symptom]:
    """git's version, and whether it knows who commits."""
    try:
        text = _git("--version").removeprefix("git version ")
        yield Symptom("git", text, is_well=_numbers(text) >= OLDEST_GIT)
        name, address = _git("config", "user.name"), _git("config", "user.email")
    except ProcessError as error:
        yield Symptom("git", str(error), is_well=False)
        return
    if name and address:
        yield Symptom("Commits by", f"{name} <{address}>")
    else:
        advice = 'unknown. Run: git config --global user.name "Your Name", and the same for user.email'
        yield Symptom("Commits by", advice, is_well=False)


def examine_blog(settings: Settings, _now: datetime) -> Iterator[Symptom]:
    """The blog, its branch, its posts and its time zone."""
    if settings.blog_folder is None:
        yield Symptom("Blog", "none chosen yet; the start page offers two ways")
        return
    try:
        found = blog.find_blog(settings.blog_folder)
        posts = blog.post_files(found)
    except WorkingNotesError as error:
        yield Symptom("Blog", str(error), is_well=False)
        return
    branch = _git("-C", str(found.root), "branch", "--show-current")
    yield Symptom(
        "Blog", f"{found.root}, {len(posts)} posts, branch {branch or 'none (detached)'}", is_well=bool(branch)
    )
    yield from _examine_time_zone(found.config.timezone)


def _examine_time_zone(name: str | None) -> Iterator[Symptom]:
    if name is None:
        return
    try:
        ZoneInfo(name)
        yield Symptom("Time zone", name)
    except (ZoneInfoNotFoundError, ValueError):
        yield Symptom("Time zone", f"this machine does not know “{name}”", is_well=False)


def examine_system(_settings: Settings, _now: datetime) -> Iterator[Symptom]:
    """What this system lacks; Working Notes does without, and says so."""
    lacking = [
        sentence
        for is_there, sentence in (
            (files.can_sync_folders(), "renamed files can't be forced onto the disk (fsync of a folder)"),
            (files.can_restrict(), "files have no modes; other users of this machine may read them"),
            (processes.can_limit(), "reading a page has no limit of memory, only of time"),
        )
        if not is_there
    ]
    yield Symptom("This system lacks", "; ".join(lacking) or "nothing that is needed")


def _git(*arguments: str) -> str:
    return (
        processes.run(["git", *arguments], folder=Path.home(), timeout=GIT_SECONDS)
        .stdout.decode(errors="replace")
        .strip()
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdecimal())
