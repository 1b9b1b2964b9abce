"""What state a work tree is in. Nothing here changes anything."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from webapp.errors import GitError
from webapp.git.running import ask, ask_text, literal, run

SUBMODULE_MODE = "160000"
LINK_MODE = "120000"


class Operation(StrEnum):
    """Something begun in the work tree that a commit would get into."""

    MERGE = "merge"
    REBASE = "rebase"
    CHERRY_PICK = "cherry-pick"
    REVERT = "revert"
    BISECT = "bisect"


# The files that git keeps while an operation is under way; "rebase-apply" is also what `git am` uses.
OPERATION_MARKS = {
    "MERGE_HEAD": Operation.MERGE,
    "rebase-merge": Operation.REBASE,
    "rebase-apply": Operation.REBASE,
    "CHERRY_PICK_HEAD": Operation.CHERRY_PICK,
    "REVERT_HEAD": Operation.REVERT,
    "BISECT_LOG": Operation.BISECT,
}


@dataclass(frozen=True, slots=True)
class Upstream:
    """The branch that this one is pushed to."""

    name: str  # as git shows it: origin/main
    remote: str  # "." for a branch of this repository
    reference: str  # the branch's full name in the remote
    commit: str | None  # as last fetched; None if the remote has no such branch yet
    ahead: int
    behind: int
    fetched_at: datetime | None  # None if nothing was ever fetched


@dataclass(frozen=True, slots=True)
class State:
    """What there is to know before a commit."""

    branch: str | None  # None: detached
    head: str | None  # None: no commit yet
    operation: Operation | None
    changed: tuple[str, ...]  # paths that are changed or not tracked, staged ones included
    staged: tuple[str, ...]
    unmerged: tuple[str, ...]
    has_identity: bool
    upstream: Upstream | None


@dataclass(frozen=True, slots=True)
class PathState:
    """What git makes of one path."""

    mode: str | None  # in the index, else in HEAD; None if neither has it
    is_ignored: bool
    submodule: str | None  # the submodule that the path lies in


def work_tree(folder: Path) -> Path:
    """Find the top of the work tree that a folder lies in. Raises GitError with the reason if there is none."""
    outcome = run(folder, "rev-parse", "--is-inside-work-tree", "--is-bare-repository")
    answers = outcome.stdout.decode().split()
    if outcome.code != 0:
        raise GitError(_not_a_repository(folder, outcome.stderr.decode("utf-8", "replace")))
    if answers[0] != "true":
        kind = "is a bare git repository" if answers[1] == "true" else "is the inside of a git repository"
        raise GitError(f"{folder} {kind}, which has no files to write to. Choose the folder that has the posts.")
    return Path(ask_text(folder, "rev-parse", "--show-toplevel"))


def _not_a_repository(folder: Path, said: str) -> str:
    if "dubious ownership" in said:
        return (
            f"{folder} belongs to another user, so git refuses to use it. "
            f"If you trust it, run: git config --global --add safe.directory {folder}"
        )
    if "not a git repository" in said:
        return f"{folder} is not in a git repository. Run `git init` there, or clone your blog, and choose that folder."
    return f"git can't use {folder}: {said.strip()}"


def read_state(top: Path) -> State:
    """Look at branch, HEAD, index and work tree. Raises GitError."""
    output = ask(top, "status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--ignore-submodules=all")
    fields = output.decode("utf-8", "surrogateescape").split("\0")
    heads = dict(field[2:].split(" ", 1) for field in fields if field.startswith("# ") and " " in field[2:])
    entries = _entries(fields)
    branch = None if heads["branch.head"] == "(detached)" else heads["branch.head"]
    return State(
        branch=branch,
        head=None if heads["branch.oid"] == "(initial)" else heads["branch.oid"],
        operation=read_operation(top),
        changed=tuple(path for path, _ in entries),
        staged=tuple(path for path, kind in entries if kind[0] not in ".?u"),
        unmerged=tuple(path for path, kind in entries if kind[0] == "u"),
        has_identity=has_identity(top),
        upstream=read_upstream(top, branch) if branch else None,
    )


def _entries(fields: list[str]) -> list[tuple[str, str]]:
    """Read paths and their states; the first letter is the index's: `.` unchanged, `?` not tracked, `u` unmerged.

    Source: git-status(1), "Porcelain Format Version 2".
    """
    entries = []
    rest = iter(fields)
    for field in rest:
        if field.startswith("? "):
            entries.append((field[2:], "?"))
        elif field.startswith("u "):
            entries.append((field.split(" ", 10)[10], "u"))
        elif field.startswith("1 "):
            entries.append((field.split(" ", 8)[8], field[2:4]))
        elif field.startswith("2 "):
            entries.append((field.split(" ", 9)[9], field[2:4]))
            next(rest)  # a renamed file's old path stands in a field of its own
    return entries


def git_folder(top: Path) -> Path:
    """Find the folder of this work tree's HEAD and index."""
    return Path(ask_text(top, "rev-parse", "--absolute-git-dir"))


