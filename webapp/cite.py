"""Citing a link: what is inserted at the cursor."""

from dataclasses import dataclass
from datetime import date

from webapp import addresses, citations, links, posts
from webapp.conventions import Series, restyle_in_place
from webapp.database import Database
from webapp.errors import AddressError
from webapp.links import Link
from webapp.posts import Told


def cite_link(db: Database, series: Series, link_id: int, selected: str = "", *, begins: bool = False) -> str:
    """Write a saved link as Markdown, around the words that the author selected, else with its title.

    series: the kind of posts that it is cited in.
    begins: a sentence begins at the cursor, so the note comes along, as the author of this blog cites.
    Raises LinkNotFoundError, AddressError.
    """
    link = links.find_link(db, link_id)
    title = series.writing.quotes.write(link.title)
    if selected.strip() or not begins:
        words = citations.cite(link.address, title, selected=selected)
    else:
        words = citations.cite_as_sentence(link.address, title, link.note, series.citing.first_words)
    return restyle_in_place(words, citations.write_address(link.address), series.writing.link_style.value)


@dataclass(frozen=True, slots=True)
class Noted:
    """What is known of a page that a post links to."""

    link: Link | None  # as it was saved, with notes or quotes; None without any
    before: Told | None  # where a post linked it; None if none did


def find_noted(db: Database, address: str, today: date) -> Noted | None:
    """Find what is known of the page at an address, in whatever spelling; None where nothing is."""
    try:
        key = addresses.canonical(address)
    except AddressError:
        return None
    link = links.find_by_key(db, key)
    noted = link if link and (link.notes or link.quotes) else None
    before = posts.tell(posts.posts_linking(db, key), today)
    return Noted(noted, before) if noted or before else None
