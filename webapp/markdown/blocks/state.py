"""Where the reading of blocks stands."""

from collections.abc import Callable

from webapp.markdown.document import DEEPEST_BLOCK, Document
from webapp.markdown.nodes import AttributeList, Node, Place, Source
from webapp.markdown.patterns import BOUNDARY

Reader = Callable[["BlockState"], None]


class BlockState:
    """A source that is read from `position` on into the node `parent`.

    pending: a `{: }` that stands before the block it belongs to. stopped: the end tag of `parent` was found.
    unclosed: fences that have no closing one from a position on.
    """

    __slots__ = (
        "_missing",
        "document",
        "parent",
        "pending",
        "position",
        "read",
        "source",
        "stopped",
        "text",
        "unclosed",
    )

    def __init__(self, source: Source, document: Document, parent: Node, read: Reader, position: int = 0) -> None:
        self.source = source
        self.text = source.text
        self.document = document
        self.parent = parent
        self.position = position
        self.read = read
        self.pending: AttributeList | None = None
        self.stopped = False
        self._missing: dict[str, int] = {}
        self.unclosed: dict[str, int] = {}

    def add(self, node: Node) -> Node:
        """Put a block into the tree, with the attributes that stood before it."""
        if self.pending:
            node.attributes, self.pending = self.pending, None
        self.parent.children.append(node)
        return node

    @property
    def last(self) -> Node | None:
        return self.parent.children[-1] if self.parent.children else None

    def after_boundary(self) -> bool:
        """Whether a blank line, the start, `^` or a `{: }` stands before this line."""
        last = self.last
        return last is None or last.type == "blank" or (last.type == "end" and not last.info) or bool(self.pending)

    def before_boundary(self) -> bool:
        return BOUNDARY.match(self.text, self.position) is not None

    def line_end(self, position: int) -> int:
        """Where the line after this one begins."""
        return self.text.find("\n", position) + 1 or len(self.text)

    def raw_text(self, text: str, position: int) -> Node:
        return Node("raw_text", "", 0, content=text, place=Place(self.source, position))

    def is_missing(self, needle: str) -> bool:
        """Whether a text does not come any more; remembers where it comes, so that asking often costs nothing."""
        known = self._missing.get(needle, -2)
        if known == -1 or known >= self.position:
            return known == -1
        self._missing[needle] = self.text.find(needle, self.position)
        return self._missing[needle] == -1

    def nest(self, source: Source, parent: Node) -> None:
        """Read a source of its own, such as the inside of a quote, into `parent`."""
        if self.document.depth >= DEEPEST_BLOCK:
            text = Node("raw_text", "", 0, content=source.text, place=Place(source, 0))
            parent.children.append(Node("paragraph", "p", 0, children=[text]))
            return
        self.document.depth += 1
        self.read(BlockState(source, self.document, parent, self.read))
        self.document.depth -= 1

    def descend(self, parent: Node) -> bool:
        """Read on in the same source into `parent`, up to its end tag; tells whether that was found."""
        inner = BlockState(self.source, self.document, parent, self.read, self.position)
        self.document.depth += 1
        inner.stopped = self.document.depth > DEEPEST_BLOCK
        self.read(inner)
        self.document.depth -= 1
        self.position = inner.position
        return inner.stopped