def read_operation(top: Path) -> Operation | None:
    """Tell whether a merge, rebase, cherry-pick, revert or bisect is under way."""
    folder = git_folder(top)
    return next((operation for name, operation in OPERATION_MARKS.items() if (folder / name).exists()), None)


def has_identity(top: Path) -> bool:
    """Tell whether git knows the author's name and e-mail address, instead of guessing them."""
    return all(
        run(top, "-c", "user.useConfigOnly=true", "var", name).code == 0
        for name in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")
    )


def read_upstream(top: Path, branch: str) -> Upstream | None:
    """Look up where a branch is pushed to, and how far they are apart as of the last fetch."""
    pattern = "%(upstream)%00%(upstream:short)%00%(upstream:remotename)%00%(upstream:remoteref)"
    line = ask_text(top, "for-each-ref", f"--format={pattern}", f"refs/heads/{branch}")
    if not line.strip("\0"):
        return None
    tracking, name, remote, reference = line.split("\0")
    commit = read_commit(top, tracking)
    ahead, behind = _distance(top, branch, tracking) if commit else (0, 0)
    return Upstream(name, remote, reference, commit, ahead, behind, _fetched_at(top, tracking))


def _distance(top: Path, branch: str, tracking: str) -> tuple[int, int]:
    counts = ask_text(top, "rev-list", "--left-right", "--count", f"refs/heads/{branch}...{tracking}").split()
    return int(counts[0]), int(counts[1])


def _fetched_at(top: Path, tracking: str) -> datetime | None:
    """When the remote last told where its branch is: the last fetch, else the clone or the push that its log names.

    A fetch that fails leaves FETCH_HEAD empty, so its time says nothing then.
    """
    mark = git_folder(top) / "FETCH_HEAD"
    if mark.exists() and mark.stat().st_size:
        return datetime.fromtimestamp(mark.stat().st_mtime, UTC)
    logged = run(top, "reflog", "show", "--max-count=1", "--date=unix", "--format=%gd", tracking)
    seconds = logged.stdout.decode("utf-8", "replace").strip().rpartition("@{")[2].rstrip("}")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdecimal() else None


def read_commit(top: Path, name: str) -> str | None:
    """Look up the full id of a commit; None if there is no such one."""
    outcome = run(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return outcome.stdout.decode().strip() if outcome.code == 0 else None


def read_path_state(top: Path, path: str) -> PathState:
    """Look at one path, relative to the top. Raises GitError."""
    modes = {}
    for parent in (*reversed([str(p.as_posix()) for p in Path(path).parents if str(p) != "."]), path):
        entry = ask(top, "ls-files", "--stage", "-z", "--", literal(parent)).decode("utf-8", "surrogateescape")
        modes[parent] = next((e.split(" ")[0] for e in entry.split("\0") if e.endswith(f"\t{parent}")), None)
    submodule = next((parent for parent, mode in modes.items() if mode == SUBMODULE_MODE), None)
    is_ignored = submodule is None and run(top, "check-ignore", "--quiet", "--", path).code == 0
    return PathState(modes[path], is_ignored, submodule)


def head_contents(top: Path, path: str) -> tuple[bytes, ...]:
    """Read a path in HEAD, as it is stored and as it would be checked out; empty if HEAD has no such file."""
    contents = []
    for how in ("blob", "--filters"):
        outcome = run(top, "cat-file", how, f"HEAD:{path}")
        if outcome.code == 0:
            contents.append(outcome.stdout)
    return tuple(dict.fromkeys(contents))


def is_in_commit(top: Path, commit: str, path: str, content: bytes) -> bool:
    """Tell whether a commit has exactly this content at a path, line endings as git would store them."""
    stored = run(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}:{path}")
    if stored.code != 0:
        return False
    hashes = [
        ask(top, "hash-object", "--stdin", "--no-filters", stdin=content),
        ask(top, "hash-object", "--stdin", f"--path={path}", stdin=content),
    ]
    return stored.stdout.strip() in [value.strip() for value in hashes]


def fingerprint(top: Path) -> str:
    """Name the state that a page was made from: HEAD, branch and upstream. Another one after any commit or fetch."""
    refs = run(top, "for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/remotes").stdout
    head = run(top, "rev-parse", "--symbolic-full-name", "HEAD").stdout + run(top, "rev-parse", "HEAD").stdout
    return hashlib.sha256(head + b"\0" + refs).hexdigest()
