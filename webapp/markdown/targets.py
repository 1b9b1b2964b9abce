"""The addresses that a post links to, and those it only mentions."""

import re
from dataclasses import dataclass

from webapp.markdown.engine import parser

_BARE = re.compile(r"https?://[^\s<>\"\])]+")


@dataclass(frozen=True, slots=True)
class TextLink:
    """A link as it stands in the text. line, column: from 0, where it begins."""

    address: str
    text: str
    line: int
    column: int


def links(text: str) -> list[TextLink]:
    """List what the text links to: inline, by reference, in angle brackets, in HTML."""
    found = []
    for token in parser().parse(text):
        opened = None
        for child in token.children or []:
            if child.type == "link_open":
                opened, words = str(child.attrGet("href") or ""), ""
            elif child.type == "link_close" and opened is not None:
                found.append(TextLink(opened, words, token.map[0] if token.map else 0, 0))
                opened = None
            elif opened is not None:
                words += child.content
    return found


def bare_addresses(text: str) -> list[TextLink]:
    """List addresses that stand in the text without being links: the engine does not make links of them."""
    linked = {link.address for link in links(text)}
    found = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text)):
        for match in _BARE.finditer(line):
            if match[0] not in linked:
                found.append(TextLink(match[0], match[0], number, match.start()))
    return found
