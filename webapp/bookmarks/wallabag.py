"""What wallabag exports, as JSON. Its text of the page is left: it can be read again.

Source: github.com/wallabag/wallabag, src/Import/WallabagV2Import.php and the groups `export_all` of
src/Entity/Entry.php and src/Entity/Annotation.php (`quote` is the passage, `text` what was noted on it).
"""

from webapp.bookmarks import entries
from webapp.bookmarks.entries import Entry
from webapp.bookmarks.objects import Object, list_of, text_of
from webapp.bookmarks.values import FiledPage

NAME = "wallabag"

_UNTITLED = frozenset({"untitled", "no title found"})


def read_object(place: str, given: Object) -> Entry:
    """Read one entry."""
    saved_at = entries.moment(given.get("created_at"))
    annotations = [each for each in list_of(given, "annotations") if isinstance(each, dict)]
    authors = [entries.line(name) for name in list_of(given, "published_by")]
    title = entries.line(given.get("title"))
    published_on = entries.day(text_of(given, "published_at")[:10])
    return Entry(
        place=place,
        address=given.get("given_url") or given.get("url"),
        title="" if title.casefold() in _UNTITLED else title,
        tags=list_of(given, "tags"),
        notes=[note for each in annotations for note in entries.note(each.get("text"), saved_at)],
        quotes=[quote for each in annotations for quote in entries.quote(each.get("quote"), saved_at)],
        saved_at=saved_at,
        state="done" if given.get("is_archived") in (1, True, "1") else "unread",
        page=FiledPage(author=", ".join(name for name in authors if name), published_on=published_on),
    )
