"""Kinds of posts are told apart by their titles, their front matter and whether they come in turn."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle

import pytest

from webapp.conventions import Conventions, PostFile, learn

FIRST = date(2025, 1, 2)
DAY = date(2025, 12, 11)
WORDS = ("Salt", "Ink", "Rain", "Tide", "Bread", "Glass", "Snow", "Wool", "Stone", "Smoke", "Moss", "Dust")


def post(day: date, slug: str, front: str) -> PostFile:
    name = f"{day}-{slug}.md"
    return PostFile(name, f"---\n{front}\n---\n\nText.\n", f"_posts/{name}")


def blog(fronts: Sequence[str], count: int = len(WORDS)) -> list[PostFile]:
    """Posts in turn, a week apart. `DATE` stands for the day, `WORD` for a word of the post's own."""
    posts = []
    for number, (word, front) in enumerate(zip(WORDS[:count], cycle(fronts), strict=False)):
        day = FIRST + timedelta(days=7 * number)
        posts.append(post(day, word.lower(), front.replace("DATE", f"{day:%d/%m/%y}").replace("WORD", word)))
    return posts


def names(learned: Conventions) -> list[str]:
    return [kind.name for kind in learned.kinds]


def test_kinds_of_several_series_are_each_learned() -> None:
    learned = learn(blog(["title: Notes DATE", "title: Notes DATE", "title: Book of the month DATE", "title: On WORD"]))

    assert names(learned) == ["Notes", "", "Book of the month"]
    assert learned.others[0].title(DAY) == "Book of the month 11/12/25"


def test_kinds_whose_titles_go_on_after_a_colon_share_what_stands_before_it() -> None:
    series = learn(blog([f"title: 'Letter {number}: WORD'" for number in range(8, 12)], count=4)).weekly

    assert series.name == "Letter"
    assert series.title(DAY) == "Letter 12"
    assert series.matches(post(DAY, "letter-12", "title: 'Letter 12: Felt'"))
    assert not series.matches(post(DAY, "felt", "title: 'Of felt: a letter'"))


@pytest.mark.parametrize(
    "fronts",
    [
        ["layout: essay\ntitle: Of WORD", "layout: review\ntitle: WORD seen\nrating: 4"],
        ["type: essay\ntitle: Of WORD", "type: review\ntitle: WORD seen"],
        ["title: Of WORD\ncategory: essay", "title: WORD seen\ncategory: review\nrating: 4\nauthor: me"],
        ["title: Of WORD", "title: WORD seen\nrating: 4\nauthor: me"],
    ],
    ids=["layout", "type", "category with other keys", "keys"],
)
def test_kinds_are_told_apart_by_what_their_front_matter_says(fronts: list[str]) -> None:
    posts = blog(fronts)

    learned = learn(posts)

    assert len(learned.kinds) == 2
    assert all(learned.kind_of(each).matches(each) for each in posts)
    assert learned.kind_of(posts[-1]) is not learned.kind_of(posts[-2])


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("layout: post\ntitle: Of WORD", "layout: article\ntitle: Of WORD"),
        ("title: Of WORD", "title: Of WORD\nauthor: me\nlang: en"),
    ],
)
def test_kinds_that_do_not_come_in_turn_are_one_that_has_changed(older: str, newer: str) -> None:
    learned = learn(blog([older] * 6 + [newer] * 6))

    assert len(learned.kinds) == 1
    assert learned.essay.new_post(DAY, "Of moss").startswith("---\n" + newer.replace("WORD", "moss"))


def test_kinds_are_not_made_of_topics() -> None:
    assert len(learn(blog(["title: Of WORD\ncategory: food", "title: Of WORD\ncategory: craft"])).kinds) == 1


def test_kinds_are_told_from_the_second_post_on_where_titles_name_their_day() -> None:
    notes = post(date(2025, 12, 4), "notes", "layout: post\ntitle: Notes 04/12/25\ntags: [weekly]")
    essay = post(date(2025, 12, 6), "on-salt", "layout: essay\ntitle: On salt")

    learned = learn([notes, essay])

    assert learned.weekly.new_post(DAY) == "---\nlayout: post\ntitle: Notes 11/12/25\ntags: [weekly]\n---\n\n"
    assert learned.essay.shape == ("layout", "title")


def test_kinds_of_posts_without_titles_are_told_by_their_names() -> None:
    days = [FIRST + timedelta(days=7 * number) for number in range(4)]
    posts = [post(day, f"This-Week-in-Wool-{number}", "layout: post") for number, day in enumerate(days, 9)]

    series = learn(posts).weekly

    assert series.file_name(DAY) == "2025-12-11-This-Week-in-Wool-13.md"
    assert series.matches(posts[0])


def test_kinds_keep_a_series_weekly_only_as_long_as_it_comes() -> None:
    dead = [post(FIRST + timedelta(days=number), "notes", f"title: Notes {number}\nold: yes") for number in range(5)]
    alive = [
        post(FIRST + timedelta(days=99 + number), word, f"title: Of {word}")
        for number, word in enumerate(first + second for first in "abcde" for second in "vwxyz")
    ]

    learned = learn([*dead, *alive])

    assert learned.weekly.shape == learned.essay.shape == ("title",)
    assert names(learned) == ["", "Notes"]


def test_kinds_take_a_new_post_by_its_title() -> None:
    learned = learn(blog(["title: Notes DATE", "title: Notes DATE", "title: Book of the month DATE", "title: On WORD"]))

    assert learned.kind_titled("Book of the month 11/12/25") is learned.others[0]
    assert learned.kind_titled("Notes 11/12/25") is learned.weekly
    assert learned.kind_titled("On notes") is learned.essay


def test_kinds_ask_of_a_post_what_all_others_of_its_kind_say() -> None:
    learned = learn(
        blog(
            ["title: Notes DATE\nlayout: notes", "title: Book of the month DATE\nrating: 4", "title: On WORD\nlang: en"]
        )
    )

    assert learned.required_keys(post(DAY, "notes", "title: Notes 11/12/25")) == ("title", "layout")
    assert learned.required_keys(post(DAY, "book", "title: Book of the month 11/12/25")) == ("title", "rating")
    assert learned.required_keys(post(DAY, "essay", "title: On felt")) == ()
