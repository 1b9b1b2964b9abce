"""What is searched of a link: its words, which change with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from webapp.database import Database


@contextmanager
def reindexed(db: Database, link_id: int) -> Iterator[None]:
    """Change the words of a link, and what is searched with them."""
    with db.atomic():
        unindex(db, link_id)
        yield
        index(db, link_id)


def unindex(db: Database, link_id: int) -> None:
    """Take a link's words out of the search; they must be what they were when they were put in."""
    db.execute(
        """
        INSERT INTO links_search (
            links_search, rowid, title, site, address, author, description, tags, notes, quotes, text
        )
        SELECT 'delete', id, title, site, address, author, description, tags, notes, quotes, text
        FROM link_words
        WHERE id = :id
        """,
        {"id": link_id},
    )


def index(db: Database, link_id: int) -> None:
    """Put a new link's words into the search."""
    db.execute(
        """
        INSERT INTO links_search (rowid, title, site, address, author, description, tags, notes, quotes, text)
        SELECT id, title, site, address, author, description, tags, notes, quotes, text
        FROM link_words
        WHERE id = :id
        """,
        {"id": link_id},
    )
