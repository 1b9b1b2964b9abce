"""Writing files so that they survive a power cut, and holding the data folder for one process.

What a system may lack (fsync of a folder, modes, locks) sits behind one function each; `doctor` names it.
"""

import errno
import hashlib
import json
import math
import os
import re
import secrets
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from webapp.errors import DataFolderError, FileChangedError, FolderHeldError, NotSavedError

ANY = "any revision"
LOCK_NAME = "working-notes.lock"
WRITING_SECONDS = 0.25  # that a program may take between emptying a file and writing it
_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "this folder or file may not be written",
    errno.EPERM: "this folder or file may not be written",
    errno.EIO: "the disk reported an error",
    errno.ENOENT: "its folder is missing",
    errno.ENAMETOOLONG: "its name is too long for this disk",
}


def revision_of(content: bytes) -> str:
    """Name the revision that these bytes are: their SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_bytes(path: Path) -> bytes | None:
    """Read a file; None if there is none. Raises OSError where it is there and can't be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def atomic_write(path: Path, content: bytes, *, expected: str | None = ANY, private: bool = False) -> str:
    """Replace a file's content in one step that a power cut can't halve, and answer its revision.

    expected: the revision that the file must still be, None for "not there yet"; ANY does not look.
    private: a new file may be read by this user only. An existing file keeps its mode, a symbolic link its target.
    Raises FileChangedError if the file is another revision, NotSavedError if the disk did not take the new one.
    Source: temporary file, fsync, rename, fsync of the folder, as measured for this project.
    """
    target = path.resolve() if path.is_symlink() else path
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.tmp")
    try:
        _write_temporary(temporary, content, private=private)
        _keep_mode(target, temporary)
        _check_expected(target, expected)
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise NotSavedError(
            f"{path.name} was not saved: {reason_of(error)}. What was there before is unchanged."
        ) from error
    finally:
        _remove_leftover(temporary)
    return revision_of(content)


def read_written(path: Path, *, patience: float = WRITING_SECONDS) -> bytes | None:
    """Read a file that other programs write; None if there is none. Raises OSError where it is there and can't be read.

    patience: seconds. Many editors empty a file and then write it: one that was emptied just now is given so long.
    """
    deadline = time.monotonic() + patience
    while (content := read_bytes(path)) == b"" and _age(path) < patience and time.monotonic() < deadline:
        time.sleep(0.005)
    return content


def _age(path: Path) -> float:
    """Seconds since a file was written; without end where that is in time to come, or it went."""
    try:
        age = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return math.inf
    return age if age >= 0 else math.inf


def remove(path: Path, *, expected: str) -> None:
    """Remove a file that still is the revision that was read. Raises FileChangedError, NotSavedError."""
    _check_expected(path, expected)
    try:
        path.unlink()
        sync_folder(path.parent)
    except OSError as error:
        raise NotSavedError(f"{path.name} was not removed: {reason_of(error)}.") from error


