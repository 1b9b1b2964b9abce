"""Liquid in a post: what can be known before the build is filled in, the rest becomes a marked box.

Jekyll runs Liquid before Markdown: `fill` a post's body, render the text, then `place` the boxes in the HTML.
"""

from webapp.liquid.boxes import Box, place, words_of
from webapp.liquid.filling import Filled, fill, has_liquid
from webapp.liquid.known import Known
from webapp.liquid.values import Drop, LateDrop, Table, Unknown, make_value, moment

__all__ = [
    "Box",
    "Drop",
    "Filled",
    "Known",
    "LateDrop",
    "Table",
    "Unknown",
    "fill",
    "has_liquid",
    "make_value",
    "moment",
    "place",
    "words_of",
]
