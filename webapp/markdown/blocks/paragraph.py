"""Paragraphs: up to a blank line, or a block that needs none before it.

Source: kramdown syntax, "Paragraphs"; kramdown-parser-gfm, option `gfm_quirks: paragraph_end`.
"""

from webapp.markdown.blocks.state import BlockState
from webapp.markdown.nodes import Node
from webapp.markdown.patterns import BLANKS, PARAGRAPH_END


def paragraph(state: BlockState) -> bool:
    """Read the line and those that go on with it; right after another paragraph they belong to that one."""
    start = state.position
    end = state.line_end(start)
    while not PARAGRAPH_END.match(state.text, end):
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
