"""The next post is named and begun as the newest posts of its series are."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp import front_matter
from webapp.conventions import FoldForm, PostFile, address_slug, clean_slug, learn, name_parts, series_key

HERE = Path(__file__).parent
POSTS = HERE / "posts"
CASES = json.loads((HERE / "cases" / "conventions.json").read_text(encoding="utf-8"))
CORPUS = HERE.parent.parent / "shared" / "corpus"
DAY = date(2025, 12, 11)


def fixture_posts() -> list[PostFile]:
    paths = sorted(POSTS.glob("*.markdown"))
    return [PostFile(path.name, path.read_bytes().decode(), f"_posts/{path.name}") for path in paths]


def posts_of(case: dict[str, list[list[str]]]) -> list[PostFile]:
    return [PostFile(name, text, f"_posts/{name}") for name, text in case["posts"]]


def post(name: str, front: str, body: str = "\nText.\n") -> PostFile:
    return PostFile(name, f"---\n{front}\n---\n{body}", f"_posts/{name}")


def weekly(*names: str) -> list[PostFile]:
    return [post(name, f'layout: post\ntitle: "Notes {name[:10]}"') for name in names]


def test_conventions_of_five_posts_give_the_sixth_byte_for_byte() -> None:
    series = learn(fixture_posts()).weekly

    assert series.file_name(DAY) == "2025-12-11-things-ive-noted-this-week.markdown"
    assert series.new_post(DAY) == '---\r\nlayout: post\r\ntitle: "Working Notes - 11/12/25"\r\n---\r\n\r\n'
    assert series.title(date(2026, 1, 1)) == "Working Notes - 01/01/26"
    assert series.weekday == DAY.weekday()
    assert series.line_ending == "\r\n"
    assert series.final_newline
    assert series.roundup == "Random stuff"
    assert series.fold_form is FoldForm.OWN_LINE
    assert series.required_keys == ("layout", "title")


@pytest.mark.parametrize("count", range(1, 6))
def test_conventions_of_the_newest_posts_do_not_depend_on_their_order(count: int) -> None:
    posts = fixture_posts()[-count:]

    assert learn(posts) == learn(posts[::-1])
    assert learn(posts).weekly.new_post(DAY).startswith('---\r\nlayout: post\r\ntitle: "Working Notes - 11/12/25"')


def test_conventions_say_why_with_real_counts() -> None:
    reasons = learn(fixture_posts()).weekly.reasons

    assert reasons["file_name"] == "as in all of your last 5 posts"
    assert reasons["layout"] == "as in all of your last 5 posts"
    assert reasons["title"] == "“Working Notes -” with its date, as in 4 of your last 5 posts"
    assert reasons["weekday"] == "as in all of your last 5 posts"


def test_conventions_of_no_posts_are_the_usual_ones() -> None:
    series = learn([]).weekly

    assert series.file_name(DAY) == "2025-12-11-working-notes.md"
    assert series.new_post(DAY) == '---\nlayout: post\ntitle: "Working Notes - 11/12/25"\n---\n\n'
    assert series.weekday == DAY.weekday()
    assert series.matches(post("2025-12-11-working-notes.md", 'layout: post\ntitle: "Working Notes - 11/12/25"'))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_conventions_case(case: dict[str, list[list[str]]]) -> None:
    series = learn(posts_of(case)).weekly

    learned = {"file_name": series.file_name(DAY), "new_post": series.new_post(DAY), "title": series.title(DAY)}

    expected = {name: case[name] for name in learned if name in case}
    assert {name: learned[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["2025-11-20-Things I've noted this week.markdown"], "2025-12-11-things-ive-noted-this-week.markdown"),
        (
            ["2025-11-20-Things I've noted this week.markdown", "2025-12-04-things-ive-noted-this-week.markdown"],
            "2025-12-11-things-ive-noted-this-week.markdown",
        ),
        (
            ["2025-11-20-things-ive-noted-this-week.md", "2025-11-27-Things I've noted this week.markdown"],
            "2025-12-11-things-ive-noted-this-week.markdown",
        ),
        (
            ["2025-11-27-Things-Ive-Noted.md", "2025-12-04-things-i've-noted-this-week..md"],
            "2025-12-11-things-ive-noted.md",
        ),
        (
            ["2025-11-20-old-name.md", "2025-11-27-new-name.md", "2025-12-04-new-name..md"],
            "2025-12-11-new-name.md",
        ),
        (
            [
                "2025-12-04-things-ive-noted-this-week.markdown",
                "2026-01-15-Things-I've-noted-this-week.md",
                "2026-02-19-things-i've-noted-this-week..md",
            ],
            "2025-12-11-things-ive-noted-this-week.md",
        ),
        (["2025-12-04-things..md"], "2025-12-11-things.md"),
        (["2025-11-27-a b.md", "2025-12-04-C's d.md"], "2025-12-11-cs-d.md"),
    ],
)
def test_conventions_name_wandering_slugs_by_the_newest_that_survives(names: list[str], expected: str) -> None:
    series = learn(weekly(*names)).weekly

    assert series.file_name(DAY) == expected


def test_conventions_keep_to_the_series_beside_longer_essays() -> None:
    essay = post("2025-12-09-on-slowness.md", "layout: essay\ntitle: On slowness\ntags: [long]", "\n# One\n")

    series = learn([*fixture_posts(), essay]).weekly

    assert series.file_name(DAY) == "2025-12-11-things-ive-noted-this-week.markdown"
    assert not series.matches(essay)
    assert all(series.matches(other) for other in fixture_posts())


def test_conventions_take_the_fold_form_of_the_newest_post_that_has_one() -> None:
    older = post("2025-11-27-notes.md", "title: Notes 27/11/25", "\nText.\n<!--more-->\n## A\nb\n")
    newer = post("2025-12-04-notes.md", "title: Notes 04/12/25", "\nText. <!--more-->\n\n## A\nb\n")
    newest = post("2025-12-05-notes.md", "title: Notes 05/12/25", "\nText.\n")

    assert learn([older, newer, newest]).weekly.fold_form is FoldForm.END_OF_PARAGRAPH
    assert learn([older, newest]).weekly.fold_form is FoldForm.OWN_LINE


def test_conventions_take_the_weekday_of_most_posts() -> None:
    days = ["2025-11-06", "2025-11-13", "2025-11-20", "2025-11-28", "2025-12-03"]

    series = learn(weekly(*(f"{day}-notes.md" for day in days))).weekly

    assert series.weekday == 3
    assert series.reasons["weekday"] == "as in 3 of your last 5 posts"


def test_conventions_leave_aside_what_cannot_be_read() -> None:
    unreadable = [
        post("working notes 0801.md", "title: Working Notes - 08/01/26"),
        post("26-08-24-notes.md", "title: Working Notes - 24/08/26"),
        post("2026-13-45-notes.md", "title: Working Notes - 24/08/26"),
        post("2026-01-08-notes.md", "title: Working Notes: broken"),
        PostFile("2026-01-15-notes.md", "No front matter.\n", "_posts/2026-01-15-notes.md"),
    ]

    assert learn([*fixture_posts(), *unreadable]) == learn(fixture_posts())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title: "Working Notes - 04/12/25"', 'title: "Working Notes - 11/12/25"'),
        ('title: "Notes of 4 December, by hand"', 'title: "Notes of 11 December, by hand"'),
        ("title: Nothing to move", "title: Nothing to move"),
        (
            "title: a\ndate: 2025-12-04 09:30:00 +0000 # Thursday",
            "title: a\ndate: 2025-12-11 09:30:00 +0000 # Thursday",
        ),
        ("title: a\npermalink: /2025/12/04/a", "title: a\npermalink: /2025/12/11/a"),
        ("title: a\ntags: [2025-12-04]", "title: a\ntags: [2025-12-04]"),
    ],
)
def test_conventions_move_a_block_to_another_day(before: str, after: str) -> None:
    series = learn(fixture_posts()).weekly

    moved = series.retitle(f"---\r\n{before}\r\n---\r\n", date(2025, 12, 4), DAY)

    assert moved == f"---\r\n{after}\r\n---\r\n"


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_conventions_moving_there_and_back_changes_nothing(old: date, new: date) -> None:
    series = learn(fixture_posts()).weekly
    block, _ = front_matter.split(series.new_post(old))

    moved = series.retitle(block, old, new)

    assert moved == front_matter.split(series.new_post(new))[0]
    assert series.retitle(moved, new, old) == block


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_conventions_clean_slug_survives_the_address(text: str) -> None:
    slug = clean_slug(text)

    assert clean_slug(slug) == slug
    assert not set(slug) & set(" '\"/.%?#")


@pytest.mark.parametrize(
    ("slug", "address"),
    [
        ("things-ive-noted", "things-ive-noted"),
        ("Things I've noted", "Things-I've-noted"),
        ("noted-this-week.", "noted-this-week"),
        ("a & b + c", "a-&-b-+-c"),
        ("100%?#x", "100-x"),
        ("party 🎉", "party"),
        ("café", "café"),
        ("v1.10", "v1.10"),
    ],
)
def test_conventions_address_slug_is_the_blogs(slug: str, address: str) -> None:
    assert address_slug(slug) == address


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2025-12-04-a.md", (date(2025, 12, 4), "a", ".md")),
        ("2025-1-5-a.md", (date(2025, 1, 5), "a", ".md")),
        ("2026-02-19-things-i've-noted..md", (date(2026, 2, 19), "things-i've-noted.", ".md")),
        ("26-08-24-a.md", None),
        ("2025-02-30-a.md", None),
        ("working notes 0801.md", None),
        ("2025-12-04.md", None),
        ("2025-12-04-a", None),
    ],
)
def test_conventions_name_parts(name: str, expected: tuple[date, str, str] | None) -> None:
    assert name_parts(name) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Working Notes - 04/12/25",
        "working notes, 4th December 2025",
        "Working Notes: Thu 4 Dec",
        "Working Notes 2025-12-04",
    ],
)
def test_conventions_titles_of_a_series_share_a_key(title: str) -> None:
    assert series_key(title) == "working notes"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real posts is not on this machine")
def test_conventions_of_real_blogs_give_posts_that_read_back() -> None:
    for blog in sorted(path for path in CORPUS.iterdir() if path.is_dir()):
        paths = [path for path in blog.rglob("*") if path.suffix in (".md", ".markdown")]
        posts = [PostFile(path.name, path.read_bytes().decode(), path.relative_to(blog).as_posix()) for path in paths]

        series = learn(posts).weekly

        block, rest = front_matter.split(series.new_post(DAY))
        assert front_matter.read(block).keys == series.shape
        assert front_matter.read(block).text("title") == series.title(DAY)
        assert not rest.strip()
        assert name_parts(series.file_name(DAY)) is not None
