"""Addresses in any text: a list, an e-mail, a post in Markdown."""

import re
from collections.abc import Iterator

from webapp import addresses
from webapp.bookmarks.entries import Entry

NAME = "a text"

LONGEST_ENDING = 20  # signs behind an address that belong to the sentence

_ADDRESS = re.compile(r"""https?://(?:(?!\]\()[^\s<>"'`\\^{|}]){1,4200}""", re.IGNORECASE)
_TITLE = re.compile(r"\[([^\[\]\n]{1,500})\]\(<?\Z")
_END_OF_LINE = re.compile(r"\r\n|\r|\n")
_CLOSING = {")": "(", "]": "["}


def read(text: str) -> Iterator[Entry]:
    """Read every address, with its text where it is a link in Markdown. One without `https://` needs its own line."""
    for number, line in enumerate(_END_OF_LINE.split(text), start=1):
        place = f"line {number}"
        found = list(_ADDRESS.finditer(line))
        for match in found:
            title = _TITLE.search(line[max(0, match.start() - 510) : match.start()])
            yield Entry(place=place, address=_without_ending(match[0]), title=title[1] if title else "")
        if not found and len(line) < addresses.LONGEST and addresses.looks_like_address(line):
            yield Entry(place=place, address=line.strip())


def _without_ending(address: str) -> str:
    """Take off the signs that belong to the sentence: a full stop, or a bracket that was opened before the address."""
    for _ in range(LONGEST_ENDING):
        last = address[-1:]
        is_foreign = last in _CLOSING and address.count(last) > address.count(_CLOSING[last])
        if last not in ".,;:!?*_'" and not is_foreign:
            return address
        address = address[:-1]
    return address
