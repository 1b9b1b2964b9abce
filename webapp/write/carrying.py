"""Carrying links and sections over to the next week's draft."""

from collections.abc import Mapping, Sequence

from webapp import drafts, front_matter, links, markdown, sections, undo
from webapp.drafts import Draft
from webapp.errors import DraftGoneError, SectionsError
from webapp.line_endings import with_endings
from webapp.markdown import Definition
from webapp.section_ids import NONE
from webapp.sections import Document, Section
from webapp.write.place import Place, cut, locate, open_place
from webapp.write.structure import Written, new_place


def carry_links(place: Place, to: Place, link_ids: Sequence[int], *, revision: str | None = None) -> Written:
    """Let links be meant for another draft, which is begun where there is none yet, as one step that can be undone.

    place: the draft they are left over from; its text stays as it is. revision: that the page was served as.
    Raises LinkNotFoundError, SectionsError.
    """
    chosen = [links.find_link(place.db, link_id) for link_id in link_ids]
    if not chosen:
        raise SectionsError("No link was chosen, so nothing was carried over.")
    words = f"Carried {len(chosen)} {'link' if len(chosen) == 1 else 'links'} to next week."
    with place.db.atomic():
        draft = open_place(place, revision)
        following, began = _open_other(to)
        links.send(place.db, [link.id for link in chosen], following.id, None, place.now)
        payload = {
            "name": draft.name,
            "before": draft.revision,
            "after": draft.revision,
            "links": {},
            "carried": {str(link.id): [link.draft_id, link.section_id] for link in chosen},
            "carried_to": {str(link.id): [following.id, None] for link in chosen},
            **began,
        }
        step = undo.record(place.db, "draft", words, payload, place.now, draft_id=draft.id)
    return Written(draft, words, step, len(draft.sections) - 1)


def carry_section(place: Place, to: Place, *, revision: str, position: int) -> Written:
    """Move a section with its links into another draft, which is begun where there is none yet.

    Definitions of links and footnotes that it needs are copied along. It is one step in both drafts: taken back in one,
    it is taken back in the other. Raises SectionsError for the intro,
    where the section or the other draft is gone, and where a definition would be missing or mean something else.
    """
    with place.db.atomic():
        draft = open_place(place, revision)
        at = locate(place, draft, revision, position)
        document = cut(place, draft)
        smaller = sections.delete(document, at)  # the intro is refused before the other draft is begun
        _refuse_needed(document, at)
        needed = _needed(document, at)
        following, began = _open_other(to)
        grown, where = _grown(to, following, document.sections[at], needed)  # before either is written
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
            **began,
        }
        steps = [_record(place, words, *pair, carried) for pair in ((draft, left), (following, came))]
        undo.join(place.db, *steps)
    return Written(left, words, steps[0], at - 1)


def _open_other(to: Place) -> tuple[Draft, dict[str, object]]:
    """The draft that something is carried over to; what a step says of one that is begun by it."""
    is_begun = to.initial is not None and not (to.folder / to.name).exists()
    try:
        draft = open_place(to)
    except DraftGoneError as error:
        raise SectionsError(f"{error} Nothing was carried over; bring that draft back first.") from error
    return draft, {"began": [draft.id, draft.revision]} if is_begun else {}


def _write(place: Place, draft: Draft, document: Document, ids: Sequence[int]) -> Draft:
    return drafts.write_draft(place.db, draft, sections.join(document), action="section", now=place.now, sections=ids)


def _grown(to: Place, draft: Draft, section: Section, needed: Mapping[str, Definition]) -> tuple[Document, int]:
    """A draft with a section of another one, above its round-up, and which section that is then."""
    document = cut(to, draft)
    where = new_place(to, document)
    lines = "\n".join(_missing(draft, document, section, needed))
    body = "\n\n".join(filter(None, [section.body.strip("\r\n"), lines]))
    return sections.insert(document, where, section.heading, with_endings(body, document.ending)), where


def _needed(document: Document, at: int) -> dict[str, Definition]:
    """The definitions that a section needs and does not have itself. Raises SectionsError where one can't be copied."""
    text = document.sections[at].source
    found = {each.written: each for each in markdown.find_needed(text, _text(document))}
    needed = {name: each for name, each in found.items() if name not in _by_name(text)}
    for name in (name for name, each in needed.items() if not each.text):
        raise SectionsError(
            f"“{name}” is defined inside a list or a quote. Nothing was carried over; "
            "write that definition on lines of its own first."
        )
    return needed


def _missing(draft: Draft, document: Document, section: Section, needed: Mapping[str, Definition]) -> list[str]:
    """The definitions that a section needs and that the draft it comes into has not.

    Raises SectionsError where the draft has another definition of the same name.
    """
    there = _by_name(_text(document))
    for name, each in (_by_name(section.source) | dict(needed)).items():
        if there.get(name, each).text != each.text:
            raise SectionsError(
                f"“{name}” stands for something else in {draft.name}. Nothing was carried over; "
                "give one of the two another name first."
            )
    return [each.text for name, each in needed.items() if name not in there]


def _refuse_needed(document: Document, at: int) -> None:
    """Raises SectionsError where a section that stays needs a definition that stands only in the one that goes."""
    rest = "\n\n".join(section.source for number, section in enumerate(document.sections) if number != at)
    leaving = _by_name(document.sections[at].source).keys() - _by_name(rest).keys()
    needed = markdown.find_needed(rest, _text(document)) if leaving else []
    for name in sorted(leaving & {each.written for each in needed}):
        raise SectionsError(
            f"Another section needs “{name}”, which only this one defines. Nothing was carried over; "
            "write that definition in another section first."
        )


def _text(document: Document) -> str:
    return front_matter.split(sections.join(document))[1]


def _by_name(text: str) -> dict[str, Definition]:
    return {each.written: each for each in markdown.definitions(text)}


def _record(place: Place, words: str, before: Draft, after: Draft, carried: Mapping[str, object]) -> int:
    payload = {"name": before.name, "before": before.revision, "after": after.revision, **carried}
    return undo.record(place.db, "draft", words, payload, place.now, draft_id=after.id)
