"""What Pocket exported: `ril_export.html` for years, a CSV at the end; other lists of links in HTML read the same.

Source: the files themselves, as read by github.com/wallabag/wallabag (src/Import/PocketHtmlImport.php) and
github.com/karakeep-app/karakeep (packages/shared/import-export/parsers.ts).
"""

from collections.abc import Iterator

from webapp.bookmarks import entries
from webapp.bookmarks.entries import Entry
from webapp.bookmarks.markup import Token, tokens_of
from webapp.bookmarks.tables import Row

NAME = "Pocket"
HTML_NAME = "a list of links (HTML)"
COLUMNS = frozenset({"title", "url", "time_added", "tags", "status"})

_STATES = {"unread": "unread", "archive": "done", "read archive": "done", "read": "done"}


def read_html(text: str) -> Iterator[Entry]:
    """Read the links; the heading above them says whether they were read."""
    heading, title, reads = "", "", ""
    begun: Token | None = None
    for token in tokens_of(text):
        if not token.name:
            title += token.text if reads == "title" else ""
            heading += token.text if reads == "heading" else ""
        elif token.name == "h1":
            heading, reads = ("", "heading") if not token.is_end else (heading, "")
        elif token.name == "a":
            if begun is not None:
                yield _entry(begun, title, heading)
            begun, title, reads = (None, "", "") if token.is_end else (token, "", "title")
    if begun is not None:
        yield _entry(begun, title, heading)


def _entry(token: Token, title: str, heading: str) -> Entry:
    given = token.values()
    return Entry(
        place=f"line {token.line}",
        address=given.get("href"),
        title="" if title.strip() == given.get("href", "").strip() else title,  # Pocket's word for no title
        tags=given.get("tags", "").split(","),
        saved_at=entries.moment(given.get("time_added")),
        state=_STATES.get(heading.strip().casefold(), ""),
    )


def read_row(row: Row) -> Entry:
    """Read one row of the CSV; its tags are divided by `|`."""
    title, address = row.text("title"), row.text("url")
    return Entry(
        place=row.place,
        address=address,
        title="" if title.strip() == address.strip() else title,
        tags=row.text("tags").split("|"),
        saved_at=entries.moment(row.text("time_added")),
        state=_STATES.get(row.text("status").casefold(), ""),
    )
