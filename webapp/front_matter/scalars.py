"""A text as one YAML value on one line, safe in every reader."""

import re
from enum import StrEnum

import yaml

from ..errors import FrontMatterError


class Quoting(StrEnum):
    """How a text is written in YAML."""

    DOUBLE = '"'
    SINGLE = "'"
    PLAIN = ""


def scalar(text: str, quoting: Quoting = Quoting.DOUBLE) -> str:
    """Write a text as a YAML value on one line. Other quotes than double ones are used only where they are safe.

    Raises FrontMatterError for half a surrogate pair, which no file can hold.
    """
    if quoting is Quoting.SINGLE and _is_simple(text):
        return "'" + text.replace("'", "''") + "'"
    if quoting is Quoting.PLAIN and _is_safe_plain(text):
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _is_simple(text: str) -> bool:
    """One line of printable characters, which any quotes keep."""
    return all(_escaped(character) in (character, '\\"', "\\\\") for character in text)


def _is_safe_plain(text: str) -> bool:
    """Would YAML, with no quotes at all, read exactly this text, whatever stands around it?"""
    if (
        not _is_simple(text)
        or not re.match(r"[^\W\d_]", text)
        or text != text.strip()
        or re.search(r":(\s|$)|\s#", text)
    ):
        return False
    return bool(yaml.safe_load(text) == text)


_NAMED_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _escaped(character: str) -> str:
    """One character between double quotes. Letters of any script and emoji stay as they are."""
    if character in _NAMED_ESCAPES:
        return _NAMED_ESCAPES[character]
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        raise FrontMatterError("The text holds half a character, which no file can hold. Paste it again.")
    if character.isprintable() or character == " ":
        return character
    if code > 0xFFFF:
        return f"\\U{code:08X}"
    return f"\\u{code:04X}" if code > 0xFF else f"\\x{code:02X}"
