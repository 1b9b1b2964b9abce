"""What stands in a page's head and its markup: `<meta>`, `<link>`, `<title>`, the first heading, JSON-LD.

Source: HTML Living Standard 4.2 (head), 13.2.5 (which elements hold no tags); JSON-LD 1.1, section 7.
"""

import html
import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

MOST_CHARACTERS = 1_000_000  # of HTML that are looked at: what a page says of itself stands first
MOST_META, MOST_BLOCKS = 2_000, 50
LONGEST_HEADING, LONGEST_VALUE = 500, 10_000
PARSE_SECONDS = 2.0
LONGEST_TAG = 16_384  # characters; the parser reads an unfinished one again with every piece
PIECE = 8_192  # characters that are parsed at once

_OPENING = re.compile(r"<(?:!--|(script|style|title|textarea)\b)", re.IGNORECASE)
_CLOSING = {
    "": re.compile("-->"),
    **{name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "title", "textarea")},
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a page's markup says."""

    title: str
    heading: str
    language: str
    canonical: str
    meta: dict[str, list[str]]  # by name or property in small letters, `itemprop:…` for those of microdata
    blocks: tuple[dict[str, Any], ...]  # the objects of JSON-LD, those inside lists and graphs too

    def first(self, *names: str) -> str:
        """The first value that is not empty, of the first name that has one."""
        return next((value for name in names for value in self.meta.get(name, ()) if value.strip()), "")

    def every(self, *names: str) -> list[str]:
        """All values of the first name that has any."""
        found = ([value for value in self.meta.get(name, ()) if value.strip()] for name in names)
        return next((values for values in found if values), [])


def read_head(text: str) -> Head:
    """Read a page's markup. It ends in bounded time, whatever the page is."""
    rest, title, blocks = _without_texts(text[:MOST_CHARACTERS])
    parser = _HeadParser()
    _feed(parser, rest)
    objects = tuple(found for block in blocks[:MOST_BLOCKS] for found in _objects(block))
    return Head(html.unescape(title), parser.heading, parser.language, parser.canonical, parser.meta, objects)


def _without_texts(text: str) -> tuple[str, str, list[str]]:
    """Cut out comments and what holds no tags, each read once; give the first title and the JSON-LD too."""
    kept: list[str] = []
    blocks: list[str] = []
    title, at = "", 0
    while opening := _OPENING.search(text, at):
        kept.append(text[at : opening.start()])
        name = (opening[1] or "").lower()
        start = text.find(">", opening.end()) + 1 if name else opening.end()
        if start == 0:
            return "".join(kept), title, blocks
        closing = _CLOSING[name].search(text, start)
        content = text[start : closing.start() if closing else len(text)]
        if name == "title":
            title = title or content
        if name == "script" and "ld+json" in text[opening.start() : start][:LONGEST_TAG].lower():
            blocks.append(content)
        if closing is None:
            return "".join(kept), title, blocks
        at = closing.end()
    return "".join([*kept, text[at:]]), title, blocks


class _HeadParser(HTMLParser):
    """Collects what `<html>`, `<meta>` and `<link>` say, and the first heading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, list[str]] = {}
        self.heading = self.language = self.canonical = ""
        self._count = 0
        self._is_in_heading = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = {name: (value or "")[:LONGEST_VALUE] for name, value in attrs}
        if tag == "meta" and self._count < MOST_META:
            self._count += 1
            self._add(values)
        elif tag == "html":
            self.language = self.language or values.get("lang", "")
        elif tag == "link" and "canonical" in values.get("rel", "").lower().split():
            self.canonical = self.canonical or values.get("href", "")
        elif tag == "h1" and not self.heading:
            self._is_in_heading = True

    def _add(self, values: dict[str, str]) -> None:
        item = f"itemprop:{values['itemprop']}" if values.get("itemprop") else ""
        name = (values.get("property") or values.get("name") or values.get("http-equiv") or item).lower()
        self.meta.setdefault(name, []).append(values.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1":
            self._is_in_heading = False

    def handle_data(self, data: str) -> None:
        if self._is_in_heading and len(self.heading) < LONGEST_HEADING:
            self.heading += data[:LONGEST_HEADING]


def _feed(parser: HTMLParser, text: str) -> None:
    """Parse piece by piece, and stop where it takes too long: what was found by then is kept."""
    deadline = time.monotonic() + PARSE_SECONDS
    for start in range(0, len(text), PIECE):
        if time.monotonic() > deadline or len(parser.rawdata) > LONGEST_TAG:
            return
        parser.feed(text[start : start + PIECE])
    parser.close()


def _objects(block: str) -> list[dict[str, Any]]:
    """The objects of a block of JSON-LD; none where it is no JSON."""
    try:
        found = json.loads(block, strict=False)
    except (ValueError, RecursionError):
        return []
    objects: list[dict[str, Any]] = []
    for each in found if isinstance(found, list) else [found]:
        if isinstance(each, dict):
            graph = each.get("@graph")
            objects += [each, *(part for part in (graph if isinstance(graph, list) else []) if isinstance(part, dict))]
    return objects
