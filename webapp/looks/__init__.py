"""How a blog looks: its sheets made to stand alone, and the elements that its pages put around a post."""

from webapp.looks.pages import BuiltPage, Element, NamedSheet, read_page
from webapp.looks.sheets import Budget, Reader, Sheet, data_address, kind_of, stand_alone
from webapp.looks.standing import stand_page_alone
from webapp.looks.writing import dump, parse

__all__ = [
    "Budget",
    "BuiltPage",
    "Element",
    "NamedSheet",
    "Reader",
    "Sheet",
    "data_address",
    "dump",
    "kind_of",
    "parse",
    "read_page",
    "stand_alone",
    "stand_page_alone",
]
