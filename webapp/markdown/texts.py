"""What a post says, section by section, without its marks: for searching and for showing a few words of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.markdown.config import Config
from webapp.markdown.engine import DEFAULTS, read
from webapp.markdown.ids import typographic_quote
from webapp.markdown.nodes import Node

_ADDRESS = re.compile(r"https?://\S+")
_BLANKS = re.compile(r"\s+")
_WORDS = ("text", "code_span", "math", "symbol", "entity")
_LEFT_OUT = ("code_block", "blank", "comment")  # what is no sentence


@dataclass(frozen=True, slots=True)
class SectionText:
    """A section in plain words, on one line. The intro has no heading and no anchor."""

    heading: str
    anchor: str  # the id of its heading in the page; empty where the blog gives none
    text: str  # without addresses, code blocks and footnotes


def section_texts(text: str, level: int = 2, config: Config = DEFAULTS) -> list[SectionText]:
    """List what the sections of a post's body say, the intro first.

    level: of the headings that begin a section: 2 for `##`, as in `sections.split`.
    """
    return section_texts_of(read(text, config).root, level)


def section_texts_of(root: Node, level: int = 2) -> list[SectionText]:
    """List what the sections of a post that was read say."""
    found = [("", "", [""])]
    for node in root.children:
        if node.type == "heading" and int(node.info) == level:
            found.append((_fold(_readable(node)), str(node.attrs.get("id", "")), []))
        else:
            found[-1][2].extend(_blocks(node))
    return [SectionText(heading, anchor, _fold(" ".join(said))) for heading, anchor, said in found]


def _blocks(node: Node) -> Iterator[str]:
    """The blocks of text in a block, so that the words of two paragraphs or cells do not touch."""
    if not is_said(node):
        return
    if any(child.category == "block" and child.type != "text" for child in node.children):
        for child in node.children:
            yield from _blocks(child)
    else:
        yield _readable(node)


def is_said(node: Node) -> bool:
    """Is a block made of words that are sentences?"""
    return node.type not in _LEFT_OUT


def word_of(node: Node) -> str | None:
    """What a node itself says; None for one that only holds others."""
    if node.type in _WORDS:
        return node.content
    return typographic_quote(node) if node.type == "quote_mark" else None


def _readable(node: Node) -> str:
    word = word_of(node)
    return "".join(_readable(child) for child in node.children) if word is None else word


def _fold(text: str) -> str:
    return _BLANKS.sub(" ", _ADDRESS.sub("", text)).strip()
