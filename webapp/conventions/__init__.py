"""What a blog's posts have in common, and the next post written the same way."""

from ..sections import FoldForm
from .citing import Citing
from .commits import Messages, PostCommit
from .kinds import series_key
from .learning import DEFAULT_SEPARATOR, learn, learn_from_commits
from .linking import LinkStyle
from .posts import MARKDOWN_EXTENSIONS, DatedPost, PostFile, address_slug, clean_slug, name_parts, read_post
from .quoting import Apostrophe, Marks, Quotes
from .roundups import RoundupForm
from .series import Conventions, Series

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
    "Messages",
    "PostCommit",
    "PostFile",
    "Quotes",
    "RoundupForm",
    "Series",
    "address_slug",
    "clean_slug",
    "learn",
    "learn_from_commits",
    "name_parts",
    "read_post",
    "series_key",
]
