"""What one reading of a post collects: definitions, references, and how much work is left."""

from dataclasses import dataclass, field

from webapp.markdown.config import Config
from webapp.markdown.nodes import AttributeList, Node

# Steps of reading spans: 2,000 for a post of 1,300 words. Past the limit unclosed marks are text, so that no input
# hangs.
_STEPS = 50_000
_STEPS_A_CHARACTER = 1

# Quotes in quotes, lists in lists, elements in elements. Deeper ones are read as text.
DEEPEST_BLOCK = 50
DEEPEST_SPAN = 40


@dataclass(slots=True)
class LinkDefinition:
    """`[name]: address "title"`. end: the node it left behind, which may carry attributes."""

    address: str
    title: str | None
    end: Node


@dataclass(slots=True)
class Footnote:
    """`[^name]: …`. content: its blocks. end: the node it left behind."""

    content: Node
    end: Node


@dataclass(slots=True)
class Document:
    """One post while it is read. steps: how many more steps of reading spans are allowed."""

    config: Config = field(default_factory=Config)
    links: dict[str, LinkDefinition] = field(default_factory=dict)
    footnotes: dict[str, Footnote] = field(default_factory=dict)
    abbreviations: dict[str, tuple[str, Node]] = field(default_factory=dict)
    attribute_lists: dict[str, AttributeList] = field(default_factory=dict)
    steps: int = _STEPS
    depth: int = 0

    def __post_init__(self) -> None:
        for name, address, title in self.config.link_defs:
            self.links[name] = LinkDefinition(address, title, Node("end", "", 0))

    def allow(self, text: str) -> None:
        """Set how much work a text of this size may be."""
        self.steps = _STEPS + _STEPS_A_CHARACTER * len(text)

    def borrow(self, other: "Document") -> None:
        """Take over another document's definitions, below this one's own."""
        self.links = other.links | self.links
        self.footnotes = other.footnotes | self.footnotes
        self.abbreviations = other.abbreviations | self.abbreviations
        self.attribute_lists = other.attribute_lists | self.attribute_lists
