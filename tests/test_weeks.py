"""The weeks of a series, case by case; the days are those of a real blog's first months."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.calendar import THURSDAY
from webapp.weeks import ASKED, SHADES, Written, days_left, picture, publishing_day, run_until, usual_length, words_in

AUTUMN = ("2025-11-06", "2025-11-13", "2025-11-20", "2025-11-27")
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("published", "at", "expected"),
    [
        (AUTUMN, "2025-12-04", (5, "2025-11-06")),  # four posts and the one that is being written
        ((*AUTUMN, "2025-12-04"), "2025-12-04", (5, "2025-11-06")),  # the same, published
        ((*AUTUMN, "2025-12-04"), "2025-12-11", (6, "2025-11-06")),
        (("2025-11-06", "2025-11-12", "2025-11-21", "2025-11-27"), "2025-12-04", (5, "2025-11-06")),  # early, late
        (("2025-11-07", "2025-11-13"), "2025-11-20", (3, "2025-11-07")),  # the first one late
        ((*AUTUMN, "2025-12-18"), "2026-01-08", None),  # Christmas ends the run
        ((*AUTUMN, "2025-12-18", "2026-01-08"), "2026-01-15", (2, "2026-01-08")),  # and it begins anew
        (("2025-12-18", "2026-01-08", "2026-01-15"), "2026-01-22", (3, "2026-01-08")),
        (("2025-11-27", "2025-11-28"), "2025-12-04", (2, "2025-11-27")),  # two posts in one week are one week
        (AUTUMN, "2025-12-11", None),  # a week left out
        (AUTUMN, "2025-12-05", (5, "2025-11-06")),  # this one a day late
        ((), "2025-12-04", None),
        (("2025-12-04",), "2025-12-04", None),  # the first post is no run
        (("2025-12-25", "2026-01-01"), "2026-01-08", (3, "2025-12-25")),  # over the new year
        (("0001-01-01",), "0001-01-01", None),  # before it is no week
    ],
)
def test_weeks_in_a_row_are_counted_back_from_this_one(
    published: tuple[str, ...], at: str, expected: tuple[int, str] | None
) -> None:
    run = run_until([day(text) for text in published], THURSDAY, day(at))

    assert (run and (run.weeks, run.since.isoformat())) == expected


@given(days, st.integers(0, 6))
def test_weeks_publishing_day_is_the_nearest_one(at: date, weekday: int) -> None:
    found = publishing_day(at, weekday)

    assert found.weekday() == weekday
    assert abs((found - at).days) <= 3


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((1310, 1260, 1402), (1300, 3)),
        ((1642, 1100, 1240, 1360), (1300, 4)),  # even: between the two in the middle
        ((40, 44, 61), (40, 3)),
        ((900,) * ASKED + (5000,) * 20, (900, ASKED)),  # the newest decide
        ((1300, 1300), None),
        ((), None),
    ],
)
def test_weeks_usual_length_is_the_median_of_the_newest(
    words: tuple[int, ...], expected: tuple[int, int] | None
) -> None:
    usual = usual_length(words)

    assert (usual and (usual.words, usual.posts)) == expected


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2025-12-04", "Thursday, today"),
        ("2025-12-03", "Thursday, tomorrow"),
        ("2025-12-02", "Thursday, in 2 days"),
        ("2025-12-05", "Thursday, yesterday"),
        ("2025-12-07", "Thursday, 3 days ago"),
    ],
)
def test_weeks_say_how_far_off_the_day_is(at: str, words: str) -> None:
    assert days_left(day("2025-12-04"), day(at)) == words


def test_weeks_picture_has_a_square_a_week_for_twelve_months() -> None:
    posts = [Written(day("2025-11-06"), 400, "One", "a"), Written(day("2025-11-14"), 1600, "Two", "b")]

    months = picture(posts, THURSDAY, day("2025-12-09"))

    assert [month.name for month in months][::11] == ["January", "December"]
    assert len(months) == 12
    squares = [square for month in months for square in month.squares]
    assert squares[0].day == day("2025-01-02")
    assert squares[-1].day == day("2025-12-04")
    assert [(square.day.day, square.shade, square.words) for square in months[10].squares] == [
        (6, 1, 400),
        (13, SHADES, 1600),
        (20, 0, 0),
        (27, 0, 0),
    ]


def test_weeks_picture_adds_the_posts_of_one_week_and_shows_one_that_came_early() -> None:
    posts = [
        Written(day("2025-12-04"), 300, "Notes", "a"),
        Written(day("2025-12-06"), 900, "An essay", "b"),
        Written(day("2025-12-10"), 600, "Early", "c"),
    ]

    december = picture(posts, THURSDAY, day("2025-12-10"))[-1]

    assert [(square.day.day, square.words) for square in december.squares] == [(4, 1200), (11, 600)]
    assert [post.title for post in december.squares[0].posts] == ["An essay", "Notes"]


@given(st.lists(days, max_size=8), st.integers(0, 6), days)
def test_weeks_picture_goes_on_without_a_gap(posted: list[date], weekday: int, today: date) -> None:
    months = picture([Written(each, 10, "", "") for each in posted], weekday, today)

    squares = [square for month in months for square in month.squares]
    apart = {later.day - one.day for one, later in pairwise(squares)}
    assert apart == {timedelta(days=7)}
    assert len(months) <= 12
    assert all(0 <= square.shade <= SHADES for square in squares)


def test_weeks_count_the_words_that_are_read() -> None:
    assert words_in('<p>It’s <a href="https://example.org/not-read">two-fold</a>, no?</p>') == 3
    assert words_in("<p>One&nbsp;two &amp; three <a>&#8617;</a></p>") == 3
