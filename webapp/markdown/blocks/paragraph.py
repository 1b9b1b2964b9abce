"""Paragraphs: up to a blank line, or a block that needs none before it.

Source: kramdown syntax, "Paragraphs"; kramdown-parser-gfm, option `gfm_quirks: paragraph_end`.
"""

import re

from webapp.markdown.blocks.state import BlockState
from webapp.markdown.nodes import Node
from webapp.markdown.patterns import BLANKS, PARAGRAPH_END, PARAGRAPH_END_WITHOUT_QUIRK

# Too little for code, and no paragraph begins with a tab: such a line is text that stands in no element.
_BARE = re.compile(r" {1,3}\t")


def paragraph(state: BlockState) -> bool:
    """Read the line and those that go on with it; right after another paragraph they belong to that one."""
    start = state.position
    end = state.line_end(start)
    if _BARE.match(state.text, start):
        return _bare_line(state, end)
    ending = PARAGRAPH_END if state.document.config.paragraph_end else PARAGRAPH_END_WITHOUT_QUIRK
    while not ending.match(state.text, end):
        end = state.line_end(end)
    state.position = end
    text = state.text[start:end].rstrip(BLANKS)
    last = state.last
    if last and last.type == "paragraph" and last.children:
        joint = "  \n" if state.text[max(start - 3, 0) : start] == "  \n" else "\n"
        last.children[-1].content += joint + text
        return True
    stripped = text.lstrip(BLANKS)
    words = state.raw_text(stripped, start + len(text) - len(stripped))
    state.add(Node("paragraph", "p", 0, children=[words] if stripped else []))
    return True


def _bare_line(state: BlockState, end: int) -> bool:
    text, last = state.text[state.position : end], state.last
    if last and last.type == "raw_text":
        last.content += text
    else:
        state.parent.children.append(state.raw_text(text, state.position))
    state.position = end
    return True
