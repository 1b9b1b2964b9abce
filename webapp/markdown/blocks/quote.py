"""Quotes: lines after `>`, and lazy ones.

Source: kramdown syntax, "Blockquotes".
"""

from webapp.markdown.blocks.state import BlockState
from webapp.markdown.nodes import Node, Source
from webapp.markdown.patterns import LAZY_END_PATTERN, QUOTE_START


def quote(state: BlockState) -> bool:
    if not QUOTE_START.match(state.text, state.position):
        return False
    start, end = state.position, state.line_end(state.position)
    while not LAZY_END_PATTERN.match(state.text, end):
        end = state.line_end(end)
    state.position = end
    block = state.add(Node("quote", "blockquote", 0))
    state.nest(_unquoted(state, start, end), block)
    return True


def _unquoted(state: BlockState, start: int, end: int) -> Source:
    lines, origins = [], []
    number = state.source.line_at(start)
    while start < end:
        after = state.line_end(start)
        mark = QUOTE_START.match(state.text, start)
        width = mark.end() - start if mark else 0
        lines.append(state.text[start + width : after])
        origins.append(state.source.origin(number, width))
        start, number = after, number + 1
    return Source("".join(lines), origins)
