"""The post as others will see it: as a page of the blog, on its home page, in its feed, in search and when shared."""

from webapp.preview.fetching import fetch_look
from webapp.preview.images import inline_images
from webapp.preview.look import Look
from webapp.preview.reading import (
    FOLD_ID,
    Frame,
    Place,
    Preview,
    View,
    read_card_picture,
    read_frame,
    read_preview,
)

MOST_BYTES = 10_000_000  # of one preview, as it is sent; more would make the frame slow

__all__ = [
    "FOLD_ID",
    "MOST_BYTES",
    "Frame",
    "Look",
    "Place",
    "Preview",
    "View",
    "fetch_look",
    "inline_images",
    "read_card_picture",
    "read_frame",
    "read_preview",
]
