"""What linkding's REST interface answers, as JSON. (Its HTML export is a bookmark file.)

Source: https://linkding.link/api/ (list of bookmarks).
"""

from webapp.bookmarks import entries
from webapp.bookmarks.entries import Entry
from webapp.bookmarks.objects import Object, list_of, text_of

NAME = "linkding"


def read_object(place: str, given: Object) -> Entry:
    """Read one entry. `unread` is a choice of its own there: what has not got it is in the archive of what was read."""
    saved_at = entries.moment(given.get("date_added"))
    return Entry(
        place=place,
        address=given.get("url"),
        title=text_of(given, "title") or text_of(given, "website_title"),
        description=text_of(given, "description") or text_of(given, "website_description"),
        tags=list_of(given, "tag_names"),
        notes=entries.note(given.get("notes"), saved_at),
        saved_at=saved_at,
        state="unread" if given.get("unread") is True else "done",
    )
