"""Where the reading of spans stands."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from webapp.markdown.document import Document
from webapp.markdown.nodes import Node, Place

SpanRule = Callable[["SpanState"], bool]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules by the character they begin with.

    start: where plain text stops. inside: the rules for the inside of HTML elements, None for these.
    """

    start: re.Pattern[str]
    rules: Mapping[str, tuple[SpanRule, ...]]
    inside: "RuleSet | None" = None


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a span ends. accept: whether this match of the pattern is its end."""

    pattern: re.Pattern[str]
    accept: Callable[[re.Match[str]], bool]


class SpanState:
    """A text that is read from `position` on into the node `parent`.

    enclosing: the types of the spans around, outermost first. place: where the text begins in the post. shift: how far
    into that. inside: the rules for the inside of HTML elements.
    """

    __slots__ = ("_found", "document", "enclosing", "inside", "parent", "place", "position", "rules", "shift", "text")

    def __init__(self, text: str, document: Document, parent: Node, rules: RuleSet, place: Place | None) -> None:
        self.text = text
        self.document = document
        self.parent = parent
        self.rules = rules
        self.inside = rules.inside or rules
        self.place = place
        self.position = 0
        self.shift = 0
        self.enclosing: list[str] = []
        self._found: dict[re.Pattern[str], tuple[int, re.Match[str] | None]] = {}

    def add_text(self, text: str) -> None:
        """Add plain text; texts that touch become one."""
        if not text:
            return
        children = self.parent.children
        if children and children[-1].type == "text":
            children[-1].content += text
            return
        node = Node("text", "", 0, content=text, category="span")
        self.mark(node, self.position)
        children.append(node)

    def mark(self, node: Node, position: int) -> None:
        """Remember where a node begins."""
        if self.place:
            node.meta["offset"] = position + self.shift

    def add(self, node: Node) -> Node:
        node.category = "span"
        self.parent.children.append(node)
        return node

    def find(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Search from a position on; remembers the last answer, so that asking often costs nothing."""
        asked, answer = self._found.get(pattern, (-1, None))
        if 0 <= asked <= start and (answer is None or answer.start() >= start):
            return answer
        answer = pattern.search(self.text, start)
        self._found[pattern] = (start, answer)
        return answer

    def locate(self, offset: int) -> tuple[int, int]:
        return self.place.locate(self.text, offset) if self.place else (0, 0)
