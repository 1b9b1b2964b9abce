"""Differences as the publish page and the command line show them."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.publish.facts import Facts


class LineKind(StrEnum):
    """What a line of a diff is; the values are the classes of the page."""

    HUNK = "hunk"
    ADDED = "add"
    REMOVED = "del"
    SAME = "same"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of a diff, without its line ending."""

    kind: LineKind
    text: str

    @property
    def sign(self) -> str:
        return {LineKind.ADDED: "+", LineKind.REMOVED: "-", LineKind.SAME: " "}.get(self.kind, "")


def compare(before: str, after: str) -> Iterator[DiffLine]:
    """Show what changes between two texts, with three lines around each change."""
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="")
    yield from _parse(list(lines)[2:])


def coming_lines(facts: Facts) -> Iterator[DiffLine]:
    """Show what the coming commit changes, and which pictures it brings."""
    yield from _post_lines(facts) if facts.diff else ()
    for picture in facts.pictures:
        yield DiffLine(LineKind.HUNK, f"new picture  {picture.path}, {picture.size_words}")


def _post_lines(facts: Facts) -> Iterator[DiffLine]:
    lines = facts.diff.split("\n")
    start = next((number for number, line in enumerate(lines) if line.startswith("@@")), len(lines))
    yield DiffLine(LineKind.HUNK, f"{'new file' if facts.file.head is None else 'changed'}  {facts.path}")
    body = lines[start:-1] if lines[-1] == "" else lines[start:]
    yield from _parse(body[1:] if facts.file.head is None else body)
    if _changes_endings(body):
        yield DiffLine(LineKind.NOTE, "Some of these lines change in their line endings only.")


def _parse(lines: Sequence[str]) -> Iterator[DiffLine]:
    kinds = {"+": LineKind.ADDED, "-": LineKind.REMOVED, " ": LineKind.SAME, "@": LineKind.HUNK}
    for line in lines:
        if line.startswith("\\"):
            yield DiffLine(LineKind.NOTE, "No line end at the end of the file.")
        elif line.startswith("@"):
            yield DiffLine(LineKind.HUNK, line)
        else:
            yield DiffLine(kinds.get(line[:1], LineKind.SAME), line[1:].removesuffix("\r"))


def _changes_endings(lines: Sequence[str]) -> bool:
    removed = {line[1:] for line in lines if line.startswith("-")}
    added = {line[1:] for line in lines if line.startswith("+")}
    return any(line + "\r" in added for line in removed) or any(line + "\r" in removed for line in added)
