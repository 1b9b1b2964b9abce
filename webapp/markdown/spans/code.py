"""Code between backticks.

Source: kramdown syntax, "Code Spans": one backtick with blanks on both sides is a backtick.
"""

import re
from functools import lru_cache

from webapp.markdown.nodes import Node
from webapp.markdown.patterns import BLANKS
from webapp.markdown.spans.state import SpanState

_TICKS = re.compile(r"`+")


def code(state: SpanState) -> bool:
    match = _TICKS.match(state.text, state.position)
    if not match:
        return False
    ticks, start = match[0], state.position
    if len(ticks) == 1 and _is_plain(state):
        state.add_text(ticks)
        state.position += 1
        return True
    end = state.find(_pattern(ticks), match.end())
    if not end:
        state.add_text(ticks)
        state.position = match.end()
        return True
    content = state.text[match.end() : end.start()]
    if len(ticks) > 1:
        content = content.removeprefix(" ").removesuffix(" ")
    state.position = end.end()
    state.mark(state.add(Node("code_span", "code", 0, content=content)), start)
    return True


@lru_cache(maxsize=32)
def _pattern(ticks: str) -> re.Pattern[str]:
    return re.compile(ticks)


def _is_plain(state: SpanState) -> bool:
    before = state.text[max(state.position - 1, 0) : state.position]
    after = state.text[state.position + 1 : state.position + 2]
    return after != "" and after in BLANKS.rstrip("\0") and before in ("", *BLANKS.rstrip("\0"))
