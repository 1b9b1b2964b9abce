"""Markdown as the blog's engine reads it: kramdown 2.4 with its GFM parser and Jekyll's defaults.

Lines are numbered from 0 and end at CRLF, CR or LF only; spans of lines are half-open.
"""

from webapp.markdown.config import Config
from webapp.markdown.definitions import Definition, definitions, find_needed, repeated_meanings
from webapp.markdown.engine import Placed, render, render_placed, render_section
from webapp.markdown.highlight_tag import highlight_tag
from webapp.markdown.options import read_options, unsupported_options
from webapp.markdown.outline import Heading, heading_ids, heading_places, headings
from webapp.markdown.said import Said, SaidLink, ShownImage, read_said
from webapp.markdown.targets import TextLink, bare_addresses, free_spans, links
from webapp.markdown.texts import SectionText, section_texts

__all__ = [
    "Config",
    "Definition",
    "Heading",
    "Placed",
    "Said",
    "SaidLink",
    "SectionText",
    "ShownImage",
    "TextLink",
    "bare_addresses",
    "definitions",
    "find_needed",
    "free_spans",
    "heading_ids",
    "heading_places",
    "headings",
    "highlight_tag",
    "links",
    "read_options",
    "read_said",
    "render",
    "render_placed",
    "render_section",
    "repeated_meanings",
    "section_texts",
    "unsupported_options",
]
