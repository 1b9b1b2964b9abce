"""The front matter that a post begins with."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ... import front_matter
from ...errors import ChoiceError, FrontMatterError
from ...line_endings import with_endings
from ..patterns import NUMBER, OFFSET, REFS, Field, Pattern, escape, pattern_of, read_pattern, template_of
from ..reasons import EMPTY_BLOG
from ..series import Series, Value
from ..templates import Template
from .values import Aspect, set_by_hand

TITLE = "title"
TITLE_FIELD = f"{{{TITLE}}}"
SAMPLE = date(2025, 11, 20)
STAND_INS = 0xE000  # the first of Unicode's private characters, which YAML takes for letters


def _read_block(series: Series) -> str:
    sources = [_line(value, _pattern(series, value)) for value in series.values]
    return with_endings("".join(sources) + escape(series.closing), "\n").rstrip("\n")


def _line(value: Value, pattern: str) -> str:
    """A value with all that stands before it, as `Series.new_post` writes it."""
    return escape(value.before) + pattern if pattern else escape(value.before.rstrip())


def _pattern(series: Series, value: Value) -> str:
    quotes = value.quoting or ""
    return f"{quotes}{TITLE_FIELD if value.key == TITLE else pattern_of(value.template)}{quotes}"


def _change_block(series: Series, text: str) -> Series:
    pattern = read_pattern(with_endings(text.strip(), "\n") + "\n", {NUMBER, OFFSET, *REFS})
    stand_ins = {chr(STAND_INS + at): part for at, part in enumerate(pattern.parts) if isinstance(part, Field)}
    block = _with_stand_ins(pattern)
    fields = _readable(block)
    if any(value.key == TITLE for value in series.values):
        _require_title(fields, stand_ins)
    values, at = [], 0
    for field in fields.fields:
        before = _text(block[at : field.start], stand_ins)
        values.append(_value(series, field, before, stand_ins))
        at = field.end
    changed = replace(
        series,
        values=tuple(values),
        closing=_text(block[at:], stand_ins),
        required_keys=tuple(key for key in series.required_keys if key in fields.keys),
    )
    _refuse_unreadable(changed, fields.keys)
    return set_by_hand(changed, "front_matter", *(key for key in fields.keys if key != TITLE))


def _value(series: Series, field: front_matter.Field, before: str, stand_ins: Mapping[str, Field]) -> Value:
    """A value that takes the title is quoted anew for each; every other one stays as it is written."""
    pattern = _restored(field.source, stand_ins)
    if TITLE not in pattern.names or field.quoting is None:
        return Value(field.key, before, template_of(pattern, _learned(series)))
    words = template_of(_restored(field.text or "", stand_ins), _learned(series))
    return Value(field.key, before, words, field.quoting)


def _with_stand_ins(pattern: Pattern) -> str:
    """The block with one private character for each field, so that it can be read as YAML."""
    return "".join(part if isinstance(part, str) else chr(STAND_INS + at) for at, part in enumerate(pattern.parts))


def _readable(block: str) -> front_matter.FrontMatter:
    if front_matter.split(block) != (block, ""):
        raise ChoiceError("Front matter begins with a line of --- and ends with one, with nothing below it.")
    try:
        return front_matter.read(block)
    except FrontMatterError as error:
        raise ChoiceError(str(error)) from error


def _require_title(fields: front_matter.FrontMatter, stand_ins: Mapping[str, Field]) -> None:
    field = fields.find(TITLE)
    if field is None or stand_ins.get(field.text or "") != Field(TITLE):
        raise ChoiceError(f'The front matter needs the line `title: "{TITLE_FIELD}"`. What titles say is set above.')


def _restored(source: str, stand_ins: Mapping[str, Field]) -> Pattern:
    """A value's source with its fields again."""
    parts: list[str | Field] = []
    for letter in source:
        part = stand_ins.get(letter, letter)
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    return Pattern(tuple(parts))


def _text(source: str, stand_ins: Mapping[str, Field]) -> str:
    """What stands between values. Raises ChoiceError where it has a field."""
    if any(letter in stand_ins for letter in source):
        raise ChoiceError("A field can stand in a value only, not in a key or a comment.")
    return source


def _learned(series: Series) -> tuple[Template, ...]:
    return (*(value.template for value in series.values), series.title_template, series.naming.slug)


def _refuse_unreadable(series: Series, keys: tuple[str, ...]) -> None:
    """Raises ChoiceError where the front matter of a post could not be read."""
    try:
        written = front_matter.read(front_matter.split(series.new_post(SAMPLE))[0])
    except FrontMatterError as error:
        raise ChoiceError(str(error)) from error
    if written.keys != keys:
        raise ChoiceError("Written for a post, this front matter would have other keys. Put the value in quotes.")


def _reason(series: Series) -> str:
    return series.reasons.get("front_matter") or ("as in your last post" if series.days else EMPTY_BLOG)


FRONT_MATTER = Aspect(
    name="front_matter",
    label="Front matter",
    how=f"As a post begins, with {TITLE_FIELD} for the title and fields for its day: {{dd}}, {{mm}}, {{yyyy}}. "
    "{slug} is the name of its file, {number} counts on.",
    read=_read_block,
    change=_change_block,
    reason=_reason,
    example=lambda series, day: series.new_post(day).replace("\r\n", "\n").strip(),
    has_lines=True,
)
