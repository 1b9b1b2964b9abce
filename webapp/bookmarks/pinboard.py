"""What Pinboard exports, as JSON: `description` is the title, `extended` what the author wrote.

Source: https://pinboard.in/api/ (posts/all).
"""

from webapp.bookmarks import entries
from webapp.bookmarks.entries import Entry
from webapp.bookmarks.objects import Object, text_of

NAME = "Pinboard"


def read_object(place: str, given: Object) -> Entry:
    """Read one entry; tags are divided by blanks."""
    saved_at = entries.moment(given.get("time"))
    title = text_of(given, "description")
    return Entry(
        place=place,
        address=given.get("href"),
        title="" if title in ("[no title]", given.get("href")) else title,
        tags=text_of(given, "tags").split(),
        notes=entries.note(given.get("extended"), saved_at),
        saved_at=saved_at,
        state="unread" if given.get("toread") == "yes" else "done",
    )
