"""HTML inside text: comments, and elements that may stand in a paragraph. Their inside is Markdown, unless it is code.

Source: kramdown syntax, "HTML Spans".
"""

import re
from functools import lru_cache

from webapp.markdown.nodes import Node
from webapp.markdown.patterns import SPACE
from webapp.markdown.spans.reading import read_spans
from webapp.markdown.spans.state import RuleSet, SpanState, Stop
from webapp.markdown.tags import (
    BLOCK_TAGS,
    EMPTY_TAGS,
    END_TAG,
    KNOWN_TAGS,
    START_TAG,
    Inside,
    asked_inside,
    element_name,
    parse_tag_attributes,
    usual_inside,
)

_MARKUP = re.compile(r"<(?:[^\W\d]|!--|/)")
_COMMENT_END = re.compile("-->")
_TAG_END = re.compile(">")


def html(state: SpanState) -> bool:
    if not _MARKUP.match(state.text, state.position):
        return False
    if _comment(state):
        return True
    if not state.find(_TAG_END, state.position):
        return False
    if end := END_TAG.match(state.text, state.position):
        state.add_text(end[0])
        state.position = end.end()
        return True
    start = START_TAG.match(state.text, state.position)
    if not start:
        return False
    name = start["tag"].lower() if start["tag"].lower() in KNOWN_TAGS else start["tag"]
    if name in BLOCK_TAGS:
        state.add_text(start[0])
        state.position = start.end()
        return True
    _element(state, start)
    return True


def _comment(state: SpanState) -> bool:
    if not state.text.startswith("<!--", state.position):
        return False
    end = state.find(_COMMENT_END, state.position + 4)
    if not end:
        return False
    state.add(Node("html_comment", "", 0, content=state.text[state.position : end.end()]))
    state.position = end.end()
    return True


def _element(state: SpanState, start: re.Match[str]) -> None:
    name = element_name(start["tag"])
    attributes = parse_tag_attributes(start["attributes"], name)
    asked = asked_inside(name, attributes.pop("markdown", None))
    inside = asked or (usual_inside(name) if state.document.config.parse_span_html else Inside.RAW)
    is_raw = inside is Inside.RAW or (state.parent.type == "html" and state.parent.raw and asked is None)
    node = Node("html", name, 0, raw=is_raw, closed=bool(start["closed"]))
    node.attrs = {key: re.sub(r"\n+", " ", value) for key, value in attributes.items()}
    state.mark(node, start.start())
    state.add(node)
    state.position = start.end()
    if node.closed or name in EMPTY_TAGS:
        return
    stop = Stop(_end_pattern(name), lambda _: True)
    if read_spans(state, node, stop, HTML_ONLY if is_raw else state.inside):
        end = stop.pattern.match(state.text, state.position)
        state.position = end.end() if end else state.position
    else:
        _close_at_end(state, node)


def _close_at_end(state: SpanState, node: Node) -> None:
    """An element that is never closed holds the rest of the text."""
    rest = state.text[state.position :]
    if rest and node.children and node.children[-1].type == "text":
        node.children[-1].content += rest
    elif rest:
        node.children.append(Node("text", "", 0, content=rest, category="span"))
    state.position = len(state.text)


@lru_cache(maxsize=256)
def _end_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}{SPACE}*>", re.IGNORECASE if name in KNOWN_TAGS else 0)


HTML_ONLY = RuleSet(re.compile("<"), {"<": (html,)})
