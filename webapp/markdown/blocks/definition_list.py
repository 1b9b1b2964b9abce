"""Definition lists: a paragraph of terms, then lines after `:`.

Source: kramdown syntax, "Definition Lists".
"""

from dataclasses import dataclass

from webapp.markdown.attributes import parse_attributes
from webapp.markdown.blocks.lists import ITEM_ATTRIBUTES, Item, Part, first_line, go_on, next_start
from webapp.markdown.blocks.state import BlockState
from webapp.markdown.nodes import Node
from webapp.markdown.patterns import BLANK_LINES, DEFINITION_START, END_OF_BLOCK_PATTERN


@dataclass(slots=True)
class _Definition:
    item: Item
    loose: bool


def definition_list(state: BlockState) -> bool:
    if not DEFINITION_START.match(state.text, state.position):
        return False
    terms = _take_terms(state)
    if terms is None:
        return False
    paragraph, loose = terms
    block = Node("definition_list", "dl", 0, map=paragraph.map, attributes=paragraph.attributes)
    state.pending = None
    block.children = _terms(paragraph)
    definitions = _read_definitions(state, loose)
    trailing = None
    for definition in definitions:
        block.children.append(definition.item.node)
        state.nest(definition.item.parts[0].source(), definition.item.node)
        trailing = _finish(definition, trailing)
    _append(state, block)
    if trailing:
        state.parent.children.append(trailing)
    return True


def _take_terms(state: BlockState) -> tuple[Node, bool] | None:
    """Take the paragraph before the list from the tree; one blank line between makes the first definition loose."""
    children = state.parent.children
    if children and children[-1].type == "paragraph":
        return (children.pop(), False) if children[-1].children else None
    if len(children) >= 2 and children[-1].type == "blank" and children[-1].content == "\n":
        before = children[-2]
        if before.type == "paragraph" and before.children:
            del children[-2:]
            return before, True
    return None


def _terms(paragraph: Node) -> list[Node]:
    terms = []
    for line in paragraph.children[0].content.rstrip("\n").split("\n"):
        term = Node("term", "dt", 0)
        if own := ITEM_ATTRIBUTES.match(line):
            term.attributes = parse_attributes(own[1])
            line = line[own.end() :]
        term.children.append(Node("raw_text", "", 0, content=line, place=paragraph.children[0].place))
        terms.append(term)
    return terms


def _read_definitions(state: BlockState, loose: bool) -> list[_Definition]:
    found: list[_Definition] = []
    number, after_blank, pattern = state.source.line_at(state.position), False, DEFINITION_START
    while state.position < len(state.text):
        origin, begin = state.source.origin(number), state.position
        if marker := pattern.match(state.text, state.position):
            state.position = marker.end()
            text, indent, place, attributes = first_line(marker, origin)
            part = Part()
            part.add(text, place)
            item = Item(Node("definition", "dd", 0, attributes=attributes), indent, [part])
            found.append(_Definition(item, loose))
            pattern = next_start(DEFINITION_START, indent)
            loose = after_blank = False
        elif END_OF_BLOCK_PATTERN.match(state.text, state.position):
            break
        elif (line := go_on(state, found[-1].item, not after_blank)) is not None:
            last = found[-1].item
            last.parts[0].add(line.removeprefix(" " * last.indent), origin)
            loose = after_blank = False
        elif blank := BLANK_LINES.match(state.text, state.position):
            state.position = blank.end()
            found[-1].item.parts[0].add(blank[0], origin)
            loose = after_blank = True
        else:
            break
        number += state.text.count("\n", begin, state.position)
    return found


def _finish(definition: _Definition, trailing: Node | None) -> Node | None:
    """Hide the paragraph of a tight definition; answers with the blank lines behind it."""
    inner = definition.item.node.children
    if not inner:
        return trailing
    trailing = inner.pop() if inner[-1].type == "blank" else None
    if inner and inner[0].type == "paragraph" and not definition.loose:
        if len(inner) > 1 and inner[0].children:
            inner[0].children[0].content += "\n"
        inner[0].hidden = True
    return trailing


def _append(state: BlockState, block: Node) -> None:
    """A list right after a list goes on with it."""
    children = state.parent.children
    if children and children[-1].type == "definition_list":
        children[-1].children.extend(block.children)
    elif len(children) >= 2 and children[-1].type == "blank" and children[-2].type == "definition_list":
        children.pop()
        children[-1].children.extend(block.children)
    else:
        children.append(block)
