"""Lists: bullets of any kind are one list, numbers another; each item is tight or loose by itself.

Source: kramdown syntax, "Ordered and Unordered lists"; kramdown-parser-gfm, task lists.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from webapp.markdown.attributes import parse_attributes
from webapp.markdown.blocks.state import BlockState
from webapp.markdown.nodes import AttributeList, Node, Source
from webapp.markdown.patterns import (
    BLANK_LINES,
    BLOCK_TAG,
    BREAK,
    BULLET_START,
    END_OF_BLOCK_PATTERN,
    INDENT,
    LINE_END,
    LIST_START,
    LIST_TEXT,
    NAME,
    NUMBER_START,
    SPACE,
)

_ITEM_ATTRIBUTES = rf"{SPACE}*\{{:(?!(?:{NAME})?:|/)({LIST_TEXT})\}}{SPACE}*"
ITEM_ATTRIBUTES = re.compile(_ITEM_ATTRIBUTES)
_BLANK_ITEM = re.compile(rf"(?:{_ITEM_ATTRIBUTES})?{LINE_END}")
_LEADING_TABS = re.compile(r"( *)(\t+)")
_BOX = re.compile(rf"{SPACE}*\[([ xX])\]{SPACE}+")
_EMPTY_BOX = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled" />'
_TICKED_BOX = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled" checked="checked" />'
_OWN_ATTRIBUTES = rf"\{{:(?![:/]){LIST_TEXT}\}}{LINE_END}"


@dataclass(slots=True)
class Part:
    """Lines of an item, without their indent."""

    lines: list[str] = field(default_factory=list)
    origins: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, origin: tuple[int, int]) -> None:
        self.lines.append(text)
        self.origins.extend([origin, *((origin[0] + more, 0) for more in range(1, text.count("\n")))])

    def source(self) -> Source:
        return Source("".join(self.lines), self.origins)


@dataclass(slots=True)
class Item:
    """An item while it is read. indent: the column of its content. nested: another list began inside."""

    node: Node
    indent: int
    parts: list[Part]
    nested: bool = False


@lru_cache(maxsize=64)
def _continuation(indent: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a line that goes on with an item: indented far enough, or lazy."""
    fours, rest = divmod(indent, 4)
    full = rf"(?:(?:\t| {{4}}){{{fours}}} {{{rest}}}|(?:\t| {{4}}){{{fours + 1}}})"
    lazy = rf"(?! {{0,{min(indent, 3)}}}(?:{_OWN_ATTRIBUTES})|{BLOCK_TAG.replace(INDENT, f' {{0,{min(indent, 3)}}}')})"
    filled = r".*[^ \t\n\v\f\r].*\n"
    return re.compile(full + filled), re.compile(lazy + filled)


@lru_cache(maxsize=64)
def next_start(pattern: re.Pattern[str], indent: int) -> re.Pattern[str]:
    """The next item's mark may not stand as far in as this one's content."""
    return re.compile(pattern.pattern.replace(INDENT, f" {{0,{min(max(indent - 1, 0), 3)}}}"))


def first_line(
    marker: re.Match[str], origin: tuple[int, int]
) -> tuple[str, int, tuple[int, int], AttributeList | None]:
    """Read what follows a mark: the text, the column where it begins, its place, its attributes."""
    text, indent = marker[2], len(marker[1])
    if _BLANK_ITEM.match(text):
        indent = 4
    else:
        while tabs := _LEADING_TABS.match(text):
            width = 4 - (len(tabs[1]) + indent) % 4 + (len(tabs[2]) - 1) * 4
            text = tabs[1] + " " * width + text[tabs.end() :]
        indent += len(text) - len(text.lstrip(" "))
    stripped = text.lstrip(" \t\n\v\f\r")
    place = (origin[0], origin[1] + len(marker[0]) - len(stripped))
    attributes = None
    if own := ITEM_ATTRIBUTES.match(stripped):
        attributes = parse_attributes(own[1])
        stripped = stripped[own.end() :]
    return stripped, indent, place, attributes


def go_on(state: BlockState, item: Item, lazy: bool) -> str | None:
    """Take the line if it goes on with the item, tabs at its start as four blanks each."""
    full_line, lazy_line = _continuation(item.indent)
    match = (
        full_line.match(state.text, state.position) or (lazy and lazy_line.match(state.text, state.position)) or None
    )
    if not match:
        return None
    state.position = match.end()
    line = match[0]
    tabs = len(line) - len(line.lstrip("\t"))
    return "    " * tabs + line[tabs:]


