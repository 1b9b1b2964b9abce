"""Publishing days: which day the desk opens, and how a day is named to the author."""

from collections.abc import Iterable
from datetime import date, timedelta

DAYS_PAST = 6  # a draft stays this week's until its weekday comes round again

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
THURSDAY = 3

_ONE_DAY = timedelta(days=1)


def next_publishing_day(today: date, weekday: int, published: frozenset[date]) -> date:
    """The first day from today on that falls on the weekday and has no post yet.

    weekday: 0 is Monday. published: the days of this series' posts; one that came out a day early or late counts for
    the publishing day beside it.
    """
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    while published & {day - _ONE_DAY, day, day + _ONE_DAY}:
        day += timedelta(days=7)
    return day


def current_day(today: date, weekday: int, published: frozenset[date], waiting: Iterable[date]) -> date:
    """The day of the post the desk opens: the oldest waiting draft's, if it is at most 6 days past, else the next one.

    waiting: the days of unpublished weekly drafts.
    """
    oldest = min((day for day in waiting if (today - day).days <= DAYS_PAST), default=None)
    return oldest or next_publishing_day(today, weekday, published)


def describe_day(day: date, today: date) -> str:
    """Name a day as the author would: `Thursday 4 December`, with the year where it is not today's."""
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def near_day(day: date, today: date) -> str:
    """Name a day shortly: today, yesterday, tomorrow, a weekday within the week, else day and month."""
    names = {0: "today", -1: "yesterday", 1: "tomorrow"}
    apart = (day - today).days
    if apart in names:
        return names[apart]
    if -7 < apart < 7:
        return WEEKDAYS[day.weekday()][:3]
    words = describe_day(day, today).partition(" ")[2]
    return words if day.year == today.year else f"{day.day} {MONTHS[day.month - 1]} {day.year}"
