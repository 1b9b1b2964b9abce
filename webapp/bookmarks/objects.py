"""Files in JSON, and what stands in their objects.

Source: RFC 8259.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from webapp.errors import ImportUnreadableError

DEEPEST = 100  # lists and objects in each other; no program writes more than a few

_SIGN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]')
_LONG_NUMBER = re.compile(r"\d{1000}")

Object = Mapping[str, Any]


def load(text: str) -> object:
    """Read a file. Raises ImportUnreadableError with the line where it is broken."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ImportUnreadableError(
            f"The file is broken on line {error.lineno}, at character {error.colno}: it is no JSON from there on. "
            "Nothing was imported. Export it again.",
            line=error.lineno,
        ) from error
    except (ValueError, RecursionError) as error:
        line = _line_of_bomb(text)
        raise ImportUnreadableError(
            f"The file can't be read from line {line} on: no program that keeps links writes such a thing. "
            "Nothing was imported.",
            line=line,
        ) from error


def objects_of(found: object) -> Iterator[tuple[str, Object]]:
    """The objects of a list, each with its place; what is no object is an empty one, so that it is told."""
    for number, each in enumerate(found if isinstance(found, list) else [], start=1):
        yield f"entry {number}", each if isinstance(each, dict) else {}


def list_of(given: Object, name: str) -> list[Any]:
    """A list in an object; empty for what is none."""
    found = given.get(name)
    return found if isinstance(found, list) else []


def object_of(given: Object, name: str) -> Object:
    """An object in an object; empty for what is none."""
    found = given.get(name)
    return found if isinstance(found, dict) else {}


def text_of(given: Object, name: str) -> str:
    """A text in an object; empty for what is none."""
    found = given.get(name)
    return found if isinstance(found, str) else ""


def number_of(given: Object, name: str) -> int | None:
    """A whole number that a column can hold; None for what is none."""
    found = given.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 2**53 else None


def _line_of_bomb(text: str) -> int:
    depth = 0
    for match in _SIGN.finditer(text):
        depth += 1 if match[0] in "[{" else -1 if match[0] in "]}" else 0
        if depth > DEEPEST:
            return 1 + text.count("\n", 0, match.start())
    found = _LONG_NUMBER.search(text)
    return 1 + text.count("\n", 0, found.start() if found else 0)
