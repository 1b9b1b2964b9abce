"""Blank lines, and the mark `^` that ends a block.

Source: kramdown syntax, "Blank lines" and "EOB Marker".
"""

from webapp.markdown.blocks.state import BlockState
from webapp.markdown.nodes import Node
from webapp.markdown.patterns import BLANK_LINES, END_OF_BLOCK_PATTERN


def blank(state: BlockState) -> bool:
    match = BLANK_LINES.match(state.text, state.position)
    if not match:
        return False
    state.position = match.end()
    if state.last and state.last.type == "blank":
        state.last.content += match[0]
    else:
        state.add(Node("blank", "", 0, content=match[0]))
    return True


def end_of_block(state: BlockState) -> bool:
    match = END_OF_BLOCK_PATTERN.match(state.text, state.position)
    if not match:
        return False
    state.position = match.end()
    state.add(Node("end", "", 0))
    return True
