"""What earlier commits said about files of some folders."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from webapp.conventions import PostCommit
from webapp.git.reading import read_commit
from webapp.git.running import literal, run

ASKED = 200  # commits: years of a weekly blog with its mending
_RECORD, _FIELD = "\x1e", "\x1f"


def read_post_commits(top: Path, folders: tuple[str, ...]) -> tuple[PostCommit, ...]:
    """Read the newest commits that touch some folders, newest first. Nothing where there is no commit, or git fails.

    folders: from the top of the work tree. Read once for as long as HEAD stays the same.
    """
    head = read_commit(top, "HEAD")
    return _read(top, folders, head) if head else ()


@lru_cache(maxsize=4)
def _read(top: Path, folders: tuple[str, ...], head: str) -> tuple[PostCommit, ...]:
    """Source of the format: git-log(1), “PRETTY FORMATS”; git-diff(1), “-z” and “--name-status”."""
    shown = ("--no-merges", "--find-renames", "--name-status", "-z", "--format=%x1e%s%x1f", f"--max-count={ASKED}")
    outcome = run(top, "log", *shown, head, "--", *map(literal, folders))
    if outcome.code != 0:
        return ()
    records = outcome.stdout.decode("utf-8", "replace").split(_RECORD)[1:]
    return tuple(_commit(record) for record in records)


def _commit(record: str) -> PostCommit:
    subject, _, rest = record.partition(_FIELD)
    added: list[str] = []
    changed: list[str] = []
    renamed: list[tuple[str, str]] = []
    for state, before, after in _changes(rest):
        if state == "A":
            added.append(after)
        elif state != "D":
            changed.append(after)
        if before != after:
            renamed.append((before, after))
    return PostCommit(subject.strip(), tuple(added), tuple(changed), tuple(renamed))


def _changes(rest: str) -> Iterator[tuple[str, str, str]]:
    """State, name before and name after of each file: `A`, `M`, `D`, `T`, or `R` and `C` with a similarity."""
    fields = iter(field for field in rest.strip("\n").split("\0") if field.strip("\n"))
    for state in fields:
        letter = state.strip("\n")[:1]
        before = next(fields, "")
        yield letter, before, next(fields, "") if letter in "RC" else before
