"""How a published page looks: the elements around its content, and its sheets with their fonts and pictures inside."""

import time
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin

from webapp import looks
from webapp.errors import FetchError
from webapp.fetch.connecting import Response, get
from webapp.fetch.decoding import text_of
from webapp.looks import Budget, BuiltPage, NamedSheet, Sheet

MOST_FILES = 40  # that are asked for beside the page
MOST_BYTES = 5_000_000  # of all sheets, as they are kept


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page's look, and how to find the content in it."""

    url: str
    title: str
    opening: str  # the content's first words
    depth: int  # in how many elements of the content they stand


@dataclass(slots=True)
class _Visit:
    """One visit: every address is asked once, until the time is over."""

    own_port: int
    deadline: float  # of time.monotonic()
    allows_private: bool
    left: int = MOST_FILES

    def get(self, address: str) -> Response:
        return get(address, self.own_port, self.deadline - time.monotonic(), allows_private=self.allows_private)

    def read(self, address: str) -> bytes | None:
        """A sheet, font or picture; None where it can't be had: the look goes on without it."""
        if self.left <= 0 or not address.startswith(("http:", "https:")):
            return None
        self.left -= 1
        try:
            return self.get(address).body
        except FetchError:
            return None


def read_look(
    wanted: Wanted, own_port: int, timeout: float, *, allows_private: bool
) -> tuple[BuiltPage, tuple[Sheet, ...]]:
    """Fetch a page and what it names as its style. Raises AddressRefusedError, FetchError where the page is not had."""
    visit = _Visit(own_port, time.monotonic() + timeout, allows_private)
    response = visit.get(wanted.url)
    page = looks.read_page(
        text_of(response), lambda words: words == wanted.title, lambda words: words == wanted.opening, wanted.depth
    )
    budget, read = Budget(MOST_BYTES), cache(visit.read)
    found = [_stand_alone(named, response.address, read, budget) for named in page.sheets]
    return page, tuple(sheet for sheet in found if sheet is not None)


def _stand_alone(named: NamedSheet, base: str, read: looks.Reader, budget: Budget) -> Sheet | None:
    address = urljoin(base, named.address) if named.address else base
    content = named.css.encode() if named.css else read(address)
    if content is None or not budget.take(len(content)):
        return None
    css = looks.stand_alone(content.decode("utf-8", "replace"), address, read, budget)
    return Sheet(css, named.media)
