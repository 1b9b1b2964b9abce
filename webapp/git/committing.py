"""One commit that holds exactly the files it is given, and leaves everything else as it was.

Never used here, nor anywhere: `add .`, `--no-verify`, `--force`, `stash`, `checkout`.
"""

import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from webapp.errors import GitError
from webapp.git.reading import git_folder, read_commit
from webapp.git.running import COMMIT_SECONDS, ask, ask_text, literal, run, words

# Without it a power cut can leave a broken repository.
DURABLE = ("-c", "core.fsync=committed,reference,index", "-c", "core.fsyncMethod=fsync")


@dataclass(frozen=True, slots=True)
class Committed:
    """A commit that was made. paths: what it holds; a hook may have added to it or changed it."""

    commit: str
    paths: tuple[str, ...]
    said: str  # what git and the hooks wrote to the terminal


def commit_only(top: Path, path: str, message: str, *, also: Sequence[str] = ()) -> Committed:
    """Commit one path as it is in the work tree, and others with it; whatever else is staged stays staged.

    The repository's hooks run. If git or a hook refuses, the index is put back byte for byte.
    Raises GitError with git's own words.
    """
    paths = (path, *also)
    with _index_put_back_on_error(top):
        for each in paths:
            _stage(top, each)
        outcome = run(
            top,
            *DURABLE,
            *("commit", "--quiet", "--cleanup=whitespace", "--file=-", "--only", "--", *map(literal, paths)),
            reading=False,
            stdin=message.encode(),
            timeout=COMMIT_SECONDS,
        )
        if outcome.code != 0:
            raise GitError(words(outcome))
    commit = read_commit(top, "HEAD") or ""
    return Committed(commit, paths_of(top, commit), outcome.stderr.decode("utf-8", "replace").strip())


def _stage(top: Path, path: str) -> None:
    """Make a new file known to the index, without which `commit --only` does not find it."""
    if ask(top, "ls-files", "-z", "--", literal(path)):
        return
    outcome = run(top, *DURABLE, "add", "--", literal(path), reading=False)
    if outcome.code != 0:
        raise GitError(words(outcome))


@contextmanager
def _index_put_back_on_error(top: Path) -> Generator[None, None, None]:
    index = git_folder(top) / "index"
    before = index.read_bytes() if index.exists() else None
    try:
        yield
    except GitError:
        _put_back(index, before)
        raise


def _put_back(index: Path, before: bytes | None) -> None:
    """Restore the index under git's own lock; give way if another git is writing it at this moment.

    Source: git's lockfile protocol (`index.lock` made exclusively, then renamed over `index`).
    """
    if (index.read_bytes() if index.exists() else None) == before:
        return
    lock = index.with_name("index.lock")
    try:
        with lock.open("xb") as file:
            file.write(before or b"")
    except FileExistsError as error:
        raise GitError(
            "The commit was refused, and another git is busy, so the new post is still staged. "
            "`git restore --staged` takes it out."
        ) from error
    if before is None:
        index.unlink()
        lock.unlink()
    else:
        lock.replace(index)


def paths_of(top: Path, commit: str) -> tuple[str, ...]:
    """List what a commit changed, compared with its first parent."""
    output = ask(top, "diff-tree", "--root", "--no-commit-id", "--name-only", "-r", "-z", "--no-renames", commit)
    return tuple(output.decode("utf-8", "surrogateescape").split("\0")[:-1])


def coming_diff(top: Path, path: str, content: bytes) -> str:
    """Show what a commit of this content at this path would change, as a unified diff; empty if nothing.

    Nothing is written into the repository: index, work tree and new objects lie in a temporary folder. They know the
    repository's attributes and settings, so that line endings are treated as in the commit itself.
    """
    with tempfile.TemporaryDirectory(prefix="working-notes-") as name:
        folder = Path(name)
        extra = _private_environment(top, folder)
        target = folder / "tree" / path
        target.parent.mkdir(parents=True)
        target.write_bytes(content)
        against = "HEAD"
        if read_commit(top, "HEAD"):
            ask(top, "read-tree", "HEAD", extra=extra)
        else:
            against = ask(top, "hash-object", "-t", "tree", "-w", "--stdin", extra=extra).decode().strip()
        ask(top, "add", "--force", "--", literal(path), extra=extra)
        options = ("--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--cached", against)
        return ask(top, "diff", *options, "--", literal(path), extra=extra).decode("utf-8", "replace")


def _private_environment(top: Path, folder: Path) -> dict[str, str]:
    objects = ask_text(top, "rev-parse", "--path-format=absolute", "--git-path", "objects")
    (folder / "objects").mkdir()
    return {
        "GIT_DIR": str(git_folder(top)),
        "GIT_WORK_TREE": str(folder / "tree"),
        "GIT_INDEX_FILE": str(folder / "index"),
        "GIT_OBJECT_DIRECTORY": str(folder / "objects"),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": objects,
    }


def merge_file(mine: bytes, base: bytes, theirs: bytes, *, both: bool = False) -> bytes | None:
    """Merge two changes of one text; None where they touch the same lines, unless both is to keep both there.

    Source: git-merge-file(1): its status is the number of conflicts.
    """
    with tempfile.TemporaryDirectory(prefix="working-notes-") as name:
        folder = Path(name)
        for file, content in (("mine", mine), ("base", base), ("theirs", theirs)):
            (folder / file).write_bytes(content)
        options = ["--union"] if both else []
        outcome = run(folder, "merge-file", "-p", "--quiet", *options, "mine", "base", "theirs")
    return outcome.stdout if outcome.code == 0 else None
