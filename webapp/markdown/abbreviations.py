"""Abbreviations are marked wherever they stand as words of their own.

Source: kramdown syntax, "Abbreviations".
"""

import re

from webapp.markdown.document import Document
from webapp.markdown.nodes import Node


def mark_abbreviations(document: Document, node: Node) -> None:
    if document.abbreviations:
        names = sorted(document.abbreviations, key=len, reverse=True)
        words = "|".join(re.escape(name) for name in names)
        _mark(document, node, re.compile(rf"(?:(?<![A-Za-z0-9_])|^)(?:{words})(?![A-Za-z0-9_])", re.MULTILINE))


def _mark(document: Document, node: Node, pattern: re.Pattern[str]) -> None:
    children: list[Node] = []
    for child in node.children:
        if child.type == "text" and not node.raw:
            children.extend(_split(document, child, pattern))
        else:
            _mark(document, child, pattern)
            children.append(child)
    node.children = children


def _split(document: Document, text: Node, pattern: re.Pattern[str]) -> list[Node]:
    nodes, position = [], 0
    for match in pattern.finditer(text.content):
        title, end = document.abbreviations[match[0]]
        nodes.append(Node("text", "", 0, content=text.content[position : match.start()], category="span"))
        own = end.attrs or (end.attributes.values if end.attributes else {})
        attrs = dict(own) | ({"title": title} if title else {})
        nodes.append(Node("abbreviation", "abbr", 0, content=match[0], attrs=attrs, category="span"))
        position = match.end()
    if not nodes:
        return [text]
    nodes.append(Node("text", "", 0, content=text.content[position:], category="span"))
    return nodes
