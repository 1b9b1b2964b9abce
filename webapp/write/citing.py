"""Citing a link where no section is open: at the end of one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from webapp import citations, conventions, links, sections
from webapp.conventions import Series
from webapp.drafts import Draft
from webapp.links import Link
from webapp.sections import Document
from webapp.write.place import Place, locate, series_of
from webapp.write.structure import Change, Written, apply_change


def cite_at_end(
    place: Place, link_id: int, *, revision: str, position: int | None = None, to: int | None = None
) -> Written:
    """Write a link at the end of a section, with its note, as the author cites.

    position: of the section in the revision. to: else its id. Without both: the section the link is meant for, else the
    last one. Raises LinkNotFoundError, AddressError, SectionsError.
    """
    link = links.find_link(place.db, link_id)

    def words(series: Series) -> str:
        return cited(link, series)

    return _write_at_end(place, link, link.address, words, f"Cited “{link.display_title}”.", revision, position, to)


def quote_at_end(
    place: Place, link_id: int, quote_id: int, *, revision: str, to: int | None = None, fragment: str = ""
) -> Written:
    """Write a passage as a quotation with its link below, at the end of a section.

    to: as in `cite_at_end`. fragment: put behind the link's address, so that it leads to the passage; empty for none.
    Raises LinkNotFoundError, AddressError, SectionsError.
    """
    link = links.find_link(place.db, link_id)
    quote = links.find_quote(place.db, link_id, quote_id)
    address = link.address.partition("#")[0] + fragment if fragment else link.address

    def words(series: Series) -> str:
        return citations.quote(quote.text, address, series.writing.quotes.write(link.title)).rstrip("\n")

    return _write_at_end(place, link, address, words, f"Quoted from “{link.display_title}”.", revision, None, to)


def cited(link: Link, series: Series) -> str:
    """Write a link with its note as a kind of posts cites, its title in the author's quotation marks."""
    title = series.writing.quotes.write(link.title)
    return citations.cite_as_sentence(link.address, title, link.note, series.citing.first_words)


def append_links(
    document: Document, at: int, words: str, addresses: Iterable[str], series: Series, *, is_next_line: bool = False
) -> tuple[Document, str]:
    """Write words with links at the end of a section, in the link style of a kind of posts. Answers them, too.

    Definitions of references come last in the section, below those that it ends with.
    """
    targets = [citations.write_address(address) for address in addresses]
    taken = conventions.labels_in(sections.join(document))
    words, definitions = conventions.restyle(words, targets, series.writing.link_style.value, taken)
    section = document.sections[at]
    body, above = conventions.split_definitions(section.body) if definitions else (section.body, "")
    bare = [*document.sections[:at], replace(section, body=body), *document.sections[at + 1 :]]
    grown = sections.append(replace(document, sections=tuple(bare)), at, words, is_next_line=is_next_line)
    if definitions:
        lines = [*filter(None, [above]), *definitions]
        grown = sections.append(grown, at, document.ending.join(lines))
    return grown, words


def _write_at_end(
    place: Place,
    link: Link,
    address: str,
    write: Callable[[Series], str],
    said: str,
    revision: str,
    position: int | None,
    to: int | None,
) -> Written:
    def change(draft: Draft, document: Document) -> Change:
        series = series_of(place, draft.text)
        words = write(series)
        meant = link.section_id if link.draft_id == draft.id else None
        if position is not None:
            at = locate(place, draft, revision, position)
        else:
            at = _position_of(draft, (to, meant), len(document.sections) - 1)
        grown, inserted = append_links(document, at, words, [address], series)
        return Change(said, grown, draft.sections, at, inserted=inserted)

    return apply_change(place, change, revision)


def link_to_own(place: Place, words: str, *, revision: str, position: int) -> Written:
    """Write a link to an earlier post, as Markdown, at the end of a section. Raises SectionsError."""

    def change(draft: Draft, document: Document) -> Change:
        at = locate(place, draft, revision, position)
        written = " ".join(words.split())
        return Change("Linked to an earlier post.", sections.append(document, at, written), draft.sections, at)

    return apply_change(place, change, revision)


def _position_of(draft: Draft, wanted: Sequence[int | None], otherwise: int) -> int:
    """Where the first of these sections stands that the draft still has."""
    return next((draft.sections.index(identity) for identity in wanted if identity in draft.sections), otherwise)
