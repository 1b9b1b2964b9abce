"""What the next post says for a key follows from its day, its number, its title, its name, or from nothing."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp import front_matter
from webapp.conventions import PostFile, Series, learn, name_parts
from webapp.conventions.slugs import is_clean

LONDON = ZoneInfo("Europe/London")
WINTER, SUMMER = date(2025, 12, 11), date(2026, 6, 11)
WEEKS = ("2025-10-09", "2025-10-16", "2025-10-23", "2025-10-30", "2025-11-06")


def series_of(*values: str, key: str = "key", zone: ZoneInfo | None = None) -> Series:
    """What is learned from weekly notes that have these values, the oldest first."""
    days = WEEKS[-len(values) :]
    posts = [
        PostFile(f"{day}-notes.md", f"---\ntitle: Notes {day}\n{key}: {value}\n---\nText.\n", f"_posts/{day}-notes.md")
        for day, value in zip(days, values, strict=True)
    ]
    return learn(posts, zone=zone).weekly


def written(series: Series, day: date) -> str:
    """What the new post says for the key, as it is written."""
    return series.new_post(day).split(f"title: Notes {day}\n")[1].partition("\n---\n")[0].partition(":")[2].strip(" ")


def essays(*fronts: tuple[str, str]) -> Series:
    """What is learned from essays. fronts: the slug and the front matter of each, the oldest first."""
    posts = [
        PostFile(f"{day}-{slug}.md", f"---\n{front}\n---\nText.\n", f"_posts/{day}-{slug}.md")
        for day, (slug, front) in zip(WEEKS, fronts, strict=False)
    ]
    return learn(posts).essay


@pytest.mark.parametrize(
    ("values", "winter", "summer"),
    [
        (["2025-11-06 18:00:00 +0000"], "2025-12-11 18:00:00 +0000", "2026-06-11 18:00:00 +0100"),
        (["2025-11-06T18:00:00+00:00"], "2025-12-11T18:00:00+00:00", "2026-06-11T18:00:00+01:00"),
        (["2025-10-30T18:00:00Z", "2025-11-06T18:00:00Z"], "2025-12-11T18:00:00Z", "2026-06-11T18:00:00Z"),
        (["2025-10-30 18:00", "2025-11-06 18:00"], "2025-12-11 18:00", "2026-06-11 18:00"),
        (["2025-10-30", "2025-11-06"], "2025-12-11", "2026-06-11"),
        (["November 6, 2025"], "December 11, 2025", "June 11, 2026"),
        (
            ["2025-10-30 18:01:02 +0000", "2025-11-06 09:10:11 +0000"],
            "2025-12-11 00:00:00 +0000",
            "2026-06-11 00:00:00 +0100",
        ),
    ],
    ids=["offset", "ISO", "UTC", "no offset", "day", "words", "other times"],
)
def test_values_of_dates_keep_their_form_and_the_blogs_time(values: list[str], winter: str, summer: str) -> None:
    series = series_of(*values, key="date", zone=LONDON)

    assert written(series, WINTER) == winter
    assert written(series, SUMMER) == summer


def test_values_of_offsets_follow_the_posts_where_they_do_not_follow_the_zone() -> None:
    always_utc = [f"{day} 18:00:00 +0000" for day in WEEKS]

    assert written(series_of(*always_utc, key="date", zone=LONDON), SUMMER) == "2026-06-11 18:00:00 +0000"


def test_values_of_offsets_are_those_of_the_season_where_no_zone_is_known() -> None:
    offsets = [f"{day} 18:00:00 {'+0200' if day < '2025-10-26' else '+0100'}" for day in WEEKS]
    series = series_of(*offsets, key="date")

    assert written(series, WINTER) == "2025-12-11 18:00:00 +0100"
    assert written(series, date(2026, 9, 30)) == "2026-09-30 18:00:00 +0200"


def test_values_of_times_that_differ_stay_on_their_day_where_the_blog_is_built() -> None:
    times = ["2025-10-30 18:01:02 +0530", "2025-11-06 09:10:11 +0530"]

    assert written(series_of(*times, key="date"), WINTER) == "2025-12-11 06:00:00 +0530"
    assert series_of(*times, key="date").reasons["date"].endswith("but at the start of the day, as their times differ")
    assert written(series_of(*times, key="date", zone=ZoneInfo("Asia/Kolkata")), WINTER) == "2025-12-11 00:00:00 +0530"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["a", "a", "b", "b"], "b"),
        (["a", "a", "a", "a", "once"], "a"),
        (["a", "b", "c", "d"], ""),
        (["39", "40", "41"], "42"),
        (["039", "040", "041"], "042"),
        (["39", "40", "special", "41"], "42"),
        (["4", "2", "5", "4"], ""),
        (["/x/2025/41/", "/x/2025/42/"], "/x/2025/43/"),
        (["[a, b]", "[a, c]", "[a, d]"], "[a]"),
        (["[a]", "[b]", "[c]"], "[]"),
        (["\n  - a\n  - b", "\n  - a\n  - c"], "\n  - a"),
        (["\n- a\n- b", "\n- c"], ""),
        (["[a]", "[b]", "[c]", "[c]"], "[]"),
        (['["a b", c]', "['d', \"a b\"]"], '["a b"]'),
        (["2025", "2025"], "2025"),
        (["", ""], ""),
    ],
)
def test_values_go_on_as_the_newest_regular_ones(values: list[str], expected: str) -> None:
    assert written(series_of(*values), WINTER) == expected


def test_values_that_are_the_posts_year_change_with_it() -> None:
    assert written(series_of("2025", "2025"), SUMMER) == "2026"


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("permalink", ["/a/on-salt/", "/a/of-ink/"], "/a/why-rain/"),
        ("image", ["/i/2025-10-09-on-salt.png", "/i/2025-10-16-of-ink.png"], "/i/2025-12-11-why-rain.png"),
        ("og", ["'On salt'", "'Of ink'"], "'Why: rain?'"),
        ("seo", ['"On salt | Blog"', '"Of ink | Blog"'], '"Why: rain? | Blog"'),
        ("description", ["Salt.", "Ink."], ""),
    ],
)
def test_values_follow_the_title_and_the_name(key: str, values: list[str], expected: str) -> None:
    series = essays(
        ("on-salt", f"title: On salt\n{key}: {values[0]}"),
        ("of-ink", f"title: Of ink\n{key}: {values[1]}"),
    )

    block = series.new_post(WINTER, "Why: rain?")

    assert block == f'---\ntitle: "Why: rain?"\n{key}: {expected}'.rstrip() + "\n---\n"


def test_values_take_the_number_of_the_title() -> None:
    series = essays(
        ("tool-1.9", "title: Tool 1.9 is out\nversion: 1.9"),
        ("tool-1.10", "title: Tool 1.10 is out\nversion: 1.10"),
        ("tool-1.11.1", "title: Tool 1.11.1 is out\nversion: 1.11.1"),
    )

    assert series.new_post(WINTER, "Tool 2.0.rc1 is out") == "---\ntitle: Tool 2.0.rc1 is out\nversion: 2.0.rc1\n---\n"
    assert series.file_name(WINTER, "Tool 2.0 is out") == "2025-12-11-tool-2.0.md"
    assert series.reasons["version"] == "made from the number in the title, as in all of your last 3 posts"


def test_values_keep_comments_blank_lines_and_nested_keys() -> None:
    front = "# mine\ntitle: {title}\n\n# at the top\nimage:\n  path: /i/{day}.png\n  alt: ''\nlayout: post # always"
    days = ("2025-10-30", "2025-11-06")
    posts = [
        PostFile(f"{day}-x.md", f"---\n{front.format(title=f'Notes {day}', day=day)}\n---\n", f"_posts/{day}-x.md")
        for day in days
    ]

    assert learn(posts).weekly.new_post(WINTER) == f"---\n{front.format(title='Notes 2025-12-11', day=WINTER)}\n---\n"


def test_values_leave_a_lone_post_with_another_front_matter_aside() -> None:
    usual = [(word, f"title: Of {word}\nlayout: post") for word in ("salt", "ink", "rain", "tide")]

    assert essays(*usual, ("odd", "layout: post\nextra: yes\ntitle: An odd one")).shape == ("title", "layout")
    assert essays(*usual[:3], *[(word, f"layout: post\ntitle: By {word}") for word in ("wool", "moss")]).shape == (
        "layout",
        "title",
    )


def test_values_of_dates_move_with_their_post_into_the_summer() -> None:
    dates = [f"{day} 18:00:00 {'+0100' if day < '2025-10-26' else '+0000'}" for day in WEEKS]
    series = series_of(*dates, key="date", zone=LONDON)
    block = series.new_post(WINTER).replace("18:00:00", "19:42:10")

    moved = series.retitle(front_matter.split(block)[0], WINTER, SUMMER)

    assert moved == "---\ntitle: Notes 2026-06-11\ndate: 2026-06-11 19:42:10 +0100\n---\n"
    assert series.retitle(moved, SUMMER, WINTER) == front_matter.split(block)[0]


VALUES = st.sampled_from(
    [
        "",
        "[]",
        "[a, b]",
        "\n  - a\n  - b: 1",
        "a b",
        "'it''s'",
        '"a \\" b"',
        "0001-01-01 00:00:00 +1400",
        "9999-12-31 23:59:59 -1200",
        "2025-12-04 25:99:00 +9999",
        "2025-03-30 01:30:00 +0000",
        "41",
        "|\n  lines\n  of 42",
        "/2025/12/04/x/",
        "{a: 1}",
        "On 🎂 2025",
        "~",
        "yes # comment",
    ]
)
DAYS = st.sampled_from([date(1, 1, 1), date(1, 12, 31), date(2025, 3, 30), date(2025, 12, 4), date(9999, 12, 31)])
SLUGS = st.sampled_from(["x", "a b", "a..", "Größe", "it's", "", "2025", "x-41", "春"])
FRONTS = st.dictionaries(st.sampled_from(["title", "date", "tags", "layout", "image", "no"]), VALUES, max_size=4)


@given(st.lists(st.tuples(DAYS, SLUGS, FRONTS), max_size=7), st.sampled_from([None, LONDON, ZoneInfo("Asia/Kolkata")]))
def test_values_of_any_posts_give_a_post_that_reads_back(
    posts: list[tuple[date, str, dict[str, str]]], zone: ZoneInfo | None
) -> None:
    files = [
        PostFile(
            f"{day}-{slug}.md", "---\n" + "".join(f"{key}: {text}\n" for key, text in front.items()) + "---\n", f"{n}"
        )
        for n, (day, slug, front) in enumerate(posts)
    ]

    learned = learn(files, zone=zone)

    for kind in learned.kinds:
        block, _ = front_matter.split(kind.new_post(WINTER, "A: title"))
        assert front_matter.read(block).keys == kind.shape
        assert is_clean(name_parts(kind.file_name(WINTER))[1])
