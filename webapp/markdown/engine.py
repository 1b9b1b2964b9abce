"""The engine: markdown-it's core chain and tokens, with rules of our own in every place.

Source of all rules: kramdown 2.4 (kramdown.gettalong.org) with kramdown-parser-gfm 1.1 and Jekyll's defaults.
"""

from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_core.state_core import StateCore

from webapp.markdown.abbreviations import mark_abbreviations
from webapp.markdown.blocks.reading import read_blocks
from webapp.markdown.blocks.state import BlockState
from webapp.markdown.config import Config
from webapp.markdown.document import Document
from webapp.markdown.ids import HeadingIds
from webapp.markdown.inline import break_lines, read_inline
from webapp.markdown.nodes import Node, Source
from webapp.markdown.patterns import words
from webapp.markdown.renderer import Renderer

DEFAULTS = Config()
# The blocks that become one element each.
SHOWN = frozenset(words("paragraph code_block quote heading thematic_break list definition_list html table"))


@dataclass(slots=True)
class Reading:
    """A post's tree and what was collected on the way."""

    root: Node
    document: Document = field(default_factory=Document)


@dataclass(frozen=True, slots=True)
class Placed:
    """HTML, and the line of the source on which each of its top-level elements begins (without the footnotes)."""

    html: str
    lines: tuple[int, ...]


def _normalise(state: StateCore) -> None:
    text = state.src.replace("\r\n", "\n").replace("\r", "\n")
    state.src = text if text.endswith("\n") else text + "\n"


def _block(state: StateCore) -> None:
    root = Node("root", "", 0)
    read_blocks(BlockState(Source(state.src), state.env["document"], root, read_blocks))
    state.tokens = [root]


def _inline(state: StateCore) -> None:
    document: Document = state.env["document"]
    document.allow(state.src)
    if whole := state.env.get("whole"):
        document.borrow(whole)
    for node in _trees(state):
        read_inline(document, node)


def _abbreviations(state: StateCore) -> None:
    for node in _trees(state):
        mark_abbreviations(state.env["document"], node)


def _ids(state: StateCore) -> None:
    document: Document = state.env["document"]
    if document.config.auto_ids:
        ids = HeadingIds(document.config)
        root, *footnotes = _trees(state)
        ids.assign(root)
        for node in footnotes:
            ids.assign(node, inside=True)


def _line_breaks(state: StateCore) -> None:
    if not state.env["document"].config.gfm:
        return
    root = _trees(state)[0]
    break_lines(root, "\n" if state.env["document"].config.hard_wrap else "\\\n")


def _trees(state: StateCore) -> list[Node]:
    footnotes = [footnote.content for footnote in state.env["document"].footnotes.values()]
    return [token for token in state.tokens if isinstance(token, Node)] + footnotes


def _chain(*names: str) -> MarkdownIt:
    engine = MarkdownIt("zero")
    engine.core.ruler.at("normalize", _normalise)
    engine.core.ruler.at("block", _block)
    engine.core.ruler.at("inline", _inline)
    for name, rule in (
        ("line_breaks", _line_breaks),
        ("ids", _ids),
        ("abbreviations", _abbreviations),
    ):
        engine.core.ruler.push(name, rule)
    engine.core.ruler.enableOnly(list(names))
    return engine


_BLOCKS = _chain("normalize", "block")
_WHOLE = _chain("normalize", "block", "inline", "line_breaks", "ids", "abbreviations")


def read_outline(text: str) -> Node:
    """Read the blocks only: enough for headings, and fast enough for every keystroke."""
    return _parse(_BLOCKS, text, {"document": Document()}).root


def read_blocks_of(text: str, config: Config = DEFAULTS) -> Reading:
    """Read the blocks only, and so what a post defines, without the words in them."""
    return _parse(_BLOCKS, text, {"document": Document(config)})


def read(text: str, config: Config = DEFAULTS, whole: Document | None = None) -> Reading:
    """Read a post with its spans. whole: another document whose definitions count here too."""
    return _parse(_WHOLE, text, {"document": Document(config), "whole": whole})


def _parse(engine: MarkdownIt, text: str, env: dict[str, object]) -> Reading:
    tokens = engine.parse(text, env)
    document = env["document"]
    root = tokens[0]
    if not isinstance(root, Node) or not isinstance(document, Document):
        raise TypeError("the chain answers with one root node")
    return Reading(root, document)


def render(text: str, config: Config = DEFAULTS) -> str:
    """Write a post's body as HTML, raw: what the blog's engine would make of it. Never show it unsanitised."""
    return write(read(text, config))


def render_section(source: str, whole: str, config: Config = DEFAULTS) -> str:
    """Write one section as HTML, with the definitions of links, footnotes and abbreviations of the whole post."""
    return render_placed(source, whole, config).html


def render_placed(source: str, whole: str, config: Config = DEFAULTS) -> Placed:
    """Write one section as HTML, and say where its elements came from."""
    reading = read(source, config, read_blocks_of(whole, config).document)
    shown = [node for node in reading.root.children if node.type in SHOWN and node.map]
    return Placed(write(reading), tuple(node.map[0] for node in shown if node.map))


def write_with(source: str, whole: Document) -> str:
    """Write a part of a post as HTML, with another document's definitions. They are read with it: use them once."""
    return write(read(source, whole=whole))


def write(reading: Reading) -> str:
    """Write what was read as HTML, raw; once, since writing it changes its nodes."""
    return Renderer(reading.document).render([reading.root], {}, {})
