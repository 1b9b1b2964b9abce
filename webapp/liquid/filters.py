"""Jekyll's filters, and limits around Liquid's own.

Source: Jekyll 4.3, `lib/jekyll/filters.rb`, `filters/{url,date,grouping}_filters.rb`, `utils.rb` (slugify); Liquid 5.4,
`StandardFilters`.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote

from liquid import Environment, RenderContext
from liquid.exceptions import LiquidError
from liquid.undefined import Undefined

from webapp import markdown
from webapp.liquid.lists import LIST_FILTERS
from webapp.liquid.running import MOST_ROUNDS, state_of
from webapp.liquid.texts import TEXT_FILTERS
from webapp.liquid.times import strftime, to_time
from webapp.liquid.values import Drop, NotKnownError, TooMuchError, Unknown, text_of, to_text

Filter = Callable[..., Any]

MOST_RESULT = 200_000  # characters, or parts of a list, that one filter takes or answers with
MOST_BITS = 512  # of a whole number

# python-liquid's that Liquid 5.4 does not have: the blog would pass the value on as it is.
_NOT_IN_LIQUID = ("squish", "find_index", "has", "reject", "safe", "escapejs", "sum")
# Liquid's that turn what they get into text first, and those that turn it into a number.
_OF_TEXT = frozenset(
    [
        *("append", "capitalize", "downcase", "escape", "escape_once", "lstrip", "newline_to_br", "prepend", "remove"),
        *("remove_first", "remove_last", "replace", "replace_first", "replace_last", "upcase", "split", "strip"),
        *("rstrip", "strip_newlines", "url_encode", "url_decode", "base64_encode"),
    ]
)
_OF_NUMBERS = frozenset(
    [
        *("abs", "at_least", "at_most", "ceil", "divided_by", "floor", "minus", "modulo", "plus", "round", "times"),
    ]
)
# How much of a value costs a filter as much time as a step: parts of a list, characters of a text.
PARTS_A_STEP = 2
CHARACTERS_A_STEP = 4_000
MARKDOWN_A_STEP = 4
_SAFE = "/:@!$&'()*+,;=-._~%#?"


def add_filters(environment: Environment) -> None:
    """Give an environment Jekyll's filters, and every filter its limits."""
    for name in _NOT_IN_LIQUID:
        environment.filters.pop(name, None)
    environment.filters |= _FILTERS | TEXT_FILTERS | LIST_FILTERS
    for name in ("smartify", "sassify", "scssify", "sample"):
        environment.filters[name] = _of_the_build
    environment.filters = {name: _limited(name, given) for name, given in environment.filters.items()}


def _limited(name: str, given: Filter) -> Filter:
    """A filter that takes and answers only what is known and not too much."""
    wants_context, wants_environment = (hasattr(given, f"with_{kind}") for kind in ("context", "environment"))

    def call(value: object, *arguments: object, context: RenderContext, **named: object) -> object:
        state_of(context).step(_cost(name, value))
        value, *values = (None if isinstance(each, Undefined) else each for each in (value, *arguments))
        for each in (value, *values, *named.values()):
            _check(each)
        if name.startswith("replace") and len(values) > 1:
            _check_length(text_of(value).count(text_of(values[0])) * len(text_of(values[1])))
        value = _read_as(name, value)
        if name in _OF_TEXT or name == "join":
            values = [to_text(each) for each in values]
        extra = {"context": context} if wants_context else {"environment": context.env} if wants_environment else {}
        result = given(value, *values, **named, **extra)
        _check(result)
        return result

    call.with_context = True  # type: ignore[attr-defined]  # how python-liquid is told
    return call


