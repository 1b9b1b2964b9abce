"""arXiv: the abstract's page has `citation_*` tags, and often says how many pages a paper has.

Source: pages of arxiv.org/abs; its comments are free text by the authors, by custom “18 pages, 5 figures”.
"""

import re

from webapp.addresses import Thing
from webapp.fetch.facts import read_facts
from webapp.fetch.heads import read_head
from webapp.fetch.texts import from_paragraphs
from webapp.fetch.values import Reading

_PAGES = re.compile(r"comments[^<>]{0,80}>[^<>]{0,200}?\b(\d{1,4})\s+pages?\b", re.IGNORECASE)


def abstract_address(thing: Thing, address: str) -> str:
    """The abstract's page, for an address of the PDF or the HTML; empty for the abstract itself."""
    return "" if "/abs/" in address else f"https://arxiv.org/abs/{thing.name}"


def read_page(thing: Thing, text: str) -> Reading:
    """Read the abstract's page; the HTML of a paper has no such tags, and is read as any page."""
    facts = read_facts(read_head(text), thing.page)
    if not facts.kind:
        return Reading(kind="paper")
    pages = _PAGES.search(text)
    kept = from_paragraphs([facts.description] if facts.description else [])
    return Reading(
        title=facts.title,
        author=facts.author,
        published_on=facts.published_on,
        description=facts.description,
        kind="paper",
        page_count=int(pages[1]) if pages else 0,
        html=kept.html,
        text=kept.text,
    )
