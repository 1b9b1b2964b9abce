"""The weeks of a series: how long its posts are, how many came in a row, and the picture of a year of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from itertools import groupby
from statistics import median

from .calendar import MONTHS, WEEKDAYS

WEEK = timedelta(days=7)
HALF = 3  # days that a post may come before or after its week's publishing day and still be that week's
ASKED = 8  # newest posts that say how long one usually is: two months, so that a change of habit is seen
FEWEST = 3  # posts that make a habit
SHADES = 4  # of a square; 0 is a week without a post
_SHORT = 300  # words; below it a rounding to fifties would say too little

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w[\w’'\-]*")


@dataclass(frozen=True, slots=True)
class Run:
    """Weeks in a row that have a post."""

    weeks: int  # the one at hand included
    since: date  # of the first post


@dataclass(frozen=True, slots=True)
class Length:
    """How long a post usually is."""

    words: int  # rounded, to be said with “about”
    posts: int  # how many it was learned from


@dataclass(frozen=True, slots=True)
class Written:
    """A post as the picture of the year needs it."""

    day: date
    words: int
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Square:
    """One week of the picture."""

    day: date  # its publishing day
    posts: tuple[Written, ...]  # the longest first; empty in a week without one
    shade: int  # 0 to SHADES

    @property
    def words(self) -> int:
        return sum(post.words for post in self.posts)

    @property
    def label(self) -> str:
        """Say what the square shows: `4 December: 1,642 words, Working Notes - 04/12/25`."""
        day = f"{self.day.day} {MONTHS[self.day.month - 1]}"
        if not self.posts:
            return f"{day}: no post"
        return f"{day}: {self.words:,} words, {', '.join(post.title for post in self.posts)}"


@dataclass(frozen=True, slots=True)
class Month:
    """A column of the picture: the weeks whose publishing day is in the month."""

    name: str
    year: int
    squares: tuple[Square, ...]


def words_in(html: str) -> int:
    """Count the words that a reader of rendered text sees."""
    return len(_WORD.findall(unescape(_TAG.sub(" ", html))))


def publishing_day(day: date, weekday: int) -> date:
    """The publishing day of the week that a post belongs to: the nearest one, so that early and late ones count.

    weekday: 0 is Monday.
    """
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead if ahead <= HALF else ahead - 7)


def run_until(days: Iterable[date], weekday: int, day: date) -> Run | None:
    """Count the weeks in a row that have a post, back from the one of a day, which counts whether it has one or not.

    days: of the series' posts. None where the week before has none: one week is no run.
    """
    first = {}
    for post in sorted(days, reverse=True):
        first[_week_of(post, weekday)] = post
    this = _week_of(day, weekday)
    week = this - 1
    while week in first:
        week -= 1
    weeks = this - week
    return Run(weeks, first[week + 1]) if weeks > 1 else None


def _week_of(day: date, weekday: int) -> int:
    """The number of the week that a post belongs to. Numbers, since a day of the year 1 has no week before it."""
    return (day.toordinal() - 1 - weekday + HALF) // 7


def usual_length(words: Sequence[int]) -> Length | None:
    """Say how long a post usually is: the median of the newest ones. None where too few tell.

    words: of the series' posts, newest first.
    """
    asked = words[:ASKED]
    if len(asked) < FEWEST:
        return None
    middle = median(asked)
    step = 50 if middle >= _SHORT else 10
    return Length(round(middle / step) * step, len(asked))


def days_left(day: date, today: date) -> str:
    """Say how far off the publishing day is: `Thursday, in 2 days`."""
    apart = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    words = near.get(apart) or (f"in {apart} days" if apart > 0 else f"{-apart} days ago")
    return f"{WEEKDAYS[day.weekday()]}, {words}"


def picture(posts: Iterable[Written], weekday: int, today: date) -> tuple[Month, ...]:
    """Draw the last twelve months, the one of today last, a square a week. Weeks to come are left out.

    The longest week has the darkest shade, the others theirs in proportion.
    """
    by_week: dict[date, list[Written]] = {}
    for post in posts:
        by_week.setdefault(publishing_day(post.day, weekday), []).append(post)
    last = max([today, *(day for day in by_week if day <= publishing_day(today, weekday))])
    weeks = _weeks(_first_of_year_until(last), weekday, last)
    longest = max((sum(post.words for post in by_week.get(week, [])) for week in weeks), default=0)
    squares = [_square(week, by_week.get(week, []), longest) for week in weeks]
    return tuple(
        Month(MONTHS[month - 1], year, tuple(group))
        for (year, month), group in groupby(squares, key=lambda square: (square.day.year, square.day.month))
    )


def _first_of_year_until(day: date) -> date:
    return date(day.year - (day.month < len(MONTHS)), day.month % len(MONTHS) + 1, 1)


def _weeks(first: date, weekday: int, last: date) -> list[date]:
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    return [day + WEEK * number for number in range((last - day).days // 7 + 1)]


def _square(week: date, posts: Sequence[Written], longest: int) -> Square:
    written = tuple(sorted(posts, key=lambda post: post.words, reverse=True))
    words = sum(post.words for post in written)
    shade = max(1, -(-words * SHADES // longest)) if written and longest else int(bool(written))
    return Square(week, written, shade)
