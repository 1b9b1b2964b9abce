"""When posts usually come: the day of the week, and the hour where they say one."""

from collections.abc import Sequence
from dataclasses import dataclass

from .counting import COUNTED, commonest, is_regular
from .offsets import clock_in
from .posts import DatedPost
from .reasons import as_in

_NEAR = 1  # hours before and after the usual one that are still about that time
_FEWEST = 3  # posts with a time that show an hour
_DAY = 24  # hours


@dataclass(frozen=True, slots=True)
class Timing:
    """The usual day and hour, each with its reason."""

    weekday: int  # 0 is Monday
    weekday_reason: str
    hour: int | None  # 0 to 23; None where no post, or no habit, says one
    hour_reason: str


def learn_timing(posts: Sequence[DatedPost]) -> Timing:
    """Learn from the newest posts, given newest first."""
    recent = posts[:COUNTED]
    weekday = commonest([post.day.weekday() for post in recent])
    agreeing = [post.day.weekday() == weekday for post in recent]
    hour, reason = _hour(recent)
    return Timing(weekday, as_in(agreeing), hour, reason)


def _hour(posts: Sequence[DatedPost]) -> tuple[int | None, str]:
    """The hour that most posts come about. Midnight stands for no time: so do posts that name only their day."""
    clocks = [clock_in(field.source) for post in posts if (field := post.fields.find("date"))]
    hours = [clock.hour for clock in clocks if clock and (clock.hour or clock.minute or clock.second)]
    if len(hours) < _FEWEST:
        return None, ""
    near = {hour: sum(_apart(hour, other) <= _NEAR for other in hours) for hour in hours}
    usual = max(near, key=lambda hour: (near[hour], hours.count(hour)))
    agreeing = [_apart(usual, hour) <= _NEAR for hour in hours]
    return (usual, as_in(agreeing)) if is_regular(agreeing) and sum(agreeing) * 2 > len(hours) else (None, "")


def _apart(one: int, other: int) -> int:
    return min((one - other) % _DAY, (other - one) % _DAY)
