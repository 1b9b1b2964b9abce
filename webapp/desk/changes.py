"""What changed in a draft since a page was served: by another program, or in another window."""

from dataclasses import dataclass

from webapp import drafts, sections
from webapp.blog import Blog
from webapp.database import Database
from webapp.desk.values import Desk, DeskSection


@dataclass(frozen=True, slots=True)
class Changes:
    """What a page shows anew."""

    desk: Desk
    sections: tuple[DeskSection, ...]  # those that changed, without the one that is being written
    is_reordered: bool  # sections came, went or moved: then all of them are shown anew
    theirs: str | None  # the other text of the section that is being written; None if that did not change


def find_changes(db: Database, site: Blog, shown: Desk, since: str) -> Changes | None:
    """Compare a draft as it is with a revision of it; None if it is that revision.

    shown: the draft as it is, with the section open that is being written.
    """
    if shown.revision == since:
        return None
    ids = drafts.ids_of_revision(db, shown.draft_id, since)
    before = drafts.revision_text(db, shown.draft_id, since)
    if before is None or ids != tuple(section.id for section in shown.sections):
        return Changes(shown, (), is_reordered=True, theirs=None)
    document = sections.split(before, site.config.excerpt_separator)
    changed = [
        section
        for section, old in zip(shown.sections, document.sections, strict=True)
        if section.source != old.source or section.fold_below != (document.fold == section.position)
    ]
    has_moved_fold = shown.fold != document.fold
    theirs = next((section.source for section in changed if section.is_open), None)
    closed = tuple(section for section in changed if not section.is_open)
    return Changes(shown, closed, is_reordered=has_moved_fold, theirs=theirs)
