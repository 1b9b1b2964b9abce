"""Lines in braces: attributes, lists of attributes under a name, comments and raw HTML.

Source: kramdown syntax, "Block Inline Attribute Lists", "Attribute List Definitions", "Extensions".
"""

import re

from webapp.markdown.attributes import parse_attributes
from webapp.markdown.blocks.state import BlockState
from webapp.markdown.document import Document
from webapp.markdown.nodes import AttributeList, Node
from webapp.markdown.options import with_options
from webapp.markdown.patterns import ATTRIBUTES_LINE, INDENT, LINE_END, LIST_TEXT, NAME

_NAMED = re.compile(rf"{INDENT}\{{:({NAME}):({LIST_TEXT})\}}{LINE_END}")
_ATTRIBUTES = re.compile(rf"{INDENT}\{{:(?![:/])({LIST_TEXT})\}}{LINE_END}")
_NEXT_ATTRIBUTES = re.compile(ATTRIBUTES_LINE)
_EXTENSION = re.compile(rf"{INDENT}\{{::(\w+)(?:[ \t\n\v\f\r]((?:\\\}}|[^}}]){{0,2000}}?)|)(/)?\}}{LINE_END}", re.ASCII)
EXTENSIONS = ("comment", "nomarkdown", "options")


def extension(state: BlockState) -> bool:
    if state.is_missing("}"):
        return False
    if match := _NAMED.match(state.text, state.position):
        named = state.document.attribute_lists.setdefault(match[1], AttributeList())
        named.add(parse_attributes(match[2]))
        return _end(state, match, "attributes")
    if match := _EXTENSION.match(state.text, state.position):
        return _extension(state, match)
    if match := _ATTRIBUTES.match(state.text, state.position):
        return _attributes(state, match)
    return False


def _end(state: BlockState, match: re.Match[str], reason: str) -> bool:
    state.position = match.end()
    state.add(Node("end", "", 0, info=reason))
    return True


def _attributes(state: BlockState, match: re.Match[str]) -> bool:
    """Attributes belong to the block right above, else to the next."""
    found = parse_attributes(match[1])
    last = state.last
    if last and last.type != "blank" and (last.type != "end" or last.info in ("link", "abbreviation", "footnote")):
        last.merge(found)
        state.position = match.end()
        if not _NEXT_ATTRIBUTES.match(state.text, state.position):
            state.add(Node("end", "", 0, info="attributes"))
        return True
    state.position = match.end()
    state.pending = state.pending or AttributeList()
    state.pending.add(found)
    return True


def set_options(document: Document, text: str) -> None:
    """Change the options from here on; those that the writing of the HTML reads hold for all of the post."""
    document.config = with_options(document.config, parse_attributes(text).values)


def _extension(state: BlockState, match: re.Match[str]) -> bool:
    name, body, end = match[1], None, match.end()
    if not match[3]:
        stop = re.compile(rf"^{INDENT}\{{:/(?:{re.escape(name)})?\}}{LINE_END}", re.MULTILINE)
        closing = None if state.is_missing("{:/") else stop.search(state.text, end)
        if not closing:
            return False
        body, end = state.text[match.end() : closing.start()].removesuffix("\n"), closing.end()
    if name not in EXTENSIONS:
        return False
    state.position = end
    if name == "options":
        set_options(state.document, match[2] or "")
        state.add(Node("end", "", 0, info="extension"))
    elif body is not None:
        kinds = parse_attributes(match[2] or "").values.get("type", "")
        state.parent.children.append(Node("comment" if name == "comment" else "raw", "", 0, content=body, info=kinds))
    return True
