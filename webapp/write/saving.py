"""Saving a section: the bytes of its span are replaced, everything else stays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from webapp import drafts, sections
from webapp.drafts import Draft
from webapp.errors import DraftChangedError
from webapp.section_ids import carry
from webapp.sections import Document
from webapp.write.place import Place, cut, end_as_usual, open_place

LONG, NEARLY_EMPTY = 200, 0.2  # characters; share of a long text below which it was as good as deleted


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, and where it stands now."""

    draft: Draft
    start: int  # of the span, in characters of the draft
    end: int
    is_merged: bool = False  # something else had changed since the revision that the page knows


class Choice(StrEnum):
    """What the author keeps where a section was changed in two places."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


def save_section(place: Place, *, revision: str, start: int, end: int, text: str) -> Saved:
    """Put a text in the place of a span of a revision, whatever else was changed since.

    start, end: characters of the revision, as the page was served or as the last save answered.
    Raises DraftChangedError, with both texts, where the span itself was changed since; then nothing was overwritten,
    and both texts are kept as revisions. Raises NotSavedError where the disk did not take it.
    """
    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    with place.db.atomic():
        draft = open_place(place, revision)
        base = _base(place, draft, revision, (start, end))
        span = sections.locate_span(base, (start, end), draft.text) if base is not None else None
        if span is None and base is not None:
            span = _already_saved(base, (start, end), draft.text, text)
        if span is not None:
            return replace(_save(place, draft, span, text), is_merged=revision != draft.revision)
        conflict = _conflict(place, draft, revision, base, (start, end), text)
    raise conflict


def settle(place: Place, choice: Choice, *, revision: str, start: int, end: int, mine: str) -> Saved:
    """Save what the author chose after a DraftChangedError.

    revision, start, end: of the text on disk, as the error has them. Whatever is chosen, both texts are kept as
    revisions. Raises as `save_section` does, if that text changed again or is not known.
    """
    if choice is Choice.THEIRS:
        return _take_theirs(place, revision=revision, span=(start, end), mine=mine)
    draft = open_place(place, revision)
    base = _base(place, draft, revision, (start, end))
    if choice is Choice.MINE:
        drafts.mark_kept(place.db, draft.id, draft.revision)
    text = mine if choice is Choice.MINE or base is None else _both(base[start:end], mine)
    return save_section(place, revision=revision, start=start, end=end, text=text)


def _take_theirs(place: Place, *, revision: str, span: tuple[int, int], mine: str) -> Saved:
    """Leave the file as it is, and keep what was written against it as a revision."""
    mine = mine.replace("\0", "\N{REPLACEMENT CHARACTER}")
    with place.db.atomic():
        draft = open_place(place, revision)
        base = _base(place, draft, revision, span)
        found = sections.locate_span(base, span, draft.text) if base is not None else None
        if found is not None:
            left_out, _ = sections.replace_span(draft.text, found, mine, place.separator)
            drafts.keep_revision(place.db, draft, left_out, place.now)
            return Saved(draft, *found, is_merged=revision != draft.revision)
        conflict = _conflict(place, draft, revision, base, span, mine)
    raise conflict


def _base(place: Place, draft: Draft, revision: str, span: tuple[int, int]) -> str | None:
    """The text of a revision; None where it was never kept or has no such span."""
    base = draft.text if revision == draft.revision else drafts.revision_text(place.db, draft.id, revision)
    return base if base is not None and 0 <= span[0] <= span[1] <= len(base) else None


def _save(place: Place, draft: Draft, span: tuple[int, int], text: str) -> Saved:
    written, (start, end) = sections.replace_span(draft.text, span, text, place.separator)
    if written == draft.text:
        return Saved(draft, start, end)
    if span[1] - span[0] > LONG and end - start < NEARLY_EMPTY * (span[1] - span[0]):
        drafts.mark_kept(place.db, draft.id, draft.revision)
    before = cut(place, draft)
    written = end_as_usual(place, before, written)
    after = cut(place, draft, written)
    ids = _ids(draft, before, after, sections.section_at(before, span[0]))
    return Saved(drafts.write_draft(place.db, draft, written, action="typing", now=place.now, sections=ids), start, end)


def _ids(draft: Draft, before: Document, after: Document, index: int) -> Sequence[int] | None:
    """The edited section keeps its id; where the text can't be told apart that way, sections are matched."""
    ids = carry(draft.sections, index, len(before.sections), len(after.sections))
    return ids if len(ids) == len(after.sections) and len(draft.sections) == len(before.sections) else None


def _already_saved(base: str, span: tuple[int, int], current: str, text: str) -> tuple[int, int] | None:
    """The span, where the disk has what is to be saved already: the answer to an earlier try was lost on its way."""
    start, end = span
    tail = len(base) - end
    if not (current.startswith(base[:start]) and current.endswith(base[end:]) and len(current) >= start + tail):
        return None
    found = current[start : len(current) - tail]
    is_same = found.replace("\r\n", "\n").strip() == text.replace("\r\n", "\n").strip()
    return (start, len(current) - tail) if is_same else None


def _conflict(
    place: Place, draft: Draft, revision: str, base: str | None, span: tuple[int, int], text: str
) -> DraftChangedError:
    document = cut(place, draft)
    now_at = _place_now(place, draft, revision, base, span[0])
    start, end = sections.span_of(document, now_at) if now_at is not None else (len(draft.text),) * 2
    mine, _ = sections.replace_span(draft.text, (start, end), text, place.separator)
    drafts.keep_revision(place.db, draft, mine, place.now)
    return DraftChangedError(
        "Not saved: this section was changed somewhere else. Your text is still here, and both versions are kept.",
        mine=text,
        theirs=draft.text[start:end],
        revision=draft.revision,
        span=(start, end),
    )


def _place_now(place: Place, draft: Draft, revision: str, base: str | None, start: int) -> int | None:
    if base is None:
        return None
    position = sections.section_at(cut(place, draft, base), start)
    ids = drafts.ids_of_revision(place.db, draft.id, revision)
    if position < len(ids) and ids[position] in draft.sections:
        return draft.sections.index(ids[position])
    return None


def _both(theirs: str, mine: str) -> str:
    """Both texts, one below the other; a heading that both have stands once."""
    heading, ending, rest = mine.partition("\n")
    if ending and heading.startswith("#") and theirs.startswith(heading.rstrip("\r")):
        mine = rest
    return f"{theirs.rstrip()}\n\n{mine.strip()}"
