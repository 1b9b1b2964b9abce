"""The ways in which a value can follow from its post, tried on real values: each marks what it would write anew."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from .. import front_matter
from ..front_matter import Quoting
from .following import Ref, number_in
from .offsets import CLOCK, WRITTEN, Offset, clock_in, written_offset
from .posts import DatedPost, clean_slug
from .templates import Part

# Characters of private use, which no value has: each stands for something that is written anew.
_REFS = {Ref.TITLE: "\ue000", Ref.SLUG: "\ue001", Ref.CLEAN_TITLE: "\ue002", Ref.NUMBER: "\ue003"}
_OFFSET, _TIME = "\ue004", "\ue005"
_SHORTEST = 2  # characters; a slug of one letter stands everywhere
_SEASONS = timedelta(days=400)  # a year and a little: older offsets may be of another place


@dataclass(frozen=True, slots=True)
class Example:
    """A value as one post has it. Equal where all is equal that a value can follow from."""

    day: date
    title: str
    slug: str
    block: str
    key: str
    field: front_matter.Field = field(compare=False)  # of the block, by its key

    @classmethod
    def of(cls, post: DatedPost, value: front_matter.Field) -> "Example":
        return cls(post.day, post.title, post.slug, post.block, value.key, value)

    @property
    def offset(self) -> str:
        match = WRITTEN.search(self.field.source) if clock_in(self.field.source) else None
        return match[0] if match else ""


Mark = Callable[[Example, tzinfo | None], str | None]


@dataclass(frozen=True, slots=True)
class Coding:
    """One way. mark: the value with marks; None where this way could not have written it."""

    mark: Mark
    needed: str = ""  # the mark that tells it from writing everything out
    quoted: bool = False  # is the value's text marked, to be quoted anew, and not its YAML?


def _plain(example: Example, _zone: tzinfo | None) -> str | None:
    return example.field.source


def _offset_of_zone(example: Example, zone: tzinfo | None) -> str | None:
    clock = clock_in(example.field.source)
    if zone is None or clock is None or not example.offset:
        return None
    usual = written_offset(datetime.combine(example.day, clock, zone), ":" if ":" in example.offset else "")
    return example.field.source.replace(example.offset, _OFFSET) if usual == example.offset else None


def _offset_of_season(example: Example, _zone: tzinfo | None) -> str | None:
    return example.field.source.replace(example.offset, _OFFSET) if example.offset else None


def _any_time(mark: Mark) -> Mark:
    def marked(example: Example, zone: tzinfo | None) -> str | None:
        text = mark(example, zone) if clock_in(example.field.source) else None
        return None if text is None else CLOCK.sub(lambda time: _TIME + ":00" * (time[3] is not None), text, count=1)

    return marked


def _following(ref: Ref) -> Mark:
    def marked(example: Example, _zone: tzinfo | None) -> str | None:
        wanted = {Ref.SLUG: example.slug, Ref.NUMBER: number_in(example.title)}.get(ref, clean_slug(example.title))
        if len(wanted) < (1 if ref is Ref.NUMBER else _SHORTEST):
            return None
        return re.sub(rf"(?<!\w){re.escape(wanted)}(?!\w)", _REFS[ref], example.field.source)

    return marked


def _title(example: Example, _zone: tzinfo | None) -> str | None:
    text, quoting, title = example.field.text, example.field.quoting, example.title
    if text is None or quoting is None or len(title) < _SHORTEST:
        return None
    if front_matter.scalar(text, quoting) != example.field.source:
        return None
    return text.replace(title, _REFS[Ref.TITLE])


EXACT = (
    Coding(_offset_of_zone, _OFFSET),
    Coding(_plain),
    Coding(_offset_of_season, _OFFSET),
    *(Coding(_following(ref), _REFS[ref]) for ref in (Ref.SLUG, Ref.CLEAN_TITLE, Ref.NUMBER)),
    Coding(_title, _REFS[Ref.TITLE], quoted=True),
)
# Posts that came at different times: the start of the day hides the next one from nobody.
START_OF_DAY = tuple(Coding(_any_time(mark), _TIME) for mark in (_offset_of_zone, _plain, _offset_of_season))


def parts_for(examples: Sequence[Example], coding: Coding, zone: tzinfo | None) -> dict[str, Part]:
    """What stands for each mark in the next post. examples: that the coding explains, newest first."""
    newest = examples[0]
    follows_zone = coding.mark(newest, zone) is not None and zone is not None and coding in _OF_ZONE
    clock = _start_of_day(examples, zone) if coding in START_OF_DAY else clock_in(newest.field.source) or time()
    known = tuple(
        (example.day, example.offset) for example in examples if example.offset and newest.day - example.day < _SEASONS
    )
    offset = Offset(":" if ":" in newest.offset else "", clock, zone if follows_zone else None, known)
    parts: dict[str, Part] = {mark: ref for ref, mark in _REFS.items()}
    return parts | {_OFFSET: offset, _TIME: f"{clock:%H:%M}"}


_OF_ZONE = (EXACT[0], START_OF_DAY[0])


def quoting_for(examples: Sequence[Example], coding: Coding) -> Quoting | None:
    """The quotes of a text that is written anew; None where the template is YAML already."""
    return examples[0].field.quoting if coding.quoted else None


def _start_of_day(examples: Sequence[Example], zone: tzinfo | None) -> time:
    """The first full hour that is on the post's day where the blog is built, and where it is written."""
    hours = [hour for example in examples if (hour := _first_hour(example, zone)) is not None]
    return time(max(hours, default=0))


def _first_hour(example: Example, zone: tzinfo | None) -> int | None:
    """Source: Jekyll 4.3 takes the day of `date:` in its `timezone`, or else the machine's, which is mostly UTC."""
    if not example.offset:
        return None
    sign, digits = example.offset[0], example.offset[1:].replace(":", "")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if sign == "-" else 1)
    try:
        midnight = datetime.combine(example.day, time(), UTC) - ahead
        starts = [(midnight + timedelta(hours=hour)).astimezone(zone or UTC) for hour in range(24)]
    except OverflowError:
        return None  # the first or the last day of all
    return next((hour for hour, start in enumerate(starts) if start.date() == example.day), None)
