"""Addresses in angle brackets. Bare addresses are plain text.

Source: kramdown syntax, "Automatic Links".
"""

import re

from webapp.markdown.nodes import Node
from webapp.markdown.spans.state import SpanState

_ADDRESS = re.compile(r"<((?:mailto|https?|ftps?):.[^>\n]*|[\w.\-]+@[\w.\-]+)>")
_END = re.compile(">")


def autolink(state: SpanState) -> bool:
    if not state.find(_END, state.position):
        return False
    match = _ADDRESS.match(state.text, state.position)
    if not match:
        return False
    address = match[1]
    is_mail = not re.match(r"(?:mailto|https?|ftps?):", address)
    node = Node("link", "a", 0, attrs={"href": f"mailto:{address}" if is_mail else address})
    node.children.append(Node("text", "", 0, content=address.removeprefix("mailto:"), category="span"))
    state.mark(node, match.start())
    state.add(node)
    state.position = match.end()
    return True
