"""The section that is open on a page: its span is pinned until it is closed, whatever its text has become."""

from dataclasses import dataclass

from webapp import drafts, sections
from webapp.drafts import Draft
from webapp.errors import DraftNotFoundError, SectionsError
from webapp.sections import Swallow
from webapp.write.place import Place, cut
from webapp.write.structure import Change, Written, apply_change


@dataclass(frozen=True, slots=True)
class Span:
    """Where an open section stands: characters of a revision, as the page was served or a save answered."""

    revision: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Closed:
    """What became of a section that was closed."""

    span: Span  # in the draft as it is
    position: int  # of the section that holds its end
    headings: int  # how many sections begin in it; 1 for a section that is still one, 0 for the intro
    is_intro: bool
    swallow: Swallow | None  # what it left open, so that the sections below are part of it

    @property
    def words(self) -> str:
        """What the author is to know; empty where the section is what it was."""
        if self.is_intro and self.headings:
            return "The intro now holds a heading: what follows it is shown as a section."
        if self.headings > 1:
            number = {2: "two", 3: "three"}.get(self.headings, str(self.headings))
            return f"This section now holds {number} headings: they are shown as {number} sections."
        if not self.is_intro and not self.headings:
            return "This section has no heading any more: it is shown as part of the one above."
        return ""


def find_kept_open(place: Place, draft: Draft, span: Span) -> int | None:
    """Find where the open section stands after something else was done.

    None where its own text was changed by it, or holds something else than one section: then it is closed.
    """
    before = drafts.revision_text(place.db, draft.id, span.revision)
    if before is None:
        return None
    old, new = cut(place, draft, before), cut(place, draft)
    at = sections.section_at(old, span.start)
    ids = drafts.ids_of_revision(place.db, draft.id, span.revision)
    if sections.span_of(old, at) != (span.start, span.end) or at >= len(ids) or ids[at] not in draft.sections:
        return None
    position = draft.sections.index(ids[at])
    return position if new.sections[position].source == old.sections[at].source else None


def look_at_closed(place: Place, span: Span) -> Closed | None:
    """See what a section that was closed has become. None where its text was changed by somebody else since.

    Writes nothing.
    """
    try:
        draft = drafts.read_draft(place.db, place.folder, place.name)
    except DraftNotFoundError:
        return None
    found = _locate(place, draft, span)
    if found is None:
        return None
    document = cut(place, draft)
    return Closed(
        span=Span(draft.revision, *found),
        position=sections.section_at(document, max(found[0], found[1] - 1)),
        headings=sections.headings_in(draft.text, found, place.separator, draft.level),
        is_intro=found[0] == len(document.front),
        swallow=sections.find_swallow(draft.text, found, place.separator, draft.level),
    )


def close_swallow(place: Place, span: Span) -> Written:
    """Close what a section left open, so that the sections below it are sections again.

    Raises SectionsError where there is nothing to close any more.
    """

    def change(draft: Draft, _: sections.Document) -> Change:
        found = _locate(place, draft, span)
        swallow = sections.find_swallow(draft.text, found, place.separator, draft.level) if found else None
        if found is None or swallow is None or not swallow.closer:
            raise SectionsError("There is nothing to close here any more. Nothing was changed.")
        text = draft.text[: found[1]] + swallow.closer + draft.text[found[1] :]
        document = cut(place, draft, text)
        return Change(f"Closed the {swallow.name}.", document, (), sections.section_at(document, found[0]))

    return apply_change(place, change, span.revision)


def _locate(place: Place, draft: Draft, span: Span) -> tuple[int, int] | None:
    if span.revision == draft.revision:
        return span.start, span.end
    base = drafts.revision_text(place.db, draft.id, span.revision)
    if base is None or not 0 <= span.start <= span.end <= len(base):
        return None
    return sections.locate_span(base, (span.start, span.end), draft.text)
