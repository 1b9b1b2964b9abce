"""Straight quotes become typographic ones, decided by the character before and after.

The rules are tried in this order; a character before counts only within the same run of plain text.
Source: SmartyPants (daringfireball.net/projects/smartypants), "Algorithmic Shortcomings" and its list of rules, as
kramdown syntax, "Typographic Symbols", adopts it.
"""

import re

from webapp.markdown.nodes import Node
from webapp.markdown.spans.state import SpanState

_BLANK = r"[ \t\r\n\v\f]"
_WORD = "[A-Za-z0-9_]"
_PUNCTUATION = r"[!\"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"
_BEFORE_CLOSING = r"[^ \\\t\r\n\[{(\-]"

_LEFT, _RIGHT = {"'": "lsquo", '"': "ldquo"}, {"'": "rsquo", '"': "rdquo"}

_RULES: tuple[tuple[re.Pattern[str], dict[str, str]], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.MULTILINE), side)
    for pattern, side in (
        (rf"()([\"'])(?=[_*]{{1,2}}{_BLANK.replace('[', '[^', 1)})", _LEFT),
        (rf"()([\"'])(?={_PUNCTUATION}(?!\.\.)\B)", _RIGHT),
        (rf"({_BLANK}?)(\"'|'\")(?={_WORD})", _LEFT),
        (rf"({_BLANK}?)(')(?=[0-9][0-9]s)", _RIGHT),
        (rf"({_BLANK})([\"'])(?={_WORD})", _LEFT),
        (rf"({_BEFORE_CLOSING})([\"'])", _RIGHT),
        (rf"()([\"'])(?={_BLANK}|s\b|$)", _RIGHT),
        (r"(.?)(')", _LEFT),
        (r'(.?)(")', _LEFT),
    )
)
_QUOTE = re.compile(r"[^\\]?[\"']", re.DOTALL)


def quotes(state: SpanState) -> bool:
    if not _QUOTE.match(state.text, state.position):
        return False
    for pattern, side in _RULES:
        if match := pattern.match(state.text, state.position):
            state.add_text(match[1])
            for mark in match[2]:
                state.add(Node("quote_mark", "", 0, info=side[mark]))
            state.position = match.end()
            return True
    return False
