"""Front matter: cut it off a post, read it, change one value of it, write a new one.

The block is kept character by character. Reading goes through YAML; changing one value replaces just the characters of
that value and then proves, by reading again, that every other key is what it was.
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import yaml

from ..errors import FrontMatterError
from .reading import compose, construct_composed, constructed_key, pairs_of
from .scalars import Quoting, scalar

KEPT = 16_384  # blocks: more than a blog has posts, so that none is read twice

# Jekyll's YAML_FRONT_MATTER_REGEXP (jekyll 4.3, lib/jekyll/document.rb) in Python's words: Ruby's `^` and `$` know only
# `\n`, its `\s` only ASCII. The blank lines after the block, which Jekyll drops, are left with the text here.
_BLOCK = re.compile(
    r"\A\ufeff?---[ \t\r\n\f\v]*?\n(?P<inside>(?:(?!(?:---|\.\.\.)[ \t\r\f\v]*(?:\n|\Z))[^\n]*\n)*)"
    r"(?P<closing>(?:---|\.\.\.)[ \t\r\f\v]*(?:\n|\Z))"
)
_UNCLOSED = re.compile(r"\A\ufeff?---[ \t\r\f\v]*(?:\n|\Z)")
_BLANK_LINE_REST = re.compile(r"[ \t]+(?=[\r\n])")
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a block and its value."""

    key: str  # as text, whatever YAML takes it for: `no`, `2025`
    value: object  # as YAML reads it: `1.10` is 1.1 and `yes` is True, as on the blog
    text: str | None  # the value's own characters without quotes, `1.10`; None for a list or a mapping
    source: str  # the value exactly as written, quotes included; empty if there is none
    quoting: Quoting | None  # None for a list, a mapping or a block of lines
    line: int  # of the key within the block; 1 is the opening `---`
    start: int  # of the value's characters within the block
    end: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a block says, in its order."""

    fields: tuple[Field, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(field.key for field in self.fields)

    @property
    def values(self) -> Mapping[str, object]:
        return MappingProxyType({field.key: field.value for field in self.fields})

    def find(self, key: str) -> Field | None:
        return next((field for field in self.fields if field.key == key), None)

    def text(self, key: str) -> str:
        """The text of a value as the author wrote it, empty if there is none: a title `1.10` stays `1.10`."""
        field = self.find(key)
        return (field.text or "") if field else ""


def split(text: str) -> tuple[str, str]:
    """Cut a post into its front matter block and the rest; the two joined are the text.

    The block holds a byte order mark if there is one, both delimiter lines and the last one's line ending; it is empty
    where the blog sees no front matter. `...` closes a block too.
    Source: Jekyll 4.3, `Document::YAML_FRONT_MATTER_REGEXP`.
    """
    match = _BLOCK.match(text)
    return (text[: match.end()], text[match.end() :]) if match else ("", text)


def is_unclosed(text: str) -> bool:
    """Does the text begin a front matter block and never end it?"""
    return bool(_UNCLOSED.match(text)) and not _BLOCK.match(text)


@lru_cache(maxsize=KEPT)
def read(block: str) -> FrontMatter:
    """Read a block as `split` cuts it. An empty block has no fields. Raises FrontMatterError, the text untouched."""
    if not block:
        return FrontMatter()
    inside, offset = _inside(block)
    first_line = len(_LINE_END.findall(block[:offset])) + 1
    root = compose(inside, first_line, aliases=False)
    if root is None:
        return FrontMatter()
    values = construct_composed(root, first_line)
    fields = tuple(_field(key, value, values, inside, offset, first_line) for key, value in pairs_of(root, first_line))
    _refuse_repeated(fields)
    return FrontMatter(fields)


def set_value(block: str, key: str, value: str) -> str:
    """Give one key another text, in the quotes it already has where that is safe; a new key comes last.

    Only the value's characters change, and every other key is proven equal by reading again.
    Raises FrontMatterError where that can't be done; the block given is untouched.
    """
    field = read(block).find(key)
    quoting = field.quoting if field and field.source and field.quoting is not None else Quoting.DOUBLE
    changed = set_source(block, key, scalar(value, quoting))
    if read(changed).values[key] != value:
        raise FrontMatterError(f"“{key}” can't be written so that it reads back the same. Nothing was changed.")
    return changed


def set_source(block: str, key: str, source: str) -> str:
    """Give one key another value, written exactly as given (`2025-12-11`, `"a title"`); proven as in `set_value`."""
    field = read(block).find(key)
    if field is None:
        changed = add_line(block, f"{key}: {source}")
    elif field.text is None:
        raise FrontMatterError(f"“{key}” holds more than a text, so it can only be changed by hand.", line=field.line)
    else:
        changed = _with_source(block, field, source)
    return proven(block, changed, key)


def proven(block: str, changed: str, key: str) -> str:
    """The changed block, where it says the same as before for every other key; else raises FrontMatterError."""
    if _others(read(changed), key) != _others(read(block), key) or split(changed) != (changed, ""):
        raise FrontMatterError(f"“{key}” can't be changed without changing something else. Nothing was changed.")
    return changed


def build(fields: Sequence[tuple[str, str]], line_ending: str) -> str:
    """Write a block from keys and values that are YAML already (see `scalar`), in the order given."""
    lines = ["---", *(f"{key}: {source}".rstrip(" ") for key, source in fields), "---", ""]
    return line_ending.join(lines)


def _inside(block: str) -> tuple[str, int]:
    """The characters between the delimiter lines, and where in the block they begin."""
    match = _BLOCK.match(block)
    if not match or match.end() != len(block):
        raise FrontMatterError("This is no front matter: it needs a line `---` before it and one after it.", line=1)
    return match["inside"], match.start("inside")


def _field(
    key: yaml.ScalarNode,
    node: yaml.Node,
    values: Mapping[Hashable, object],
    inside: str,
    offset: int,
    first_line: int,
) -> Field:
    start, end = node.start_mark.index, _end_of(node, inside)
    is_scalar = isinstance(node, yaml.ScalarNode)
    return Field(
        key=key.value,
        value=values.get(constructed_key(key)),
        text=node.value if is_scalar else None,
        source=inside[start:end],
        quoting=_quoting(node),
        line=key.start_mark.line + first_line,
        start=start + offset,
        end=end + offset,
    )


def _end_of(node: yaml.Node, inside: str) -> int:
    """Where a value's own characters end; YAML's mark of a list in lines stands behind the comments that follow it."""
    parts = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and parts:
        return max(_end_of(part, inside) for part in parts)
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(inside[start:end].rstrip(" \t\r\n"))


def _quoting(node: yaml.Node) -> Quoting | None:
    styles = {'"': Quoting.DOUBLE, "'": Quoting.SINGLE, None: Quoting.PLAIN, "": Quoting.PLAIN}
    return styles.get(node.style) if isinstance(node, yaml.ScalarNode) else None


def _refuse_repeated(fields: Sequence[Field]) -> None:
    seen: set[str] = set()
    for field in fields:
        if field.key in seen:
            raise FrontMatterError(f"“{field.key}” stands in the front matter twice; take one away.", line=field.line)
        seen.add(field.key)


def add_line(block: str, line: str) -> str:
    """Put a line before the closing delimiter, with the ending of the opening one."""
    inside, offset = _inside(block)
    closing = offset + len(inside)
    return block[:closing] + line + ending_of(block) + block[closing:]


def ending_of(block: str) -> str:
    """The line ending of the opening delimiter."""
    _, offset = _inside(block)
    return "\r\n" if block[:offset].endswith("\r\n") else "\n"


def _with_source(block: str, field: Field, source: str) -> str:
    """Splice the value; an empty one stands right behind its colon and needs a blank first."""
    if field.source:
        return block[: field.start] + source + block[field.end :]
    if _BLANK_LINE_REST.match(block, field.start):
        return block[: field.start + 1] + source + block[field.start + 1 :]
    return f"{block[: field.start]} {source}{block[field.start :]}"


def _others(front_matter: FrontMatter, key: str) -> list[tuple[str, str]]:
    """Every field but one, with its place in the order, as exactly as it can be compared."""
    return [(field.key, repr(field.value) + field.source) for field in front_matter.fields if field.key != key]
