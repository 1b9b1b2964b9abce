"""Links to files of the blog become links to their pages.

The plugin reads the text before Liquid and Markdown do, code included, and knows links by their look:
`[words](path#part "title")`, with the words in one line, and `[name]: path`, with the empty lines above. What it takes
for one link may reach over several; that is followed here, since it says which links are left alone.

Source: jekyll-relative-links 0.7 (README; issues 25, 32 and 93 of its repository); its own work is in
tests/cases/plugins.txt.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# The longest path, part and title that are looked at, in characters, so that no text takes long.
LONGEST_PATH = 500
_PART = r"((?:#.{1,100}?)?)"
_TITLE = r"""((?:\s{1,20}"(?:(?:\\"|[^"]){0,200}(?<!\\)"|(?:\\'|[^']){0,200}(?<!\\)'))?)"""
_INLINE = re.compile(rf"([^)]{{1,{LONGEST_PATH}}}?){_PART}{_TITLE}\)")
_DEFINED = re.compile(rf"(.{{1,{LONGEST_PATH}}}?){_PART}{_TITLE}\s{{0,20}}?$", re.MULTILINE)
_NAME = re.compile(r"^(?:[^\S\n]*\n){0,50}[^\S\n]*\[(.*?)\]: ", re.MULTILINE)
_NOT_OF_THE_BLOG = re.compile(r"#|[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class _Found:
    """What the plugin takes for a link. rest: its part and title, as they are written."""

    start: int
    end: int
    words: str
    path: str
    rest: str
    is_definition: bool

    def write(self, address: str) -> str:
        if self.is_definition:
            return f"\n[{self.words}]: {address}{self.rest}"
        return f"[{self.words}]({address}{self.rest})"


def point_links(text: str, address_of: Callable[[str], str | None]) -> str:
    """Put the addresses of pages into a post's links.

    address_of: says the address for a path as it is written, without `#…`; None where the link stays as it is.
    """
    written, at = [], 0
    for found in _links(text):
        address = None if _NOT_OF_THE_BLOG.match(found.path) else address_of(found.path)
        if address is not None:
            written += [text[at : found.start], found.write(address)]
            at = found.end
    return "".join([*written, text[at:]])


def _links(text: str) -> Iterator[_Found]:
    inline, defined = _next_inline(text, 0), _next_defined(text, 0)
    while inline or defined:
        is_inline = defined is None or (inline is not None and inline.start <= defined.start)
        found = inline if is_inline else defined
        if found is None:
            return
        yield found
        if inline and inline.start < found.end:
            inline = _next_inline(text, found.end)
        if defined and defined.start < found.end:
            defined = _next_defined(text, found.end)


def _next_inline(text: str, at: int) -> _Found | None:
    middle = text.find("](", at)
    while middle >= 0:
        start = text.find("[", max(at, text.rfind("\n", at, middle) + 1), middle)
        ends = start >= 0 and text.find(")", middle + 2, middle + 2 + LONGEST_PATH) > 0
        target = _INLINE.match(text, middle + 2) if ends else None
        if target:
            rest = target[2] + target[3]
            return _Found(start, target.end(), text[start + 1 : middle], target[1], rest, is_definition=False)
        middle = text.find("](", middle + 2)
    return None


def _next_defined(text: str, at: int) -> _Found | None:
    for name in _NAME.finditer(text, at):
        target = _DEFINED.match(text, name.end())
        if target:
            rest = target[2] + target[3]
            return _Found(name.start(), target.end(), name[1], target[1], rest, is_definition=True)
    return None
