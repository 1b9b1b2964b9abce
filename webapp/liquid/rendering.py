"""Run Liquid over a text with what is known; each piece that fails becomes a box where it stands.

python-liquid reads and runs the tags, filters and conditions of Liquid itself. What is wrapped here is every node, so
that one piece that is not known does not take the page with it, and every step, so that no post takes long.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TextIO

from liquid import BoundTemplate, Environment, RenderContext
from liquid.ast import BlockNode, Node
from liquid.builtin.content import ContentNode
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.assign_tag import AssignNode
from liquid.builtin.tags.capture_tag import CaptureNode
from liquid.builtin.tags.echo_tag import EchoTag
from liquid.builtin.tags.tablerow_tag import TablerowNode
from liquid.exceptions import BreakLoop, ContinueLoop, LiquidError, LiquidSyntaxError
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION, Token

from webapp.errors import WorkingNotesError
from webapp.liquid.boxes import Box, holds_box
from webapp.liquid.known import Known
from webapp.liquid.running import Buffer, Context, State, put, state_of
from webapp.liquid.values import NotKnownError, StoppedError, TooMuchError, Unknown, text_of

# What python-liquid's filters and conditions raise for values that Ruby would take otherwise.
_TROUBLE = (ValueError, ArithmeticError, TypeError, LookupError, AttributeError, RecursionError)

_UNGUARDED = frozenset(["content", "comment", "#", "illegal", "doc"])
_NOTHING = re.compile(r"\{\{-?\s*-?\}\}")

_ENDS = re.compile(r"end(capture|case|comment|for|highlight|if|ifchanged|raw|tablerow|unless)|els(e|if)|when")
_LOOSE = "belongs to nothing above it, which stops the build of the whole blog"
PLUGIN = "made by a plugin when the blog is built"


class UnreadableError(WorkingNotesError):
    """The blog can't read this either. The message says what is wrong."""


class Guarded(Node):
    """A node whose failure is a box. source: what the box shows of it: the tag, or the first tag of a block."""

    __slots__ = ("inner", "source")

    def __init__(self, inner: Node, source: str) -> None:
        super().__init__(inner.token)
        self.inner = inner
        self.source = source
        self.blank = inner.blank

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        state, inside = state_of(context), Buffer(state_of(context))
        state.depth += 1
        try:
            state.step()
            self.inner.render_to_output(context, inside)
        except (BreakLoop, ContinueLoop):
            put(buffer, inside.getvalue())
            raise
        except TooMuchError as error:
            if _sets_a_name(self.inner):
                return put(buffer, _failed(self, context, error))
            if state.depth > 1:
                raise
            return put(buffer, state.box(self.source, str(error)))
        except (NotKnownError, StoppedError, LiquidError, *_TROUBLE) as error:
            return put(buffer, _failed(self, context, error))
        finally:
            state.depth -= 1
        _hand_on_unknown(self.inner, context)
        return put(buffer, inside.getvalue())


def _failed(node: Guarded, context: RenderContext, error: Exception) -> str:
    if _sets_a_name(node.inner):
        context.assign(str(getattr(node.inner, "name", "")), Unknown(_sentence(error)))
        if isinstance(error, NotKnownError):
            return ""
    return state_of(context).box(node.source, _sentence(error))


def _sets_a_name(node: Node) -> bool:
    return isinstance(node, AssignNode | CaptureNode)


def _hand_on_unknown(node: Node, context: RenderContext) -> None:
    """What was captured with a box in it is itself not known."""
    if isinstance(node, CaptureNode):
        name = str(node.name)
        value = context.locals.get(name)
        if isinstance(value, str) and holds_box(value):
            context.assign(name, Unknown())


def _sentence(error: Exception) -> str:
    if isinstance(error, WorkingNotesError):
        return str(error)
    said = error.args[0] if error.args else ""
    return f"Liquid can’t do this: {said}" if said else "Liquid can’t do this"


class Shown(OutputNode):
    """An output, written as Ruby writes values."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        return buffer.write(text_of(self.expression.evaluate(context)))


class ShowTag(Output):
    node_class = Shown


class OwnEchoTag(EchoTag):
    node_class = Shown  # type: ignore[assignment]  # an EchoNode differs in how it writes itself only


class Failed(Node):
    """A piece that can't be run: always a box; nothing where there is no reason to show one."""

    __slots__ = ("reason", "source")

    def __init__(self, token: Token, source: str, reason: str) -> None:
        super().__init__(token)
        self.source, self.reason = source, reason
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        return put(buffer, state_of(context).box(self.source, self.reason)) if self.reason else 0


