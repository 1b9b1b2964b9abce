"""Making a link of words that stand in a section already."""

from webapp import citations, front_matter, markdown, phrases, sections
from webapp.drafts import Draft
from webapp.errors import SectionsError
from webapp.sections import Document
from webapp.write.place import Place, locate
from webapp.write.structure import Change, Written, apply_change


def link_phrase(place: Place, words: str, address: str, *, revision: str, position: int) -> Written:
    """Make a link of the first of these words in a section that is none; every other byte stays.

    words: as they are written. position: of the section in the revision. Raises SectionsError where they are not there
    any more, or would be no link there; AddressError unless the address is http or https.
    """

    def change(draft: Draft, document: Document) -> Change:
        at = locate(place, draft, revision, position)
        source, start = document.sections[at].source, sections.span_of(document, at)[0]
        found = [each for each in phrases.find_telling(source) if source[each.start : each.end] == words]
        if not found:
            raise SectionsError(f"“{words}” does not stand in this section any more, so nothing was changed.")
        first = min(found, key=lambda each: each.start)
        linked = citations.cite(address, selected=words)
        text = draft.text[: start + first.start] + linked + draft.text[start + first.end :]
        if _count_links(text) != _count_links(draft.text) + 1:
            raise SectionsError(f"“{words}” can’t be a link where it stands, so nothing was changed.")
        return Change(f"Linked “{words}”.", sections.split(text, place.separator, document.level), draft.sections, at)

    return apply_change(place, change, revision)


def _count_links(text: str) -> int:
    return len(markdown.links(front_matter.split(text)[1]))
