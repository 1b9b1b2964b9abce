"""A post as intro, sections and fold: views onto the text, which stays as it is byte for byte."""

from .changing import UNTITLED, append, delete, insert, merge, move, move_fold, rename, split_section
from .reading import Document, FoldForm, Section, join, section_at, span_of, spans_of, split
from .searching import Search, replace_all
from .spans import locate_span, replace_span
from .swallowing import Swallow, find_swallow, headings_in

__all__ = [
    "UNTITLED",
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
    "locate_span",
    "merge",
    "move",
    "move_fold",
    "rename",
    "replace_all",
    "replace_span",
    "section_at",
    "span_of",
    "spans_of",
    "split",
    "split_section",
]
