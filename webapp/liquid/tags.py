"""Jekyll's own tags.

Source: Jekyll 4.3, `lib/jekyll/tags/{post_url,link,include,highlight}.rb`; jekyll-include-cache 0.2.
"""

import re
from collections.abc import Callable
from typing import TextIO

from liquid import BoundTemplate, RenderContext
from liquid.ast import BlockNode, Node
from liquid.exceptions import LiquidSyntaxError
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION, Token

from webapp.liquid.boxes import holds_box
from webapp.liquid.known import Known
from webapp.liquid.rendering import UnreadableError, parse, run
from webapp.liquid.running import Buffer, put, state_of
from webapp.liquid.values import NotKnownError, StoppedError, Table, TooMuchError, text_of
from webapp.markdown import highlight_tag

DEEPEST_INCLUDE = 10

_VALUE = r"(?:\"(?P<double>[^\"\\]*(?:\\.[^\"\\]*)*)\"|'(?P<single>[^'\\]*(?:\\.[^'\\]*)*)'|(?P<variable>[\w.-]+))"
_PARAMETER = re.compile(rf"(?P<key>[\w-]+)\s*=\s*{_VALUE}(?=\s|\Z)\s*", re.DOTALL)
_VARIABLE_FILE = re.compile(r"(?P<file>[^{]*(?:\{\{\s*[\w\-.]+\s*(?:\|.*)?\}\}[^\s{}]*)+)(?P<rest>.*)", re.DOTALL)
_FILE_NAME = re.compile(r"[\w/.\-()+~#@]+")
_DOUBLED = re.compile(r"[./]{2,}")
_LANGUAGE = re.compile(r"([a-zA-Z0-9.+#_-]+)((?:\s+\w+(?:=(?:\w+|\"(?:[0-9]+\s)*[0-9]+\"))?)*)")


class NamedNode(Node):
    """A tag that is followed by plain words. write: from the words to what the blog shows."""

    __slots__ = ("words", "write")

    def __init__(self, token: Token, words: str, write: Callable[[RenderContext, TextIO, str], None]) -> None:
        super().__init__(token)
        self.words, self.write = words, write
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        self.write(context, buffer, self.words)
        return 0


class NamedTag(Tag):
    """A tag that stands alone and is followed by plain words."""

    block = False

    def parse(self, stream: TokenStream) -> Node:
        token, words = stream.current, ""
        if stream.peek.kind == TOKEN_EXPRESSION:
            next(stream)
            words = stream.current.value.strip()
        return NamedNode(token, words, self.write)

    def write(self, context: RenderContext, buffer: TextIO, words: str) -> None:
        raise NotImplementedError


class PostUrlTag(NamedTag):
    name = "post_url"

    def write(self, context: RenderContext, buffer: TextIO, words: str) -> None:
        address = state_of(context).known.address_of_post(words)
        if address is None:
            raise StoppedError(f"the blog has no post {words}, which stops its build")
        buffer.write(address)


class LinkTag(NamedTag):
    name = "link"

    def write(self, context: RenderContext, buffer: TextIO, words: str) -> None:
        path = _filled_in(context, words)
        address = state_of(context).known.address_of_file(path)
        if address is None:
            raise StoppedError(f"the blog has no file {path}, which stops its build")
        buffer.write(text_of(address))


class IncludeTag(NamedTag):
    name = "include"

    def write(self, context: RenderContext, buffer: TextIO, words: str) -> None:
        state = state_of(context)
        name, parameters = _named_file(words)
        name = _filled_in(context, name)
        if not name:
            raise StoppedError("no file is named, which stops the build of the whole blog")
        if not _FILE_NAME.fullmatch(name) or _DOUBLED.search(name):
            raise StoppedError(f"{name} is no name of a file that can be included")
        text = self.find(state.known, name)
        if text is None and state.known.has_theme:
            raise NotKnownError("a file of the theme, included when the blog is built")
        if text is None:
            raise StoppedError(f"the blog has no file {name} to include, which stops its build")
        _run_inside(context, buffer, text, parameters)

    def find(self, known: Known, name: str) -> str | None:
        return known.include(name)


