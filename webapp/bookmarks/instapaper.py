"""What Instapaper exports, as CSV.

Source: the files themselves, as read by github.com/karakeep-app/karakeep (packages/shared/import-export/parsers.ts):
`URL,Title,Selection,Folder,Timestamp`, since 2023 with `Tags`, a list in JSON.
"""

import json

from webapp.bookmarks import entries
from webapp.bookmarks.entries import Entry
from webapp.bookmarks.tables import Row

NAME = "Instapaper"
COLUMNS = frozenset({"url", "title", "selection", "folder", "timestamp"})

_FOLDERS = {"unread": "unread", "archive": "done"}


def read_row(row: Row) -> Entry:
    """Read one row. A folder of the author's becomes a tag; what was selected is a passage."""
    saved_at, folder = entries.moment(row.text("timestamp")), row.text("folder").strip()
    state = _FOLDERS.get(folder.casefold(), "unread")  # the author's own folders hold what is not archived
    return Entry(
        place=row.place,
        address=row.text("url"),
        title=row.text("title"),
        tags=[*_tags(row.text("tags")), *([] if folder.casefold() in _FOLDERS else [folder])],
        quotes=entries.quote(row.text("selection"), saved_at),
        saved_at=saved_at,
        state=state,
    )


def _tags(text: str) -> list[object]:
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return list(text.split(","))
    return found if isinstance(found, list) else []
