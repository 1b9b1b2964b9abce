"""How a blog looks: its sheets made to stand alone, and the elements that its pages put around a post."""

from webapp.looks.pages import BuiltPage, Element, NamedSheet, read_page
from webapp.looks.sheets import Budget, Sheet, data_address, kind_of, stand_alone

__all__ = [
    "Budget",
    "BuiltPage",
    "Element",
    "NamedSheet",
    "Sheet",
    "data_address",
    "kind_of",
    "read_page",
    "stand_alone",
]
