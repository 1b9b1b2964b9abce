"""Replacing words in all sections of a draft, as one step that can be undone."""

from collections import Counter

from webapp import drafts, sections
from webapp.drafts import Draft
from webapp.errors import SectionsError
from webapp.sections import Document, Search
from webapp.write.place import Place, cut
from webapp.write.structure import Change, Written, apply_change


def replace_all(place: Place, search: Search, words: str, *, revision: str) -> Written:
    """Put other words wherever something is found; front matter and fold stay.

    revision: whose matches the author was shown. Raises SectionsError where nothing is found, and where a section that
    it is found in was changed since.
    """

    def change(draft: Draft, document: Document) -> Change:
        shown = draft.text if revision == draft.revision else drafts.revision_text(place.db, draft.id, revision)
        if shown is None or _held(cut(place, draft, shown), search) != _held(document, search):
            raise SectionsError("Nothing was replaced: a section changed since you searched. Search again to see it.")
        replaced, count = sections.replace_all(document, search, words)
        if not count:
            raise SectionsError(f"“{search.words}” is not in this draft, so nothing was replaced.")
        times = "once" if count == 1 else f"{count} times"
        first = next(at for at, each in enumerate(document.sections) if any(search.find(each.source, place.separator)))
        return Change(f"Replaced “{search.words}” {times}.", replaced, draft.sections, first)

    return apply_change(place, change, revision)


def _held(document: Document, search: Search) -> Counter[str]:
    """The sections that something is found in, in whatever order they stand."""
    sources = (section.source for section in document.sections)
    return Counter(source for source in sources if any(search.find(source, document.separator)))
