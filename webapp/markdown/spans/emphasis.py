"""`*em*`, `**strong**`, and the same with `_`, which does nothing inside a word.

Source: kramdown syntax, "Emphasis".
"""

import re

from webapp.markdown.nodes import Node
from webapp.markdown.patterns import BLANKS
from webapp.markdown.spans.reading import read_spans
from webapp.markdown.spans.state import SpanState, Stop

_MARKS = re.compile(r"\*\*?|__?")
_STOPS = {mark: re.compile(re.escape(mark)) for mark in ("*", "**", "_", "__")}


def emphasis(state: SpanState) -> bool:
    match = _MARKS.match(state.text, state.position)
    if not match:
        return False
    mark, start = match[0], state.position
    kind = "strong" if len(mark) == 2 else "em"
    if not _may_open(state, mark, kind) or state.document.steps < 0:
        _as_text(state, start, mark)
        return True
    state.position = match.end()
    found = _read(state, mark, kind)
    if not found and kind == "strong" and state.parent.type != "em":
        state.position = start + 1
        mark = mark[0]
        found = _read(state, mark, "em")
    if found:
        state.position += len(mark)
        state.add(found)
    else:
        _as_text(state, start, match[0])
    return True


def _as_text(state: SpanState, start: int, mark: str) -> None:
    state.position = start
    state.add_text(mark)
    state.position = start + len(mark)


def _may_open(state: SpanState, mark: str, kind: str) -> bool:
    text, start = state.text, state.position
    after = text[start + len(mark) : start + len(mark) + 1]
    if after and after in " \t\n\v\f\r":
        return False
    if kind == state.parent.type or kind in state.enclosing:
        return False
    before = text[max(start - 2, 0) : start]
    in_word = before[-1:].isalpha() or (before[-1:] == "-" and before[:-1].isalpha())
    return not (mark[0] == "_" and in_word)


def _read(state: SpanState, mark: str, kind: str) -> Node | None:
    node = Node(kind, kind, 0)

    def accept(end: re.Match[str]) -> bool:
        text, at = state.text, end.start()
        after = text[end.end() : end.end() + 1]
        if at > 0 and text[at - 1] in BLANKS.rstrip("\0"):
            return False
        if kind == "em" and text.startswith(mark * 2, at) and not text.startswith(mark, at + 2):
            return False
        return bool(node.children) and not (mark[0] == "_" and after.isalnum())

    return node if read_spans(state, node, Stop(_STOPS[mark], accept)) else None
