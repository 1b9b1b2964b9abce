"""The offset from UTC in a `date:`, such as `+0100`: the blog's own for the new post's day, summer time included."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

_YEAR = 365
WRITTEN = re.compile(r"(?<=[\d ])[+-]\d{2}:?\d{2}(?=[\"']?\Z)")
CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})(?::(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Offset:
    """How the offset is written on a day."""

    colon: str  # `:` in `+01:00`, else nothing
    at: time  # of the day, that it holds for
    zone: tzinfo | None  # the blog's; None where its configuration sets none or its posts don't follow it
    known: tuple[tuple[date, str], ...]  # of the posts, newest first, where there is no zone

    @property
    def pattern(self) -> str:
        return rf"[+-]\d\d{self.colon}\d\d"

    def write(self, day: date) -> str:
        if self.zone is not None:
            return written_offset(datetime.combine(day, self.at, self.zone), self.colon)
        return min(self.known, key=lambda sample: _seasons_apart(sample[0], day))[1]

    def move(self, text: str, old_day: date, new_day: date) -> str:
        """Give a text the offset of another day where it has that of the old one."""
        match = WRITTEN.search(text)
        if match is None or match[0] != self.write(old_day):
            return text
        return text[: match.start()] + self.write(new_day) + text[match.end() :]


def written_offset(moment: datetime, colon: str) -> str:
    """Write the offset of an aware moment: `+0100`."""
    minutes = (moment.utcoffset() or timedelta()) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}{colon}{rest:02}"


def clock_in(text: str) -> time | None:
    """The time of day in a text; None where there is none."""
    match = CLOCK.search(text)
    if not match:
        return None
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        return None


def _seasons_apart(known: date, day: date) -> int:
    """Days between two days of the year, whichever year: summer time comes back at about the same day."""
    apart = abs(known.timetuple().tm_yday - day.timetuple().tm_yday)
    return min(apart, _YEAR - apart)
