"""Dashes, three dots and angle quotes.

Source: kramdown syntax, "Typographic Symbols".
"""

import re

from webapp.markdown.nodes import Node
from webapp.markdown.spans.state import SpanState

_SYMBOL = re.compile(r"---|--|\.\.\.|\\<<|\\>>|<< | >>|<<|>>")
SYMBOLS = {
    "---": "\u2014",
    "--": "\u2013",
    "...": "\u2026",
    "<< ": "\u00ab\u00a0",
    " >>": "\u00a0\u00bb",
    "<<": "\u00ab",
    ">>": "\u00bb",
}


def symbols(state: SpanState) -> bool:
    match = _SYMBOL.match(state.text, state.position)
    if not match:
        return False
    state.position = match.end()
    if match[0][0] == "\\":
        escaped = "&lt;" if match[0][1] == "<" else "&gt;"
        state.add(Node("entity", "", 0, content=escaped, info=match[0][1]))
        state.add(Node("entity", "", 0, content=escaped, info=match[0][1]))
    else:
        state.add(Node("symbol", "", 0, content=SYMBOLS[match[0]]))
    return True
