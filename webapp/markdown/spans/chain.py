"""The chain of span rules, by the character they begin with and in kramdown's order."""

import re

from webapp.markdown.spans.autolink import autolink
from webapp.markdown.spans.code import code
from webapp.markdown.spans.emphasis import emphasis
from webapp.markdown.spans.entity import entity
from webapp.markdown.spans.escape import escape
from webapp.markdown.spans.extension import extension
from webapp.markdown.spans.footnote import footnote
from webapp.markdown.spans.html import html
from webapp.markdown.spans.line_break import line_break
from webapp.markdown.spans.link import link
from webapp.markdown.spans.math import math
from webapp.markdown.spans.quotes import quotes
from webapp.markdown.spans.state import RuleSet
from webapp.markdown.spans.strikethrough import strikethrough
from webapp.markdown.spans.symbols import symbols

_START = re.compile(r"[*_`<\[$&\\\"']|!\[|\{:|--|\.\.\.| ?>>|~~|  (?=\n)")

SPAN_RULES = RuleSet(
    _START,
    {
        "*": (emphasis,),
        "_": (emphasis,),
        "`": (code,),
        "<": (autolink, html, quotes, symbols),
        "[": (footnote, link),
        "!": (link,),
        "]": (quotes,),
        '"': (quotes,),
        "'": (quotes,),
        "$": (quotes, math),
        "{": (extension,),
        "&": (quotes, entity),
        "-": (symbols,),
        ".": (symbols,),
        " ": (symbols, line_break),
        ">": (symbols,),
        "\\": (symbols, line_break, escape),
        "~": (strikethrough,),
    },
)
