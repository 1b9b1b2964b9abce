"""The pieces that several rules are made of. Blanks are ASCII only: a no-break space is text.

Source: kramdown syntax (kramdown.gettalong.org/syntax.html), "Structural Elements" and "Text Markup".
"""

import re


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


# What counts as blank at the ends of a text.
BLANKS = " \t\n\v\f\r\0"

SPACE = r"[ \t\n\v\f\r]"
INLINE_SPACE = r"[ \t\v\f\r]"
INDENT = r" {0,3}"
LINE_END = rf"{INLINE_SPACE}*\n"

# The name of an element or attribute, with its prefix.
_NO_LETTER = r"\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u215f\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
_NAME = rf"(?![{_NO_LETTER}])[^\W\d](?:[\w.\-])*+"  # Python takes ² for a letter
TAG_NAME = rf"(?:{_NAME}:(?=[^\W\d]))?+{_NAME}"

# A name in `{: }`, `[^ ]` and `{:: }`.
NAME = r"[A-Za-z0-9_][A-Za-z0-9_-]*"

# The inside of `{: }`. Nobody writes more than 1,000 characters there, and without a limit `{:` over and over takes
# quadratic time.
LIST_TEXT = r"(?:\\\}|[^}]){1,1000}"

SPAN_TAGS = words(
    "a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt rtc "
    "ruby samp select small span strong sub sup tt u var"
)
_NOT_ENDING = "|".join(sorted(SPAN_TAGS | {"script"}, key=lambda name: (-len(name), name)))

BLOCK_TAG_START = rf"{INDENT}<(?!(?:{_NOT_ENDING})\b){TAG_NAME}"
BLOCK_TAG_END = rf"{INDENT}</(?!(?:{_NOT_ENDING})\b){TAG_NAME}{SPACE}*>"
BLOCK_TAG = rf"{BLOCK_TAG_END}|{BLOCK_TAG_START}"
ATTRIBUTES_LINE = rf"{INDENT}\{{:(?![:/]){LIST_TEXT}\}}{LINE_END}"
END_OF_BLOCK = rf"\^{LINE_END}"

# Where a lazy line can't go on: a quote, an indented code block.
LAZY_END = rf"{LINE_END}|{ATTRIBUTES_LINE}|{END_OF_BLOCK}|{BLOCK_TAG}|\Z"

QUOTE_START = re.compile(rf"{INDENT}> ?")
FENCE_START = re.compile(rf"{INDENT}[~`]{{3}}")
BULLET_START = re.compile(rf"({INDENT}[+*-])([\t| ].*\n)")
NUMBER_START = re.compile(rf"({INDENT}[0-9]+\.)([\t| ].*\n)")
LIST_START = re.compile(rf"{INDENT}(?:[+*-]|[0-9]+\.)[\t| ]")
DEFINITION_START = re.compile(rf"({INDENT}:)([\t| ].*\n)")
BREAK = re.compile(rf"{INDENT}(\*|-|_)[ \t]*\1[ \t]*\1(?:\1|[ \t])*\n")
BLANK_LINES = re.compile(rf"(?:{INLINE_SPACE}*\n)+")
BLANK_LINE = re.compile(LINE_END)
LAZY_END_PATTERN = re.compile(LAZY_END)
END_OF_BLOCK_PATTERN = re.compile(END_OF_BLOCK)
CODE_INDENT = re.compile(r"^(?:\t| {4})", re.MULTILINE)
BOUNDARY = re.compile(rf"{LINE_END}|{END_OF_BLOCK}|{ATTRIBUTES_LINE}|\Z")

# GitHub's way of ending a paragraph: most blocks may follow it without a blank line.
PARAGRAPH_END = re.compile(
    rf"{LAZY_END}|{LIST_START.pattern}|\#{{1,6}}[\t ]|{INDENT}:[\t| ]|{INDENT}>|{INDENT}[~`]{{3}}"
)
PARAGRAPH_END_WITHOUT_QUIRK = re.compile(rf"{LAZY_END}|{INDENT}:[\t| ]")
