"""HTML inside Markdown: what a tag is, and how each element's inside is read.

Source: kramdown syntax, "HTML Blocks" and "HTML Spans"; the classes of elements are those of HTML 4 with HTML 5's
sectioning elements, as listed there.
"""

import re
from enum import StrEnum

from webapp.markdown.patterns import SPACE, SPAN_TAGS, TAG_NAME, words


class Inside(StrEnum):
    """How an element's inside is read when `markdown="1"` asks for it."""

    RAW = "raw"
    SPAN = "span"
    BLOCK = "block"


_BLOCK_INSIDE = words(
    "address applet article aside blockquote body dd details div dl fieldset figure figcaption footer form header "
    "hgroup iframe li main map menu nav noscript object section summary td"
)
_SPAN_INSIDE = words(
    "a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend optgroup p q rb "
    "rbc rp rt rtc ruby select small span strong sub sup th tt"
)
_RAW_INSIDE = words("script style math option textarea pre code kbd samp var")

BLOCK_TAGS = words(
    "address article aside applet body blockquote caption col colgroup dd div dl dt fieldset figcaption footer form h1 "
    "h2 h3 h4 h5 h6 header hgroup hr html head iframe legend menu li main map nav ol optgroup p pre section summary "
    "table tbody td th thead tfoot tr ul"
)
EMPTY_TAGS = words("area base br col command embed hr img input keygen link meta param source track wbr")
KNOWN_TAGS = BLOCK_TAGS | EMPTY_TAGS | SPAN_TAGS | _BLOCK_INSIDE | _SPAN_INSIDE | _RAW_INSIDE

_INSIDES = dict.fromkeys(_SPAN_INSIDE, Inside.SPAN) | dict.fromkeys(_BLOCK_INSIDE, Inside.BLOCK)

_VALUE = r"(?:\w++|(?P<mark>[\"'])(?:(?!(?P=mark)).)*+(?P=mark))"
TAG = (
    rf"<(?P<tag>{TAG_NAME})(?P<attributes>(?>{SPACE}++{TAG_NAME}(?:{SPACE}*+={SPACE}*+{_VALUE})?+)*+){SPACE}*+"
    r"(?P<closed>/)?>"
)
START_TAG = re.compile(TAG, re.DOTALL)
END_TAG = re.compile(rf"</(?P<tag>{TAG_NAME}){SPACE}*+>")
_ATTRIBUTE = re.compile(
    rf"{SPACE}*(?P<name>{TAG_NAME})(?:{SPACE}*={SPACE}*(?:(?P<word>\w+)|(?P<mark>[\"'])(?P<value>.*?)(?P=mark)))?",
    re.DOTALL,
)


def element_name(name: str) -> str:
    """HTML's own elements in lower case, others as they are written."""
    return name.lower() if name.lower() in KNOWN_TAGS else name


def parse_tag_attributes(text: str, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        key = match["name"].lower() if name in KNOWN_TAGS else match["name"]
        found[key] = match["word"] or match["value"] or ""
    return found


def asked_inside(name: str, value: str | None) -> Inside | None:
    """What `markdown="…"` says about an element's inside; None where it says nothing."""
    if value == "1":
        return _INSIDES.get(name, Inside.RAW)
    return {"0": Inside.RAW, "span": Inside.SPAN, "block": Inside.BLOCK}.get(value or "")


def usual_inside(name: str) -> Inside:
    return _INSIDES.get(name, Inside.RAW)
