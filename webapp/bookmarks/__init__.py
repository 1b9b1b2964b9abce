"""Files of links: those of other programs, which the field calls bookmark files, and our own.

One module a program, or a form that several share. `parse` tells which it is; what can be written has a `dump`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from webapp.bookmarks import listing, netscape, own
from webapp.bookmarks.entries import MOST_ENTRIES
from webapp.bookmarks.folding import fold
from webapp.bookmarks.plain import read as find_addresses
from webapp.bookmarks.reading import MOST_BYTES, parse
from webapp.bookmarks.values import Filed, FiledLink, FiledNote, FiledPage, FiledQuote, Skipped


@dataclass(frozen=True, slots=True)
class Form:
    """A form that links can be written in."""

    ending: str  # of the file's name
    content_type: str
    dump: Callable[[Iterable[FiledLink]], Iterator[str]]


FORMS: Mapping[str, Form] = {
    "json": Form("json", "application/json", own.dump),
    "netscape": Form("html", "text/html; charset=utf-8", netscape.dump),
    "markdown": Form("md", "text/markdown; charset=utf-8", listing.dump),
}

__all__ = [
    "FORMS",
    "MOST_BYTES",
    "MOST_ENTRIES",
    "Filed",
    "FiledLink",
    "FiledNote",
    "FiledPage",
    "FiledQuote",
    "Form",
    "Skipped",
    "find_addresses",
    "fold",
    "parse",
]
