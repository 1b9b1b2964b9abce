"""What a blog's posts have in common, and the next post written the same way."""

from ..sections import FoldForm
from .aspects import ASPECTS, Aspect, Option
from .choices import (
    ESSAY,
    NO_CHOICES,
    NO_POSTS,
    WEEKLY,
    Choice,
    Choices,
    Refusal,
    apply_choice,
    choose,
    find_aspect,
    kinds_of,
    refusals,
)
from .citing import Citing
from .commits import Messages, PostCommit
from .images import PATH, write_image_path
from .kinds import series_key
from .learning import DEFAULT_SEPARATOR, learn, learn_from_commits
from .linking import LinkStyle, labels_in, restyle, restyle_in_place, split_definitions
from .posts import (
    MARKDOWN_EXTENSIONS,
    DatedPost,
    PostFile,
    address_slug,
    clean_slug,
    folder_of,
    name_parts,
    read_post,
    title_from_name,
)
from .quoting import Apostrophe, Marks, Quotes
from .roundups import RoundupForm, is_list
from .series import OWN_FOLDER, Conventions, Series
from .suggesting import Filing, Suggestion, newest_first, read_filing
from .templates import Template
from .vocabulary import style_for

__all__ = [
    "ASPECTS",
    "DEFAULT_SEPARATOR",
    "ESSAY",
    "MARKDOWN_EXTENSIONS",
    "NO_CHOICES",
    "NO_POSTS",
    "OWN_FOLDER",
    "PATH",
    "WEEKLY",
    "Apostrophe",
    "Aspect",
    "Choice",
    "Choices",
    "Citing",
    "Conventions",
    "DatedPost",
    "Filing",
    "FoldForm",
    "LinkStyle",
    "Marks",
    "Messages",
    "Option",
    "PostCommit",
    "PostFile",
    "Quotes",
    "Refusal",
    "RoundupForm",
    "Series",
    "Suggestion",
    "Template",
    "address_slug",
    "apply_choice",
    "choose",
    "clean_slug",
    "find_aspect",
    "folder_of",
    "is_list",
    "kinds_of",
    "labels_in",
    "learn",
    "learn_from_commits",
    "name_parts",
    "newest_first",
    "read_filing",
    "read_post",
    "refusals",
    "restyle",
    "restyle_in_place",
    "series_key",
    "split_definitions",
    "style_for",
    "title_from_name",
    "write_image_path",
]
