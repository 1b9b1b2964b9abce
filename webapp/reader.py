"""Reading a link: its kept text with the author's passages marked in it, and what is known and noted of it."""

from dataclasses import dataclass

from webapp import highlights, links
from webapp.database import Database
from webapp.highlights import Passage
from webapp.links import Link, Quote


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """A passage that the author kept."""

    quote: Quote
    is_missing: bool  # is it no longer in the text, or is there none?
    fragment: str  # of the address that leads a browser to it


@dataclass(frozen=True, slots=True)
class Reading:
    """One link as it is read."""

    link: Link
    html: str  # the kept text, to be sanitised; empty where none is kept
    passages: tuple[KeptPassage, ...]


def read_link(db: Database, link_id: int) -> Reading:
    """Read a link with its kept text. Writes nothing. Raises LinkNotFoundError."""
    link = links.find_link(db, link_id)
    kept = links.find_text(db, link_id)
    passages = [Passage(quote.id, quote.text, quote.prefix, quote.suffix) for quote in link.quotes]
    marked = highlights.mark_passages(kept.html if kept else "", passages)
    return Reading(
        link=link,
        html=marked.html,
        passages=tuple(
            KeptPassage(quote, quote.id in marked.missing, highlights.fragment_of(quote.text)) for quote in link.quotes
        ),
    )
