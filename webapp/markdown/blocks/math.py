"""Formulas between `$$` that stand alone.

Source: kramdown syntax, "Math Blocks".
"""

import re

from webapp.markdown.blocks.state import BlockState
from webapp.markdown.nodes import Node
from webapp.markdown.patterns import BLANKS, INDENT, LINE_END

_FORMULA = re.compile(rf"{INDENT}(\\)?\$\$(.*?)\$\$({LINE_END})?", re.DOTALL)
_ESCAPE = re.compile(rf"{INDENT}\\")


def math_block(state: BlockState) -> bool:
    if not state.after_boundary() or state.is_missing("$$"):
        return False
    match = _FORMULA.match(state.text, state.position)
    if not match:
        return False
    if match[1]:
        if match[3] is not None and (escape := _ESCAPE.match(state.text, state.position)):
            state.position = escape.end()
        return False
    start, state.position = state.position, match.end()
    if not state.before_boundary():
        state.position = start
        return False
    state.add(Node("math", "", 0, content=match[2].strip(BLANKS)))
    return True
