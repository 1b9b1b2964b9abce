"""Lists of a front matter, such as tags: how they are written, and one more word in them with every other byte kept."""

import re
from collections.abc import Sequence
from enum import StrEnum

from ..errors import FrontMatterError
from .blocks import Field, add_line, ending_of, proven, read
from .scalars import Quoting, scalar

# Keys whose text the blog cuts at blanks. Source: Jekyll 4.3, `Utils.pluralized_array_from_hash`.
SPACED_KEYS = frozenset({"tags", "categories"})
_MEMBER = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,\[\]{}"'\s][^,\[\]{}]*?)\s*(?:,|\Z)""")
_LINE = re.compile(r"[ \t]*-[ \t]+(\S.*?)[ \t]*\Z")
_LINE_END = re.compile(r"\r\n|\r|\n")
_INDENT = "  "  # before the marks of a list that has no line yet


class ListStyle(StrEnum):
    """How a list is written."""

    FLOW = "[a, b]"
    BLOCK = "- a"
    SPACED = "a b"


def is_list(field: Field) -> bool:
    """Does the blog read several words from this value?"""
    return isinstance(field.value, list) or (field.key in SPACED_KEYS and bool(field.text))


def style_of(field: Field) -> ListStyle:
    if field.text is not None:
        return ListStyle.SPACED
    return ListStyle.FLOW if field.source.startswith("[") else ListStyle.BLOCK


def words_of(field: Field) -> tuple[str, ...]:
    """The words that the blog reads from a list; none where it holds more than words."""
    if field.key in SPACED_KEYS and field.text is not None:
        return tuple(field.text.split())
    members = field.value if isinstance(field.value, list) else []
    return tuple(str(member) for member in members) if all(isinstance(member, str) for member in members) else ()


def members_of(field: Field) -> tuple[str, ...]:
    """The members of a list as they are written, quotes included; none where it holds more than words."""
    style = style_of(field)
    if style is ListStyle.SPACED:
        return tuple((field.text or "").split())
    if style is ListStyle.FLOW:
        return _flow_members(field.source[1:-1])
    lines = [_LINE.match(line) for line in _LINE_END.split(field.source) if line.strip()]
    return tuple(match[1] for match in lines if match) if all(lines) else ()


def write_list(members: Sequence[str], style: ListStyle, gap: str) -> str:
    """Write members as the value of a key. gap: between the key's colon and a list in lines, with its indent."""
    if style is ListStyle.FLOW:
        return f"[{', '.join(members)}]"
    if style is ListStyle.SPACED:
        return " ".join(members)
    return gap.join(f"- {member}" for member in members)


def add_word(block: str, key: str, word: str, style: ListStyle) -> str:
    """Write one more word at the end of a list; every other byte stays, which is proven by reading again.

    style: for a list that has no word yet. A word that is there already changes nothing.
    Raises FrontMatterError where that can't be done; the block given is untouched.
    """
    field = read(block).find(key)
    words = words_of(field) if field else ()
    if word in words:
        return block
    if field is None:
        changed = add_line(block, f"{key}:{_first(word, style, ending_of(block))}")
    elif not words and field.value in (None, "", []):
        keeps = ListStyle.FLOW if field.source == "[]" else style
        end = field.end if field.source else len(block[: field.start].rstrip())
        start = field.start if field.source else end
        changed = block[: len(block[:start].rstrip())] + _first(word, keeps, ending_of(block)) + block[end:]
    else:
        changed = _grown(block, field, word)
    after = read(changed).find(key)
    if after is None or words_of(after) != (*words, word):
        raise FrontMatterError(f"“{word}” can't be added to “{key}”. Nothing was changed.")
    return proven(block, changed, key)


def _first(word: str, style: ListStyle, ending: str) -> str:
    """What follows the colon of a list with one word."""
    gap = f"{ending}{_INDENT}" if style is ListStyle.BLOCK else " "
    return gap + write_list([_written(word, style)], style, gap)


def _written(word: str, style: ListStyle, quoting: Quoting = Quoting.PLAIN) -> str:
    """A word as a member. Raises FrontMatterError for one that the style would cut in two."""
    if style is ListStyle.SPACED:
        if word.split() != [word]:
            raise FrontMatterError(f"“{word}” has a blank in it, at which the blog would cut it. Nothing was changed.")
        return word
    is_bare = quoting is Quoting.PLAIN and not (style is ListStyle.FLOW and re.search(r"[,\[\]{}]", word))
    return scalar(word, quoting if is_bare or quoting is not Quoting.PLAIN else Quoting.DOUBLE)


def _grown(block: str, field: Field, word: str) -> str:
    """The block with a word behind the last one of a list that has some."""
    style, members = style_of(field), members_of(field)
    if not members:
        raise FrontMatterError(
            f"“{field.key}” holds more than words, so it can only be changed by hand.", line=field.line
        )
    quoting = {'"': Quoting.DOUBLE, "'": Quoting.SINGLE}.get(members[-1][0], Quoting.PLAIN)
    if style is ListStyle.SPACED:
        end = field.end - len(field.quoting or "")
        return f"{block[:end]} {_written(word, style)}{block[end:]}"
    if style is ListStyle.FLOW:
        inside = block[field.start : field.end - 1].rstrip()
        end = field.start + len(inside)
        return f"{block[:end]}{'' if inside.endswith(',') else ','} {_written(word, style, quoting)}{block[end:]}"
    first_line = block[: field.start]
    indent = first_line[len(first_line.rstrip(" \t")) :]
    return f"{block[: field.end]}{ending_of(block)}{indent}- {_written(word, style, quoting)}{block[field.end :]}"


def _flow_members(inside: str) -> tuple[str, ...]:
    members, position = [], 0
    while inside[position:].strip():
        match = _MEMBER.match(inside, position)
        if not match or not match[1]:
            return ()
        members.append(match[1])
        position = match.end()
    return tuple(members)
