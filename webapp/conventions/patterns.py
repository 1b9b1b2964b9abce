"""Patterns as an author writes and reads them: words, with fields in braces for what changes from post to post."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ..errors import ChoiceError
from .dates import DateForm, day_fields
from .templates import Counter, Part, Template

NUMBER = "number"  # counts on from post to post
DAY_FIELDS = tuple(day_fields(date(2000, 1, 1)))
_FIELD = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


@dataclass(frozen=True, slots=True)
class Field:
    """A place in a pattern, by its name: `dd`, `title`."""

    name: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text with fields."""

    parts: tuple[str | Field, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(part.name for part in self.parts if isinstance(part, Field))

    def write(self, day: date, values: Mapping[str, str]) -> str:
        """Fill it in. values: of the fields that are none of the day's."""
        known = {**day_fields(day), **values}
        return "".join(part if isinstance(part, str) else known[part.name] for part in self.parts)

    @property
    def text(self) -> str:
        """As the author writes it."""
        return "".join(escape(part) if isinstance(part, str) else f"{{{part.name}}}" for part in self.parts)


def read_pattern(text: str, others: Collection[str] = ()) -> Pattern:
    """Read a pattern. others: fields that it may have beside those of the day.

    `{{` and `}}` stand for braces. Raises ChoiceError for a field that there is not, and for a brace that stands alone.
    """
    parts: list[str | Field] = []
    at = 0
    for match in _FIELD.finditer(text):
        parts.append(text[at : match.start()])
        parts.append(_read_field(match, others))
        at = match.end()
    parts.append(text[at:])
    return Pattern(tuple(part for part in parts if part))


def escape(text: str) -> str:
    """Words as a pattern has them."""
    return text.replace("{", "{{").replace("}", "}}")


def pattern_of(template: Template) -> str:
    """A template as the author writes it."""
    return "".join(_written(part) for part in template.parts)


def template_of(pattern: Pattern, counter: Counter | None = None) -> Template:
    """A pattern as a template. counter: what its number counts on from. Raises ChoiceError where there is none."""
    parts: list[str | DateForm | Counter] = []
    for part in pattern.parts:
        if isinstance(part, str):
            parts.append(part)
        elif part.name != NUMBER:
            parts.append(DateForm(f"{{{part.name}}}"))
        elif counter is None:
            raise ChoiceError(f"{{{NUMBER}}} counts on from your last posts, and they have no number that grows.")
        else:
            parts.append(counter)
    return Template(tuple(parts))


def _read_field(match: re.Match[str], others: Collection[str]) -> str | Field:
    if match[0] in ("{{", "}}"):
        return match[0][0]
    name = match[1]
    if name is None:
        raise ChoiceError(f"A {match[0]} stands alone. Write it twice where you mean the sign itself.")
    if name not in DAY_FIELDS and name not in others:
        usual = ["dd", "d", "mm", "m", "yy", "yyyy", "month", "weekday", *others]
        listed = ", ".join(f"{{{each}}}" for each in usual)
        raise ChoiceError(f"There is no field {{{name}}}. These can be used: {listed}.")
    return Field(name)


def _written(part: Part) -> str:
    if isinstance(part, DateForm):
        return part.pattern
    if isinstance(part, str):
        return escape(part)
    return f"{{{NUMBER}}}" if isinstance(part, Counter) else "…"  # what each post says itself, which no pattern has
