"""Reading the pages of saved links, one after another: the newest first, and no site asked in quick succession."""

from collections.abc import Sequence

from webapp import fetch, links
from webapp.database import Database
from webapp.errors import AddressRefusedError, FetchError, SiteAwayError
from webapp.fetch import Page
from webapp.jobs.hosts import Asking
from webapp.links import Details, FetchState, Link, NewPage
from webapp.sanitising import sanitise

LOOKED_AT = 50  # links, among which one of a host that may be asked is looked for
ID_PREFIX = "kept-"  # of a page's own ids, so that none passes for a part of ours


class Pages:
    """The queue of pages to read. What a queue of thousands has does not wait for: what was saved just now is first."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking

    def read_waiting(self, db: Database) -> None:
        """Read pages until none waits, or the end is told."""
        while not self.asking.ended.is_set() and (waiting := links.waiting_links(db, limit=LOOKED_AT)):
            link, seconds = self._next(waiting)
            self.asking.ended.wait(seconds)
            if not self.asking.ended.is_set():
                self._read(db, link)

    def _next(self, waiting: Sequence[Link]) -> tuple[Link, float]:
        """The newest link whose host may be asked now, else of the first one that may be; in how many seconds."""
        chosen, seconds = self.asking.hosts.choose([link.address for link in waiting])
        return waiting[chosen], seconds

    def _read(self, db: Database, link: Link) -> None:
        port, now = self.asking.settings().port, self.asking.clock
        try:
            page = fetch.fetch_page(
                link.address, own_port=port, timeout=self.asking.timeout, allows_private=self.asking.allows_private
            )
        except AddressRefusedError as error:
            links.keep_failure(db, link.id, FetchState.REFUSED, str(error), now())
        except FetchError as error:
            is_passing = isinstance(error, SiteAwayError)
            links.keep_failure(db, link.id, FetchState.FAILED, str(error), now(), is_passing=is_passing)
        else:
            links.keep_page(db, link.id, _new_page(page), now())
        finally:
            self.asking.hosts.note(link.address)


def _new_page(page: Page) -> NewPage:
    """What is kept of a page; its HTML came from a process that read what others wrote, so it is made safe here."""
    return NewPage(
        title=page.title,
        site=page.site,
        description=page.description,
        final_address=page.final_address,
        details=Details(
            kind=page.kind,
            author=page.author,
            published_on=page.published_on,
            language=page.language,
            word_count=page.word_count,
            page_count=page.page_count,
            duration_seconds=page.duration_seconds,
            canonical_address=page.canonical_address,
        ),
        html=sanitise(page.html, ID_PREFIX),
        text=page.text,
    )
