"""What a blog's posts have in common, and the next post written the same way."""

from ..sections import FoldForm
from .citing import Citing
from .learning import DEFAULT_SEPARATOR, learn
from .linking import LinkStyle
from .posts import MARKDOWN_EXTENSIONS, DatedPost, PostFile, address_slug, clean_slug, name_parts, read_post
from .quoting import Apostrophe, Marks, Quotes
from .roundups import RoundupForm
from .series import Conventions, Series, series_key

__all__ = [
    "DEFAULT_SEPARATOR",
    "MARKDOWN_EXTENSIONS",
    "Apostrophe",
    "Citing",
    "Conventions",
    "DatedPost",
    "FoldForm",
    "LinkStyle",
    "Marks",
    "PostFile",
    "Quotes",
    "RoundupForm",
    "Series",
    "address_slug",
    "clean_slug",
    "learn",
    "name_parts",
    "read_post",
    "series_key",
]
