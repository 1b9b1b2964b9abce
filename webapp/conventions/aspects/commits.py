"""What commits of posts say."""

from dataclasses import replace
from datetime import date

from ..commits import FIELDS
from ..patterns import read_pattern
from ..series import Series
from .values import Aspect, by_hand, one_line

HOW = "Words and fields: {title}, {file}, {slug}, {dd}, {mm}, {yy}."


def _checked(text: str) -> str:
    return read_pattern(one_line(text, "A commit message"), FIELDS).text


def _change_adding(series: Series, text: str) -> Series:
    return replace(series, messages=replace(series.messages, adding=by_hand(_checked(text))))


def _change_mending(series: Series, text: str) -> Series:
    return replace(series, messages=replace(series.messages, mending=by_hand(_checked(text))))


def _message(series: Series, day: date, *, is_update: bool) -> str:
    return series.messages.write(series.title(day), series.file_name(day), is_update=is_update)


COMMITS = (
    Aspect(
        name="commit",
        label="Commit of a new post",
        how=HOW,
        read=lambda series: series.messages.adding.value,
        change=_change_adding,
        reason=lambda series: series.messages.adding.reason,
        example=lambda series, day: _message(series, day, is_update=False),
    ),
    Aspect(
        name="commit_update",
        label="Commit of a mended post",
        how=HOW,
        read=lambda series: series.messages.mending.value,
        change=_change_mending,
        reason=lambda series: series.messages.mending.reason,
        example=lambda series, day: _message(series, day, is_update=True),
    ),
)
