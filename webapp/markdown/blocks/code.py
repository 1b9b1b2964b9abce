"""Code: indented by four, or between fences.

Source: kramdown syntax, "Code Blocks", "Language of Code Blocks"; kramdown-parser-gfm, fences of backticks.
"""

import re
from functools import lru_cache

from webapp.markdown.blocks.state import BlockState
from webapp.markdown.nodes import Node
from webapp.markdown.patterns import (
    ATTRIBUTES_LINE,
    BLOCK_TAG,
    CODE_INDENT,
    END_OF_BLOCK,
    INDENT,
    LINE_END,
    SPACE,
)

_LAZY = rf"(?!{ATTRIBUTES_LINE}|{END_OF_BLOCK}|{BLOCK_TAG})[ \t]*\S.*\n"
# Indented lines, blank ones between them, and lazy ones after them. Python's \S holds a no-break space for a blank.
CODE_LINES = rf"(?:(?:{LINE_END})*+(?:(?:\t| {{4}})[ \t]*+\S.*\n)++(?:{_LAZY})*+)*+".replace(r"\S", r"[^ \t\n\v\f\r]")
_INDENTED = re.compile(CODE_LINES)
_JOINED = re.compile(r"\n( {0,3}[^ \t\n\v\f\r])")

_OPENING = re.compile(rf"{INDENT}([~`]{{3,}})")
_LANGUAGE = re.compile(rf"{SPACE}*?(([^ \t\n\v\f\r]+?)(?:\?[^ \t\n\v\f\r]*)?)?{SPACE}*?\n")


def indented_code(state: BlockState) -> bool:
    if not state.text.startswith(("\t", "    "), state.position):
        return False
    match = _INDENTED.match(state.text, state.position)
    if not match or not match[0]:
        return False
    state.position = match.end()
    state.add(Node("code_block", "pre", 0, content=CODE_INDENT.sub("", _JOINED.sub(r" \1", match[0]))))
    return True


def fenced_code(state: BlockState) -> bool:
    """Read what stands between two fences. One that is never closed is none, nor is one with two words behind it.

    Where a long fence is never closed, its last marks may be read as the language of a shorter one.
    """
    opening, is_gfm = _OPENING.match(state.text, state.position), state.document.config.gfm
    if not opening or not (is_gfm or state.text.startswith("~", state.position)):
        return False
    marks = opening[1]
    for length in range(len(marks), max(len(marks) - 4, 2), -1):
        language = _LANGUAGE.match(state.text, opening.start(1) + length)
        if not language:
            continue
        closing = _find_closing(state, marks[:length], language.end())
        if closing:
            _add_fenced(state, language, closing)
            return True
    return False


def _find_closing(state: BlockState, marks: str, start: int) -> re.Match[str] | None:
    if state.is_missing(marks):
        return None
    if state.unclosed.get(marks, len(state.text)) <= start:
        return None
    closing = _closing_pattern(marks, INDENT if state.document.config.gfm else "").search(state.text, start)
    if not closing:
        state.unclosed[marks] = start
    return closing


@lru_cache(maxsize=64)
def _closing_pattern(marks: str, indent: str) -> re.Pattern[str]:
    return re.compile(rf"^{indent}{re.escape(marks)}{re.escape(marks[-1])}*{LINE_END}", re.MULTILINE)


def _add_fenced(state: BlockState, language: re.Match[str], closing: re.Match[str]) -> None:
    block = Node("code_block", "pre", 0, content=state.text[language.end() : closing.start()])
    if language[1]:
        block.attrs["class"] = f"language-{language[2]}"
    state.position = closing.end()
    state.add(block)
