"""Passages of a kept text: finding them again, marking them, and addresses that lead a browser to them.

A passage is kept with the words around it, so that it is found again where the page was read anew and changed, and
where its words stand in it twice. Blanks and the borders of blocks count as one blank each.
Source: W3C Web Annotation Data Model 4.2.4 (text quote selector); WICG Scroll to Text Fragment, 3.1 (`text=`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import pairwise, takewhile
from urllib.parse import quote

AROUND = 40  # characters that are kept before and behind a passage
FRAGMENT_WORDS = 5  # at each end of a passage that is too long to stand in an address
LONGEST_FRAGMENT = 60  # characters of a passage that stands in an address as a whole

_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var".split()  # noqa: SIM905
)
_BLANK = " "


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a page that the author kept."""

    id: int
    text: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A kept text with its passages marked."""

    html: str  # each passage in `<mark>` elements, the first with the id `quote-ID`; to be sanitised before it is shown
    missing: frozenset[int]  # the passages that are not in the text


def mark_passages(html: str, passages: Sequence[Passage]) -> Marked:
    """Mark passages in a text. html: sanitised, so that its tags are whole."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    words, places = _normal(reader.text, reader.borders)
    spans: dict[int, tuple[int, int]] = {}
    for passage in passages:
        start = _find(words, passage)
        if start is not None:
            length = len(_plain(passage.text))
            spans[passage.id] = places[start], places[start + length - 1] + 1
    return Marked(
        "".join(_write(reader.pieces, spans)), frozenset(each.id for each in passages if each.id not in spans)
    )


def fragment_of(text: str) -> str:
    """Write the end of an address that leads to a passage: `#:~:text=…`; of a long one its first and last words."""
    words = _plain(text).split()
    whole = _BLANK.join(words)
    if len(whole) <= LONGEST_FRAGMENT or len(words) <= 2 * FRAGMENT_WORDS:
        return f"#:~:text={_encoded(whole)}"
    return f"#:~:text={_encoded(_BLANK.join(words[:FRAGMENT_WORDS]))},{_encoded(_BLANK.join(words[-FRAGMENT_WORDS:]))}"


@dataclass(slots=True)
class _Piece:
    """A tag as it stands, or words with their place in the whole text."""

    written: str
    start: int = -1  # of words; -1 for a tag


class _Reader(HTMLParser):
    """Takes HTML apart into tags and words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[_Piece] = []
        self.text = ""
        self.borders: set[int] = set()  # places in the text where a block begins or ends

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._add_tag(tag, self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._add_tag(tag, f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.pieces.append(_Piece(data, len(self.text)))
        self.text += data

    def _add_tag(self, tag: str, written: str) -> None:
        self.pieces.append(_Piece(written))
        if tag not in _INLINE:
            self.borders.add(len(self.text))


def _normal(text: str, borders: set[int]) -> tuple[str, list[int]]:
    """Write a text with single blanks, and where each of its characters stands in the text."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        is_blank = character.isspace()
        if (is_blank or place in borders) and characters and characters[-1] != _BLANK:
            characters.append(_BLANK)
            places.append(place)
        if not is_blank:
            characters.append(character)
            places.append(place)
    return "".join(characters), places


def _plain(text: str) -> str:
    return _BLANK.join(text.split())


def _find(words: str, passage: Passage) -> int | None:
    """Find where a passage begins: the place whose surroundings are most like those that were kept with it."""
    wanted = _plain(passage.text)
    starts = list(_occurrences(words, wanted)) if wanted else []
    before, behind = _plain(passage.prefix), _plain(passage.suffix)

    def likeness(start: int) -> int:
        head, tail = words[:start].rstrip(), words[start + len(wanted) :].lstrip()
        return _shared(reversed(head[-AROUND:]), reversed(before)) + _shared(iter(tail[:AROUND]), iter(behind))

    return max(starts, key=likeness, default=None)


def _occurrences(words: str, wanted: str) -> Iterator[int]:
    start = words.find(wanted)
    while start >= 0:
        yield start
        start = words.find(wanted, start + 1)


def _shared(one: Iterator[str], other: Iterator[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _write(pieces: Sequence[_Piece], spans: dict[int, tuple[int, int]]) -> Iterator[str]:
    named: set[int] = set()
    for piece in pieces:
        if piece.start < 0:
            yield piece.written
            continue
        end = piece.start + len(piece.written)
        inner = {place for span in spans.values() for place in span if piece.start < place < end}
        for start, stop in pairwise(sorted({piece.start, end, *inner})):
            words = escape(piece.written[start - piece.start : stop - piece.start])
            owner = next((each for each, (first, last) in spans.items() if first <= start and stop <= last), None)
            if owner is None:
                yield words
            else:
                name = "" if owner in named else f' id="quote-{owner}"'
                named.add(owner)
                yield f"<mark{name}>{words}</mark>"


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
