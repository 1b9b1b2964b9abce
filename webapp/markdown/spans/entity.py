"""Character references become the character, but for those that HTML needs escaped.

Source: kramdown syntax, "Typographic Symbols" and option `entity_output: as_char`; HTML 4.01, 24.
"""

import re
from html.entities import name2codepoint

from webapp.markdown.nodes import Node
from webapp.markdown.spans.state import SpanState

_REFERENCE = re.compile(r"&(?:([\w:][\-\w.:]*);|#(\d+);|#x([0-9a-fA-F]+);)", re.ASCII)
_NAMES = name2codepoint | {"apos": 39, "vellip": 8942}

# What word processors meant by the numbers 128 to 159 (windows-1252).
_WINDOWS = {number: bytes([number]).decode("cp1252", "replace") for number in range(128, 160)}
_NOT_WINDOWS = {129, 141, 143, 144, 157}


def entity(state: SpanState) -> bool:
    match = _REFERENCE.match(state.text, state.position)
    if not match:
        return False
    state.position = match.end()
    character = character_of(match)
    if character is None:
        state.add(Node("entity", "", 0, info="&"))
        state.add_text(match[0][1:])
    else:
        state.add(Node("entity", "", 0, markup=match[0], info=character))
    return True


def character_of(match: re.Match[str]) -> str | None:
    """The character that is meant; an empty text for a number that is none, None for an unknown name."""
    if match[1]:
        return chr(_NAMES[match[1]]) if match[1] in _NAMES else None
    digits, base = (match[2], 10) if match[2] else (match[3], 16)
    number = int(digits, base) if len(digits) < 9 else 0x110000
    if number in _WINDOWS and number not in _NOT_WINDOWS:
        return _WINDOWS[number]
    is_character = number < 0x110000 and not 0xD800 <= number < 0xE000
    return chr(number) if is_character else ""
