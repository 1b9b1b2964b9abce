"""Marked boxes: what stands in a post and can't be shown before the build.

A box goes through Markdown as two characters that no text has, and becomes an element in the HTML.
Source of the characters: The Unicode Standard, 23.5 (private use, plane 15).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

MOST_BOXES = 1_000  # different ones in a post; what comes after is shown as the last of them
LONGEST_SOURCE = 120  # characters of it that are shown

_MARK = "\U000f4e00"
_FIRST = 0xF4F00
_PLACE = re.compile(f"{_MARK}([{chr(_FIRST)}-{chr(_FIRST + MOST_BOXES)}])")
_TAG = re.compile(f"<[^<>]*{_MARK}[^<>]*>")


@dataclass(frozen=True, slots=True)
class Box:
    """What stands in the post, and why it is not filled in, in words."""

    source: str
    reason: str

    @property
    def html(self) -> str:
        """The box as an element that may stand in a paragraph."""
        return f'<span class="working-notes-box">{escape(self.source)} · {escape(self.reason)}</span>'


def make_box(source: str, reason: str) -> Box:
    """A box for a piece of Liquid, shortened to one line."""
    words = " ".join(source.split())
    return Box(words if len(words) <= LONGEST_SOURCE else f"{words[:LONGEST_SOURCE]} …", reason)


def mark(number: int) -> str:
    """What stands for the box of this number in the text. number: from 0."""
    return _MARK + chr(_FIRST + min(number, MOST_BOXES - 1))


def holds_box(text: str) -> bool:
    """Does a box stand in the text?"""
    return _MARK in text


def place(html: str, boxes: Sequence[Box]) -> str:
    """Put the boxes into the HTML of a filled text; inside a tag, such as in an address, only what stands there."""
    if not boxes or _MARK not in html:
        return html
    within_tags = _TAG.sub(lambda tag: words_of(tag[0], boxes, escape), html)
    return _replace(within_tags, boxes, lambda box: box.html)


def words_of(text: str, boxes: Sequence[Box], write: Callable[[str], str] = str) -> str:
    """Write the Liquid of each box back into a text, for where there is no room for boxes."""
    return _replace(text, boxes, lambda box: write(box.source))


def _replace(text: str, boxes: Sequence[Box], write: Callable[[Box], str]) -> str:
    def replace(match: re.Match[str]) -> str:
        number = ord(match[1]) - _FIRST
        return write(boxes[number]) if number < len(boxes) else ""

    return _PLACE.sub(replace, text)
