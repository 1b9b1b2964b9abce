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
# What kramdown calls them, in its option `typographic_symbols`.
NAMES = {
    "\u2014": "mdash",
    "\u2013": "ndash",
    "\u2026": "hellip",
    "\u00ab\u00a0": "laquo_space",
    "\u00a0\u00bb": "raquo_space",
    "\u00ab": "laquo",
    "\u00bb": "raquo",
}


def symbols(state: SpanState) -> bool:
    match = _SYMBOL.match(state.text, state.position)
    if not match or not state.document.config.typographic:
        return False
    state.position = match.end()
    if match[0][0] == "\\":
        state.add(Node("entity", "", 0, info=match[0][1]))
        state.add(Node("entity", "", 0, info=match[0][1]))
    else:
        state.add(Node("symbol", "", 0, content=SYMBOLS[match[0]]))
    return True
