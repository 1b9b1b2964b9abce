"""Formulas between `$$` inside text.

Source: kramdown syntax, "Math Blocks" (inline math).
"""

import re

from webapp.markdown.nodes import Node
from webapp.markdown.patterns import BLANKS
from webapp.markdown.spans.state import SpanState

_MARK = re.compile(r"\$\$")


def math(state: SpanState) -> bool:
    if not _MARK.match(state.text, state.position):
        return False
    end = state.find(_MARK, state.position + 2)
    if not end:
        return False
    state.add(Node("math", "", 0, content=state.text[state.position + 2 : end.start()].strip(BLANKS)))
    state.position = end.end()
    return True
