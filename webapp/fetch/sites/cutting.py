"""Pieces of HTML between fixed marks, found in one pass."""

from collections.abc import Iterator

LONGEST_TAG = 2_000  # characters from a tag's beginning in which its class stands


def cut(text: str, opening: str, name: str, closing: str) -> Iterator[str]:
    """Give the insides of elements. opening: `<tag`. name: that its tag must hold. closing: the mark that ends it."""
    at = 0
    while (start := text.find(opening, at)) >= 0:
        inside = text.find(">", start) + 1
        if inside == 0:
            return
        at = inside
        if name in text[start : min(inside, start + LONGEST_TAG)]:
            end = text.find(closing, inside)
            at = len(text) if end < 0 else end
            yield text[inside:at]
