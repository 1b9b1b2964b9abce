"""What a page of a draft shows anew: what was changed since elsewhere, and what is opened and closed on it."""

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
    is_removed: bool  # was the one removed that is being written?
    theirs: str | None  # its other text; None if that did not change


@dataclass(frozen=True, slots=True)
class Turned:
    """What a page shows anew when one section is opened and another one closed."""

    sections: tuple[DeskSection, ...]
    is_whole: bool  # sections came, went or moved: then the whole manuscript is shown anew


def find_turned(
    db: Database, site: Blog, shown: Desk, since: str, closed: int | None, *, is_whole: bool = False
) -> Turned:
    """Find what looks different from a page once its open section is closed, and that of `shown` is open.

    since: the revision that the page shows. closed: the position there of the section that is being closed.
    is_whole: is more shown than sections?
    """
    if is_whole:
        return Turned((), is_whole=True)
    if shown.revision == since:
        return Turned(tuple(each for each in shown.sections if each.is_open or each.position == closed), is_whole=False)
    changes = find_changes(db, site, shown, since, is_writing=False)
    changed = {section.position for section in changes.sections} | {closed}
    different = [
        section
        for section in shown.sections
        if section.is_open or section.position in changed or section.meant or section.is_roundup
    ]
    return Turned(tuple(different), is_whole=changes.is_reordered)


def find_changes(db: Database, site: Blog, shown: Desk, since: str, *, is_writing: bool) -> Changes:
    """Compare a draft as it is with another revision of it.

    shown: the draft as it is, with the section open that is being written, if it is still there.
    """
    ids = drafts.ids_of_revision(db, shown.draft_id, since)
    before = drafts.revision_text(db, shown.draft_id, since)
    opened = shown.open_section
    is_removed = is_writing and opened is None
    if before is None:
        return Changes(shown, (), is_reordered=True, is_removed=is_removed, theirs=None)
    document = sections.split(before, site.config.excerpt_separator, shown.level)
    old = {identity: section.source for identity, section in zip(ids, document.sections, strict=False)}
    changed = [section for section in shown.sections if section.source != old.get(section.id)]
    return Changes(
        desk=shown,
        sections=tuple(section for section in changed if not section.is_open),
        is_reordered=ids != tuple(section.id for section in shown.sections) or shown.fold != document.fold,
        is_removed=is_removed,
        theirs=opened.source if opened in changed and opened is not None else None,
    )
