"""Bytes of a page → text, where the page says its encoding, says none, or lies.

Source: HTML Living Standard 13.2.3 (which encoding, and what `iso-8859-1` means); Encoding Standard 4.2 (labels).
"""

import codecs
import re

from webapp.fetch.connecting import Response

FALLBACK = "cp1252"  # of the web, where nothing else is known
FEWEST_BYTES = 40  # beyond ASCII: with fewer, a guess from how often each letter comes says nothing
GUESSED_BYTES = 50_000
_WEB = "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 koi8_r cp932 euc_jp gb18030 big5 euc_kr iso8859_2"
_CHARSET = re.compile(rb"""charset=["']?\s*([\w.:-]+)""", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def text_of(response: Response) -> str:
    """Decode a page. A byte that fits no encoding is a U+FFFD."""
    body = response.body
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    named = _named(response)
    names = [named] if named.startswith("utf-16") else ["utf-8", named]  # bytes that fit UTF-8 are it, whatever is said
    for name in filter(None, names):
        if (text := _strictly(body, name)) is not None:
            return text
    return body.decode(_guess(body), "replace")


def _named(response: Response) -> str:
    found = _CHARSET.search(response.content_type.encode()) or _CHARSET.search(response.body[:2048])
    try:
        name = codecs.lookup(found[1].decode()).name if found else ""
        "".encode(name or "utf-8")  # some codecs are none of text
    except (LookupError, UnicodeError):
        return ""
    return FALLBACK if name in ("iso8859-1", "ascii") else name


def _strictly(body: bytes, name: str) -> str | None:
    """Decode what fits; a character that is cut off at the end is left out."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(body, final=False)
    except (UnicodeError, LookupError):
        return None


def _guess(body: bytes) -> str:
    """Guess from the letters; what may be the web's fallback is it, as alphabets that are near to it look alike."""
    sample = body[:GUESSED_BYTES]
    if sum(byte > 127 for byte in sample) < FEWEST_BYTES:
        return FALLBACK
    from charset_normalizer import from_bytes  # only here: it is slow to begin, and few pages need it

    found = from_bytes(sample, cp_isolation=_WEB.split())
    could_be = {name for match in found for name in match.could_be_from_charset}
    best = found.best()
    return FALLBACK if FALLBACK in could_be or best is None else best.encoding
