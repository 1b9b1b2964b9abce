"""How the week stands: its day, its length, its links, and the weeks before it; each with its reason, or absent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from webapp import blog, calendar, posts, weeks
from webapp.blog import Blog
from webapp.conventions import Series
from webapp.weeks import ASKED, Length, Run


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is so, and why it is said."""

    words: str
    reason: str  # empty where the words say it all


@dataclass(frozen=True, slots=True)
class Progress:
    """How a draft stands against the series that it belongs to. None: not known, or the draft is of no series."""

    day: Fact | None
    usual: Fact | None
    run: Fact | None

    @property
    def facts(self) -> Sequence[Fact]:
        return [fact for fact in (self.day, self.run) if fact]


NOTHING = Progress(None, None, None)


def read_progress(site: Blog, series: Series, day: date, today: date, own_path: str | None) -> Progress:
    """Say how a weekly draft stands.

    day: that it will be published on. own_path: of the post that it was published as, else None.
    """
    run = weeks.run_until(series.days, series.weekday, day)
    usual = weeks.usual_length(_lengths(site, series, own_path))
    return Progress(
        day=None if own_path else _day(series, day, today),
        usual=_usual(usual) if usual else None,
        run=_run(run, today, is_published=own_path is not None) if run else None,
    )


def _day(series: Series, day: date, today: date) -> Fact:
    reason = series.reasons.get("weekday", "") if day.weekday() == series.weekday else ""
    hour = "" if series.hour is None else f", about {series.hour:02}:00"
    return Fact(weeks.days_left(day, today) + hour, reason)


def _usual(usual: Length) -> Fact:
    return Fact(f"about {usual.words:,} most weeks", f"half of your last {usual.posts} posts are longer")


def _run(run: Run, today: date, *, is_published: bool) -> Fact:
    since = calendar.describe_day(run.since, today).partition(" ")[2]
    return Fact(f"{run.weeks} weeks running", f"since {since}" + ("" if is_published else ", with this one"))


def _lengths(site: Blog, series: Series, own_path: str | None) -> list[int]:
    """The words of the series' newest posts, newest first."""
    newest = (file for file in blog.newest_posts(site) if file.path != own_path and series.matches(file))
    return [posts.words_of(file.text) for file in islice(newest, ASKED)]
