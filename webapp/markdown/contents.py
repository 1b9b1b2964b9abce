"""The table of contents that `{:toc}` puts in a list's place.

Source: kramdown, "Automatic 'Table of Contents' Generation", option `toc_levels`, class `no_toc`.
"""

from collections.abc import Iterator

from webapp.markdown.nodes import Node, copy_with


def contents_list(trees: list[Node], place: Node, levels: tuple[int, ...]) -> Node:
    """Build the list of the headings of a post and its footnotes.

    place: the list that stands for it, whose tag and attributes it takes.
    """
    contents = Node("list", place.tag, 0, attrs=dict(place.attrs))
    contents.attrs.setdefault("id", "markdown-toc")
    path: list[tuple[int, Node]] = []
    for heading in (heading for tree in trees for heading in _headings(tree, place)):
        level = int(heading.info)
        if level not in levels or "id" not in heading.attrs or "no_toc" in str(heading.attrs.get("class", "")).split():
            continue
        while path and path[-1][0] >= level:
            path.pop()
        _inner_list(path[-1][1] if path else contents, place.tag).children.append(_entry(heading, contents))
        path.append((level, _inner_list(path[-1][1] if path else contents, place.tag).children[-1]))
    return contents


def _inner_list(node: Node, tag: str) -> Node:
    if node.type == "list":
        return node
    if node.children[-1].type != "list":
        node.children.append(Node("list", tag, 0))
    return node.children[-1]


def _entry(heading: Node, contents: Node) -> Node:
    address = heading.attrs["id"]
    link = Node("link", "a", 0, attrs={"href": f"#{address}", "id": f"{contents.attrs['id']}-{address}"})
    link.children = list(_unlinked(heading.children))
    return Node("list_item", "li", 0, children=[Node("paragraph", "p", 0, children=[link], hidden=True)])


def _unlinked(nodes: list[Node]) -> Iterator[Node]:
    """The nodes without footnotes, and with links replaced by their words."""
    for node in nodes:
        if node.type == "link":
            yield from _unlinked(node.children)
        elif node.type != "footnote":
            yield copy_with(node, list(_unlinked(node.children)))


def _headings(node: Node, place: Node) -> Iterator[Node]:
    for child in node.children:
        if child.type == "heading":
            yield child
        elif child.category == "block" and child is not place:
            yield from _headings(child, place)
