"""The headings that cut a post into sections."""

from dataclasses import dataclass

from webapp.markdown.engine import parser


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
    """List the top-level headings in order."""
    tokens = parser().parse(text)
    found = []
    for token, inline in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open" and token.level == 0 and token.map and inline.content:
            found.append(Heading(int(token.tag[1:]), inline.content, token.map[0], token.map[1]))
    return found
