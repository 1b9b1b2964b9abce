"""Headings with `#`, and underlined ones after a blank line.

Source: kramdown syntax, "Headers", "Specifying a Header ID"; kramdown-parser-gfm: ATX headings need a blank after `#`
and none before the line.
"""

import re

from webapp.markdown.blocks.state import BlockState
from webapp.markdown.nodes import Node
from webapp.markdown.patterns import BLANKS, INDENT

_ATX = re.compile(r"(\#{1,6})[\t ]+(.*)\n")
_SETEXT = re.compile(rf"{INDENT}([^ \t\n].*)\n([-=])[-=]*[ \t\r\f\v]*\n")
_START = (
    r":A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_ID = re.compile(rf"[\t ]\{{\#([{_START}][{_START}\-.0-9\u00B7\u0300-\u036F\u203F-\u2040]*+)\}}\Z")
_CLOSING_MARKS = re.compile(r"[\t ]#+\Z")

# Without GitHub's ways: no blank behind the marks, and none before those at the end.
_BARE_ATX = re.compile(r"(\#{1,6})[\t ]*([^ \t].*)\n")
_BARE_CLOSING_MARKS = re.compile(r"(?<!\\)#+\Z")


def atx_heading(state: BlockState) -> bool:
    config = state.document.config
    match = (_ATX if config.gfm else _BARE_ATX).match(state.text, state.position)
    if not match or not (config.paragraph_end or state.after_boundary()):
        return False
    text, name = _words(match[2])
    closed = (_CLOSING_MARKS if config.paragraph_end else _BARE_CLOSING_MARKS).sub("", text)
    text = closed.rstrip(BLANKS) if closed != text else text
    return _add(state, match, len(match[1]), text, name)


def setext_heading(state: BlockState) -> bool:
    if not state.after_boundary():
        return False
    match = _SETEXT.match(state.text, state.position)
    if not match:
        return False
    text, name = _words(match[1])
    return _add(state, match, 2 if match[2] == "-" else 1, text, name)


def _words(text: str) -> tuple[str, str | None]:
    text = text.rstrip(BLANKS)
    match = _ID.search(text)
    return (text[: match.start()].rstrip(BLANKS), match[1]) if match else (text, None)


def _add(state: BlockState, match: re.Match[str], level: int, text: str, name: str | None) -> bool:
    """A heading without text is none."""
    if not text:
        return False
    words = state.raw_text(text, match.start(1 if match.re is _SETEXT else 2))
    heading = Node("heading", f"h{level}", 0, content=text, children=[words], info=str(level))
    if state.source.origins is None:
        heading.map = [state.source.line_at(match.start()), state.source.line_at(match.end())]
    if name:
        heading.attrs["id"] = name
    state.position = match.end()
    state.add(heading)
    return True