def _cost(name: str, value: object) -> int:
    """How many steps a filter takes for its value."""
    if isinstance(value, str):
        return 1 + len(value) // (MARKDOWN_A_STEP if name == "markdownify" else CHARACTERS_A_STEP)
    return 1 + (len(value) // PARTS_A_STEP if isinstance(value, list) else 0)


def _read_as(name: str, value: object) -> object:
    """What a filter of Liquid's makes of the value before it begins."""
    if name in _OF_TEXT and not isinstance(value, str):
        return to_text(value)
    return 0 if name in _OF_NUMBERS and isinstance(value, bool) else value


def _check(value: object) -> None:
    if isinstance(value, Unknown):
        raise NotKnownError(value.reason)
    if isinstance(value, range):
        if value.stop - value.start > MOST_ROUNDS:
            raise TooMuchError(f"a range of more than {MOST_ROUNDS:,} numbers, which is too much for the preview")
    elif isinstance(value, int):
        if value.bit_length() > MOST_BITS:
            raise TooMuchError("a number too large for the preview")
    elif isinstance(value, str | list):
        _check_length(_weight(value, MOST_RESULT))


def _check_length(length: int) -> None:
    if length > MOST_RESULT:
        raise TooMuchError(f"more than {MOST_RESULT:,} characters in one value, which is too much for the preview")


def _weight(value: object, most: int) -> int:
    """How long a value is as text, counted up to a limit."""
    if not isinstance(value, list):
        return len(value) if isinstance(value, str) else 1
    total = 0
    for each in value:
        total += _weight(each, most - total) + 1
        if total > most:
            break
    return total


def _of_the_build(value: object, *_: object) -> object:
    raise NotKnownError("made by the blog’s engine when it is built")


def _with_context(given: Filter) -> Filter:
    given.with_context = True  # type: ignore[attr-defined]  # how python-liquid is told
    return given


@_with_context
def relative_url(value: object, *, context: RenderContext) -> object:
    if value is None:
        return value
    text = to_text(value)
    if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", text):
        return text
    base = state_of(context).known.baseurl.removesuffix("/")
    return _normal("".join(_led_by_slash(part) for part in (base, text)))


@_with_context
def absolute_url(value: object, *, context: RenderContext) -> object:
    relative = relative_url(value, context=context)
    url = state_of(context).known.url
    if not isinstance(relative, str) or not url or re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", relative):
        return relative
    return url + (relative or "/")


def _led_by_slash(text: str) -> str:
    return text if not text or text.startswith("/") else f"/{text}"


def _normal(address: str) -> str:
    return quote(unicodedata.normalize("NFC", address), safe=_SAFE)


def _time(value: object, context: RenderContext) -> datetime:
    zone = state_of(context).known.zone
    found = to_time(value, zone)
    if found is None:
        raise LiquidError(f"{text_of(value)} is no date", token=None)
    return found.astimezone(zone)


def _date_filter(write: Callable[[datetime], str]) -> Filter:
    def filtered(value: object, *, context: RenderContext) -> object:
        return value if value in (None, "") else write(_time(value, context))

    return _with_context(filtered)


def _day_filter(month: str) -> Filter:
    def filtered(value: object, kind: object = None, style: object = None, *, context: RenderContext) -> object:
        if value in (None, ""):
            return value
        when = _time(value, context)
        if kind != "ordinal":
            return strftime(when, f"%d {month} %Y")
        day = f"{when.day}{_ordinal(when.day)}"
        return strftime(when, f"{month} {day}, %Y" if style == "US" else f"{day} {month} %Y")

    return _with_context(filtered)


def _ordinal(number: int) -> str:
    return "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


@_with_context
def date(value: object, form: object = None, *, context: RenderContext) -> object:
    """Liquid's own filter, with Ruby's directives."""
    if not form or not isinstance(form, str):
        return value
    found = to_time(value, state_of(context).known.zone)
    return value if found is None else strftime(found, form)


def _xmlschema(when: datetime) -> str:
    return when.replace(microsecond=0).isoformat().replace("+00:00", "Z" if "UTC" in str(when) else "+00:00")


@_with_context
def markdownify(value: object, *, context: RenderContext) -> str:
    return markdown.render(to_text(value), state_of(context).known.markdown)


def jsonify(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_json)


def _json(value: object) -> object:
    if isinstance(value, Drop):
        raise NotKnownError("a list of everything is known when the blog is built")
    return text_of(value)


_FILTERS: dict[str, Filter] = {
    "relative_url": relative_url,
    "absolute_url": absolute_url,
    "date": date,
    "date_to_xmlschema": _date_filter(_xmlschema),
    "date_to_rfc822": _date_filter(format_datetime),
    "date_to_string": _day_filter("%b"),
    "date_to_long_string": _day_filter("%B"),
    "markdownify": markdownify,
    "jsonify": jsonify,
}
