"""A post as intro, sections and fold: views onto the text, which stays as it is byte for byte."""

from .changing import UNTITLED, append, delete, insert, merge, move, move_fold, rename, split_section
from .reading import (
    USUAL_LEVEL,
    Document,
    FoldForm,
    Section,
    join,
    level_of,
    own_level,
    section_at,
    span_of,
    spans_of,
    split,
)
from .searching import Search, replace_all
from .spans import locate_span, replace_span
from .swallowing import Swallow, find_swallow, headings_in

__all__ = [
    "UNTITLED",
    "USUAL_LEVEL",
    "Document",
    "FoldForm",
    "Search",
    "Section",
    "Swallow",
    "append",
    "delete",
    "find_swallow",
    "headings_in",
    "insert",
    "join",
    "level_of",
    "locate_span",
    "merge",
    "move",
    "move_fold",
    "own_level",
    "rename",
    "replace_all",
    "replace_span",
    "section_at",
    "span_of",
    "spans_of",
    "split",
    "split_section",
]
