"""One answer of a server → what it says: (address, type, bytes) in, readings out, each fuller than the one before.

Source: RFC 6266 (file names); RFC 9110 8.3 (what a type says).
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from webapp.addresses import Source, Thing
from webapp.fetch import sites
from webapp.fetch.connecting import Response
from webapp.fetch.decoding import text_of
from webapp.fetch.facts import LONGEST_TITLE, line, read_facts
from webapp.fetch.heads import read_head
from webapp.fetch.pdfs import read_pdf
from webapp.fetch.texts import main_part
from webapp.fetch.values import Reading

_FILE_NAME = re.compile(r"""filename="?([^";]+)""", re.IGNORECASE)
_MEDIA = {"video": "video", "audio": "podcast"}
_WITHOUT_TEXT = frozenset({Source.X, Source.YOUTUBE})  # what there is of words was read from their cards


def read_quickly(response: Response, thing: Thing | None = None) -> Reading:
    """Read what a page says of itself; of what is no HTML only a name. thing: what the address names, if known."""
    if thing and thing.source is Source.X:
        return sites.read_page(thing, text_of(response))
    if not is_html(response):
        kind = "pdf" if is_pdf(response) else _MEDIA.get(response.content_type.partition("/")[0].lower(), "")
        return Reading(title=_name_of(response)[:LONGEST_TITLE], kind=kind)
    text = text_of(response)
    return sites.read_page(thing, text).filled_by(read_facts(read_head(text), response.address))


def read_slowly(response: Response, thing: Thing | None, known: Reading) -> Iterator[Reading]:
    """Read the text too, and what a PDF says. known: what was read before, which stays."""
    if is_pdf(response):
        for read in read_pdf(response.body):
            yield _of_file(known, response, read)
    elif is_html(response) and not known.text and not (thing and thing.source in _WITHOUT_TEXT):
        yield known.filled_by(main_part(text_of(response), response.address))


def _of_file(known: Reading, response: Response, read: Reading) -> Reading:
    """What a PDF says, under what is known of the paper; the file's name is a title only where there is no other."""
    title = known.title if known.title != _name_of(response)[:LONGEST_TITLE] else ""
    said = Reading(title=title or read.title or known.title, html=read.html, text=read.text, page_count=read.page_count)
    return said.filled_by(known).filled_by(read)


def is_html(response: Response) -> bool:
    kind = response.content_type.partition(";")[0].strip().lower()
    if response.body.startswith((b"%PDF-", b"\x1f\x8b")):
        return False
    return kind in ("text/html", "application/xhtml+xml") or (not kind and b"<" in response.body[:1000])


def is_pdf(response: Response) -> bool:
    return b"%PDF-" in response.body[:1024]


def _name_of(response: Response) -> str:
    given = _FILE_NAME.search(response.disposition)
    path = urlsplit(response.address).path.rstrip("/")
    return line(given[1] if given else unquote(path.rpartition("/")[2]))
