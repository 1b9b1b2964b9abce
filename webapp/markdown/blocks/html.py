"""HTML blocks and comments. An element's inside is raw up to its own end tag, across blank lines.

Source: kramdown syntax, "HTML Blocks": `markdown="1"`, `"span"`, `"block"` on a tag have its inside read as Markdown.
"""

import re

from webapp.markdown.blocks.state import BlockState
from webapp.markdown.document import DEEPEST_BLOCK
from webapp.markdown.nodes import Node, Place
from webapp.markdown.patterns import INDENT, SPAN_TAGS
from webapp.markdown.tags import (
    EMPTY_TAGS,
    END_TAG,
    KNOWN_TAGS,
    START_TAG,
    TAG,
    Inside,
    asked_inside,
    element_name,
    parse_tag_attributes,
    usual_inside,
)

_BLOCK_TAG = re.compile(INDENT + TAG, re.DOTALL)
_BLOCK_END = re.compile(INDENT + END_TAG.pattern)
_REST_OF_LINE = re.compile(r"[ \t]*\n")
_MARKUP = re.compile(r"<(?=[^\W\d]|/|!--|\?)")
_START = re.compile(rf"{INDENT}<")


def html(state: BlockState) -> bool:
    if not _START.match(state.text, state.position):
        return False
    if _comment(state):
        _skip_rest_of_line(state)
        return True
    start = _BLOCK_TAG.match(state.text, state.position)
    if start and start["tag"].lower() not in SPAN_TAGS:
        state.position = start.end()
        _element(state, state.parent, start)
        return True
    end = _BLOCK_END.match(state.text, state.position)
    if end and _closes(state.parent, end):
        state.position = end.end()
        state.stopped = True
        return True
    return False


def _closes(parent: Node, end: re.Match[str]) -> bool:
    return parent.type == "html" and parent.tag == end["tag"].lower() and parent.tag not in SPAN_TAGS


def _comment(state: BlockState, parent: Node | None = None) -> bool:
    if not state.text.startswith("<!--", state.position) or state.is_missing("-->"):
        return False
    end = state.text.find("-->", state.position + 4)
    if end < 0:
        return False
    comment = Node("html_comment", "", 0, content=state.text[state.position : end + 3])
    (parent or state.parent).children.append(comment)
    state.position = end + 3
    return True


def _skip_rest_of_line(state: BlockState) -> None:
    if rest := _REST_OF_LINE.match(state.text, state.position):
        state.position = rest.end()


def _element(state: BlockState, parent: Node, start: re.Match[str]) -> Node | None:
    """Read an element and its inside. Answers with it where its raw inside is still to be read."""
    name = element_name(start["tag"])
    attributes = parse_tag_attributes(start["attributes"], name)
    inside = asked_inside(name, attributes.pop("markdown", None)) or _unasked_inside(state, parent, name)
    node = Node("html", name, 0, attrs=dict(attributes), place=Place(state.source, start.start()))
    node.closed = bool(start["closed"])
    node.raw, node.info = inside is Inside.RAW, inside
    node.attributes, state.pending = state.pending, None
    parent.children.append(node)
    if name in ("script", "style"):
        _verbatim(state, node)
        return None
    if inside is Inside.BLOCK:
        _skip_rest_of_line(state)
    if node.closed or name in EMPTY_TAGS:
        node.closed = True
        return None
    return _inside(state, parent, node)


def _unasked_inside(state: BlockState, parent: Node, name: str) -> Inside:
    is_in_raw = parent.type == "html" and parent.raw
    return usual_inside(name) if state.document.config.parse_block_html and not is_in_raw else Inside.RAW


def _inside(state: BlockState, parent: Node, node: Node) -> Node | None:
    if node.raw:
        if parent.type == "html" and parent.raw:
            return node
        _raw(state, node)
    elif node.info == Inside.BLOCK:
        state.descend(node)
    else:
        _words(state, node)
    if not (parent.type == "html" and parent.raw):
        _skip_rest_of_line(state)
    return None


def _end_of(state: BlockState, name: str) -> re.Match[str] | None:
    if state.is_missing("</"):
        return None
    return re.compile(rf"</{re.escape(name)}[ \t\n\v\f\r]*>", re.IGNORECASE).search(state.text, state.position)


def _verbatim(state: BlockState, node: Node) -> None:
    """Scripts and styles are kept letter by letter."""
    end = _end_of(state, node.tag)
    content = state.text[state.position : end.start() if end else len(state.text)]
    if content:
        node.children.append(Node("raw", "", 0, content=content, category="span"))
    state.position = end.end() if end else len(state.text)


def _words(state: BlockState, node: Node) -> None:
    end = _end_of(state, node.tag)
    stop = end.start() if end else len(state.text)
    node.children.append(state.raw_text(state.text[state.position : stop], state.position))
    state.position = end.end() if end else len(state.text)


def _raw(state: BlockState, node: Node) -> None:
    """Read raw HTML up to the node's end tag: elements nest, text stays, and what is never closed goes to the end."""
    open_elements, depth = [node], state.document.depth
    while open_elements and state.position < len(state.text):
        current = open_elements[-1]
        markup = _MARKUP.search(state.text, state.position)
        _add_text(current, state.text[state.position : markup.start() if markup else len(state.text)])
        state.position = markup.start() if markup else len(state.text)
        if markup:
            state.document.depth = depth + len(open_elements)
            _raw_markup(state, open_elements)
    state.document.depth = depth


def _raw_markup(state: BlockState, open_elements: list[Node]) -> None:
    current = open_elements[-1]
    if _comment(state, current) or _instruction(state, current):
        return
    is_deep = state.document.depth > DEEPEST_BLOCK
    if not is_deep and (start := START_TAG.match(state.text, state.position)):
        state.position = start.end()
        if opened := _element(state, current, start):
            open_elements.append(opened)
        return
    if end := END_TAG.match(state.text, state.position):
        state.position = end.end()
        name = end["tag"].lower() if current.tag in KNOWN_TAGS else end["tag"]
        if name == current.tag:
            open_elements.pop()
        else:
            _add_text(current, end[0])
        return
    _add_text(current, state.text[state.position])
    state.position += 1


def _instruction(state: BlockState, parent: Node) -> bool:
    if not state.text.startswith("<?", state.position) or state.is_missing("?>"):
        return False
    end = state.text.find("?>", state.position + 2)
    if end < 0:
        return False
    parent.children.append(Node("html_comment", "", 0, content=state.text[state.position : end + 2]))
    state.position = end + 2
    return True


def _add_text(parent: Node, text: str) -> None:
    if not text:
        return
    if parent.children and parent.children[-1].type == "text":
        parent.children[-1].content += text
    else:
        parent.children.append(Node("text", "", 0, content=text))
