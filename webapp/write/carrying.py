"""Carrying links and sections over to the next week's draft."""

import re
from collections.abc import Iterator, Mapping, Sequence

from webapp import drafts, links, sections, undo
from webapp.drafts import Draft
from webapp.errors import DraftGoneError, SectionsError
from webapp.line_endings import split_lines, with_endings
from webapp.section_ids import NONE
from webapp.sections import Document
from webapp.write.place import Place, locate, open_place
from webapp.write.structure import Written, new_place

_LABEL = re.compile(r"\[([^\[\]]+)\]")
_DEFINITION = re.compile(r" {0,3}\[([^\[\]]+)\]:")


def carry_links(place: Place, to: Place, link_ids: Sequence[int]) -> Written:
    """Let links be meant for another draft, which is begun where there is none yet, as one step that can be undone.

    place: the draft they are left over from; its text stays as it is. Raises LinkNotFoundError, SectionsError.
    """
    chosen = [links.find_link(place.db, link_id) for link_id in link_ids]
    if not chosen:
        raise SectionsError("No link was chosen, so nothing was carried over.")
    words = f"Carried {len(chosen)} {'link' if len(chosen) == 1 else 'links'} to next week."
    with place.db.atomic():
        draft, following = open_place(place), _open_other(to)
        links.send(place.db, [link.id for link in chosen], following.id, None, place.now)
        payload = {
            "name": draft.name,
            "before": draft.revision,
            "after": draft.revision,
            "links": {},
            "carried": {str(link.id): [link.draft_id, link.section_id] for link in chosen},
            "carried_to": {str(link.id): [following.id, None] for link in chosen},
        }
        step = undo.record(place.db, "draft", words, payload, place.now, draft_id=draft.id)
    return Written(draft, words, step, len(draft.sections) - 1)


def carry_section(place: Place, to: Place, *, revision: str, position: int) -> Written:
    """Move a section with its links into another draft, which is begun where there is none yet.

    Definitions of links and footnotes that it needs are copied along. It is one step in both drafts: taken back in one,
    it is taken back in the other. Raises SectionsError for the intro, and where the section or the other draft is gone.
    """
    with place.db.atomic():
        draft = open_place(place)
        at = locate(place, draft, revision, position)
        document = sections.split(draft.text, place.separator)
        smaller = sections.delete(document, at)  # the intro is refused before the other draft is begun
        following = _open_other(to)
        grown, where = _grown(to, following, document, at)  # both texts are ready before one is written
        came = _write(to, following, grown, [*following.sections[:where], NONE, *following.sections[where:]])
        left = _write(place, draft, smaller, [*draft.sections[:at], *draft.sections[at + 1 :]])  # last: never in none
        new_id = came.sections[where]
        words = f"Carried “{document.sections[at].heading}” to next week."
        moved = [each.id for each in links.links_for_draft(place.db, draft.id) if each.section_id == draft.sections[at]]
        links.send(place.db, moved, came.id, new_id, place.now)
        carried = {
            "links": {},
            "carried": {str(link_id): [draft.id, draft.sections[at]] for link_id in moved},
            "carried_to": {str(link_id): [came.id, new_id] for link_id in moved},
        }
        steps = [_record(place, words, *pair, carried) for pair in ((draft, left), (following, came))]
        undo.join(place.db, *steps)
    return Written(left, words, steps[0], at - 1)


def _open_other(to: Place) -> Draft:
    """The draft that something is carried over to."""
    try:
        return open_place(to)
    except DraftGoneError as error:
        raise SectionsError(f"{error} Nothing was carried over; bring that draft back first.") from error


def _write(place: Place, draft: Draft, document: Document, ids: Sequence[int]) -> Draft:
    return drafts.write_draft(place.db, draft, sections.join(document), action="section", now=place.now, sections=ids)


def _grown(to: Place, draft: Draft, source: Document, at: int) -> tuple[Document, int]:
    """A draft with a section of another one, above its round-up, and which section that is then."""
    document = sections.split(draft.text, to.separator)
    where = new_place(to, document)
    body = "\n\n".join(filter(None, [source.sections[at].body.strip("\r\n"), "\n".join(_definitions(source, at))]))
    return sections.insert(document, where, source.sections[at].heading, with_endings(body, document.ending)), where


def _definitions(document: Document, at: int) -> Iterator[str]:
    """The lines of other sections that define what a section refers to."""
    needed = {label.casefold() for label in _LABEL.findall(document.sections[at].source)}
    for number, section in enumerate(document.sections):
        for line in split_lines(section.source) if number != at else []:
            found = _DEFINITION.match(line)
            if found and found[1].casefold() in needed:
                yield line.rstrip("\r\n")


def _record(place: Place, words: str, before: Draft, after: Draft, carried: Mapping[str, object]) -> int:
    payload = {"name": before.name, "before": before.revision, "after": after.revision, **carried}
    return undo.record(place.db, "draft", words, payload, place.now, draft_id=after.id)
