"""What Raindrop exports, as CSV; any other table with a column `url` is read the same way.

Source: https://help.raindrop.io/import#supported-formats; the files themselves:
`id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite`, each passage behind `Highlight:`, what was
noted on it behind `Note:`.
"""

import re

from webapp.bookmarks import entries
from webapp.bookmarks.entries import Entry
from webapp.bookmarks.tables import Row

NAME = "Raindrop"
TABLE_NAME = "a table of links (CSV)"
COLUMNS = frozenset({"url", "excerpt", "folder", "created"})

_PART = re.compile(r"^(Highlight|Note): *", re.MULTILINE)


def read_row(row: Row) -> Entry:
    """Read one row. Each folder on the way becomes a tag."""
    saved_at = entries.moment(row.text("created", "saved_at", "date", "time"))
    parts = _PART.split(row.text("highlights").replace("\r", ""))[1:]
    highlights = list(zip(parts[::2], parts[1::2], strict=True))
    noted = [row.text("note", "notes"), *(text for name, text in highlights if name == "Note")]
    folders = [name.strip() for name in row.text("folder").split("/")]
    return Entry(
        place=row.place,
        address=row.text("url"),
        title=row.text("title"),
        description=row.text("excerpt", "description"),
        tags=[*row.text("tags").split(","), *(name for name in folders if name.casefold() != "unsorted")],
        notes=[note for text in noted for note in entries.note(text, saved_at)],
        quotes=[quote for name, text in highlights if name == "Highlight" for quote in entries.quote(text, saved_at)],
        saved_at=saved_at,
    )
