"""Titles and file names go on as the newest ones do, but never into an address that breaks."""

from datetime import date, timedelta

import pytest

from webapp.conventions import PostFile, learn
from webapp.conventions.slugs import SlugRule, is_clean, learn_rule, what_breaks

DAY = date(2025, 12, 11)
TITLES = ("It’s cold", "Größe & Maß", "Version 3.10.0, again", "What's left?")


def posts_named(*slugs: str) -> list[PostFile]:
    days = [date(2025, 10, 2) + timedelta(days=7 * number) for number in range(len(slugs))]
    return [
        PostFile(f"{day}-{slug}.md", f"---\ntitle: Notes {day:%d/%m/%y}\n---\nText.\n", f"_posts/{day}-{slug}.md")
        for day, slug in zip(days, slugs, strict=True)
    ]


@pytest.mark.parametrize(
    ("rule", "slugs"),
    [
        (SlugRule(), ("its-cold", "größe-maß", "version-3-10-0-again", "whats-left")),
        (SlugRule(keeps_capitals=True), ("Its-cold", "Größe-Maß", "Version-3-10-0-again", "Whats-left")),
        (SlugRule(separator="_"), ("its_cold", "größe_maß", "version_3_10_0_again", "whats_left")),
        (SlugRule(apostrophe="-"), ("it-s-cold", "größe-maß", "version-3-10-0-again", "what-s-left")),
        (SlugRule(keeps_dots=True), ("its-cold", "größe-maß", "version-3.10.0-again", "whats-left")),
        (SlugRule(keeps_accents=False), ("its-cold", "grosse-mass", "version-3-10-0-again", "whats-left")),
    ],
)
def test_names_made_from_titles_follow_the_blogs_rule(rule: SlugRule, slugs: tuple[str, ...]) -> None:
    pairs = tuple(zip(TITLES, slugs, strict=True))

    assert learn_rule(pairs) == (rule, (True,) * len(TITLES))
    assert all(is_clean(slug) for slug in slugs)


@pytest.mark.parametrize(
    ("slugs", "expected", "reason"),
    [
        (
            ["clean-name", "With Blanks and it's"],
            "clean-name",
            "your newest file name has blanks and apostrophes, which break addresses; "
            "this one is as in “2025-10-02-clean-name.md”",
        ),
        (
            ["dots..", "a name.."],
            "a-name",
            "your newest file name has blanks and a dot too many, which break addresses; this one is the same without",
        ),
        (["notes", "notes", "notes"], "notes", "as in all of your last 3 posts"),
        (["notes", "notes", "notes", "once-only"], "notes", "as in 3 of your last 4 posts"),
        (["once-only", "notes", "no tes", "notes"], "notes", "as in 2 of your last 3 posts with a clean name"),
        (["Big-Notes-1", "Big-Notes-2", "Big-Notes-3"], "Big-Notes-4", "as in all of your last 3 posts"),
    ],
)
def test_names_that_break_addresses_are_not_learned(slugs: list[str], expected: str, reason: str) -> None:
    series = learn(posts_named(*slugs)).weekly

    assert series.file_name(DAY) == f"2025-12-11-{expected}.md"
    assert series.reasons["file_name"] == reason


def test_names_say_what_breaks_them() -> None:
    assert what_breaks("a b") == "blanks"
    assert what_breaks("50%") == "signs that addresses lose"
    assert [is_clean(slug) for slug in ("a-b", "v1.10", "größe", "春", "a..b", "a.", "a&b", "a'b", "")] == [
        True
    ] * 4 + [False] * 5


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ({"2025-10-01": "September 2025 in review", "2025-11-01": "October 2025 in review"}, "November 2025 in review"),
        ({"2025-10-31": "October 2025 in review", "2025-11-30": "November 2025 in review"}, "December 2025 in review"),
        ({"2025-11-20": "Week 47", "2025-11-27": "Week 48"}, "Week 50"),
        ({"2025-11-20": "Week 12", "2025-11-27": "Week 13"}, "Week 14"),
        ({"2025-11-20": "Weeknotes 2025-W47", "2025-11-27": "Weeknotes 2025-W48"}, "Weeknotes 2025-W50"),
        ({"2025-11-13": "Issue 7", "2025-11-20": "Issue 9", "2025-11-27": "Issue 10"}, "Issue 11"),
        ({"2025-11-20": "Issue 7", "2025-11-27": "Issue 9"}, "Issue 10"),
    ],
)
def test_titles_go_on_by_day_month_week_or_number(titles: dict[str, str], expected: str) -> None:
    posts = [
        PostFile(f"{day}-x.md", f"---\ntitle: {title}\n---\nText.\n", f"_posts/{day}-x.md")
        for day, title in titles.items()
    ]

    assert learn(posts).weekly.title(DAY) == expected


@pytest.mark.parametrize(
    ("clocks", "hour", "reason"),
    [
        (["18:00:00", "18:20:00", "17:55:00"], 18, "as in all of your last 3 posts"),
        (["18:00:00", "18:20:00", "17:55:00", "09:00:00"], 18, "as in 3 of your last 4 posts"),
        (["23:50:00", "23:10:00", "00:30:00"], 23, "as in all of your last 3 posts"),
        (["06:00:00", "12:00:00", "18:00:00", "22:00:00"], None, "the times of your posts differ"),
        (["00:00:00", "00:00:00", "00:00:00"], None, "your posts name no time"),
        (["18:00:00", "18:00:00"], None, "too few of your posts name a time to tell"),
    ],
)
def test_hours_are_learned_where_posts_usually_come_at_one(clocks: list[str], hour: int | None, reason: str) -> None:
    days = [date(2025, 10, 2) + timedelta(days=7 * number) for number in range(len(clocks))]
    posts = [
        PostFile(f"{day}-x.md", f"---\ntitle: N {day}\ndate: {day} {clock}\n---\nText.\n", f"_posts/{day}-x.md")
        for day, clock in zip(days, reversed(clocks), strict=True)
    ]

    series = learn(posts).weekly

    assert series.hour == hour
    assert series.reasons["hour"] == reason


def test_weekdays_are_those_of_the_newest_posts() -> None:
    mondays = [date(2024, 1, 1) + timedelta(days=7 * number) for number in range(40)]
    fridays = [date(2025, 1, 3) + timedelta(days=7 * number) for number in range(10)]
    posts = [
        PostFile(f"{day}-x.md", f"---\ntitle: N {day}\n---\nText.\n", f"_posts/{day}-x.md")
        for day in (*mondays, *fridays)
    ]

    series = learn(posts).weekly

    assert series.weekday == 4
    assert series.reasons["weekday"] == "as in 10 of your last 16 posts"
