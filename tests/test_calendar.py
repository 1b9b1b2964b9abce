"""Which day the desk opens, case by case."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.calendar import THURSDAY, current_day, describe_day, next_publishing_day

NONE: tuple[str, ...] = ()
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def dates(*texts: str) -> frozenset[date]:
    return frozenset(date.fromisoformat(text) for text in texts)


@pytest.mark.parametrize(
    ("today", "published", "waiting", "expected"),
    [
        ("2025-12-08", NONE, NONE, "2025-12-11"),  # Monday: this week's Thursday
        ("2025-12-10", NONE, NONE, "2025-12-11"),  # the evening before
        ("2025-12-11", NONE, NONE, "2025-12-11"),  # the day itself, not yet published
        ("2025-12-11", ("2025-12-11",), NONE, "2025-12-18"),  # the day itself, published
        ("2025-12-12", NONE, NONE, "2025-12-18"),  # the day after, nothing written
        ("2025-12-12", ("2025-12-11",), NONE, "2025-12-18"),
        ("2025-12-10", ("2025-12-10",), NONE, "2025-12-18"),  # published a day early
        ("2025-12-12", ("2025-12-12",), NONE, "2025-12-18"),  # published a day late
        ("2025-12-09", ("2025-12-09",), NONE, "2025-12-11"),  # two days early is another post
        ("2025-12-08", ("2025-12-11",), NONE, "2025-12-18"),  # written ahead
        ("2025-12-08", ("2025-12-11", "2025-12-18"), NONE, "2025-12-25"),
        ("2025-12-12", NONE, ("2025-12-11",), "2025-12-11"),  # a day late, still waiting
        ("2025-12-17", NONE, ("2025-12-11",), "2025-12-11"),  # six days late
        ("2025-12-18", NONE, ("2025-12-11",), "2025-12-18"),  # seven days late: a new week
        ("2025-12-17", NONE, ("2025-12-11", "2025-12-18"), "2025-12-11"),  # the oldest first
        ("2025-12-18", NONE, ("2025-12-11", "2025-12-18"), "2025-12-18"),
        ("2025-12-08", NONE, ("2025-12-18",), "2025-12-18"),  # begun early
        ("2025-12-11", ("2025-12-04",), ("2025-12-12",), "2025-12-12"),  # moved to Friday by the author
        ("2025-12-29", NONE, NONE, "2026-01-01"),  # across the year
        ("2024-02-26", NONE, NONE, "2024-02-29"),  # leap day
    ],
)
def test_calendar_opens_the_day_that_is_due(
    today: str, published: tuple[str, ...], waiting: tuple[str, ...], expected: str
) -> None:
    day = current_day(date.fromisoformat(today), THURSDAY, dates(*published), dates(*waiting))

    assert day.isoformat() == expected


@given(days, st.integers(0, 6), st.frozensets(days, max_size=5))
def test_calendar_next_day_falls_on_the_weekday_and_is_free(
    today: date, weekday: int, published: frozenset[date]
) -> None:
    day = next_publishing_day(today, weekday, published)

    assert day.weekday() == weekday
    assert day >= today
    assert day not in published
    assert day - today < timedelta(days=7 * (len(published) + 1))


@pytest.mark.parametrize(
    ("day", "today", "words"),
    [
        ("2025-12-04", "2025-12-01", "Thursday 4 December"),
        ("2025-12-25", "2025-12-01", "Thursday 25 December"),
        ("2026-01-01", "2025-12-30", "Thursday 1 January 2026"),
        ("2024-02-29", "2025-01-01", "Thursday 29 February 2024"),
    ],
)
def test_calendar_names_the_day(day: str, today: str, words: str) -> None:
    assert describe_day(date.fromisoformat(day), date.fromisoformat(today)) == words
