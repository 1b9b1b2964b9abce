"""Front matter: cut it off a post, read it, change one value of it, write a new one.

The block is kept character by character. Reading goes through YAML; changing one value replaces just the characters of
that value and then proves, by reading again, that every other key is what it was.
"""

from .blocks import Field, FrontMatter, build, is_unclosed, read, set_source, set_value, split
from .lists import ListStyle, add_word, is_list, members_of, style_of, words_of, write_list
from .reading import load_yaml
from .scalars import Quoting, scalar

__all__ = [
    "Field",
    "FrontMatter",
    "ListStyle",
    "Quoting",
    "add_word",
    "build",
    "is_list",
    "is_unclosed",
    "load_yaml",
    "members_of",
    "read",
    "scalar",
    "set_source",
    "set_value",
    "split",
    "style_of",
    "words_of",
    "write_list",
]
