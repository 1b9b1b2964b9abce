"""Lines that define something used elsewhere: links, footnotes, abbreviations.

Source: kramdown syntax, "Link Definitions", "Footnotes", "Abbreviations". The last definition of a name holds.
"""

import re

from webapp.markdown.blocks.code import CODE_LINES
from webapp.markdown.blocks.state import BlockState
from webapp.markdown.document import Footnote, LinkDefinition
from webapp.markdown.nodes import Node, Source
from webapp.markdown.patterns import BLANKS, CODE_INDENT, INDENT, NAME, SPACE

_LINK = re.compile(
    rf"{INDENT}\[([^\n\]]+)\]:[ \t]*(?:<(.*?)>|([^\n]*?[^ \t\n\v\f\r][^\n]*?))"
    r"(?:(?:[ \t]*?\n|[ \t]+?)[ \t]*?([\"'])(.+?)\4)?[ \t]*?\n"
)
_TITLE_MARK = re.compile(r"[ \t]+[\"']")
_FOOTNOTE = re.compile(rf"{INDENT}\[\^({NAME})\]:(.*\n{CODE_LINES})")
_ABBREVIATION = re.compile(rf"{INDENT}\*\[(.+?)\]:(.*)\n")
_BLANKS = re.compile(rf"{SPACE}+")


def link_key(name: str) -> str:
    """The form in which the names of references are compared."""
    return _BLANKS.sub(" ", name).lower()


def link_definition(state: BlockState) -> bool:
    match = _LINK.match(state.text, state.position)
    if not match or (match[3] and _TITLE_MARK.search(match[3])):
        return False
    state.position = match.end()
    end = state.add(Node("end", "", 0, info="link"))
    address = match[2] if match[2] is not None else match[3]
    state.document.links[link_key(match[1])] = LinkDefinition(address, match[5], end)
    return True


def footnote_definition(state: BlockState) -> bool:
    match = _FOOTNOTE.match(state.text, state.position)
    if not match:
        return False
    content = Node("footnote_definition", "", 0)
    state.nest(_unindented(state, match.start(2), match.end()), content)
    state.position = match.end()
    end = state.add(Node("end", "", 0, info="footnote"))
    state.document.footnotes.pop(match[1], None)
    state.document.footnotes[match[1]] = Footnote(content, end)
    return True


def _unindented(state: BlockState, start: int, end: int) -> Source:
    lines, origins = [], []
    number = state.source.line_at(start)
    shift = start - state.source.starts[number]
    while start < end:
        after = state.line_end(start)
        indent = CODE_INDENT.match(state.text[start:after])
        width = indent.end() if indent else 0
        lines.append(state.text[start + width : after])
        origins.append(state.source.origin(number, shift + width))
        start, number, shift = after, number + 1, 0
    return Source("".join(lines), origins)


def abbreviation_definition(state: BlockState) -> bool:
    match = _ABBREVIATION.match(state.text, state.position)
    if not match:
        return False
    state.position = match.end()
    end = state.add(Node("end", "", 0, info="abbreviation"))
    state.document.abbreviations[match[1]] = (match[2].strip(BLANKS), end)
    return True
