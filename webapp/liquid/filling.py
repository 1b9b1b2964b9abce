"""Fill in the Liquid of a text.

Source: Liquid 5.4 (shopify.github.io/liquid) as Jekyll 4.3 runs it; checked against Debian's Jekyll in
tests/test_liquid_against_jekyll.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.liquid.boxes import Box, make_box, mark
from webapp.liquid.known import Known
from webapp.liquid.values import TooMuchError

LONGEST_TEXT = 500_000  # characters of a post with Liquid; the longest in the corpus has 90,000
MOST_TAGS = 3_000  # tags and outputs in a post
LONGEST_PIECE = 20_000  # characters of one of them, since some take the square of it; in the corpus 5,087

_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}")
_END_OF_RAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its Liquid filled in. boxes: those whose marks stand in the text."""

    text: str
    boxes: tuple[Box, ...] = ()


def has_liquid(text: str) -> bool:
    """Does a text have anything for Liquid to do?"""
    return "{{" in text or "{%" in text


def fill(text: str, known: Known) -> Filled:
    """Fill in what is known. Never raises: what is not known, wrong or too much is a box."""
    if not has_liquid(text):
        return Filled(text)
    if refusal := _find_refusal(text):
        return _boxes_only(text, refusal)
    from webapp.liquid.rendering import UnreadableError, render  # python-liquid takes 0.1 s to load

    try:
        return Filled(*render(text, known))
    except UnreadableError as error:
        return _boxes_only(text, f"stops the build of the whole blog: {error}")


def _find_refusal(text: str) -> str:
    """Why a text is not given to Liquid at all; empty where it may be."""
    if len(text) > LONGEST_TEXT:
        return f"not filled in, since the post is longer than {LONGEST_TEXT:,} characters"
    try:
        for number, (start, end) in enumerate(_pieces(text), 1):
            if number > MOST_TAGS:
                return f"not filled in, since the post has more than {MOST_TAGS:,} pieces of Liquid"
            if end - start > LONGEST_PIECE and not _RAW.match(text, start):
                return f"not filled in, since a piece of Liquid has more than {LONGEST_PIECE:,} characters"
    except TooMuchError as error:
        return f"stops the build of the whole blog: {error}"
    return ""


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where each tag and output begins and ends, and each block of raw text as one. Raises where one has no end."""
    position = 0
    while (start := _next_start(text, position)) >= 0:
        if raw := _RAW.match(text, start):
            end = _END_OF_RAW.search(text, raw.end())
            if end is None:
                raise TooMuchError("“{% raw %}” is never ended by “{% endraw %}”")
            position = end.end()
        else:
            closing = "%}" if text[start + 1] == "%" else "}}"
            found = text.find(closing, start + 2)
            if found < 0:
                raise TooMuchError(f"“{text[start : start + 2]}” is never closed by “{closing}”")
            position = found + 2
        yield start, position


def _next_start(text: str, position: int) -> int:
    found = [place for place in (text.find("{{", position), text.find("{%", position)) if place >= 0]
    return min(found, default=-1)


def _boxes_only(text: str, reason: str) -> Filled:
    """The text with a box in place of each piece of Liquid; what is never closed is one up to the end of its line."""
    written: list[str] = []
    boxes: list[Box] = []
    position = 0
    try:
        for start, end in _pieces(text):
            written += [text[position:start], mark(len(boxes))]
            boxes.append(make_box(text[start:end], "not read" if boxes else reason))
            position = end
    except TooMuchError:
        start = _next_start(text, position)
        end = text.find("\n", start) if "\n" in text[start:] else len(text)
        written += [text[position:start], mark(len(boxes))]
        boxes.append(make_box(text[start:end], reason))
        position = end
    return Filled("".join([*written, text[position:]]), tuple(boxes))
