"""No Liquid that stops the build of the whole blog, or vanishes from the post.

Liquid runs over the whole post before Markdown does, in code too.
Source: liquid 5.4.0 (lib/liquid.rb, block_body.rb, tags/) and 4.0.4, which GitHub Pages has; Jekyll 4.3
(lib/jekyll/tags).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .finding import CheckedPost, Finding, Level

NAME = "Liquid"
PASSED = "no Liquid in the way"

BLOCKS = {
    "capture": (),
    "case": ("when", "else"),
    "comment": (),
    "for": ("else",),
    "highlight": (),
    "if": ("elsif", "else"),
    "ifchanged": (),
    "raw": (),
    "tablerow": (),
    "unless": ("elsif", "else"),
}
TAGS = frozenset(
    [
        "assign",
        "break",
        "continue",
        "cycle",
        "decrement",
        "include",
        "include_relative",
        "increment",
        "link",
        "post_url",
    ]
)
NEWER_TAGS = frozenset(["#", "echo", "liquid", "render"])  # of Liquid 5 only, so unknown to GitHub Pages
PLUGIN_TAGS = {
    "feed_meta": "jekyll-feed",
    "gist": "jekyll-gist",
    "include_cached": "jekyll-include-cache",
    "seo": "jekyll-seo-tag",
}
KNOWN_NAMES = frozenset(
    ["site", "page", "layout", "content", "include", "paginator", "theme", "jekyll", "forloop", "tablerowloop"]
)

_OPENING = re.compile(r"\{[{%]")
_TAG = re.compile(r"\{%-?\s*(#|\w+)\s*(.*?)-?%\}\Z", re.DOTALL)
_VARIABLE = re.compile(r"\{\{-?(.*?)-?\}\}\Z", re.DOTALL)
_END_OF_RAW = re.compile(r".*\{%-?\s*endraw\b.*%\}\Z", re.DOTALL)
_NAME = re.compile(r"\s*([A-Za-z_][\w-]*)")
_SET_NAME = re.compile(r"\s*(?:assign|capture|for|tablerow|increment|decrement)?\s*([\w-]+)")

_DIVIDED_BY_NOTHING = re.compile(r"\|\s*(?:divided_by|modulo)\s*:\s*0\s*(?:\||\Z)")

_AS_TEXT = "To show it as it is, put {% raw %} before it and {% endraw %} behind it."


@dataclass(slots=True)
class _Reading:
    """Where the reading of a post stands."""

    post: CheckedPost
    open: list[tuple[str, int]] = field(default_factory=list)  # blocks not yet ended, and where they begin
    names: set[str] = field(default_factory=lambda: set(KNOWN_NAMES))

    def stop(self, message: str, offset: int) -> Finding:
        sentence = f"{message}, which stops the build of the whole blog. {_AS_TEXT}"
        return self.post.find_in_body(NAME, Level.ERROR, sentence, offset)


def check(post: CheckedPost) -> Iterator[Finding]:
    """Read the post's Liquid as the blog does, and find what it stumbles over."""
    reading = _Reading(post)
    unclosed: set[str] = set()  # signs that nothing closes, of which the first is told of: the blog reads no further
    for offset, token in _tokens(post.body):
        if token in unclosed:
            continue
        if token in ("{{", "{%"):
            unclosed.add(token)
        if reading.open and reading.open[-1][0] == "raw":
            if _END_OF_RAW.match(token):
                reading.open.pop()
        elif token.startswith("{%"):
            yield from _read_tag(reading, token, offset)
        else:
            yield from _read_variable(reading, token, offset)
    for name, offset in reading.open:
        yield reading.stop(f"“{{% {name} %}}” is never ended by “{{% end{name} %}}”", offset)


def _tokens(body: str) -> Iterator[tuple[int, str]]:
    """Cut out what Liquid reads, each piece with where it begins; of one that is never closed its two signs alone.

    Source: liquid 5.4.0, `PartialTemplateParser`, `AnyStartingTag`: `{%.*?%}|{{.*?}}?|{%|{{`.
    """
    last = {closing: body.rfind(closing) for closing in ("%}", "}")}
    found = _OPENING.search(body)
    while found:
        start, end = found.span()
        closing = "%}" if found[0] == "{%" else "}"
        if last[closing] >= end:
            end = body.index(closing, end) + len(closing)
            end += closing == "}" and body.startswith("}", end)
        yield start, body[start:end]
        found = _OPENING.search(body, end)


def _read_variable(reading: _Reading, token: str, offset: int) -> Iterator[Finding]:
    variable = _VARIABLE.match(token)
    if variable is None:
        yield reading.stop("“{{” is never closed by “}}”", offset)
        return
    if _DIVIDED_BY_NOTHING.search(variable[1]) and not _is_in_comment(reading):
        yield reading.stop(f"“{_short(token)}” divides by 0", offset)
        return
    name = _NAME.match(variable[1])
    if _is_in_comment(reading) or (name and name[1] in reading.names) or re.match(r"\s*(['\"]|-?\d)", variable[1]):
        return
    message = f"The blog shows nothing, or something else, for “{_short(token)}”. {_AS_TEXT}"
    yield reading.post.find_in_body(NAME, Level.WARNING, message, offset)


def _read_tag(reading: _Reading, token: str, offset: int) -> Iterator[Finding]:
    tag = _TAG.match(token)
    if tag is None:
        is_closed = token.endswith("%}")
        yield reading.stop(f"“{_short(token)}” names no tag" if is_closed else "“{%” is never closed by “%}”", offset)
        return
    name, rest = tag.groups()
    inner = reading.open[-1][0] if reading.open else ""
    if name in BLOCKS:
        reading.open.append((name, offset))
    elif inner and name == f"end{inner}":
        reading.open.pop()
    elif _is_in_comment(reading) or (inner and name in BLOCKS[inner]):
        return
    elif name in NEWER_TAGS or name in PLUGIN_TAGS:
        yield _depends(reading, name, offset)
    elif name not in TAGS:
        yield reading.stop(f"“{_short(token)}” {_why_unknown(name)}", offset)
    if (given := _SET_NAME.match(rest)) and name in ("assign", "capture", "for", "tablerow", "increment", "decrement"):
        reading.names.add(given[1])


def _is_in_comment(reading: _Reading) -> bool:
    return any(name == "comment" for name, _ in reading.open)


def _why_unknown(name: str) -> str:
    if name.startswith("end") or name in ("else", "elsif", "when"):
        return "belongs to nothing above it"
    return "is no tag that the blog knows"


def _depends(reading: _Reading, name: str, offset: int) -> Finding:
    on = f"the plugin {PLUGIN_TAGS[name]}" if name in PLUGIN_TAGS else "Liquid 5, which GitHub Pages does not have"
    message = f"“{name}” stops the build of the whole blog unless it has {on}. {_AS_TEXT}"
    return reading.post.find_in_body(NAME, Level.WARNING, message, offset)


def _short(token: str) -> str:
    return " ".join(token.split())[:40]
