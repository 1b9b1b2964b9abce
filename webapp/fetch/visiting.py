"""One visit: an address is asked, what belongs to it beside, and each reading is fuller than the one before."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from webapp import addresses
from webapp.addresses import Kind
from webapp.errors import FetchError
from webapp.fetch import sites
from webapp.fetch.connecting import Response, get
from webapp.fetch.decoding import text_of
from webapp.fetch.reading import is_html, read_quickly, read_slowly
from webapp.fetch.values import Reading

SAME_HOST_SECONDS = 1.0  # between two requests to one host
SHARE = 0.8  # of the time that a server may take; what is left is for reading what came


@dataclass(frozen=True, slots=True)
class Visit:
    """What may be asked, and for how long."""

    own_port: int
    timeout: float  # seconds, for everything
    allows_private: bool

    def read(self, url: str) -> Iterator[tuple[str, Reading]]:
        """Give where the redirects ended, and what was read so far; nothing where the time was over before.

        Raises AddressRefusedError, FetchError.
        """
        end = time.monotonic() + self.timeout
        thing = addresses.find_thing(url)
        asked = sites.address_of(thing, url)
        response = self._get(asked, self.timeout * SHARE)
        final = url if asked != url else response.address
        known = _with_kind(url, read_quickly(response, thing))
        if not response.is_whole and not (is_html(response) and known.title):
            return
        yield final, known
        if beside := sites.address_beside(thing, response.address):
            known = self._read_beside(beside, asked, thing, end).filled_by(known)
            yield final, known
        for read in read_slowly(response, thing, known):
            yield final, _with_kind(url, read)

    def _read_beside(self, address: str, asked: str, thing: addresses.Thing | None, end: float) -> Reading:
        """Read what belongs to a page; nothing where it can't be had."""
        if urlsplit(address).hostname == urlsplit(asked).hostname:
            time.sleep(SAME_HOST_SECONDS)
        try:
            answer = self._get(address, (end - time.monotonic()) * SHARE)
        except FetchError:
            return Reading()
        return replace(sites.read_beside(thing, text_of(answer)), html="", text="", word_count=0)

    def _get(self, url: str, timeout: float) -> Response:
        return get(url, self.own_port, timeout, allows_private=self.allows_private)


def _with_kind(url: str, reading: Reading) -> Reading:
    """An address that says what it names knows better than its page."""
    kind = addresses.kind(url)
    return reading if kind is Kind.ARTICLE else replace(reading, kind=kind.value)
