"""Run Liquid over a text with what is known; each piece that fails becomes a box where it stands.

python-liquid reads and runs the tags, filters and conditions of Liquid itself. What is wrapped here is every node, so
that one piece that is not known does not take the page with it, and every step, so that no post takes long.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO
from typing import TextIO

from liquid import BoundTemplate, Environment, RenderContext
from liquid.ast import Node
from liquid.builtin.content import ContentNode
from liquid.builtin.tags.assign_tag import AssignNode
from liquid.builtin.tags.capture_tag import CaptureNode
from liquid.exceptions import BreakLoop, ContinueLoop, LiquidError, LiquidSyntaxError
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION, Token

from webapp.errors import WorkingNotesError
from webapp.liquid.boxes import MOST_BOXES, Box, holds_box, make_box, mark
from webapp.liquid.known import Known
from webapp.liquid.values import NotKnownError, StoppedError, TooMuchError, Unknown

MOST_STEPS = 50_000  # nodes that are run, about a second
MOST_ROUNDS = 10_000  # of all loops together
MOST_TEXT = 1_000_000  # characters written, those of `capture` too
# What python-liquid's filters and conditions raise for values that Ruby would take otherwise.
_TROUBLE = (ValueError, ArithmeticError, TypeError, LookupError, AttributeError, RecursionError)

_UNGUARDED = frozenset(["content", "comment", "#", "illegal", "doc", "break", "continue"])
_NOTHING = re.compile(r"\{\{-?\s*-?\}\}")

_ENDS = re.compile(r"end(capture|case|comment|for|highlight|if|ifchanged|raw|tablerow|unless)|els(e|if)|when")
_LOOSE = "belongs to nothing above it, which stops the build of the whole blog"
PLUGIN = "made by a plugin when the blog is built"


class UnreadableError(WorkingNotesError):
    """The blog can't read this either. The message says what is wrong."""


@dataclass(slots=True)
class State:
    """One run: what is known, the boxes so far, and how much may still be done."""

    known: Known
    boxes: list[Box] = field(default_factory=list)
    numbers: dict[Box, int] = field(default_factory=dict)
    steps: int = MOST_STEPS
    rounds: int = MOST_ROUNDS
    characters: int = MOST_TEXT
    depth: int = 0
    included: int = 0
    templates: dict[str, BoundTemplate] = field(default_factory=dict)

    def step(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise TooMuchError(f"more than {MOST_STEPS:,} steps, which is too much for the preview")

    def take_rounds(self, number: int) -> None:
        self.rounds -= number
        if self.rounds < 0:
            raise TooMuchError(f"more than {MOST_ROUNDS:,} rounds of a loop, which is too much for the preview")

    def take_text(self, text: str) -> None:
        self.characters -= len(text)
        if self.characters < 0:
            raise TooMuchError(f"more than {MOST_TEXT:,} characters, which is too much for the preview")

    def box(self, source: str, reason: str) -> str:
        """Keep a box; answers what stands for it in the text."""
        made = make_box(source, reason)
        if made not in self.numbers and len(self.boxes) < MOST_BOXES:
            self.numbers[made] = len(self.boxes)
            self.boxes.append(made)
        return mark(self.numbers.get(made, MOST_BOXES - 1))


class Buffer(StringIO):
    """What was written so far. put: write what was counted already."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state

    def write(self, text: str) -> int:
        self._state.take_text(text)
        return super().write(text)

    def put(self, text: str) -> int:
        return super().write(text)


class Context(RenderContext):
    """python-liquid's context, with the state of the run."""

    __slots__ = ("state",)
    state: State

    def raise_for_loop_limit(self, length: int = 1) -> None:
        self.state.take_rounds(length)

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:
        return Buffer(self.state)


class Guarded(Node):
    """A node whose failure is a box. end: what the box shows of a block that fails as a whole."""

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
            return Guarded(self.inner.parse(stream), source)
        except LiquidSyntaxError as error:
            if self.inner.block:
                raise
            is_empty = _NOTHING.fullmatch(source) is not None
            stream.pos = start + (stream.tokens[start + 1 : start + 2] or [token])[0].kind.count(TOKEN_EXPRESSION)
            return Failed(token, source, "" if is_empty else f"can’t be read here: {error.args[0]}")


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
    for tag in TAGS:
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


def state_of(context: RenderContext) -> State:
    """The state of the run that a context belongs to."""
    if not isinstance(context, Context):
        raise TypeError("a context of our own")
    return context.state


def put(buffer: TextIO, text: str) -> int:
    """Write what was counted already."""
    return buffer.put(text) if isinstance(buffer, Buffer) else buffer.write(text)


def source_of(token: Token) -> str:
    """A tag or an output as it stands in the text."""
    start = max(token.source.rfind("{%", 0, token.start_index + 2), token.source.rfind("{{", 0, token.start_index + 2))
    closing = "%}" if token.source.startswith("{%", start) else "}}"
    end = token.source.find(closing, token.start_index)
    return token.source[max(start, 0) : end + 2 if end >= 0 else len(token.source)]
