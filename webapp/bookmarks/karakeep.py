"""What Karakeep exports, as JSON.

Source: github.com/karakeep-app/karakeep, packages/shared/import-export/exporters.ts (`zExportBookmarkSchema`).
"""

from webapp.bookmarks import entries
from webapp.bookmarks.entries import Entry
from webapp.bookmarks.objects import Object, list_of, object_of

NAME = "Karakeep"


def read_object(place: str, given: Object) -> Entry:
    """Read one entry. Karakeep keeps texts and files, too; they have no address, and are told as left out."""
    saved_at = entries.moment(given.get("createdAt"))
    return Entry(
        place=place,
        address=object_of(given, "content").get("url"),
        title=given.get("title"),
        tags=list_of(given, "tags"),
        notes=entries.note(given.get("note"), saved_at),
        saved_at=saved_at,
        state="done" if given.get("archived") is True else "unread",
    )
