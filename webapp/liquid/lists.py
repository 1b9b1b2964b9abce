"""Jekyll's filters for lists.

Source: Jekyll 4.3, `lib/jekyll/filters.rb`, `filters/grouping_filters.rb`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cmp_to_key
from typing import Any

from liquid import RenderContext
from liquid.builtin.expressions import BooleanExpression, tokenize
from liquid.exceptions import LiquidError
from liquid.stream import TokenStream
from liquid.token import TOKEN_EXPRESSION, Token

from webapp.liquid.running import state_of
from webapp.liquid.values import Table, inspect, text_of

Filter = Callable[..., Any]


def _with_context(given: Filter) -> Filter:
    given.with_context = True  # type: ignore[attr-defined]  # how python-liquid is told
    return given


def _items(value: object) -> list[object] | None:
    if isinstance(value, Table):
        return list(value.values())
    if isinstance(value, range):
        return list(value)
    return value if isinstance(value, list) else None


def _pairs(table: Table) -> list[object]:
    """A mapping as pairs of a key and its value, as it is sorted."""
    return [[key, value] for key, value in table.items()]


def _property(item: object, name: object) -> object:
    """A property of an item, `a.b` of a property's property; numbers in words are numbers, so that they sort."""
    found: object = item
    for part in str(name).split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str) and re.fullmatch(r"\s*-?\d{1,18}\s*", found):
        return int(found)
    if isinstance(found, str) and re.fullmatch(r"\s*-?(?:\d+\.?\d*|\.\d+)\s*", found):
        return float(found)
    return found


def _matches(found: object, target: object) -> bool:
    if target is None:
        return found is None
    if isinstance(found, list):
        return any(text_of(each) == text_of(target) for each in found)
    return found is not None and text_of(found) == text_of(target)


def where(value: object, name: object, target: object) -> object:
    items = _items(value)
    if items is None or not name or isinstance(target, list | Mapping):
        return value
    return [item for item in items if _matches(_property(item, name), target)]


def find(value: object, name: object, target: object) -> object:
    items = _items(value)
    if items is None or not name or isinstance(target, list | Mapping):
        return value
    return next((item for item in items if _matches(_property(item, name), target)), None)


def _holding(items: list[object], name: object, words: object, context: RenderContext) -> Iterator[object]:
    """The items for which an expression holds."""
    text = text_of(words)
    expression = BooleanExpression.parse(
        context.env, TokenStream(tokenize(text, Token(TOKEN_EXPRESSION, text, 0, text)))
    )
    for item in items:
        state_of(context).step()
        with context.extend({str(name): item}):
            if expression.evaluate(context):
                yield item


@_with_context
def where_exp(value: object, name: object, words: object, *, context: RenderContext) -> object:
    items = _items(value)
    return value if items is None else list(_holding(items, name, words, context))


@_with_context
def find_exp(value: object, name: object, words: object, *, context: RenderContext) -> object:
    items = _items(value)
    return value if items is None else next(_holding(items, name, words, context), None)


def group_by(value: object, name: object) -> object:
    items = _items(value)
    return value if items is None else _groups((text_of(_written(item, name)), item) for item in items)


def _written(item: object, name: object) -> object:
    found: object = item
    for part in str(name).split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


@_with_context
def group_by_exp(value: object, name: object, words: object, *, context: RenderContext) -> object:
    items = _items(value)
    if items is None:
        return value
    template = context.env.from_string("{{" + text_of(words).replace("}}", "") + "}}")
    pairs = []
    for item in items:
        buffer = context.get_buffer(None)
        with context.extend({str(name): item}):
            for node in template.nodes:
                node.render(context, buffer)
        pairs.append((buffer.getvalue(), item))
    return _groups(iter(pairs))


def _groups(pairs: Iterator[tuple[str, object]]) -> list[object]:
    found: dict[str, list[object]] = {}
    for name, item in pairs:
        found.setdefault(name, []).append(item)
    return [Table({"name": name, "items": items, "size": len(items)}) for name, items in found.items()]


def sort(value: object, name: object = None, nils: object = "first") -> object:
    items = _pairs(value) if isinstance(value, Table) and name is None else _items(value)
    if items is None:
        raise LiquidError("there is nothing to sort", token=None)
    order = -1 if nils == "first" else 1

    def compare(one: tuple[object, object], other: tuple[object, object]) -> int:
        first, second = one[0], other[0]
        if (first is None) != (second is None):
            return order if first is None else -order
        return _compared(first, second)

    pairs = [(item if name is None else _property(item, name), item) for item in items]
    return [item for _, item in sorted(pairs, key=cmp_to_key(compare))]


def uniq(value: object, name: object = None) -> object:
    """Liquid's own filter, in a time that grows with the list only. Source: Ruby 3.1, `Array#uniq` (`eql?`)."""
    items = _items(value)
    if items is None:
        return [value]
    found: dict[object, object] = {}
    for item in items:
        found.setdefault(_identity(item if name is None else _written(item, name)), item)
    return list(found.values())


def _identity(value: object) -> object:
    return inspect(value) if isinstance(value, list | Table) else (type(value), value)


def _compared(one: Any, other: Any) -> int:
    try:
        return int(one > other) - int(one < other)
    except TypeError:
        first, second = text_of(one), text_of(other)
        return (first > second) - (first < second)


def array_to_sentence_string(value: object, connector: object = "and") -> str:
    if not isinstance(value, list):
        raise LiquidError("this is no list", token=None)
    words = [text_of(each) for each in value]
    if len(words) < 3:
        return f" {connector} ".join(words)
    return f"{', '.join(words[:-1])}, {connector} {words[-1]}"


def _end(number: object) -> int:
    return max(int(text_of(number) or 0), 0) if text_of(number).isdecimal() else 1


LIST_FILTERS: dict[str, Filter] = {
    "where": where,
    "find": find,
    "where_exp": where_exp,
    "find_exp": find_exp,
    "group_by": group_by,
    "group_by_exp": group_by_exp,
    "sort": sort,
    "uniq": uniq,
    "array_to_sentence_string": array_to_sentence_string,
    "push": lambda value, item: [*value, item] if isinstance(value, list) else value,
    "unshift": lambda value, item: [item, *value] if isinstance(value, list) else value,
    "pop": lambda value, number=1: value[: max(len(value) - _end(number), 0)] if isinstance(value, list) else value,
    "shift": lambda value, number=1: value[_end(number) :] if isinstance(value, list) else value,
}
