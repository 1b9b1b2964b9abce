"""What HTML needs escaped.

Source: HTML Living Standard, 13.3; as kramdown's converter does it, references that are there already stay.
"""

import re
from collections.abc import Mapping
from functools import cache
from html.entities import codepoint2name

_REFERENCE = r"&(?:[A-Za-z0-9_:][\-A-Za-z0-9_.:]*;|#[0-9]+;|#x[0-9a-fA-F]+;)"
_TEXT = re.compile(rf"{_REFERENCE}|[<>&]")
_ATTRIBUTE = re.compile(rf"{_REFERENCE}|[<>&\"]")
_ESCAPES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;"}


def escape_text(text: str) -> str:
    return _TEXT.sub(lambda match: _ESCAPES.get(match[0], match[0]), text)


def escape_attribute(text: str) -> str:
    return _ATTRIBUTE.sub(lambda match: _ESCAPES.get(match[0], match[0]), text)


def escape_code(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def write_entity(character: str, output: str, original: str = "") -> str:
    """Write a character reference. output: the option `entity_output`. original: as it stands in the text.

    character: empty for a reference to no character, which stays. Source: kramdown 2.4, `utils/html.rb`.
    """
    if output == "as_char" and character not in ("<", ">", "&", ""):
        return character
    if output in ("as_input", "as_char") and original:
        return original
    code = ord(character) if character else 0
    name = _names().get(code)
    return f"&{name};" if name and (output == "symbolic" or character in _ESCAPES) else f"&#{code};"


@cache
def _names() -> dict[int, str]:
    return codepoint2name | {39: "apos"}


def write_attributes(attributes: Mapping[str, object]) -> str:
    """Attributes as they stand in a tag; an empty id is left out."""
    return "".join(
        f' {name}="{escape_attribute(str(value))}"'
        for name, value in attributes.items()
        if not (name == "id" and not str(value).strip())
    )
