"""What a post says, links to and shows, in plain words: all that is known of a published post, from one reading."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.markdown.config import Config
from webapp.markdown.engine import DEFAULTS, read, write
from webapp.markdown.nodes import Node, plain
from webapp.markdown.targets import origin, read_entities
from webapp.markdown.texts import SectionText, is_said, section_texts_of, word_of
from webapp.sentences import sentence_around

_BLANKS = re.compile(r"\s+")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "br",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "img",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)


@dataclass(frozen=True, slots=True)
class SaidLink:
    """A link, and the words that it stands in, as a reader sees them."""

    address: str
    text: str
    sentence: str  # around it; a heading or the item of a list as a whole where it is no sentence
    section: int  # its position; 0 is the intro


@dataclass(frozen=True, slots=True)
class ShownImage:
    """An image in a post."""

    address: str
    alternative: str  # its text for who does not see it
    section: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a post says."""

    sections: tuple[SectionText, ...]
    links: tuple[SaidLink, ...]  # in the order in which they are read; those of footnotes where the footnote stands
    images: tuple[ShownImage, ...]
    html: str  # raw: never show it unsanitised


def read_said(text: str, config: Config = DEFAULTS, level: int = 2) -> Said:
    """Read a post's body. level: of the headings that begin a section, as in `section_texts`."""
    reading = read(text, config)
    children = reading.root.children
    starts = [node.map[0] for node in children if node.type == "heading" and int(node.info) == level and node.map]
    trees = [reading.root, *(footnote.content for footnote in reading.document.footnotes.values())]
    found = [each for tree in trees for block in _blocks(tree) for each in _spans_of(block)]
    placed = sorted(((origin(node), node, sentence) for node, sentence in found), key=lambda each: each[0])
    return Said(
        tuple(section_texts_of(reading.root, level)),
        tuple(
            SaidLink(
                read_entities(str(node.attrs["href"])), _fold(_text(node)), sentence, bisect_right(starts, place[0])
            )
            for place, node, sentence in placed
            if node.tag == "a"
        ),
        tuple(
            ShownImage(str(node.attrs.get("src", "")), str(node.attrs.get("alt", "")), bisect_right(starts, place[0]))
            for place, node, _ in placed
            if node.tag == "img"
        ),
        write(reading),
    )


class _Line:
    """The words of a block, with where its links and images stand in them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.spans: list[tuple[int, int, Node]] = []

    def add(self, node: Node) -> None:
        start = self.length
        word = word_of(node)
        if word is not None:
            self.parts.append(word)
            self.length += len(word)
        for child in node.children if word is None else ():
            self.add(child)
        if (node.tag == "a" and "href" in node.attrs) or node.tag == "img":
            self.spans.append((start, self.length, node))


def _blocks(node: Node) -> Iterator[Node]:
    """The innermost blocks: those that hold words rather than blocks."""
    if node.tag not in _INLINE and any(_holds_words(child) for child in node.children):
        for child in node.children:
            yield from _blocks(child)
    elif is_said(node):
        yield node


def _holds_words(child: Node) -> bool:
    return child.category == "block" and child.type not in ("text", "image", "link") and child.tag not in _INLINE


def _spans_of(block: Node) -> Iterator[tuple[Node, str]]:
    line = _Line()
    line.add(block)
    text = "".join(line.parts)
    for start, end, node in line.spans:
        yield node, sentence_around(text, start, end)


def _text(node: Node) -> str:
    line = _Line()
    line.add(node)
    return "".join(line.parts) or plain(node)


def _fold(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
