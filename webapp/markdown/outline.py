"""The headings that cut a post into sections."""

from dataclasses import dataclass

from webapp.markdown.engine import read_outline


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that stands at the top level, in no list, quote, fence, comment or block of HTML.

    text: its Markdown, without the marks. line, end_line: half-open, from 0.
    """

    level: int
    text: str
    line: int
    end_line: int


def headings(text: str) -> list[Heading]:
    """List the top-level headings in order, as the blog's engine sees them."""
    return [
        Heading(int(node.info), node.children[0].content, node.map[0], node.map[1])
        for node in read_outline(text).children
        if node.type == "heading" and node.map
    ]
