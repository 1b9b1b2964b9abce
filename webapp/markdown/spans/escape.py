"""A backslash before a character of Markdown's own.

Source: kramdown syntax, "Automatic and Manual Escaping"; kramdown-parser-gfm adds `~`.
"""

import re

from webapp.markdown.spans.state import SpanState

_ESCAPED = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=\-~])")
_ESCAPED_IN_LABEL = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=\-])")


def escape(state: SpanState) -> bool:
    match = _ESCAPED.match(state.text, state.position)
    if not match or (match[1] == "~" and not state.document.config.gfm):
        return False
    state.add_text(match[1])
    state.position = match.end()
    return True


def unescape_label(text: str) -> str:
    return _ESCAPED_IN_LABEL.sub(r"\1", text)
