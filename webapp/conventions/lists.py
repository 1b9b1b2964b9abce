"""Lists of a front matter, such as tags: in which style they are written, and what several have in common."""

import re
from collections.abc import Sequence
from enum import StrEnum

from ..front_matter import Field

# Keys whose text Jekyll cuts at blanks. Source: Jekyll 4.3, `Utils.pluralized_array_from_hash`.
SPACED_KEYS = frozenset({"tags", "categories"})
_MEMBER = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\[\]{}"'\s][^,\[\]{}]*?)\s*(?:,|\Z)""")
_LINE = re.compile(r"[ \t]*-[ \t]+(\S.*?)[ \t]*\Z")


class ListStyle(StrEnum):
    """How a list is written."""

    FLOW = "[a, b]"
    BLOCK = "- a"
    SPACED = "a b"


def is_list(field: Field) -> bool:
    """Does the blog read several words from this value?"""
    return isinstance(field.value, list) or (field.key in SPACED_KEYS and field.text is not None)


def style_of(field: Field) -> ListStyle:
    if field.text is not None:
        return ListStyle.SPACED
    return ListStyle.FLOW if field.source.startswith("[") else ListStyle.BLOCK


def members_of(field: Field) -> tuple[str, ...]:
    """The members of a list as they are written; none where it holds more than words."""
    style = style_of(field)
    if style is ListStyle.SPACED:
        return tuple((field.text or "").split())
    if style is ListStyle.FLOW:
        return _flow_members(field.source[1:-1])
    lines = [_LINE.match(line) for line in re.split(r"\r\n|\r|\n", field.source) if line.strip()]
    return tuple(match[1] for match in lines if match) if all(lines) else ()


def write_list(members: Sequence[str], style: ListStyle, gap: str) -> str:
    """Write members as the value of a key. gap: between the key's colon and a list in lines, with its indent."""
    if style is ListStyle.FLOW:
        return f"[{', '.join(members)}]"
    if style is ListStyle.SPACED:
        return " ".join(members)
    return gap.join(f"- {member}" for member in members)


def shared_list(fields: Sequence[Field], gap: str) -> str:
    """What lists, newest first, have in common, in the newest one's style. gap: as `write_list` has it."""
    members = [member for member in members_of(fields[0]) if all(member in members_of(field) for field in fields)]
    return write_list(members if len(fields) > 1 else [], style_of(fields[0]), gap)


def _flow_members(inside: str) -> tuple[str, ...]:
    members, position = [], 0
    while inside[position:].strip():
        match = _MEMBER.match(inside, position)
        if not match or not match[1]:
            return ()
        members.append(match[1])
        position = match.end()
    return tuple(members)
