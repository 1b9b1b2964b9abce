"""Dates: read as Liquid reads them, written by Ruby's `strftime`.

Source: Ruby 3.1, `Time#strftime` (docs.ruby-lang.org); Liquid 5.4, `Utils.to_date`.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo

from webapp.liquid.values import NotKnownError

_DIRECTIVE = re.compile(r"%([-0^#_:]*)(\d{0,2})([A-Za-z%+])")
_FORMS = (
    *("%Y-%m-%d %H:%M:%S %z", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M %z", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"),
    *("%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y"),
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_COMPOSED = {
    "F": "%Y-%m-%d",
    "D": "%m/%d/%y",
    "x": "%m/%d/%y",
    "T": "%H:%M:%S",
    "X": "%H:%M:%S",
    "R": "%H:%M",
    "r": "%I:%M:%S %p",
    "c": "%a %b %e %T %Y",
    "v": "%e-%^b-%Y",
}


def to_time(value: object, zone: tzinfo) -> datetime | None:
    """Read a date; None where the value is none. Raises NotKnownError for one in words of another form."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    if isinstance(value, int) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, zone) if abs(value) < 10**11 else None
    if not isinstance(value, str):
        return None
    text = value.strip()
    if text.lower() in ("now", "today"):
        raise NotKnownError("the moment of the build")
    if re.fullmatch(r"[0-9]{1,11}", text):
        return datetime.fromtimestamp(int(text), zone)
    return _read(text, zone) if text else None


def _read(text: str, zone: tzinfo) -> datetime | None:
    for form in _FORMS:
        try:
            found = datetime.strptime(text.replace(" UTC", " +0000"), form)  # noqa: DTZ007 (the zone is set below)
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=zone)
    if re.search(r"\d", text):
        raise NotKnownError("a date that is read when the blog is built")
    return None


def strftime(when: datetime, form: str) -> str:
    """Write a moment as Ruby does, in English."""
    return _DIRECTIVE.sub(lambda match: _directive(when, match), form)


def _directive(when: datetime, match: re.Match[str]) -> str:
    flags, width, name = match.groups()
    if name in _COMPOSED:
        return _cased(strftime(when, _COMPOSED[name]), flags)
    if name not in _WRITERS:
        return match[0]
    text, fill, digits = _WRITERS[name](when, flags)
    if name == "p" and "#" in flags:
        return text.lower()
    if "-" in flags:
        return _cased(text, flags)
    fill = "0" if "0" in flags else " " if "_" in flags else fill
    return _cased(text, flags).rjust(int(width) if width else digits, fill)


def _cased(text: str, flags: str) -> str:
    return text.upper() if "^" in flags or "#" in flags else text


_Written = tuple[str, str, int]  # the text, what fills it up, its usual width
_Writer = Callable[[datetime, str], _Written]


def _number(read: Callable[[datetime], int], digits: int = 2, fill: str = "0") -> _Writer:
    return lambda when, _: (str(read(when)), fill, digits)


def _word(read: Callable[[datetime], str]) -> _Writer:
    return lambda when, _: (read(when), " ", 0)


def _offset(when: datetime, flags: str) -> _Written:
    minutes = int((when.utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    colon = ":" if ":" in flags else ""
    return f"{'-' if minutes < 0 else '+'}{hours:02}{colon}{rest:02}", "0", 0


def _zone_name(when: datetime) -> str:
    return "UTC" if when.tzinfo is UTC else when.tzname() or ""


def _weekday(when: datetime) -> int:
    return when.isoweekday() % 7


_WRITERS: dict[str, _Writer] = {
    "Y": _number(lambda when: when.year, 4),
    "C": _number(lambda when: when.year // 100),
    "y": _number(lambda when: when.year % 100),
    "m": _number(lambda when: when.month),
    "d": _number(lambda when: when.day),
    "e": _number(lambda when: when.day, fill=" "),
    "j": _number(lambda when: when.timetuple().tm_yday, 3),
    "H": _number(lambda when: when.hour),
    "k": _number(lambda when: when.hour, fill=" "),
    "I": _number(lambda when: when.hour % 12 or 12),
    "l": _number(lambda when: when.hour % 12 or 12, fill=" "),
    "M": _number(lambda when: when.minute),
    "S": _number(lambda when: when.second),
    "L": _number(lambda when: when.microsecond // 1000, 3),
    "N": _word(lambda when: f"{when.microsecond * 1000:09}"),
    "s": _number(lambda when: int(when.timestamp()), 1),
    "u": _number(lambda when: when.isoweekday(), 1),
    "w": _number(_weekday, 1),
    "G": _number(lambda when: when.isocalendar().year, 4),
    "g": _number(lambda when: when.isocalendar().year % 100),
    "V": _number(lambda when: when.isocalendar().week),
    "U": _number(lambda when: (when.timetuple().tm_yday + 6 - _weekday(when)) // 7),
    "W": _number(lambda when: (when.timetuple().tm_yday + 6 - when.weekday()) // 7),
    "B": _word(lambda when: MONTHS[when.month - 1]),
    "b": _word(lambda when: MONTHS[when.month - 1][:3]),
    "h": _word(lambda when: MONTHS[when.month - 1][:3]),
    "A": _word(lambda when: DAYS[_weekday(when)]),
    "a": _word(lambda when: DAYS[_weekday(when)][:3]),
    "p": _word(lambda when: "AM" if when.hour < 12 else "PM"),
    "P": _word(lambda when: "am" if when.hour < 12 else "pm"),
    "z": _offset,
    "Z": _word(_zone_name),
    "n": _word(lambda _: "\n"),
    "t": _word(lambda _: "\t"),
    "%": _word(lambda _: "%"),
}
