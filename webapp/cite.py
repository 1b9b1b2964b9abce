"""Citing a link: what is inserted at the cursor."""

from webapp import addresses, blog, citations, links
from webapp.blog import Blog
from webapp.database import Database
from webapp.errors import AddressError
from webapp.links import Link


def cite_link(db: Database, site: Blog, link_id: int, selected: str = "", *, begins: bool = False) -> str:
    """Write a saved link as Markdown, around the words that the author selected, else with its title.

    begins: a sentence begins at the cursor, so the note comes along, as the author of this blog cites.
    Raises LinkNotFoundError, AddressError.
    """
    link = links.find_link(db, link_id)
    if selected.strip() or not begins:
        return citations.cite(link.address, link.title, selected=selected)
    first_words = blog.learn(site).weekly.citing.first_words
    return citations.cite_as_sentence(link.address, link.title, link.note, first_words)


def find_noted(db: Database, address: str) -> Link | None:
    """Find the saved link that an address is, in whatever spelling; None for one without notes and quotes."""
    try:
        link = links.find_by_key(db, addresses.canonical(address))
    except AddressError:
        return None
    return link if link and (link.notes or link.quotes) else None
