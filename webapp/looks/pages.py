"""What a built page (or a layout) puts around a post: the sheets it names, and the elements that the sheets speak of.

Only names of elements, ids and classes are taken, no text of the page.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

MOST_CHARACTERS = 300_000
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Elements that can stand around a post; whatever else a page has there is taken for a `div`.
_PLAIN = {"html", "body", "main", "div", "article", "section", "header", "footer", "aside", "h1", "h2", "h3", "h4"}
_HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the page, as a sheet can name it."""

    tag: str
    id: str = ""
    classes: str = ""


@dataclass(frozen=True, slots=True)
class NamedSheet:
    """A sheet that a page names, or has inside. address: as written; empty for one inside."""

    address: str
    media: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """What was found. The chains of elements lead from the outermost to the innermost."""

    sheets: tuple[NamedSheet, ...] = ()
    around: tuple[Element, ...] = ()  # html, body, …: around title and content
    title: tuple[Element, ...] = ()  # inside those: around the title, the heading last
    content: tuple[Element, ...] = ()  # inside those: around the content
    is_complete: bool = False  # was the content found?

    @property
    def html(self) -> Element:
        return next((each for each in self.around if each.tag == "html"), Element("html"))

    @property
    def body(self) -> Element:
        return next((each for each in self.around if each.tag == "body"), Element("body"))

    @property
    def inside_body(self) -> tuple[Element, ...]:
        return tuple(each for each in self.around if each.tag not in ("html", "body"))


def read_page(text: str, is_title: Callable[[str], bool], is_content: Callable[[str], bool], depth: int) -> BuiltPage:
    """Find sheets and elements in a page.

    is_title, is_content: is a run of text the post's title, or the beginning of its content? depth: in how many
    elements of the content itself that beginning stands.
    """
    reader = _Reader(is_title, is_content, depth)
    reader.feed(_COMMENT.sub("", text[:MOST_CHARACTERS]))
    reader.close()
    shared = _shared(reader.title, reader.content) if reader.title else len(reader.content)
    return BuiltPage(
        sheets=tuple(reader.sheets),
        around=tuple(reader.content[:shared]),
        title=tuple(reader.title[shared:]),
        content=tuple(reader.content[shared:]),
        is_complete=reader.has_content,
    )


def _shared(one: Sequence[Element], other: Sequence[Element]) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (first, second) in enumerate(pairs) if first != second), min(len(one), len(other)))


@dataclass
class _Reader(HTMLParser):
    """Keeps the elements that are open while it reads."""

    is_title: Callable[[str], bool]
    is_content: Callable[[str], bool]
    depth: int
    sheets: list[NamedSheet] = field(default_factory=list)
    title: list[Element] = field(default_factory=list)
    content: list[Element] = field(default_factory=list)
    has_content: bool = False
    _open: list[tuple[str, Element]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "link" and "stylesheet" in values.get("rel", "").lower().split():
            self.sheets.append(NamedSheet(values.get("href", ""), values.get("media", "")))
        if tag == "style":
            self.sheets.append(NamedSheet("", values.get("media", "")))
        if tag not in _VOID:
            name = tag if tag in _PLAIN else "div"
            self._open.append((tag, Element(name, values.get("id", ""), values.get("class", ""))))

    def handle_endtag(self, tag: str) -> None:
        at = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at][0] == tag), None)
        if at is not None:
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        words = " ".join(data.split())
        if not words or "script" in tags:
            return
        if "style" in tags:
            last = self.sheets[-1]
            self.sheets[-1] = NamedSheet("", last.media, last.css + data)
        elif not self.title and self.is_title(words) and any(tag in _HEADINGS for tag in tags):
            inner = max(at for at, tag in enumerate(tags) if tag in _HEADINGS)
            self.title = [element for _, element in self._open[: inner + 1]]
        elif not self.has_content and "head" not in tags and self.is_content(words):
            self.has_content = True
            self.content = [element for _, element in self._open[: len(self._open) - self.depth]]
