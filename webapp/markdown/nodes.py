"""The tree between Markdown and HTML: markdown-it's tokens, each holding its children, and where it came from."""

import dataclasses
from bisect import bisect_right
from dataclasses import dataclass, field

from markdown_it.token import Token


@dataclass(slots=True)
class AttributeList:
    """What stands between `{:` and `}`. references: names of lists defined elsewhere, or `toc`, `footnotes`."""

    values: dict[str, str] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)

    def add(self, other: "AttributeList") -> None:
        """Take over another list: classes add up, everything else is replaced."""
        self.references.extend(other.references)
        merge_values(self.values, other.values)


def merge_values(into: dict[str, str], values: dict[str, str]) -> None:
    """Set attributes; classes are added to those that are there."""
    for name, value in values.items():
        into[name] = f"{into.get('class', '')} {value}".lstrip() if name == "class" else value


class Source:
    """Text that is read block by block, and where each of its lines begins in the post.

    origins: (line, column) in the post of each line's first character; None where the text is the post itself.
    The text always ends with a newline.
    """

    __slots__ = ("_starts", "origins", "text")

    def __init__(self, text: str, origins: list[tuple[int, int]] | None = None) -> None:
        self.text = text
        self.origins = origins
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        if self._starts is None:
            starts, end = [0], self.text.find("\n")
            while end >= 0:
                starts.append(end + 1)
                end = self.text.find("\n", end + 1)
            self._starts = starts
        return self._starts

    def line_at(self, position: int) -> int:
        return bisect_right(self.starts, position) - 1

    def origin(self, line: int, column: int = 0) -> tuple[int, int]:
        """Where a place of this text is in the post."""
        if self.origins is None:
            return line, column
        if line >= len(self.origins):
            return self.origins[-1] if self.origins else (0, 0)
        row, first = self.origins[line]
        return row, first + column


@dataclass(slots=True)
class Place:
    """Where a text begins. Its later lines follow the source's lines."""

    source: Source
    position: int

    def locate(self, text: str, offset: int) -> tuple[int, int]:
        """Line and column in the post of the character at `offset` of a text that begins here."""
        first = self.source.line_at(self.position)
        number = text.count("\n", 0, offset)
        column = offset - (text.rfind("\n", 0, offset) + 1)
        if number == 0:
            column += self.position - self.source.starts[first]
        return self.source.origin(first + number, column)


@dataclass(slots=True)
class Node(Token):
    """A token with its children inside.

    type: what it is, such as `paragraph`. content: text or address, by type. attributes: a `{: }` that belongs to it.
    place: where it begins, for texts and links only. category: `block` or `span` where a type may be both.
    raw: an HTML element whose inside is not Markdown. closed: an HTML element written with `/>`.
    """

    # A tree's node always has a list, a stream's token may have none.
    children: list["Node"] = field(default_factory=list)  # type: ignore[assignment]
    attributes: AttributeList | None = None
    place: Place | None = None
    category: str = "block"
    raw: bool = False
    closed: bool = False

    def merge(self, attributes: AttributeList) -> None:
        if self.attributes is None:
            self.attributes = AttributeList()
        self.attributes.add(attributes)


def copy_with(node: Node, children: list[Node]) -> Node:
    """The same node with other children."""
    return dataclasses.replace(node, children=children)


def plain(node: Node) -> str:
    """The words of a node, without its marks."""
    if node.type in ("text", "code_span", "math", "raw_text"):
        return node.content
    return "".join(plain(child) for child in node.children)