def reason_of(error: OSError) -> str:
    """Say in plain words why the disk refused."""
    return _REASONS.get(error.errno or 0, error.strerror or "the disk refused")


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut, where the system can (Windows can't open folders)."""
    if not can_sync_folders():
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def can_sync_folders() -> bool:
    """Tell whether a folder can be opened to be synchronised."""
    return os.name == "posix"


def restrict(path: Path) -> None:
    """Let only this user read a file (0600) or enter a folder (0700), where the system has modes."""
    if can_restrict():
        path.chmod(0o700 if path.is_dir() else 0o600)


def can_restrict() -> bool:
    """Tell whether files have modes that keep other users out."""
    return os.name == "posix"


def make_folder(path: Path) -> None:
    """Make a folder where there is none, and those above it, so that it outlives a power cut. Raises NotSavedError."""
    if path.is_dir():
        return
    make_folder(path.parent)
    try:
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise NotSavedError(f"Not saved: the folder {path} could not be made ({reason_of(error)}).") from error


def make_private_folder(path: Path) -> None:
    """Make sure that a folder is there and that only this user may enter it."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        restrict(path)
    except OSError as error:
        raise DataFolderError(f"The folder {path} can't be used: {reason_of(error)}.") from error


def _write_temporary(temporary: Path, content: bytes, *, private: bool) -> None:
    def create(name: str, flags: int) -> int:
        return os.open(name, flags | getattr(os, "O_BINARY", 0), 0o600 if private else 0o666)

    with open(temporary, "xb", opener=create) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep_mode(target: Path, temporary: Path) -> None:
    if can_restrict() and target.exists():
        temporary.chmod(target.stat().st_mode & 0o7777)


def _check_expected(target: Path, expected: str | None) -> None:
    if expected == ANY:
        return
    present = read_bytes(target)
    revision = None if present is None else revision_of(present)
    if revision != expected:
        raise FileChangedError(f"{target.name} was changed by another program, so it was not replaced.")


def remove_leftovers(folder: Path) -> None:
    """Remove what is left of writes that were cut short by a kill; only for who holds the folder's lock."""
    for path in folder.glob(".*.tmp"):
        if _TEMPORARY.fullmatch(path.name):
            _remove_leftover(path)


def _remove_leftover(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return  # the write failed for the same reason, and that is what is told


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a data folder."""

    pid: int
    port: int | None  # None: a command that is just writing, no server


class FolderLock:
    """Holds a data folder for this process; the system lets go of it when the process ends, however it ends.

    The file names pid and port, so that a command can send its action to the server.
    """

    def __init__(self, folder: Path, *, port: int | None = None, wait: float = 0.0) -> None:
        """wait: seconds to wait for a command that is just writing; a server is never waited for."""
        self._path = folder / LOCK_NAME
        self._port = port
        self._wait = wait
        self._file: IO[bytes] | None = None

    def acquire(self) -> Self:
        """Take the lock. Raises FolderHeldError, which names the holder, or DataFolderError."""
        deadline = time.monotonic() + self._wait
        while not self._try():
            holder = read_holder(self._path.parent)
            if holder.port is not None or time.monotonic() >= deadline:
                raise FolderHeldError(_held_sentence(self._path.parent, holder), pid=holder.pid, port=holder.port)
            time.sleep(0.02)
        return self

    def release(self) -> None:
        """Let the lock go; the file stays, empty."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def _try(self) -> bool:
        try:
            file = self._path.open("a+b")
        except OSError as error:
            raise DataFolderError(f"The folder {self._path.parent} can't be used: {reason_of(error)}.") from error
        if not _lock_file(file):
            file.close()
            return False
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "port": self._port}).encode())
        file.flush()
        self._file = file
        return True


def read_holder(folder: Path) -> Holder:
    """Read who wrote the lock file last; pid 0 while the holder is only just writing it."""
    try:
        fields = json.loads((folder / LOCK_NAME).read_bytes())
        return Holder(int(fields["pid"]), None if fields["port"] is None else int(fields["port"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder(0, None)


def _held_sentence(folder: Path, holder: Holder) -> str:
    if holder.port is not None:
        return (
            f"Working Notes is already running for {folder}, at http://127.0.0.1:{holder.port}/ (process {holder.pid})."
        )
    return f"Another Working Notes command (process {holder.pid}) is writing in {folder}. Try again in a moment."


def _lock_file(file: IO[bytes]) -> bool:
    """Ask the system for the one lock on this file; False if another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1 << 20)  # a byte far behind the text, since Windows keeps others from reading locked bytes
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def refuse_published_folder(folder: Path, run_git: Callable[[Sequence[str]], int]) -> None:
    """Refuse a data folder whose files a git work tree would publish: inside one, and not ignored by it.

    run_git: runs git with these arguments and answers its exit code. Raises DataFolderError.
    """
    place = next(place for place in (folder, *folder.parents) if place.is_dir())
    if run_git(["-C", str(place), "rev-parse", "--show-toplevel"]) != 0:
        return
    for name in ("draft.md", "working-notes.db"):
        if run_git(["-C", str(place), "check-ignore", "--quiet", str(folder / name)]) != 0:
            raise DataFolderError(
                f"The folder {folder} lies in a git repository that would publish your notes and drafts. "
                "Choose another one with --drafts, or have the repository ignore it."
            )
