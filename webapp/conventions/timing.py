"""When posts usually come: the day of the week, and the hour where they say one."""

from collections.abc import Sequence
from dataclasses import dataclass

from .counting import COUNTED, commonest, is_regular
from .offsets import clock_in
from .posts import DatedPost
from .reasons import DAYS_DIFFER, FEW_DAYS, FEW_TIMES, NO_TIMES, TIMES_DIFFER, as_in

_NEAR = 1  # hours before and after the usual one that are still about that time
_FEWEST = 3  # posts that show a regular day, or with a time that show an hour
_DAY = 24  # hours


@dataclass(frozen=True, slots=True)
class Timing:
    """The usual day and hour, each with its reason."""

    weekday: int  # 0 is Monday
    weekday_reason: str
    begins_on: int | None  # the weekday, where it is regular enough to wait for it
    begins_on_reason: str
    hour: int | None  # 0 to 23; None where no post, or no habit, says one, and then the reason is why
    hour_reason: str


def learn_timing(posts: Sequence[DatedPost]) -> Timing:
    """Learn from the newest posts, given newest first."""
    recent = posts[:COUNTED]
    weekday = commonest([post.day.weekday() for post in recent])
    agreeing = [post.day.weekday() == weekday for post in recent]
    is_usual = len(recent) >= _FEWEST and is_regular(agreeing, strictly=True) and sum(agreeing) * 2 > len(recent)
    hour, reason = _hour(recent)
    return Timing(
        weekday=weekday,
        weekday_reason=as_in(agreeing),
        begins_on=weekday if is_usual else None,
        begins_on_reason=as_in(agreeing) if is_usual else DAYS_DIFFER if len(recent) >= _FEWEST else FEW_DAYS,
        hour=hour,
        hour_reason=reason,
    )


def _hour(posts: Sequence[DatedPost]) -> tuple[int | None, str]:
    """The hour that most posts come about. Midnight stands for no time: so do posts that name only their day."""
    clocks = [clock_in(field.source) for post in posts if (field := post.fields.find("date"))]
    hours = [clock.hour for clock in clocks if clock and (clock.hour or clock.minute or clock.second)]
    if len(hours) < _FEWEST:
        return None, FEW_TIMES if hours else NO_TIMES
    near = {hour: sum(_apart(hour, other) <= _NEAR for other in hours) for hour in hours}
    usual = max(near, key=lambda hour: (near[hour], hours.count(hour)))
    agreeing = [_apart(usual, hour) <= _NEAR for hour in hours]
    is_usual = is_regular(agreeing) and sum(agreeing) * 2 > len(hours)
    return (usual, as_in(agreeing)) if is_usual else (None, TIMES_DIFFER)


def _apart(one: int, other: int) -> int:
    return min((one - other) % _DAY, (other - one) % _DAY)