def list_block(state: BlockState) -> bool:
    start = BULLET_START if BULLET_START.match(state.text, state.position) else NUMBER_START
    if not start.match(state.text, state.position):
        return False
    block = Node("list", "ul" if start is BULLET_START else "ol", 0)
    block.attributes, state.pending = state.pending, None
    items, ended = _read_items(state, start)
    block.children = [item.node for item in items]
    state.parent.children.append(block)
    for item in items:
        for part in item.parts:
            state.nest(part.source(), item.node)
    last = _tighten(block, ended)
    if last and not ended:
        state.parent.children.append(last)
    if state.document.config.gfm:
        _tick_tasks(block)
    return True


def _read_items(state: BlockState, start: re.Pattern[str]) -> tuple[list[Item], bool]:
    items: list[Item] = []
    number, after_blank, pattern = state.source.line_at(state.position), False, start
    while state.position < len(state.text):
        if after_blank and BREAK.match(state.text, state.position):
            break
        if ended := END_OF_BLOCK_PATTERN.match(state.text, state.position):
            state.position = ended.end()
            return items, True
        origin = state.source.origin(number)
        begin = state.position
        if marker := pattern.match(state.text, state.position):
            state.position = marker.end()
            items.append(_begin_item(marker, origin))
            pattern, after_blank = next_start(start, items[-1].indent), False
        elif (line := go_on(state, items[-1], not after_blank)) is not None:
            _add_line(items[-1], line, origin)
            after_blank = False
        elif blank := BLANK_LINES.match(state.text, state.position):
            state.position = blank.end()
            items[-1].nested = after_blank = True
            items[-1].parts[-1].add(blank[0], origin)
        else:
            break
        number += state.text.count("\n", begin, state.position)
    return items, False


def _begin_item(marker: re.Match[str], origin: tuple[int, int]) -> Item:
    text, indent, place, attributes = first_line(marker, origin)
    node = Node("list_item", "li", 0, attributes=attributes)
    part = Part()
    part.add(text, place)
    return Item(node, indent, [part], nested=LIST_START.match(text) is not None)


def _add_line(item: Item, line: str, origin: tuple[int, int]) -> None:
    indented = line.startswith(" " * item.indent)
    text = line[item.indent :] if indented else line
    if LIST_START.match(text):
        if indented and not item.nested:
            item.parts.append(Part())
            item.nested = True
        elif not indented and item.nested:
            text = " " * (item.indent + 4) + text
    item.parts[-1].add(text, (origin[0], origin[1] + (item.indent if indented else 0)))


def _tighten(block: Node, ended: bool) -> Node | None:
    """Hide the paragraphs of tight items; answers with the blank lines behind the last one."""
    trailing = None
    items = block.children
    for item in items:
        inner = item.children
        if not inner:
            continue
        first = inner[0]
        if first.type == "paragraph" and len(inner) > 1 and inner[1].type == "end" and first.attributes:
            del inner[1]
        if first.type == "paragraph" and _is_tight(items, item, ended):
            if len(inner) > 1 and inner[1].type != "blank" and first.children:
                first.children[0].content += "\n"
            first.hidden = True
        trailing = inner.pop() if inner[-1].type == "blank" else None
    return trailing


def _is_tight(items: list[Node], item: Node, ended: bool) -> bool:
    inner, is_last = item.children, item is items[-1]
    if len(inner) >= 2 and inner[1].type == "blank" and not (is_last and len(inner) == 2 and not ended):
        return False
    return not is_last or len(items) == 1 or any(_is_bare(other) for other in items[:-1])


def _is_bare(item: Node) -> bool:
    return not item.children or item.children[0].type != "paragraph" or item.children[0].hidden


def _tick_tasks(block: Node) -> None:
    is_tasks = False
    for item in block.children:
        if not item.children or item.children[0].type != "paragraph" or not item.children[0].children:
            continue
        words = item.children[0].children[0]
        if box := _BOX.match(words.content):
            is_tasks = True
            words.content = (_EMPTY_BOX if box[1] == " " else _TICKED_BOX) + words.content[box.end() :]
        if is_tasks:
            item.attrs["class"] = "task-list-item"
    if is_tasks:
        block.attrs["class"] = "task-list"
