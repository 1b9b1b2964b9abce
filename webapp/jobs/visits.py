"""Looking whether the pages that posts link to are still there, one after another, where the author asked for it."""

from webapp import fetch, posts
from webapp.database import Database
from webapp.errors import AddressRefusedError, FetchError, PageGoneError, SiteAwayError
from webapp.jobs.hosts import Asking
from webapp.posts import Found, Waiting

LOOKED_AT = 50  # pages, among which one of a host that may be asked is looked for
MOST_SILENT = 12  # pages in a row; when so many are silent it is this machine that is not online


class PageVisits:
    """The queue of pages to look at."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking

    def look(self, db: Database) -> None:
        """Look at pages until none waits, many in a row are silent, or the end is told. What is left goes on later."""
        silent = 0
        while silent < MOST_SILENT and (waiting := posts.waiting_visits(db, LOOKED_AT)):
            chosen, seconds = self.asking.hosts.choose([page.address for page in waiting])
            if self.asking.ended.wait(seconds):
                return
            page = waiting[chosen]
            found, reason = self._visit(page)
            posts.keep_visit(db, page.address_key, found, reason, self.asking.clock())
            silent = silent + 1 if found is Found.SILENT else 0

    def _visit(self, page: Waiting) -> tuple[Found, str]:
        try:
            fetch.visit_page(
                page.address,
                own_port=self.asking.settings().port,
                timeout=self.asking.timeout,
                allows_private=self.asking.allows_private,
            )
        except PageGoneError as error:
            return Found.GONE, str(error)
        except SiteAwayError as error:
            return Found.SILENT, str(error)
        except (AddressRefusedError, FetchError) as error:
            return Found.CLOSED, str(error)
        finally:
            self.asking.hosts.note(page.address)
        return Found.THERE, ""
