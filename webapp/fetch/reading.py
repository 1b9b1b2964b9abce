"""What a page says of itself: title, site and description.

Source: HTML Living Standard 4.2.2 (title) and 4.2.5.4 (charset); the Open Graph protocol; RFC 6266 (file names).
"""

import codecs
import html
import re
import time
from collections.abc import Sequence
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from webapp.fetch.connecting import Response

MOST_CHARACTERS = 300_000  # of HTML that are looked at: what a page says of itself stands first
LONGEST_TITLE, LONGEST_DESCRIPTION = 500, 1_000

PARSE_SECONDS = 2.0
LONGEST_TAG = 16_384  # characters; the parser reads an unfinished one again with every piece
PIECE = 8_192  # characters that are parsed at once

_TITLE = re.compile(r"<title\b[^>]*>(.*?)(?:</title|\Z)", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"""charset=["']?\s*([\w.:-]+)""", re.IGNORECASE)
_FILE_NAME = re.compile(r"""filename="?([^";]+)""", re.IGNORECASE)
# Comments are cut out first: an unclosed flood of them would keep the parser busy for seconds.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def read_page(response: Response) -> tuple[str, str, str]:
    """Read title, site and description from a response; of what is no HTML only a name."""
    if not _is_html(response):
        return _name_of(response)[:LONGEST_TITLE], "", ""
    text = _COMMENT.sub("", text_of(response)[:MOST_CHARACTERS])
    parser = _HeadParser()
    _feed(parser, text)
    title = parser.found.get("og:title") or _title(text) or parser.heading
    description = parser.found.get("og:description") or parser.found.get("description", "")
    site = parser.found.get("og:site_name", "")
    return _line(title)[:LONGEST_TITLE], _line(site)[:LONGEST_TITLE], _line(description)[:LONGEST_DESCRIPTION]


class _HeadParser(HTMLParser):
    """Collects what `<meta>` says, and the first heading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}
        self.heading = ""
        self._is_in_heading = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = (values.get("property") or values.get("name") or "").lower()
            self.found.setdefault(name, values.get("content", ""))
        if tag == "h1" and not self.heading:
            self._is_in_heading = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1":
            self._is_in_heading = False

    def handle_data(self, data: str) -> None:
        if self._is_in_heading and len(self.heading) < LONGEST_TITLE:
            self.heading += data[:LONGEST_TITLE]


def _feed(parser: HTMLParser, text: str) -> None:
    """Parse piece by piece, and stop where it takes too long: what was found by then is kept."""
    deadline = time.monotonic() + PARSE_SECONDS
    for start in range(0, len(text), PIECE):
        if time.monotonic() > deadline or len(parser.rawdata) > LONGEST_TAG:
            return
        parser.feed(text[start : start + PIECE])
    parser.close()


def _title(text: str) -> str:
    """The first title; no tags are read inside of it."""
    found = _TITLE.search(text)
    return html.unescape(found[1]) if found else ""


def _is_html(response: Response) -> bool:
    kind = response.content_type.partition(";")[0].strip().lower()
    return kind in ("text/html", "application/xhtml+xml") or (not kind and b"<" in response.body[:1000])


def text_of(response: Response) -> str:
    named = _CHARSET.search(response.content_type.encode()) or _CHARSET.search(response.body[:2048])
    try:
        name = codecs.lookup(named[1].decode()).name if named else "utf-8"
    except LookupError:
        name = "utf-8"
    return response.body.decode("cp1252" if name in ("iso8859-1", "ascii") else name, "replace")


def _name_of(response: Response) -> str:
    given = _FILE_NAME.search(response.disposition)
    path = urlsplit(response.address).path.rstrip("/")
    return _line(given[1] if given else unquote(path.rpartition("/")[2]))


def _line(text: str) -> str:
    return " ".join(re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", text).split())
