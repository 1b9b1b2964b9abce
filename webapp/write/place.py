"""Where something is written, and when."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from webapp import blog, drafts, files, front_matter
from webapp.blog import Blog
from webapp.conventions import PostFile, Series
from webapp.database import Database
from webapp.drafts import Draft
from webapp.errors import DraftGoneError, DraftMovedError, DraftNotFoundError, DraftUnreadableError, SectionsError
from webapp.line_endings import commonest_ending
from webapp.sections import Document, level_of, own_level, split


@dataclass(frozen=True, slots=True)
class Place:
    """One draft of one blog, and the moment."""

    db: Database
    folder: Path  # of the drafts
    site: Blog
    name: str  # of the draft
    initial: str | None  # what the draft begins with if it has no file yet; None if it must be there
    now: datetime

    @property
    def separator(self) -> str | None:
        """The blog's excerpt separator."""
        return self.site.config.excerpt_separator


def series_of(place: Place, text: str) -> Series:
    """The kind of posts that a draft is of, by its text."""
    return blog.learn(place.site).kind_of(PostFile(place.name, text, place.name))


def kind_at(place: Place) -> Series:
    """The kind of posts that a draft is of as it lies there, or as it will begin. Writes nothing."""
    try:
        text = drafts.read_text(place.folder, place.name)
    except (DraftNotFoundError, DraftUnreadableError):
        text = place.initial or ""
    return series_of(place, text) if text else blog.learn(place.site).weekly


def cut(place: Place, draft: Draft, text: str | None = None) -> Document:
    """The sections of a draft, as it is or with another text."""
    return split(draft.text if text is None else text, place.separator, draft.level)


def end_as_usual(place: Place, before: Document, text: str) -> str:
    """A draft's first words end as the blog's posts do, with a line end or without; later ones leave the end alone."""
    if any(section.source.strip() for section in before.sections):
        return text
    bare = text.rstrip("\r\n")
    if not series_of(place, text).final_newline:
        return bare
    return text if text != bare else text + commonest_ending(text)


def open_place(place: Place, revision: str | None = None) -> Draft:
    """Read the draft as it is now and keep that text; make the file where there is none yet.

    revision: that the page was served as; None where it is no page of this draft that asks. What was written on a page
    before the draft was given another day goes into it under its new name; no page begins a draft anew that it showed.
    Belongs into the transaction of what is written then.
    Raises DraftNotFoundError, DraftGoneError, DraftMovedError, DraftUnreadableError, NotSavedError.
    """
    try:
        usual_level = partial(_usual_level, place)
        return _levelled(place, drafts.register(place.db, place.folder, place.name, place.now, usual_level))
    except DraftMovedError as error:
        if revision is not None and error.now is not None:
            return drafts.register(place.db, place.folder, error.now, place.now)
        if place.initial is None:
            raise
    except DraftGoneError:
        raise
    except DraftNotFoundError:
        if place.initial is None:
            raise
    if revision and revision != files.revision_of(place.initial.encode()) and not _was_taken_back(place):
        raise DraftMovedError(
            f"There is no draft {place.name} any more: its file was renamed. "
            "Copy what you wrote here into the draft under its new name.",
            now=None,
        )
    level = level_in(place, place.initial)
    return drafts.create_draft(place.db, place.folder, place.name, place.initial, now=place.now, level=level)


def _usual_level(place: Place) -> int:
    """The blog's usual level of headings of sections."""
    return blog.learn(place.site).weekly.writing.level.value


def level_in(place: Place, text: str) -> int:
    """The level of the headings that begin sections in a draft with this text."""
    return level_of(text, series_of(place, text).writing.level.value)


def _levelled(place: Place, draft: Draft) -> Draft:
    """The draft, ready for headings of the usual level as long as it has none of its own."""
    if len(cut(place, draft).sections) > 1 or own_level(front_matter.split(draft.text)[1]) is not None:
        return draft
    level = level_in(place, draft.text)
    if level != draft.level:
        drafts.set_level(place.db, draft.id, level)
    return replace(draft, level=level)


def _was_taken_back(place: Place) -> bool:
    return drafts.find_taken_back(place.db, place.folder, place.name) is not None


def locate(place: Place, draft: Draft, revision: str, position: int) -> int:
    """Find where a section of a revision stands now. Raises SectionsError where it is gone.

    position: in the revision, 0 is the intro. revision: as the page was served.
    """
    ids = draft.sections if revision == draft.revision else drafts.ids_of_revision(place.db, draft.id, revision)
    if not 0 <= position < len(ids):
        raise SectionsError("There is no such section any more. Nothing was changed; load the page again to see it.")
    if ids[position] not in draft.sections:
        raise SectionsError("This section was removed in the meantime. Nothing was changed.")
    return draft.sections.index(ids[position])


def find_position(place: Place, revision: str, position: int) -> int | None:
    """Find where a section of a revision stands in the file as it is; None where it is gone. Writes nothing.

    A revision that was never kept, such as that of a draft without a file, is taken for the present one.
    """
    try:
        draft = drafts.read_draft(place.db, place.folder, place.name)
    except DraftNotFoundError:
        return position
    ids = drafts.ids_of_revision(place.db, draft.id, revision)
    if revision == draft.revision or not ids:
        return position
    if not 0 <= position < len(ids) or ids[position] not in draft.sections:
        return None
    return draft.sections.index(ids[position])
