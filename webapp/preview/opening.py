"""How a post's content begins, to find it again in a page that was built from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "wbr"})


@dataclass(frozen=True, slots=True)
class Opening:
    """The first run of text. depth: in how many elements of the content it stands."""

    words: str
    depth: int


def find_opening(html: str) -> Opening:
    """Find the first words of a post's HTML, up to the next tag; empty in an empty post."""
    reader = _Reader()
    reader.feed(html[:20_000])
    reader.close()
    return reader.found


@dataclass
class _Reader(HTMLParser):
    found: Opening = Opening("", 0)
    tags: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.tags:
            while self.tags.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and not self.found.words:
            self.found = Opening(words, len(self.tags))
