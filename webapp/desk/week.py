"""Which draft is this week's, and what a draft that has no file yet begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from webapp import blog, calendar, drafts
from webapp.blog import Blog
from webapp.conventions import PostFile, Series
from webapp.database import Database
from webapp.drafts import DraftEntry
from webapp.errors import DraftNotFoundError, DraftUnreadableError


@dataclass(frozen=True, slots=True)
class Week:
    """A week's draft, which may have no file yet."""

    name: str
    day: date


def this_week(db: Database, folder: Path, site: Blog, today: date) -> Week:
    """Name the draft that the desk opens: the oldest unpublished weekly one that is at most 6 days past, else the next.

    folder: of the drafts. today: in the blog's time zone.
    """
    series = blog.learn(site).weekly
    waiting = {week.day: week for week in reversed(waiting_weeks(db, folder, site))}
    day = calendar.current_day(today, series.weekday, series.days, waiting)
    return waiting.get(day) or Week(series.file_name(day), day)


def week_to_publish(db: Database, folder: Path, site: Blog, today: date) -> Week:
    """Name the draft that publishing means where none is named: the desk's, as soon as that is begun.

    Until then it is the one published last, as long as it is this week's: it may be committed, pushed or mended yet.
    """
    week = this_week(db, folder, site, today)
    if (folder / week.name).exists():
        return week
    published = _weeks(db, folder, site, are_published=True)
    return next((last for last in reversed(published) if (today - last.day).days <= calendar.DAYS_PAST), week)


def waiting_weeks(db: Database, folder: Path, site: Blog) -> list[Week]:
    """List the weekly drafts that were not published yet, oldest first."""
    return _weeks(db, folder, site, are_published=False)


def _weeks(db: Database, folder: Path, site: Blog, *, are_published: bool) -> list[Week]:
    series = blog.learn(site).weekly
    entries = [entry for entry in drafts.list_drafts(db, folder) if (entry.blog_path is not None) == are_published]
    found = [_week(folder, series, entry) for entry in entries]
    return sorted((week for week in found if week is not None), key=lambda week: week.day)


def initial_text(site: Blog, name: str) -> str | None:
    """Write what a weekly draft of this name begins with; None for a name that the series would not give."""
    series = blog.learn(site).weekly
    day = blog.read_name(name).day
    if day is None or series.file_name(day) != name:
        return None
    return series.new_post(day)


def text_to_begin(folder: Path, site: Blog, name: str) -> str | None:
    """Write what a draft begins with that has no file yet; None for one that has, which nothing is learned for."""
    return None if (folder / name).is_file() else initial_text(site, name)


def neighbours(weeks: Sequence[Week], current: Week | None, following: Week) -> tuple[Week | None, Week | None]:
    """Find the drafts before and after the one on the desk.

    following: the week after the newest draft, which has no file yet.
    """
    if current is None:
        return (weeks[-1] if weeks else None), None
    before = [week for week in weeks if week.day < current.day]
    after = [week for week in (*weeks, following) if week.day > current.day]
    return (before[-1] if before else None), (after[0] if after else None)


def week_after(db: Database, folder: Path, site: Blog, name: str, today: date) -> Week:
    """Name the weekly draft after another one; it may have no file yet. Raises DraftNotFoundError if there is none."""
    weeks, day = waiting_weeks(db, folder, site), blog.read_name(name).day
    current = Week(name, day) if day else None
    after = neighbours(weeks, current, next_week(site, weeks, today))[1]
    if after is None:
        raise DraftNotFoundError("No week comes after this draft yet, so nothing was carried over.")
    return after


def week_before(db: Database, folder: Path, site: Blog, name: str) -> Week | None:
    """Name the weekly draft before another one, published or not; None where there is none."""
    day, series = blog.read_name(name).day, blog.learn(site).weekly
    dated = [(blog.read_name(entry.name).day, entry) for entry in drafts.list_drafts(db, folder)]
    earlier = sorted((each, entry.name, entry) for each, entry in dated if day and each and each < day)
    weeks = (_week(folder, series, entry) for _, _, entry in reversed(earlier))
    return next((week for week in weeks if week), None)


def next_week(site: Blog, weeks: Sequence[Week], today: date) -> Week:
    """Name the first publishing day that has neither a post nor a draft."""
    series = blog.learn(site).weekly
    taken = series.days | {week.day for week in weeks}
    day = calendar.next_publishing_day(today, series.weekday, frozenset(taken))
    return Week(series.file_name(day), day)


def _week(folder: Path, series: Series, entry: DraftEntry) -> Week | None:
    day = blog.read_name(entry.name).day
    if day is None or not entry.is_here:
        return None
    try:
        text = drafts.read_text(folder, entry.name)
    except (DraftNotFoundError, DraftUnreadableError):
        return None
    return Week(entry.name, day) if series.matches(PostFile(entry.name, text, entry.name)) else None
