"""The post's day has come, so that the blog shows it."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..calendar import WEEKDAYS, describe_day
from ..conventions import name_parts
from .finding import CheckedPost, Finding, Level

NAME = "date"
PASSED = "date not in the future"

_MOMENT = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?\Z"
)
# Dates in words, which the blog reads as they are meant; when they are is not worked out here.
_WORDED = re.compile(r"\s*(?:\d{1,2}\s+[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\s+\d{1,2}),?\s+\d{4}\b")


def check(post: CheckedPost) -> Iterator[Finding]:
    """Find a post that the blog leaves out for now. Source: Jekyll 4.3, `Publisher#hidden_in_the_future?`."""
    zone = _zone(post)
    field = post.fields.find("date") if post.fields else None
    line = field.line if field else 1
    parts = name_parts(post.name)
    moment = datetime.combine(parts[0], time(), zone) if parts else None
    if field is not None and field.value is not None:
        moment = _moment(field.text or "", zone)
        if moment is None and not _WORDED.match(field.text or ""):
            yield _unreadable(post, field.text or "", line)
    now = post.now.astimezone(zone)
    if moment is not None and moment > now and not post.future:
        message = f"The blog leaves this post out until it is built again {_when(moment, now)}."
        yield Finding(NAME, Level.ERROR, message, line, 1, field.source if field else post.name)


def _unreadable(post: CheckedPost, text: str, line: int) -> Finding:
    example = f"{post.now:%Y-%m-%d} 09:00:00 +0000"
    if re.search(r"\d", text):
        message = f"The blog may read the date {text} as another day. Write it like {example}, or leave the key out."
        return post.find(NAME, Level.WARNING, message, line)
    message = f"“{text}” is no date, which stops the build of the whole blog. Write it like {example}."
    return post.find(NAME, Level.ERROR, message, line)


def _zone(post: CheckedPost) -> tzinfo:
    try:
        return ZoneInfo(post.timezone) if post.timezone else (post.now.tzinfo or UTC)
    except (ZoneInfoNotFoundError, ValueError):
        return post.now.tzinfo or UTC


def _moment(text: str, zone: tzinfo) -> datetime | None:
    """The moment that a `date:` names, in the blog's time zone; without an offset it is read as UTC, as Jekyll does."""
    match = _MOMENT.match(text.strip())
    try:
        return _moment_of(match, zone) if match else None
    except (ValueError, OverflowError):  # no such day or offset, or outside the years 1 to 9999 in the zone
        return None


def _moment_of(match: re.Match[str], zone: tzinfo) -> datetime:
    year, month, day, hour, minute, second, offset = match.groups()
    if hour is None:
        return datetime.combine(date(int(year), int(month), int(day)), time(), zone)
    naive = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=UTC)
    if offset in (None, "Z", "UTC"):
        return naive.astimezone(zone)
    return datetime.fromisoformat(f"{naive.replace(tzinfo=None).isoformat()}{offset}").astimezone(zone)


def _when(moment: datetime, now: datetime) -> str:
    days = (moment.date() - now.date()).days
    if days == 0:
        return f"after {moment:%H:%M} today"
    return f"on or after {WEEKDAYS[moment.weekday()] if days < 7 else describe_day(moment.date(), now.date())}"
