"""References to footnotes. One without a definition is text.

Source: kramdown syntax, "Footnotes".
"""

import re

from webapp.markdown.nodes import Node
from webapp.markdown.patterns import NAME
from webapp.markdown.spans.state import SpanState

_REFERENCE = re.compile(rf"\[\^({NAME})\]")


def footnote(state: SpanState) -> bool:
    match = _REFERENCE.match(state.text, state.position)
    if not match:
        return False
    if match[1] in state.document.footnotes:
        state.add(Node("footnote", "sup", 0, info=match[1]))
    else:
        state.add_text(match[0])
    state.position = match.end()
    return True
