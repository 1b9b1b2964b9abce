"""A text that is the same from post to post but for its date, its number and what it takes from its post."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .dates import DateForm, learn_form
from .following import Ref, Subject
from .offsets import Offset

_MAX_DATES = 3  # `/2025/12/04/notes-2025-12-04` holds two
_LEAP = 20  # issues that may be missing between two of a series
_NUMBER = re.compile(r"\d+")

Sample = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Counter:
    """A number that grows by one from post to post."""

    following: int
    width: int  # digits with leading zeros, 1 for none

    def write(self) -> str:
        return f"{self.following:0{self.width}}"


Part = str | DateForm | Counter | Ref | Offset


@dataclass(frozen=True, slots=True)
class Template:
    """The text of the next post, but for its day."""

    parts: tuple[Part, ...]

    def write(self, day: date, title: str = "", slug: str = "") -> str:
        """Write the text for a day. title, slug: of the post, where the text takes something from them."""
        return "".join(_write_part(part, Subject(day, title, slug)) for part in self.parts)

    @property
    def has_date(self) -> bool:
        return any(isinstance(part, DateForm) for part in self.parts)

    @property
    def has_counter(self) -> bool:
        return any(isinstance(part, Counter) for part in self.parts)

    @property
    def offset(self) -> Offset | None:
        """Its offset from UTC, where it has one that the day decides."""
        return next((part for part in self.parts if isinstance(part, Offset)), None)

    @property
    def follows(self) -> tuple[Ref, ...]:
        """What is taken from the post itself."""
        return tuple(part for part in self.parts if isinstance(part, Ref))

    @property
    def words(self) -> str:
        """What never changes, with an ellipsis for what does."""
        return "".join(part if isinstance(part, str) else "…" for part in self.parts)

    def explains(self, text: str, day: date) -> bool:
        """Could this template have written the text for that day, whatever its number?"""
        return self.numbers_in(text, day) is not None

    def numbers_in(self, text: str, day: date) -> tuple[int, ...] | None:
        """The numbers that a text has where this template counts; None for a text that it does not explain."""
        if not any(isinstance(part, Counter | Offset) for part in self.parts):
            return () if text == self.write(day) else None
        patterns = (r"(\d+)" if isinstance(part, Counter) else _pattern(part, Subject(day)) for part in self.parts)
        match = re.fullmatch("".join(patterns), text)
        return tuple(int(number) for number in match.groups()) if match else None

    def counted_on(self, numbers: Sequence[int]) -> "Template":
        """Let the numbers go on from others."""
        following = iter(numbers)
        return Template(
            tuple(
                Counter(next(following) + 1, part.width) if isinstance(part, Counter) else part for part in self.parts
            )
        )

    def explained(self, samples: Sequence[tuple[date, str | None]]) -> tuple[bool, ...]:
        """Which texts, newest first, this template could have written: each number smaller than the newer ones."""
        found, newer = [], None
        for day, text in samples:
            numbers = None if text is None else self.numbers_in(text, day)
            is_right = numbers is not None and (newer is None or not numbers or numbers < newer)
            newer = numbers if is_right else newer
            found.append(is_right)
        return tuple(found)


NOTHING = Template(("",))


def learn_template(samples: Sequence[Sample], *, with_leaps: bool = False) -> Template:
    """Learn from texts, newest first. The words are those of most of the newest five, the newest's where they tie.

    with_leaps: is a number that grew by more than one a counter too, as where an issue was left out?
    """
    form = learn_form(samples)
    learned = [_parts(text, day, form) for day, text in samples[:5]]
    shapes = [_with_gaps(parts) for parts in learned]
    best = max(range(len(shapes)), key=lambda index: (shapes.count(shapes[index]), -index))
    following = [learned[index] for index, shape in enumerate(shapes) if shape == shapes[best]]
    before = following[1] if len(following) > 1 else None
    return Template(_count_on(following[0], before, longest=_LEAP if with_leaps else 1))


def with_marks(template: Template, marks: dict[str, Part]) -> Template:
    """Put parts where their marks stand in the words of a template. marks: single characters of private use."""
    cut = re.compile("([" + "".join(marks) + "])")
    parts: list[Part] = []
    for part in template.parts:
        pieces = cut.split(part) if isinstance(part, str) else [part]
        parts.extend(marks.get(piece, piece) if isinstance(piece, str) else piece for piece in pieces if piece)
    return Template(tuple(parts)) if parts else NOTHING


def _write_part(part: Part, subject: Subject) -> str:
    if isinstance(part, DateForm | Offset):
        return part.write(subject.day)
    if isinstance(part, Ref):
        return part.write(subject)
    return part.write() if isinstance(part, Counter) else part


def _pattern(part: Part, subject: Subject) -> str:
    if isinstance(part, Offset):
        return part.pattern
    return r"\d+" if isinstance(part, Counter) else re.escape(_write_part(part, subject))


def _parts(text: str, day: date, form: DateForm | None) -> tuple[str | DateForm, ...]:
    """Cut a text at the places where it names its day: the usual form first, any other one in the rest."""
    parts: list[str | DateForm] = [text]
    for _ in range(_MAX_DATES):
        split = [piece for part in parts for piece in (_cut(part, day, form) if isinstance(part, str) else [part])]
        if len(split) == len(parts):
            form = None
        parts = split
    return tuple(parts)


def _cut(text: str, day: date, form: DateForm | None) -> list[str | DateForm]:
    form = form or learn_form([(day, text)])
    span = form.find(text, day) if form else None
    if form is None or span is None:
        return [text]
    pieces: list[str | DateForm] = [text[: span[0]], form, text[span[1] :]]
    return [piece for piece in pieces if piece]


def _with_gaps(parts: Sequence[str | DateForm]) -> tuple[str | DateForm, ...]:
    return tuple(_NUMBER.sub("#", part) if isinstance(part, str) else part for part in parts)


def _count_on(
    newest: Sequence[str | DateForm], before: Sequence[str | DateForm] | None, longest: int
) -> tuple[str | DateForm | Counter, ...]:
    """Turn the one number that grew since the post before into a counter. longest: by how much at most."""
    parts: list[str | DateForm | Counter] = []
    for index, part in enumerate(newest):
        previous = before[index] if before else part
        if isinstance(part, str) and isinstance(previous, str) and part != previous:
            parts.extend(_counted(part, previous, longest))
        else:
            parts.append(part)
    return tuple(parts)


def _counted(newest: str, before: str, longest: int) -> list[str | DateForm | Counter]:
    for number, previous in zip(_NUMBER.finditer(newest), _NUMBER.finditer(before), strict=False):
        if 0 < int(number[0]) - int(previous[0]) <= longest:
            width = len(number[0]) if number[0].startswith("0") else 1
            counter = Counter(int(number[0]) + 1, width)
            return [part for part in (newest[: number.start()], counter, newest[number.end() :]) if part]
    return [newest]
