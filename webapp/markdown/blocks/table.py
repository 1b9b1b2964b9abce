"""Tables: lines with `|` between blank lines; no line of dashes is needed.

Source: kramdown syntax, "Tables".
"""

import re

from webapp.markdown.blocks.state import BlockState
from webapp.markdown.document import Document
from webapp.markdown.nodes import Node, Place, Source
from webapp.markdown.patterns import BLANKS, INDENT
from webapp.markdown.spans.chain import SPAN_RULES
from webapp.markdown.spans.code import code
from webapp.markdown.spans.html import html
from webapp.markdown.spans.reading import read_text
from webapp.markdown.spans.state import RuleSet

_PIPE = r"(?:\||.*?[^\\\n]\|)"
_PIPE_CHECK = re.compile(_PIPE)
_LINE = re.compile(rf"{_PIPE}.*\n")
_START = re.compile(rf"{INDENT}(?=[^ \t\n\v\f\r]){_PIPE}.*\n")
_SEPARATOR = re.compile(r"([+|: \t-]*?-[+|: \t-]*?)[ \t]*\n")
_ALIGNMENT = re.compile(r"[ \t]?(:?)-+(:?)[ \t]?")
_FOOT_SEPARATOR = re.compile(r"[+|: \t=]*?=[+|: \t=]*?[ \t]*\n")
_CODE = re.compile(r"(<code.*?>.*?</code>)")
_TICKS = re.compile(r"`+")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_ALIGNMENTS = {("", ""): "", (":", ""): "left", ("", ":"): "right", (":", ":"): "center"}

_CODE_ONLY = RuleSet(_TICKS, {"`": (code,)})
_CODE_AND_HTML = RuleSet(re.compile("[`<]"), {"`": (code,), "<": (html,)}, inside=SPAN_RULES)


class _Table:
    """A table while it is read. rows: those that are in no group yet."""

    def __init__(self) -> None:
        self.groups: list[Node] = []
        self.rows: list[Node] = []
        self.alignments: list[str] = []
        self.has_foot = False
        self.columns = 0

    def close_group(self, tag: str, force: bool = False) -> None:
        if not self.has_foot or tag != "tbody" or force:
            self.groups.append(Node("table_group", tag, 0, children=self.rows))
            self.rows = []

    def separate(self, separator: str) -> None:
        if not self.rows:
            return
        if not self.alignments and not self.has_foot:
            self.close_group("thead")
            self.alignments = [_ALIGNMENTS[left, right] for left, right in _ALIGNMENT.findall(separator)]
        else:
            self.close_group("tbody")

    def add_row(self, cells: list[Node]) -> None:
        self.rows.append(Node("table_row", "tr", 0, children=cells))
        self.columns = max(self.columns, len(cells))


def table(state: BlockState) -> bool:
    if not state.after_boundary() or not _START.match(state.text, state.position):
        return False
    start = state.position
    # kramdown loses the attributes before a table that turns out to be none.
    attributes, state.pending = state.pending, None
    found = _read(state)
    if not state.before_boundary() or not _has_pipes(state.text[start : state.position - 1]):
        state.position = start
        return False
    if found.rows:
        found.close_group("tfoot" if found.has_foot else "tbody")
    if not any(group.tag == "tbody" for group in found.groups):
        state.position = start
        return False
    state.add(_finished(found)).attributes = attributes
    return True


def _read(state: BlockState) -> _Table:
    found, text = _Table(), state.text
    is_framed = text[state.position : state.line_end(state.position)].lstrip(BLANKS).startswith("|")
    if first := _SEPARATOR.match(text, state.position):
        state.position = first.end()
    while state.position < len(text) and _LINE.match(text, state.position):
        if separator := _SEPARATOR.match(text, state.position):
            found.separate(separator[1])
            state.position = separator.end()
        elif foot := _FOOT_SEPARATOR.match(text, state.position):
            if found.rows:
                found.close_group("tbody", force=True)
            found.has_foot = True
            state.position = foot.end()
        else:
            end = state.line_end(state.position)
            found.add_row(_cells(state.source, state.position, text[state.position : end - 1], is_framed))
            state.position = end
    return found


def _cells(source: Source, position: int, line: str, is_framed: bool) -> list[Node]:
    texts = _split_row(line.rstrip(" \t"))
    if is_framed and texts and not texts[0].strip(BLANKS):
        texts.pop(0)
    if texts and not texts[-1].strip(BLANKS):
        texts.pop()
    cells = []
    for text in texts:
        words = text.strip(BLANKS)
        place = Place(source, position + max(line.find(words), 0))
        cells.append(Node("table_cell", "td", 0, children=[Node("raw_text", "", 0, content=words, place=place)]))
    return cells


def _split_row(line: str) -> list[str]:
    """Cut a row at its pipes, but not inside code."""
    cells = [""]
    for number, part in enumerate(_CODE.split(line)):
        if number % 2:
            cells[-1] += part
            continue
        for piece in _pieces(part, _CODE_ONLY):
            text = piece.content
            if piece.type == "code_span":
                ticks = max(_TICKS.findall(text), default="") + "`"
                gap = " " if len(ticks) > 1 else ""
                cells[-1] += f"{ticks}{gap}{text}{gap}{ticks}"
            else:
                first, *others = (cell.replace(r"\|", "|") for cell in _CELL_BORDER.split(text))
                cells[-1] += first
                cells.extend(others)
    return cells


def _pieces(text: str, rules: RuleSet) -> list[Node]:
    """Cut a text into code and what is not."""
    inline = Node("inline", "", 0)
    read_text(Document(), inline, text, None, rules)
    return inline.children


def _has_pipes(text: str) -> bool:
    """Whether each line has a pipe outside code."""
    is_piped = False
    for piece in _pieces(text, _CODE_AND_HTML):
        lines = (piece.content or piece.tag).rstrip("\n").split("\n")
        if piece.type == "code_span":
            if len(lines) > 2 or (len(lines) == 2 and not is_piped):
                break
            if len(lines) == 2:
                is_piped = False
            continue
        if len(lines) > 1 and not is_piped and not _PIPE_CHECK.match(lines[0]):
            break
        is_piped = (False if len(lines) > 1 else is_piped) or bool(_PIPE_CHECK.match(lines[-1]))
    return is_piped


def _finished(found: _Table) -> Node:
    """Give every row the same number of cells, and each cell its alignment."""
    alignments = (found.alignments + [""] * found.columns)[: found.columns]
    for group in found.groups:
        for row in group.children:
            missing = found.columns - len(row.children)
            row.children.extend(Node("table_cell", "td", 0) for _ in range(missing))
            for cell, alignment in zip(row.children, alignments, strict=True):
                cell.tag = "th" if group.tag == "thead" else "td"
                cell.info = alignment
    return Node("table", "table", 0, children=found.groups)
