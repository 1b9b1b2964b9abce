"""Citing a link: what is inserted at the cursor."""

from webapp import citations, links
from webapp.database import Database


def cite_link(db: Database, link_id: int, selected: str = "") -> str:
    """Write a saved link as Markdown, around the words that the author selected, else with its title.

    Raises LinkNotFoundError, AddressError.
    """
    link = links.find_link(db, link_id)
    return citations.cite(link.address, link.title, selected=selected)


def quote_link(db: Database, link_id: int, quote_id: int) -> str:
    """Write a passage of a saved link as a quotation with the link below it. Raises LinkNotFoundError."""
    link = links.find_link(db, link_id)
    text = next((quote.text for quote in link.quotes if quote.id == quote_id), "")
    return citations.quote(text, link.address, link.title)
