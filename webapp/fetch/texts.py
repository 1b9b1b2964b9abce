"""The main part of a page: as HTML for the reader, and the same as plain words, in which quotes are found.

Source: trafilatura's documentation, "Core functions"; HTML Living Standard 15.3 (which elements begin a line).
"""

import re
from html import escape
from html.parser import HTMLParser

from webapp.fetch.values import Reading
from webapp.sanitising import sanitise

MOST_CHARACTERS = 1_000_000  # of HTML that the main part is looked for in: 4 to 8 seconds
MOST_FOR_BOTH = 300_000  # above, only the quicker of trafilatura's ways is gone
LONGEST_HTML, LONGEST_TEXT = 1_500_000, 600_000  # characters; a long book has 600,000
_BLOCKS = frozenset(
    ("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "tr", "hr")
)


def main_part(html: str, address: str) -> Reading:
    """Find the main part of a page. Nothing is found in what has none, or is nested beyond reading."""
    import trafilatura  # only here: it takes 0.2 seconds to begin

    html = html[:MOST_CHARACTERS]
    found = trafilatura.extract(
        html,
        url=address,
        output_format="html",
        fast=len(html) > MOST_FOR_BOTH,
        include_comments=False,
        include_formatting=True,
        include_links=True,
    )
    return as_main_part(found or "")


def as_main_part(html: str) -> Reading:
    """Sanitise HTML that is the main part already, and write it as plain words."""
    safe = sanitise(html)
    if len(safe) > LONGEST_HTML:
        safe = sanitise(safe[:LONGEST_HTML])
    text = plain(safe)[:LONGEST_TEXT]
    return Reading(html=safe if text else "", text=text, word_count=len(text.split()))


def from_paragraphs(paragraphs: list[str]) -> Reading:
    """The main part where there are only words."""
    return as_main_part("".join(f"<p>{escape(words, quote=False)}</p>\n" for words in paragraphs))


def plain(html: str) -> str:
    """Write sanitised HTML as plain words, each block on a line of its own."""
    parser = _WordParser()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


class _WordParser(HTMLParser):
    """Collects the words; a line ends where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)

    def handle_data(self, data: str) -> None:
        self.pieces.append(re.sub(r"\s", " ", data))

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append(" ")
