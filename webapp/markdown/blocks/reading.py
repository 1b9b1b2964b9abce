"""The chain of block rules."""

from collections.abc import Callable

from webapp.markdown.blocks.blank import blank, end_of_block
from webapp.markdown.blocks.code import fenced_code, indented_code
from webapp.markdown.blocks.definition_list import definition_list
from webapp.markdown.blocks.definitions import abbreviation_definition, footnote_definition, link_definition
from webapp.markdown.blocks.extension import extension
from webapp.markdown.blocks.heading import atx_heading, setext_heading
from webapp.markdown.blocks.html import html
from webapp.markdown.blocks.lists import list_block
from webapp.markdown.blocks.math import math_block
from webapp.markdown.blocks.paragraph import paragraph
from webapp.markdown.blocks.quote import quote
from webapp.markdown.blocks.state import BlockState
from webapp.markdown.blocks.table import table
from webapp.markdown.blocks.thematic_break import thematic_break

BlockRule = Callable[[BlockState], bool]

# Each rule with the characters, after up to three blanks, that a line it reads may begin with; None: with any.
_RULES: tuple[tuple[BlockRule, str | None], ...] = (
    (blank, "\n\t\v\f\r "),
    (indented_code, "\t "),
    (fenced_code, "~`"),
    (quote, ">"),
    (atx_heading, "#"),
    (thematic_break, "*-_"),
    (list_block, "+*-0123456789"),
    (definition_list, ":"),
    (html, "<"),
    (setext_heading, None),
    (math_block, "$\\"),
    (table, None),
    (footnote_definition, "["),
    (link_definition, "["),
    (abbreviation_definition, "*"),
    (extension, "{"),
    (end_of_block, "^"),
    (paragraph, None),
)
_ANY = tuple(rule for rule, first in _RULES if first is None)
_BY_CHARACTER = {
    character: tuple(rule for rule, first in _RULES if first is None or character in first)
    for character in "".join(first for _, first in _RULES if first)
}


def read_blocks(state: BlockState) -> None:
    """Read blocks up to the end of the source, or of the element whose inside they are."""
    text, end = state.text, len(state.text)
    blocks, is_root = state.parent.children, state.parent.type == "root"
    while state.position < end and not state.stopped:
        position, known = state.position, len(blocks)
        for rule in _BY_CHARACTER.get(_first_character(text, position), _ANY):
            if rule(state):
                break
        if is_root and len(blocks) > known and blocks[known].map is None:
            blocks[known].map = [state.source.line_at(position), state.source.line_at(state.position - 1) + 1]


def _first_character(text: str, position: int) -> str:
    for offset in range(4):
        character = text[position + offset : position + offset + 1]
        if character != " ":
            return character
    return " "
