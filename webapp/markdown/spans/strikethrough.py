"""`~~deleted~~`.

Source: kramdown-parser-gfm; GitHub Flavored Markdown Spec, 6.5.
"""

import re

from webapp.markdown.nodes import Node
from webapp.markdown.spans.reading import read_spans
from webapp.markdown.spans.state import SpanState

_START = re.compile(r"~~(?![ \t\n\v\f\r~])")
_END = re.compile(r"[^ \t\n\v\f\r~]~~")


def strikethrough(state: SpanState) -> bool:
    if not state.document.config.gfm or not _START.match(state.text, state.position):
        return False
    end = state.find(_END, state.position + 2)
    if not end:
        return False
    node = Node("deleted", "del", 0)
    inner = SpanState(state.text[state.position + 2 : end.end() - 2], state.document, node, state.rules, state.place)
    inner.shift = state.shift + state.position + 2
    inner.enclosing = ["deleted"] * len(state.enclosing)
    read_spans(inner, node)
    inner.add_text(inner.text[inner.position :])
    state.position = end.end()
    state.add(node)
    return True
