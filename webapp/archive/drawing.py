"""The pictures of the posts page: the year at a glance, how long posts are, how often they come."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from webapp import charts, weeks
from webapp.archive.gathering import Published
from webapp.calendar import MONTHS
from webapp.charts import Chart
from webapp.posts import Post
from webapp.weeks import Month, Written

DAYS_DRAWN = 400  # a year and the weeks that its first month begins with
LENGTHS = 52  # posts: a year of weekly ones
MONTHS_DRAWN = 24


@dataclass(frozen=True, slots=True)
class Pictures:
    """What is drawn of the published posts. lengths, cadence: None where there is too little to see."""

    months: tuple[Month, ...]
    lengths: Chart | None
    cadence: Chart | None


def draw(all_: Published, today: date) -> Pictures:
    """Draw the posts up to today."""
    published = [post for post in all_.posts if post.day <= today]
    year = [
        Written(post.day, post.words, post.title, post.path)
        for post in published
        if (today - post.day).days <= DAYS_DRAWN
    ]
    months = weeks.picture(year, all_.kinds.learned.weekly.weekday, today)
    return Pictures(months, _lengths(published), _cadence(published, today))


def _lengths(published: list[Post]) -> Chart | None:
    newest = published[:LENGTHS]
    if len(newest) < weeks.FEWEST:
        return None
    counts = [post.words for post in newest]
    usual = weeks.usual_length(counts)
    assert usual is not None
    return charts.draw(
        "How long the posts are",
        f"The last {len(newest)}: {min(counts):,} to {max(counts):,} words; lately about {usual.words:,}.",
        ("Day", "Post", "Words"),
        [((_short(post.day), post.title), post.words) for post in reversed(newest)],
        usual.words,
    )


def _cadence(published: list[Post], today: date) -> Chart | None:
    """Posts a month, and the longest time between two of them."""
    first = min((post.day for post in published), default=today)
    span = [month for month in _months_until(today) if month >= (first.year, first.month)]
    if len(span) < weeks.FEWEST:
        return None
    counts = dict.fromkeys(span, 0)
    for post in published:
        month = (post.day.year, post.day.month)
        if month in counts:
            counts[month] += 1
    least, most = min(counts.values()), max(counts.values())
    said = f"In {len(span)} months: {least} to {most} posts each.{_pause(published, span[0])}"
    rows = [((f"{MONTHS[month - 1]} {year}",), number) for (year, month), number in counts.items()]
    return charts.draw("How often they come", said, ("Month", "Posts"), rows, None)


def _pause(published: list[Post], since: tuple[int, int]) -> str:
    days = sorted(post.day for post in published if (post.day.year, post.day.month) >= since)
    pauses = [(after - before, before) for before, after in pairwise(days)]
    longest, begun = max(pauses, default=(timedelta(0), date.min))
    return f" The longest pause was {longest.days} days, from {_short(begun)}." if longest.days > 1 else ""


def _months_until(today: date) -> list[tuple[int, int]]:
    last = today.year * 12 + today.month - 1
    return [(number // 12, number % 12 + 1) for number in range(last - MONTHS_DRAWN + 1, last + 1)]


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
