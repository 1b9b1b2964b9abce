"""The addresses that a post links to, and those it only mentions."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from webapp.markdown.engine import Reading, read
from webapp.markdown.nodes import Node, plain

KEPT = 4  # texts
_BARE = re.compile(r"https?://[^\s<>\"']+")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|\w+);")
_LINE_END = re.compile(r"\r\n|\r|\n")
_TRAILING = ".,;:!?)]}*_\u2019\u201d\u2026"


@dataclass(frozen=True, slots=True)
class TextLink:
    """A link as it stands in the text. line, column: from 0, where it begins."""

    address: str
    text: str
    line: int
    column: int


def links(text: str) -> list[TextLink]:
    """List what the text links to: inline, by reference, in angle brackets, in HTML. Images are none."""
    found = [_text_link(node) for node in _nodes(text) if node.tag == "a" and "href" in node.attrs]
    return sorted(found, key=lambda link: (link.line, link.column))


def bare_addresses(text: str) -> list[TextLink]:
    """List addresses that stand in the text without being links: the engine does not make links of them."""
    lines = re.split(r"\r\n|\r|\n", text)
    found: list[TextLink] = []
    for node in _nodes(text, skip=("link", "html")):
        if node.type == "text":
            line, _ = node.meta.get("at", (0, 0))
            found.extend(_bare_in(node.content, line, lines))
    return sorted(found, key=lambda link: (link.line, link.column))


def free_spans(text: str) -> list[tuple[int, int]]:
    """List the spans of a text, in characters, that are read as words and stand in no link, image, HTML or heading.

    Each lies in one line. What is not read as it is written, such as what has a backslash, belongs to none.
    """
    starts = [0, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
    found: list[tuple[int, int]] = []
    for node in _nodes(text, skip=("link", "image", "html", "heading", "abbreviation")):
        if node.type == "text" and "at" in node.meta:
            line, column = node.meta["at"]
            found.extend(_written_as_read(text, starts, node.content.split("\n"), (line, column)))
    return _joined(sorted(found), text)


def _written_as_read(text: str, starts: list[int], pieces: list[str], at: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for number, piece in enumerate(pieces, start=at[0]):
        if number + 1 >= len(starts):
            return
        first = starts[number] + at[1] if number == at[0] else text.find(piece, starts[number], starts[number + 1])
        if piece and first >= 0 and text.startswith(piece, first):
            yield first, first + len(piece)


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans that touch, or that only an apostrophe parts, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and text[joined[-1][1] : start] in ("", "'", "’"):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _bare_in(content: str, first: int, lines: list[str]) -> Iterator[TextLink]:
    for match in _BARE.finditer(content):
        address = match[0].rstrip(_TRAILING)
        line = min(first + content.count("\n", 0, match.start()), len(lines) - 1)
        column = lines[line].find(address)
        yield TextLink(address, address, line, max(column, 0))


def _text_link(node: Node) -> TextLink:
    line, column = origin(node)
    return TextLink(read_entities(str(node.attrs["href"])), plain(node), line, column)


def read_entities(address: str) -> str:
    """An address as a browser reads it: `&#41;` is `)`, and `&copy=` stays as it is."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), address)


def origin(node: Node) -> tuple[int, int]:
    """Line and column of the post on which a link, an image or a text begins."""
    if "at" in node.meta:
        line, column = node.meta["at"]
        return int(line), int(column)
    return node.place.locate("", 0) if node.place else (0, 0)


@lru_cache(maxsize=KEPT)
def _read(text: str) -> Reading:
    """Read a text once for all who ask about it. The nodes are looked at only."""
    return read(text)


def _nodes(text: str, skip: tuple[str, ...] = ()) -> Iterator[Node]:
    reading = _read(text)
    yield from _walk(reading.root, skip)
    for footnote in reading.document.footnotes.values():
        yield from _walk(footnote.content, skip)


def _walk(node: Node, skip: tuple[str, ...]) -> Iterator[Node]:
    for child in node.children:
        if child.type not in skip:
            yield child
            yield from _walk(child, skip)
