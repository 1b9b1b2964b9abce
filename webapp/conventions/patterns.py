"""Patterns as an author writes and reads them: words, with fields in braces for what changes from post to post."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..errors import ChoiceError
from .dates import DateForm, day_fields
from .following import Ref
from .offsets import Offset
from .templates import Counter, Part, Template

NUMBER, OFFSET = "number", "offset"
# What a pattern may take from its post, beside its day.
REFS = {"title": Ref.TITLE, "slug": Ref.SLUG, "title_slug": Ref.CLEAN_TITLE, "title_number": Ref.NUMBER}
_GOING_ON: dict[str, tuple[type[Counter] | type[Offset], str]] = {
    NUMBER: (Counter, "counts on from your last posts, and they have no number that grows."),
    OFFSET: (Offset, "goes on with the offset of your last posts’ times, and they have none."),
}
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


def template_of(pattern: Pattern, learned: Iterable[Template] = ()) -> Template:
    """A pattern as a template. learned: of which it goes on with the number and the offset.

    Raises ChoiceError where it asks for one of these and none of the learned has it.
    """
    known = [part for template in learned for part in template.parts]
    return Template(tuple(_part(part, known) for part in pattern.parts))


def _part(part: str | Field, learned: Sequence[Part]) -> Part:
    if isinstance(part, str):
        return part
    if part.name in REFS:
        return REFS[part.name]
    if part.name not in _GOING_ON:
        return DateForm(f"{{{part.name}}}")
    kind, missing = _GOING_ON[part.name]
    found = next((each for each in learned if isinstance(each, kind)), None)
    if found is None:
        raise ChoiceError(f"{{{part.name}}} {missing}")
    return found


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
    if isinstance(part, Ref):
        return f"{{{next(name for name, ref in REFS.items() if ref is part)}}}"
    if isinstance(part, str):
        return escape(part)
    return f"{{{next(name for name, (kind, _) in _GOING_ON.items() if isinstance(part, kind))}}}"
