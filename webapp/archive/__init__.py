"""The posts that the blog has and the drafts that wait: listed, found, drawn, read, and opened for editing."""

from webapp.archive.drawing import Pictures, draw
from webapp.archive.gathering import Published, read_posts
from webapp.archive.listing import list_archive
from webapp.archive.opening import open_post
from webapp.archive.reading import Reading, read_published
from webapp.archive.values import Chip, Listing, Row, Show, Wanted

__all__ = [
    "Chip",
    "Listing",
    "Pictures",
    "Published",
    "Reading",
    "Row",
    "Show",
    "Wanted",
    "draw",
    "list_archive",
    "open_post",
    "read_posts",
    "read_published",
]
