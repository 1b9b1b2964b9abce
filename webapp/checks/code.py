"""Where code stands in a post, for checks that must not look into it."""

import re

# kramdown-parser-gfm 1.1, `FENCED_CODEBLOCK_MATCH`: a fence that is never closed is none.
_FENCE = re.compile(
    r"(?:\A|(?<=[\r\n]))[ ]{0,3}(([~`])\2{2,})[^\r\n]*[\r\n].*?(?<=[\r\n])[ ]{0,3}\1\2*[ \t]*(?=[\r\n]|\Z)", re.DOTALL
)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\r\n]*?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_VISIBLE = re.compile(r"[^\r\n]")


def without_code(text: str) -> str:
    """The text with blanks where code and comments stand, so that every place in it stays the same."""
    for pattern in (_FENCE, _COMMENT, _SPAN):
        text = pattern.sub(lambda match: _VISIBLE.sub(" ", match[0]), text)
    return text
