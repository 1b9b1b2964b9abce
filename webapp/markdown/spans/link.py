"""Links and images: with the address behind them, or defined elsewhere.

Source: kramdown syntax, "Links", "Images": blanks in an address are allowed, brackets in a text must match, and the
alternative text of an image is its text as written.
"""

import re

from webapp.markdown.attributes import apply_attributes
from webapp.markdown.blocks.definitions import link_key
from webapp.markdown.document import LinkDefinition
from webapp.markdown.nodes import Node
from webapp.markdown.patterns import BLANKS, SPACE
from webapp.markdown.spans.escape import unescape_label
from webapp.markdown.spans.reading import read_spans
from webapp.markdown.spans.state import SpanState, Stop

_START = re.compile(r"!?\[(?=[^^])")
_BRACKET = re.compile(r"\]|!?\[")
_NAME = re.compile(rf"{SPACE}*?\[([^\]]+)?\]")
_ANGLED = re.compile(r"\(<(.*?)>")
_PARENTHESIS = re.compile(rf"[()]|{SPACE}(?=['\"])")
_TITLE_START = re.compile(rf"{SPACE}*([\"'])")
_TITLE_ENDS = {mark: re.compile(rf"{mark}{SPACE}*\)") for mark in "\"'"}
_ANY_END = re.compile(r"[\])]")


def link(state: SpanState) -> bool:
    match = _START.match(state.text, state.position)
    if not match:
        return False
    is_image = match[0][0] == "!"
    start = state.position
    state.position = match.end()
    node = Node("image" if is_image else "link", "img" if is_image else "a", 0)
    state.mark(node, start)
    if _may_open(state, is_image) and _read_label(state, node) and _read_target(state, node, match.end()):
        if is_image:
            node.children = []
        state.add(node)
        return True
    state.position = start
    state.add_text(match[0])
    state.position = match.end()
    return True


def _may_open(state: SpanState, is_image: bool) -> bool:
    """No link stands in a link."""
    if state.document.steps < 0 or not state.find(_ANY_END, state.position):
        return False
    around = {state.parent.type, *state.enclosing}
    return is_image or not around & {"link", "image"}


def _read_label(state: SpanState, node: Node) -> bool:
    depth = 1

    def accept(bracket: re.Match[str]) -> bool:
        nonlocal depth
        depth += -1 if bracket[0] == "]" else 1
        return depth - sum(child.type == "image" for child in node.children) == 0

    return read_spans(state, node, Stop(_BRACKET, accept))


def _read_target(state: SpanState, node: Node, label_start: int) -> bool:
    label = unescape_label(state.text[label_start : state.position])
    bracket = _BRACKET.match(state.text, state.position)
    state.position = bracket.end() if bracket else state.position
    named = _NAME.match(state.text, state.position)
    if named or not state.text.startswith("(", state.position):
        if named:
            state.position = named.end()
        definition = state.document.links.get(link_key((named and named[1]) or label))
        return bool(definition and _define(state, node, definition, label))
    return _read_address(state, node, label)


def _define(state: SpanState, node: Node, definition: LinkDefinition, label: str) -> bool:
    if definition.end.attributes:
        node.merge(definition.end.attributes)
        apply_attributes(node, definition.end.attributes, state.document.attribute_lists)
    _set(node, definition.address, definition.title, label)
    return True


def _set(node: Node, address: str, title: str | None, label: str) -> None:
    if node.type == "link":
        node.attrs["href"] = address
    else:
        node.attrs["src"] = address
        node.attrs["alt"] = label
    if title is not None:
        node.attrs["title"] = title


def _read_address(state: SpanState, node: Node, label: str) -> bool:
    if angled := _ANGLED.match(state.text, state.position):
        address, is_closed = angled[1], state.text.startswith(")", angled.end())
        state.position = angled.end() + is_closed
    else:
        address, is_closed = _scan_address(state)
    if is_closed:
        _set(node, address, None, label)
        return True
    title = _scan_title(state)
    if title is None:
        return False
    _set(node, address, title, label)
    return True


def _scan_address(state: SpanState) -> tuple[str, bool]:
    """Read up to the matching parenthesis, or to a blank before a quote; tells whether it was the parenthesis."""
    start, depth = state.position, 0
    while match := state.find(_PARENTHESIS, state.position):
        state.document.steps -= 1
        state.position = match.end()
        if match[0] == "(":
            depth += 1
        elif match[0] == ")":
            depth -= 1
            if depth == 0:
                break
        else:
            break
    return state.text[start + 1 : state.position - 1].strip(BLANKS), depth == 0


def _scan_title(state: SpanState) -> str | None:
    mark = _TITLE_START.match(state.text, state.position)
    if not mark:
        return None
    end = state.find(_TITLE_ENDS[mark[1]], mark.end() + 1)
    if not end:
        return None
    state.position = end.end()
    return state.text[mark.end() : end.start()]
