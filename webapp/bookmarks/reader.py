"""What Readwise Reader exports, as CSV.

Source: the files themselves: `Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen`, tags as Python
writes a list; the locations as in https://readwise.io/reader_api.
"""

import re

from webapp.bookmarks import entries
from webapp.bookmarks.entries import Entry
from webapp.bookmarks.tables import Row

NAME = "Readwise Reader"
COLUMNS = frozenset({"url", "document tags", "saved date", "location"})

_STATES = {"archive": "done", "new": "unread", "later": "unread", "shortlist": "unread", "feed": "unread"}
_TAG = re.compile(r"""'((?:[^'\\]|\\.)*+)'|"((?:[^"\\]|\\.)*+)\"""")


def read_row(row: Row) -> Entry:
    """Read one row."""
    return Entry(
        place=row.place,
        address=row.text("url"),
        title=row.text("title"),
        tags=[re.sub(r"\\(.)", r"\1", single or double) for single, double in _TAG.findall(row.text("document tags"))],
        saved_at=entries.moment(row.text("saved date")),
        state=_STATES.get(row.text("location").strip().casefold(), ""),
    )
