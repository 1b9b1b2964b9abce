"""Line breaks: two blanks or two backslashes at the end of a line.

Source: kramdown syntax, "Line Wrapping / Hard Line Breaks". GitHub's single backslash is read later, in texts.
"""

import re

from webapp.markdown.nodes import Node
from webapp.markdown.spans.state import SpanState

_BREAK = re.compile(r"(?:  |\\\\)(?=\n)")


def line_break(state: SpanState) -> bool:
    if state.document.config.hard_wrap or not _BREAK.match(state.text, state.position):
        return False
    state.add(Node("line_break", "br", 0))
    state.position += 2
    return True
