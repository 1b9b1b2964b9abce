"""What a blog's posts have in common, and the next post written the same way."""

from ..sections import FoldForm
from .citing import Citing
from .learning import DEFAULT_SEPARATOR, learn
from .posts import MARKDOWN_EXTENSIONS, DatedPost, PostFile, address_slug, clean_slug, name_parts, read_post
from .series import Conventions, Series, series_key

__all__ = [
    "DEFAULT_SEPARATOR",
    "MARKDOWN_EXTENSIONS",
    "Citing",
    "Conventions",
    "DatedPost",
    "FoldForm",
    "PostFile",
    "Series",
    "address_slug",
    "clean_slug",
    "learn",
    "name_parts",
    "read_post",
    "series_key",
]
