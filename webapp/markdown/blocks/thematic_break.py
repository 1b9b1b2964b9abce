"""Thematic breaks: three or more `*`, `-` or `_`.

Source: kramdown syntax, "Horizontal Rules".
"""

from webapp.markdown.blocks.state import BlockState
from webapp.markdown.nodes import Node
from webapp.markdown.patterns import BREAK


def thematic_break(state: BlockState) -> bool:
    match = BREAK.match(state.text, state.position)
    if not match:
        return False
    state.position = match.end()
    state.add(Node("thematic_break", "hr", 0))
    return True