class IncludeCachedTag(IncludeTag):
    name = "include_cached"


class IncludeRelativeTag(IncludeTag):
    name = "include_relative"

    def find(self, known: Known, name: str) -> str | None:
        return known.include_relative(name)


def _named_file(words: str) -> tuple[str, str]:
    if match := _VARIABLE_FILE.match(words):
        return match["file"].strip(), match["rest"].strip()
    name, *rest = words.split(None, 1) or [""]
    return name, rest[0] if rest else ""


def _filled_in(context: RenderContext, words: str) -> str:
    """The words of a tag with the variables in them."""
    if "{{" not in words:
        return words
    state, inside = state_of(context), Buffer(state_of(context))
    run(_template(context, words), context, inside)
    if holds_box(inside.getvalue()):
        raise NotKnownError("known when the blog is built")
    state.step()
    return inside.getvalue()


def _run_inside(context: RenderContext, buffer: TextIO, text: str, parameters: str) -> None:
    state = state_of(context)
    values = {"include": _parameters(context, parameters)} if parameters else {}
    template = _template(context, text)
    if state.included >= DEEPEST_INCLUDE:
        raise TooMuchError(f"more than {DEEPEST_INCLUDE} files included in each other")
    state.included += 1
    try:
        with context.extend(values):
            run(template, context, buffer)
    finally:
        state.included -= 1


def _template(context: RenderContext, text: str) -> BoundTemplate:
    templates = state_of(context).templates
    if text not in templates:
        try:
            templates[text] = parse(text)
        except UnreadableError as error:
            raise StoppedError(str(error)) from error
    return templates[text]


def _parameters(context: RenderContext, text: str) -> Table:
    found, position = Table(), 0
    while match := _PARAMETER.match(text, position):
        position = match.end()
        found[match["key"]] = _parameter(context, match)
    if position < len(text):
        raise StoppedError(f"“{text}” can’t be read as values for the included file")
    return found


def _parameter(context: RenderContext, match: re.Match[str]) -> object:
    if match["double"] is not None:
        return match["double"].replace('\\"', '"')
    if match["single"] is not None:
        return match["single"].replace("\\'", "'")
    literals: dict[str, object] = {"true": True, "false": False, "nil": None, "null": None}
    name = match["variable"]
    if name in literals:
        return literals[name]
    if re.fullmatch(r"-?\d+", name):
        return int(name[:18])
    value = context.get(list(name.split(".")), token=None, default=None)
    return value


class HighlightNode(Node):
    """A block of code in a language. lines: are they numbered?"""

    __slots__ = ("block", "language", "lines")

    def __init__(self, token: Token, language: str, lines: bool, block: BlockNode) -> None:
        super().__init__(token)
        self.language, self.lines, self.block = language, lines, block
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        state = state_of(context)
        inside = Buffer(state)
        self.block.render(context, inside)
        code = inside.getvalue().strip("\r\n")
        return put(buffer, highlight_tag(code, self.language, state.known.markdown, lines=self.lines))


class HighlightTag(Tag):
    name = "highlight"
    end = "endhighlight"

    def parse(self, stream: TokenStream) -> Node:
        token = next(stream)
        match = _LANGUAGE.fullmatch(stream.current.value.strip()) if stream.current.kind == TOKEN_EXPRESSION else None
        if match is None:
            raise LiquidSyntaxError("“{% highlight %}” names no language", token=token)
        next(stream)
        block = get_parser(self.env).parse_block(stream, frozenset([self.end]))
        if not stream.current.is_tag(self.end):
            raise LiquidSyntaxError("“{% highlight %}” is never ended by “{% endhighlight %}”", token=token)
        return HighlightNode(token, match[1].lower(), "linenos" in match[2], block)


TAGS: tuple[type[Tag], ...] = (
    PostUrlTag,
    LinkTag,
    IncludeTag,
    IncludeCachedTag,
    IncludeRelativeTag,
    HighlightTag,
)
