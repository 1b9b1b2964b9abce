"""Braces inside text: attributes of the span before them, comments, raw HTML.

Source: kramdown syntax, "Span Inline Attribute Lists", "Extensions".
"""

import re
from functools import lru_cache

from webapp.markdown.attributes import apply_attributes, parse_attributes
from webapp.markdown.blocks.extension import EXTENSIONS, set_options
from webapp.markdown.nodes import Node
from webapp.markdown.patterns import LIST_TEXT, NAME
from webapp.markdown.spans.state import SpanState

_EXTENSION = re.compile(r"\{::(\w+)(?:[ \t\n\v\f\r]((?:\\\}|[^}]){0,2000}?)|)(/)?\}", re.ASCII)
_STOP = re.compile(rf"\{{:/(?:{NAME})?\}}")
_ATTRIBUTES = re.compile(rf"\{{:({LIST_TEXT})\}}")
_END = re.compile(r"\}")


def extension(state: SpanState) -> bool:
    if not state.text.startswith("{:", state.position) or not state.find(_END, state.position):
        return False
    match = _EXTENSION.match(state.text, state.position)
    if match:
        return _extension(state, match)
    if _STOP.match(state.text, state.position):
        return False
    attributes = _ATTRIBUTES.match(state.text, state.position)
    children = state.parent.children
    if not attributes or not children or children[-1].type == "text":
        return False
    found = parse_attributes(attributes[1])
    children[-1].merge(found)
    apply_attributes(children[-1], found, state.document.attribute_lists)
    state.position = attributes.end()
    return True


@lru_cache(maxsize=32)
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"\{{:/(?:{re.escape(name)})?\}}")


def _extension(state: SpanState, match: re.Match[str]) -> bool:
    name, body, end = match[1], None, match.end()
    if name not in EXTENSIONS:
        return False
    if not match[3]:
        closing = state.find(_closing(name), end)
        if not closing:
            return False
        body, end = state.text[end : closing.start()], closing.end()
    state.position = end
    if name == "options":
        set_options(state.document, match[2] or "")
    if body is not None and name != "options":
        kinds = parse_attributes(match[2] or "").values.get("type", "")
        state.add(Node("comment" if name == "comment" else "raw", "", 0, content=body, info=kinds))
    return True
