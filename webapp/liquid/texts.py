"""Filters for texts: Jekyll's, and those of Liquid's that python-liquid reads otherwise.

Source: Jekyll 4.3, `lib/jekyll/filters.rb`, `utils.rb` (slugify); Liquid 5.4, `StandardFilters`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus

from webapp.liquid.values import inspect, to_text

Filter = Callable[..., Any]

_CJK = (
    r"\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3040-\u30ff\u3131-\u318e\u31f0-\u31ff\u3400-\u4dbf"
    r"\u4e00-\u9fff\uac00-\ud7af\U00020000-\U000323af"
)
_SLUG_PARTS = {
    "raw": re.compile(r"\s+"),
    "default": re.compile(r"[^\w]+|_+"),
    "pretty": re.compile(r"[^\w.~!$&'()+,;=@]+|_+(?![\w])"),
    "ascii": re.compile(r"[^A-Za-z0-9]+"),
    "latin": re.compile(r"[^\w]+|_+"),
}


def strip_index(value: object) -> object:
    return re.sub(r"/index\.html?$", "/", value) if isinstance(value, str) else value


def slugify(value: object, mode: object = "default") -> object:
    """Make a slug, in Jekyll's modes."""
    if value is None:
        return None
    text, kind = to_text(value), str(mode or "default")
    if kind not in _SLUG_PARTS:
        return text.lower()
    if kind == "latin":
        text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return _SLUG_PARTS[kind].sub("-", text).strip("-").lower()


def number_of_words(value: object, mode: object = None) -> int:
    text = to_text(value)
    signs = len(re.findall(f"[{_CJK}]", text)) if mode in ("cjk", "auto") else 0
    if mode == "cjk" or signs:
        return signs + len(re.findall(rf"[^{_CJK}\s]+", text))
    return len(text.split())


def to_integer(value: object) -> int:
    if isinstance(value, bool | int | float):
        return int(value)
    match = re.match(r"\s*([-+]?\d{1,18})", to_text(value))
    return int(match[1]) if match else 0


def strip_html(value: object) -> str:
    """Liquid's own filter, in a time that grows with the text only."""
    text = to_text(value)
    for start, end in (("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>")):
        text = _without(text, start, end)
    return _without(text, "<", ">")


def _without(text: str, start: str, end: str) -> str:
    kept, position = [], 0
    while (begin := text.find(start, position)) >= 0 and (stop := text.find(end, begin)) >= 0:
        kept.append(text[position:begin])
        position = stop + len(end)
    return "".join([*kept, text[position:]])


def truncate(value: object, length: object = 50, ending: object = "...") -> object:
    if value is None:
        return None
    text, most, end = to_text(value), to_integer(length), to_text(ending)
    return text if len(text) <= most else text[: max(most - len(end), 0)] + end


def truncatewords(value: object, number: object = 15, ending: object = "...") -> object:
    if value is None:
        return None
    text, most = to_text(value), max(to_integer(number), 1)
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]) + to_text(ending)


def slice_(value: object, start: object, length: object = None) -> object:
    """Liquid's own filter: from a place on, which may count from the end."""
    parts = value if isinstance(value, list) else to_text(value)
    first, number = to_integer(start), 1 if length is None else to_integer(length)
    first += len(parts) if first < 0 else 0
    if not 0 <= first <= len(parts) or number < 0:
        return [] if isinstance(parts, list) else ""
    return parts[first : first + number]


def _escaped(text: str) -> str:
    return escape(text).replace("&#x27;", "&#39;")


def join(value: object, glue: object = " ") -> str:
    """Liquid's own filter; the parts of lists in a list are parts too."""
    return to_text(glue).join(to_text(part) for part in _flat(value))


def _flat(value: object) -> Iterator[object]:
    if isinstance(value, list | range):
        for part in value:
            yield from _flat(part)
    else:
        yield value


TEXT_FILTERS: dict[str, Filter] = {
    "strip_index": strip_index,
    "slugify": slugify,
    "strip_html": strip_html,
    "truncate": truncate,
    "truncatewords": truncatewords,
    "slice": slice_,
    "number_of_words": number_of_words,
    "normalize_whitespace": lambda value: " ".join(to_text(value).split()),
    "xml_escape": lambda value: _escaped(to_text(value)),
    "cgi_escape": lambda value: quote_plus(to_text(value), safe="*"),
    "uri_escape": lambda value: quote(to_text(value), safe="/:@!$&'()*+,;=-._~%#?[]"),
    "to_integer": to_integer,
    "inspect": lambda value: _escaped(inspect(value)),
    "join": join,
}
