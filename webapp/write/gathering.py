"""Gathering what is left of the week into the round-up, written as the author writes it."""

from collections.abc import Sequence

from webapp import links, sections
from webapp.conventions import RoundupForm, is_list, split_definitions
from webapp.drafts import Draft
from webapp.errors import SectionsError
from webapp.sections import Document
from webapp.write.citing import append_links, cited
from webapp.write.place import Place, series_of
from webapp.write.structure import Change, Written, apply_change


def gather_links(place: Place, link_ids: Sequence[int], *, revision: str | None = None) -> Written:
    """Write links at the end of the round-up, each with its note as the start of the sentence.

    They come as a list where the round-up at hand is one, or where it usually is one; else as sentences.
    A draft without a round-up gets one. revision: that the page was served as.
    Raises LinkNotFoundError, AddressError, SectionsError.
    """
    chosen = [links.find_link(place.db, link_id) for link_id in link_ids]
    if not chosen:
        raise SectionsError("No link was chosen, so nothing was gathered.")

    def change(draft: Draft, document: Document) -> Change:
        series = series_of(place, draft.text)
        sentences = [cited(link, series) for link in chosen]
        ids = list(draft.sections)
        if len(document.sections) == 1 or not series.closes_with_roundup(document.sections[-1]):
            document = sections.insert(document, len(document.sections), series.roundup)
            ids.append(0)
        at = len(document.sections) - 1
        body = split_definitions(document.sections[at].body)[0]
        as_list = is_list(body) if body.strip() else series.writing.roundup_form.value is RoundupForm.LIST
        written = document.ending.join(f"- {each}" for each in sentences) if as_list else " ".join(sentences)
        addresses = [link.address for link in chosen]
        is_next_line = as_list and is_list(body)
        grown, written = append_links(document, at, written, addresses, series, is_next_line=is_next_line)
        words = f"Gathered {len(chosen)} {'link' if len(chosen) == 1 else 'links'}."
        return Change(words, grown, ids, at, inserted=written)

    return apply_change(place, change, revision)
