"""Bringing in the links of a file: first planned, then done in batches between which others can write.

The file is read as a whole before anything is written, so one that is broken changes nothing. A link that is known
gets the tags, notes and passages that it has not got, and nothing of it is overwritten.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from webapp import bookmarks, drafts, links, undo
from webapp.bookmarks import FiledLink
from webapp.database import Database, is_awaited
from webapp.errors import ImportNotFoundError, ImportUnreadableError, WorkingNotesError
from webapp.links import Addition, Counts, Import, ImportState, Known

FEW = 100  # links: more of them are neither read at once, nor all put among the unread where the file does not say
LOOKED_UP = 500  # links that are compared at once while planning

# A capture waits for at most one batch, and has to be answered in 50 ms.
BATCH_SECONDS = 0.02
LARGEST_BATCH, SMALLEST_BATCH = 100, 25  # links; smaller ones spend most of their time on being kept
PAUSE_SECONDS = 0.002  # between batches: for those that wait to write, and for those that answer requests
LONGEST_PAUSE_SECONDS = 0.5  # a stream of captures slows an import down, and never stops it

_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Choices:
    """What the author chose for an import."""

    default_state: str = "unread"  # unread or done: of links whose file does not say
    reads_pages: bool = False


def plan(db: Database, content: bytes, name: str, now: datetime) -> Import:
    """Read a file, keep it until the author decides, and say what would be done.

    Raises ImportUnreadableError where it is broken; nothing is kept then.
    """
    filed = bookmarks.parse(content)
    folded = bookmarks.fold(filed.links)
    import_id = links.plan_import(
        db,
        name,
        filed.program,
        content,
        count(db, folded),
        total=len(folded),
        doubled=len(filed.links) - len(folded),
        skipped=filed.skipped,
        now=now,
    )
    return links.find_import(db, import_id)


def foresee(db: Database, content: bytes, name: str) -> dict[str, Any]:
    """Say what an import would do, as `report` does, and keep nothing. Raises ImportUnreadableError."""
    filed = bookmarks.parse(content)
    folded = bookmarks.fold(filed.links)
    return {
        "name": name,
        "program": filed.program,
        "state": ImportState.PLANNED,
        "problem": "",
        **asdict(count(db, folded)),
        "doubled": len(filed.links) - len(folded),
        "skipped": len(filed.skipped),
        "reasons": [asdict(reason) for reason in filed.skipped],
    }


def read_file(path: Path) -> bytes:
    """Read a file that the command line names. Raises ImportUnreadableError."""
    try:
        if path.stat().st_size > bookmarks.MOST_BYTES:
            raise ImportUnreadableError(f"{path} is larger than {bookmarks.MOST_BYTES // 1_000_000} MB. Divide it.")
        return path.read_bytes()
    except OSError as error:
        raise ImportUnreadableError(f"{path} can't be read. Nothing was imported.") from error


def count(db: Database, folded: Sequence[FiledLink]) -> Counts:
    """Say what would become of the pages that a file names; nothing is written."""
    counts = Counts()
    for start in range(0, len(folded), LOOKED_UP):
        part = folded[start : start + LOOKED_UP]
        known = links.find_known(db, [link.key for link in part])
        counts = _sum(counts, _counted(_additions(part, known, Choices(), {})))
    return counts


def suggest(planned: Import) -> Choices:
    """Suggest what most would choose: many links are put among those that are done, and their pages are not read."""
    are_few = planned.counts.added <= FEW
    return Choices("unread" if are_few else "done", are_few)


def begin(db: Database, import_id: int, choices: Choices) -> Import:
    """Begin a planned import, or go on with one that stopped. Raises ImportNotFoundError if it is neither."""
    with db.atomic():
        found = links.find_import(db, import_id)
        if found.state is ImportState.PLANNED:
            links.begin_import(db, import_id, default_state=choices.default_state, reads_pages=choices.reads_pages)
        elif found.state is ImportState.STOPPED:
            links.move_import(db, import_id, ImportState.RUNNING)
        elif not found.is_moving:
            raise ImportNotFoundError("This import is done already. Nothing was changed.")
    return links.find_import(db, import_id)


def take_back(db: Database, import_id: int, now: datetime) -> Import:
    """Begin to take an import back, one that stopped too. Raises ImportNotFoundError where there is nothing to."""
    with db.atomic():
        found = links.find_import(db, import_id)
        if not found.can_be_undone:
            raise ImportNotFoundError("This import can't be taken back now. Nothing was changed.")
        links.move_import(db, import_id, ImportState.UNDOING)
        if found.step_id is not None:
            undo.mark_undone(db, found.step_id, now)
    return links.find_import(db, import_id)


def go_on(db: Database, clock: Callable[[], datetime], is_ended: Callable[[], bool] = lambda: False) -> None:
    """Do what is begun, imports and undoing them, until nothing is left or the program ends."""
    with _one_at_a_time:
        while not is_ended() and (found := links.next_import(db)):
            try:
                if found.state is ImportState.UNDOING:
                    _take_back(db, found, is_ended)
                else:
                    _bring_in(db, found, clock, is_ended)
            except WorkingNotesError as error:
                links.move_import(db, found.id, ImportState.STOPPED, str(error))


def report(found: Import) -> dict[str, Any]:
    """Write an import, planned or done, as JSON has it."""
    return {
        "name": found.name,
        "program": found.program,
        "state": found.state,
        "problem": found.problem,
        **asdict(found.counts),
        "doubled": found.doubled,
        "skipped": found.skipped,
        "reasons": [asdict(reason) for reason in found.reasons],
    }


def note_stopped(db: Database) -> None:
    """Say of imports that the last program was in the middle of that they stopped. Done when a program begins."""
    links.stop_imports(db)


def _bring_in(db: Database, found: Import, clock: Callable[[], datetime], is_ended: Callable[[], bool]) -> None:
    # From the last to the first: of links without a date the file's first is the newest, and stands above the others.
    folded = bookmarks.fold(bookmarks.parse(links.content_of(db, found.id)).links)[::-1]
    choices = Choices(found.default_state, found.reads_pages)
    position = found.position
    for size in _paced(is_ended):
        with db.atomic():
            part = folded[position : position + size]
            known = links.find_known(db, [link.key for link in part])
            additions = _additions(part, known, choices, _targets(db, part))
            links.add_batch(db, found.id, [each for each in additions if _adds(each)], clock())
            position += len(part)
            links.count_batch(db, found.id, position, _counted(additions))
            if position >= len(folded):
                _end(db, found.id, clock())
                return


def _end(db: Database, import_id: int, now: datetime) -> None:
    counts = links.find_import(db, import_id).counts
    words = f"Imported {counts.added} link{'' if counts.added == 1 else 's'}, added to {counts.merged}."
    links.end_import(db, import_id, undo.record(db, undo.Scope.LINKS, words, {"import": import_id}, now))


def _take_back(db: Database, found: Import, is_ended: Callable[[], bool]) -> None:
    for size in _paced(is_ended):
        with db.atomic():
            links.undo_batch(db, found.id, size)
            if links.is_undone(db, found.id):
                links.move_import(db, found.id, ImportState.UNDONE)
                return


def _paced(is_ended: Callable[[], bool]) -> Iterator[int]:
    """Say how many links the next batch may have, so that it takes about BATCH_SECONDS on this machine."""
    size = SMALLEST_BATCH
    while not is_ended():
        started = time.monotonic()
        yield size
        took = max(time.monotonic() - started, 0.001)
        size = max(SMALLEST_BATCH, min(LARGEST_BATCH, size * 2, int(size * BATCH_SECONDS / took)))
        _let_others_in()


def _let_others_in() -> None:
    """Let those write that wait for it. The lock is handed over to no one, so it is left alone until they had it."""
    until = time.monotonic() + LONGEST_PAUSE_SECONDS
    time.sleep(PAUSE_SECONDS)
    while is_awaited() and time.monotonic() < until:
        time.sleep(PAUSE_SECONDS)


def _targets(db: Database, part: Sequence[FiledLink]) -> dict[tuple[str, str], tuple[int, int | None]]:
    """Find the drafts and sections that links are meant for, by name and heading."""
    if not any(link.draft for link in part):
        return {}
    found: dict[tuple[str, str], tuple[int, int | None]] = {}
    for place in drafts.section_places(db):
        found.setdefault((place.draft, ""), (place.draft_id, None))
        if place.heading:
            found.setdefault((place.draft, place.heading), (place.draft_id, place.section_id))
    return found


def _additions(
    part: Sequence[FiledLink],
    known: dict[str, Known],
    choices: Choices,
    targets: dict[tuple[str, str], tuple[int, int | None]],
) -> list[Addition]:
    return [_addition(link, known.get(link.key), choices, targets) for link in part]


def _addition(
    link: FiledLink,
    known: Known | None,
    choices: Choices,
    targets: dict[tuple[str, str], tuple[int, int | None]],
) -> Addition:
    if known is not None:
        return Addition(
            link,
            known,
            tuple(tag for tag in link.tags if tag.casefold() not in known.tags),
            tuple(note for note in link.notes if note.text not in known.notes),
            tuple(quote for quote in link.quotes if quote.text not in known.quotes),
            state="",
        )
    draft_id, section_id = targets.get((link.draft, link.section)) or targets.get((link.draft, "")) or (None, None)
    state = link.state or choices.default_state
    return Addition(link, None, link.tags, link.notes, link.quotes, state, draft_id, section_id, choices.reads_pages)


def _adds(addition: Addition) -> bool:
    if addition.known is None:
        return True
    return not addition.known.is_removed and bool(addition.tags or addition.notes or addition.quotes)


def _counted(additions: Sequence[Addition]) -> Counts:
    added = sum(each.known is None for each in additions)
    removed = sum(each.known is not None and each.known.is_removed for each in additions)
    merged = sum(map(_adds, additions)) - added
    return Counts(added, merged, len(additions) - added - merged - removed, removed)


def _sum(one: Counts, other: Counts) -> Counts:
    return Counts(
        one.added + other.added, one.merged + other.merged, one.known + other.known, one.removed + other.removed
    )
