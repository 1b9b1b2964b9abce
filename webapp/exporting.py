"""Writing out the links: as everything, as a bookmark file, or as a list to read."""

from collections.abc import Iterator

from webapp import drafts, links
from webapp.bookmarks import FORMS
from webapp.database import Database


def export(db: Database, form: str) -> Iterator[str]:
    """Write all links that were not removed, piece by piece. form: one of FORMS."""
    headings = {place.section_id: place.heading for place in drafts.section_places(db)}
    return FORMS[form].dump(links.filed_links(db, headings))