class GuardedTag(Tag):
    """A tag whose nodes are guarded; one that stands alone and can't be read becomes a box."""

    def __init__(self, env: Environment, inner: Tag) -> None:
        super().__init__(env)
        self.inner, self.name, self.block = inner, inner.name, inner.block

    def get_node(self, stream: TokenStream) -> Node:
        return self.parse(stream)

    def parse(self, stream: TokenStream) -> Node:
        start, token = stream.pos, stream.current
        source = source_of(token)
        try:
            return Guarded(_with_blanks(self.inner.parse(stream)), source)
        except LiquidSyntaxError as error:
            if self.inner.block:
                raise
            is_empty = _NOTHING.fullmatch(source) is not None
            stream.pos = start + (stream.tokens[start + 1 : start + 2] or [token])[0].kind.count(TOKEN_EXPRESSION)
            return Failed(token, source, "" if is_empty else f"can’t be read here: {error.args[0]}")


def _with_blanks(node: Node) -> Node:
    """Say whether a node writes only blanks, as Ruby does: a block with all its branches, or not at all."""
    blocks = list(_blocks_of(node))
    if not blocks:
        node.blank = isinstance(node, AssignNode)
    elif not isinstance(node, CaptureNode):
        node.blank = not isinstance(node, TablerowNode) and all(block.blank for block in blocks)
        for block in blocks:
            block.blank = node.blank
    return node


def _blocks_of(node: Node) -> Iterator[BlockNode]:
    for name in ("block", "consequence", "default", "blocks", "alternatives"):
        found = getattr(node, name, None)
        for part in found if isinstance(found, list) else [found]:
            if isinstance(part, BlockNode):
                yield part
            elif isinstance(part, Node):
                yield from _blocks_of(part)


class OtherTag(Tag):
    """A tag that Jekyll does not have itself."""

    block = False
    name = "other"

    def parse(self, stream: TokenStream) -> Node:
        token = stream.current
        if stream.peek.kind == TOKEN_EXPRESSION:
            next(stream)
        return Failed(token, source_of(token), _LOOSE if _ENDS.fullmatch(token.value) else PLUGIN)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Liquid with Jekyll's tags and filters."""
    from webapp.liquid.filters import add_filters
    from webapp.liquid.tags import TAGS

    made = Environment()
    add_filters(made)
    own: list[type[Tag]] = [*TAGS, ShowTag, OwnEchoTag]
    for tag in own:
        made.add_tag(tag)
    for name in set(made.tags) - _UNGUARDED:
        made.tags[name] = GuardedTag(made, made.tags[name])
    for name in ("illegal", "render", "doc"):
        made.tags[name] = OtherTag(made)
    return made


def render(text: str, known: Known) -> tuple[str, tuple[Box, ...]]:
    """Run a text. Answers it with marks for the boxes. Raises UnreadableError where no page can be made of it."""
    template = parse(text)
    state = State(known)
    known_names = {"site": known.site, "page": known.page, "jekyll": Unknown()}
    context = Context(template, globals=known_names | ({"theme": Unknown()} if known.has_theme else {}))
    context.state = state
    buffer = Buffer(state)
    run(template, context, buffer)
    return buffer.getvalue(), tuple(state.boxes)


def parse(text: str) -> BoundTemplate:
    """Read a text. Raises UnreadableError."""
    try:
        return environment().from_string(text)
    except LiquidError as error:
        raise UnreadableError(str(error.args[0]) if error.args else "it can’t be read") from error


def run(template: BoundTemplate, context: RenderContext, buffer: TextIO) -> None:
    """Run the nodes of a template in a context that is there. The text of the post itself is always written."""
    state = state_of(context)
    for node in template.nodes:
        if isinstance(node, ContentNode) and not state.depth:
            put(buffer, node.text)
            continue
        try:
            node.render(context, buffer)
        except (BreakLoop, ContinueLoop):
            if state.depth:
                raise
            return


def source_of(token: Token) -> str:
    """A tag or an output as it stands in the text."""
    start = max(token.source.rfind("{%", 0, token.start_index + 2), token.source.rfind("{{", 0, token.start_index + 2))
    closing = "%}" if token.source.startswith("{%", start) else "}}"
    end = token.source.find(closing, token.start_index)
    return token.source[max(start, 0) : end + 2 if end >= 0 else len(token.source)]
