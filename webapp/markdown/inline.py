"""From blocks to the finished tree: spans are read, attributes set, marks without output taken away."""

from webapp.markdown.attributes import apply_attributes
from webapp.markdown.document import Document
from webapp.markdown.nodes import Node
from webapp.markdown.spans.chain import SPAN_RULES
from webapp.markdown.spans.reading import read_text


def read_inline(document: Document, node: Node) -> None:
    """Read the spans of every text under `node`, and set the attributes of its blocks."""
    children: list[Node] = []
    for child in node.children:
        if child.type == "raw_text":
            inline = Node("inline", "", 0)
            read_text(document, inline, child.content, child.place, SPAN_RULES)
            children.extend(inline.children)
            continue
        if child.category == "block":
            read_inline(document, child)
            if child.attributes:
                apply_attributes(child, child.attributes, document.attribute_lists)
        is_second_blank = child.type == "blank" and children and children[-1].type == "blank"
        if child.type != "end" and not is_second_blank:
            children.append(child)
    node.children = children


def break_lines(node: Node, mark: str) -> None:
    """Make line breaks of the marks in texts: a backslash at a line's end, or every line end (`hard_wrap`).

    Source: kramdown-parser-gfm, option `hard_wrap`; it leaves out HTML, deleted text and headings without their own id.
    """
    children: list[Node] = []
    for child in node.children:
        if child.type == "text" and mark in child.content:
            is_last = node.category == "block" and node.type != "root" and child is node.children[-1]
            children.extend(_broken(child.content.split(mark), is_last))
            continue
        if child.type not in ("html", "deleted") and not (child.type == "heading" and "id" not in child.attrs):
            break_lines(child, mark)
        children.append(child)
    node.children = children


def _broken(lines: list[str], is_last: bool) -> list[Node]:
    nodes: list[Node] = []
    for number, line in enumerate(lines):
        nodes.append(Node("text", "", 0, content=f"\n{line}" if number else line, category="span"))
        behind = len(lines) - number - 1
        if behind > 1 or (behind == 1 and not (is_last and not lines[-1])):
            nodes.append(Node("line_break", "br", 0, category="span"))
    return nodes
