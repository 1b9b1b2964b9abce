"""Where code stands in a post, for checks that must not look into it."""

import re
from functools import lru_cache

KEPT = 4  # texts, since several checks ask for the same one
# kramdown-parser-gfm 1.1, `FENCED_CODEBLOCK_MATCH`: a fence that is never closed is none.
_FENCE = re.compile(
    r"(?:\A|(?<=[\r\n]))[ ]{0,3}(([~`])\2{2,})[^\r\n]*[\r\n].*?(?<=[\r\n])[ ]{0,3}\1\2*[ \t]*(?=[\r\n]|\Z)", re.DOTALL
)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\r\n]*?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Each with what it can't do without, since to look for that is a hundred times as fast.
_PATTERNS = ((_FENCE, ("```", "~~~")), (_COMMENT, ("<!--",)), (_SPAN, ("`",)))
_VISIBLE = re.compile(r"[^\r\n]")


@lru_cache(maxsize=KEPT)
def without_code(text: str) -> str:
    """The text with blanks where code and comments stand, so that every place in it stays the same."""
    for pattern, marks in _PATTERNS:
        if any(mark in text for mark in marks):
            text = pattern.sub(lambda match: _VISIBLE.sub(" ", match[0]), text)
    return text
