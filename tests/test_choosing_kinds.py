"""Essays and further kinds of posts: what is learned of them can be set by hand, and begins the next one of each."""

import html
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp.conventions import ESSAY, WEEKLY

PAGE = "/settings/conventions"
TODAY = "2025-12-11"  # a Thursday
ESSAYS = {  # all on Saturdays, at different times
    "2025-10-18": ("On salt", "07:10"),
    "2025-11-08": ("Of moss", "12:50"),
    "2025-11-22": ("The slow door", "16:30"),
    "2025-11-29": ("Wool, again", "21:05"),
}
REVIEWS = {"2025-09-30": "September", "2025-10-31": "October", "2025-11-30": "November"}
PICTURES = {"2025-10-01": "Harbour", "2025-10-12": "Two gulls", "2025-11-17": "A ladder"}
REVIEW = "Review of"


@pytest.fixture
def client(blog_client: FlaskClient, sample_blog: Path) -> FlaskClient:
    """A signed-in browser, with a blog of weekly notes, essays, monthly reviews and pictures."""
    for day, (title, clock) in ESSAYS.items():
        front = f"layout: essay\ntitle: {title}\ndate: {day} {clock}:00 +0000\nlang: en\n"
        add(sample_blog, name_of(day, title), front)
    for day, month in REVIEWS.items():
        add(sample_blog, f"{day}-review.md", f"layout: review\ntitle: Review of {month} 2025\n")
    for day, title in PICTURES.items():
        add(sample_blog, f"{day}-{title.lower().replace(' ', '-')}.markdown", f"layout: picture\ntitle: {title}\n")
    return blog_client


def add(folder: Path, name: str, front: str) -> None:
    (folder / "_posts" / name).write_text(f"---\n{front}---\n\nText.\n", encoding="utf-8")


def name_of(day: str, title: str) -> str:
    return f"{day}-{re.sub('[^a-z]+', '-', title.lower())}.md"


def choose(client: FlaskClient, kind: str, aspect: str, text: str) -> None:
    answer = client.post(PAGE, data={"kind": kind, "aspect": aspect, "text": text})
    assert answer.status_code == 303


def begin(client: FlaskClient, title: str, kind: str = "") -> TestResponse:
    return client.post("/posts/essays", data={"title": title, "kind": kind})


def begun(client: FlaskClient, title: str, kind: str = "") -> tuple[str, str]:
    """The name and the text of a post that is begun."""
    answer = begin(client, title, kind)
    assert answer.status_code == 303
    name = answer.headers["Location"].removeprefix("/desk/")
    folder: Path = client.application.extensions["working-notes"].settings.drafts_folder
    return name, (folder / name).read_text(encoding="utf-8")


def labels(client: FlaskClient, kind: str) -> list[str]:
    """What the page has rows for, of a kind."""
    return re.findall(rf'<dt id="{kind}-(\w+)">', client.get(PAGE).text)


def row(client: FlaskClient, kind: str, aspect: str) -> str:
    """What a row says, without its form."""
    page = client.get(PAGE).text
    text = page[page.index(f'<dt id="{kind}-{aspect}">') :].partition("<details")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def test_essays_and_further_kinds_have_the_rows_of_weekly_posts(client: FlaskClient) -> None:
    weekly, essay = labels(client, WEEKLY), labels(client, ESSAY)
    review, picture = labels(client, "Review-of"), labels(client, "picture")

    assert weekly[:5] == ["title", "file_name", "extension", "weekday", "hour"]
    assert review == [name.replace("weekday", "begins_on") for name in weekly]
    assert essay == picture == [name for name in review if name != "title"], "whose titles follow no pattern"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (ESSAY, "Day of the week Saturday as in all of your last 4 posts"),
        ("picture", "Day of the week the day that you begin it as these posts come on different days"),
        ("Review-of", "Day of the week the day that you begin it as these posts come on different days"),
    ],
)
def test_kinds_say_on_which_day_they_begin(client: FlaskClient, kind: str, said: str) -> None:
    assert row(client, kind, "begins_on") == said


def test_essays_begin_as_they_were_learned(client: FlaskClient) -> None:
    name, text = begun(client, "Of ropes")

    assert name == "2025-12-13-of-ropes.md"
    assert text == "---\nlayout: essay\ntitle: Of ropes\ndate: 2025-12-13 00:00:00 +0000\nlang: en\n---\n\n"


def test_essays_begin_as_they_were_set_by_hand_and_as_learned_again(client: FlaskClient) -> None:
    learned = begun(client, "Of ropes")
    block = '---\nlayout: long\ntitle: "{title}"\ndate: {yyyy}-{mm}-{dd} 09:00:00 +0000\nseen: {weekday}\n---'
    changes = {
        "file_name": "{yyyy}-{mm}-{dd}-essay-{title_slug}",
        "extension": ".markdown",
        "begins_on": "Monday",
        "front_matter": block,
        "hour": "19",
    }
    for aspect, text in changes.items():
        choose(client, ESSAY, aspect, text)

    name, text = begun(client, "Of ropes")

    assert name == "2025-12-15-essay-of-ropes.markdown"
    assert text.startswith(
        '---\nlayout: long\ntitle: "Of ropes"\ndate: 2025-12-15 19:00:00 +0000\nseen: Monday\n---\n\n'
    )
    assert "set by you" in row(client, ESSAY, "hour")
    assert client.get(PAGE).text.count("Back to what was learned") == len(changes)
    for aspect in changes:
        client.post(f"{PAGE}/learned", data={"kind": ESSAY, "aspect": aspect})
    assert begun(client, "Of ropes again") == (
        learned[0].replace("ropes", "ropes-again"),
        learned[1].replace("Of ropes", "Of ropes again"),
    )


def test_links_are_written_as_the_kind_of_the_draft_writes_them(client: FlaskClient) -> None:
    client.post("/links", data={"q": "https://example.org/a"})
    choose(client, ESSAY, "link_style", "angle brackets")
    essay, _ = begun(client, "Of ropes")

    cited = [client.get(f"/links/1/citation?selected=words&draft={name}").text for name in (essay, "", "no-such.md")]
    offered = [client.get(f"/desk/{name}/offers?q=example").text for name in (essay, "2025-12-11-working-notes.md")]

    assert cited == ["words <https://example.org/a>", *["[words](https://example.org/a)"] * 2]
    assert ["&lt;https://example.org/a&gt;" in html.escape(html.unescape(text)) for text in offered] == [True, False]


def test_weekly_posts_stay_as_they_are_when_essays_are_set_by_hand(client: FlaskClient) -> None:
    before = row(client, WEEKLY, "file_name"), row(client, WEEKLY, "front_matter")

    choose(client, ESSAY, "extension", ".markdown")
    choose(client, ESSAY, "front_matter", '---\ntitle: "{title}"\n---')

    assert (row(client, WEEKLY, "file_name"), row(client, WEEKLY, "front_matter")) == before


def test_further_kinds_are_offered_by_the_title_that_they_give_themselves(client: FlaskClient) -> None:
    page = client.get("/posts").text

    options = re.findall(
        r'<option value="([^"]*)"(?: selected)?>([^<]+)</option>', page[page.index('id="new-essay"') :]
    )

    assert options == [("", "Essay"), (REVIEW, "Review of December 2025"), ("picture", "Picture")]


def test_further_kinds_begin_without_a_title_where_theirs_follow_a_pattern(client: FlaskClient) -> None:
    assert begun(client, "", REVIEW) == (
        "2025-12-11-review.md",
        "---\nlayout: review\ntitle: Review of December 2025\n---\n\n",
    )


def test_further_kinds_begin_as_they_were_set_by_hand(client: FlaskClient) -> None:
    choose(client, REVIEW, "title", "The month of {month}, {yyyy}")
    choose(client, REVIEW, "file_name", "{yyyy}-{mm}-{dd}-month-{mm}")
    choose(client, REVIEW, "begins_on", "Friday")
    choose(client, REVIEW, "front_matter", '---\nlayout: month\ntitle: "{title}"\n---')

    begins = begun(client, "", REVIEW)

    assert begins == ("2025-12-12-month-12.md", '---\nlayout: month\ntitle: "The month of December, 2025"\n---\n\n')
    assert "next: 2025-12-12-month-12.md" in row(client, "Review-of", "file_name")
    assert "Review of · " in client.get("/posts").text, "the draft is of its kind still"


def test_further_kinds_are_known_by_a_title_that_was_set_by_hand(client: FlaskClient) -> None:
    choose(client, REVIEW, "title", "The month of {month}, {yyyy}")

    assert begun(client, "The month of January, 2026")[1].startswith("---\nlayout: review\n")


def test_kinds_whose_posts_have_titles_of_their_own_begin_with_one(client: FlaskClient) -> None:
    choose(client, "picture", "extension", ".md")

    assert begun(client, "The old crane", "picture") == (
        "2025-12-11-the-old-crane.md",
        "---\nlayout: picture\ntitle: The old crane\n---\n\n",
    )


@pytest.mark.parametrize(
    ("title", "kind", "said"),
    [
        ("", "", "An essay needs a title"),
        ("", "picture", "A post of this kind needs a title"),
        ("…", REVIEW, "A post of this kind needs a title"),
        ("A title", "Daily", "Your blog has no posts of the kind “Daily” now. Nothing was begun."),
    ],
)
def test_kinds_that_can_not_begin_say_so_and_keep_what_was_typed(
    client: FlaskClient, title: str, kind: str, said: str
) -> None:
    answer = begin(client, title, kind)

    assert answer.status_code == 409
    assert said in answer.text
    assert f'value="{title}"' in answer.text
    assert ("selected" in answer.text) == (kind != "Daily")


def test_hours_that_differ_say_that_the_date_is_the_start_of_the_day(client: FlaskClient) -> None:
    assert row(client, ESSAY, "hour") == (
        "Hour of the day no usual hour the times of your posts differ, so the date of a new post says the start of "
        "its day: a later time would hide it till then next: date: 2025-12-13 00:00:00 +0000"
    )
    assert row(client, WEEKLY, "hour") == "Hour of the day no usual hour your posts name no time"


def test_hours_that_are_near_each_other_say_so_too_and_can_be_set(client: FlaskClient, sample_blog: Path) -> None:
    for number, (day, (title, _)) in enumerate(ESSAYS.items()):
        front = f"layout: essay\ntitle: {title}\ndate: {day} 18:{10 * number:02}:00 +0000\nlang: en\n"
        add(sample_blog, name_of(day, title), front)
    learned = row(client, ESSAY, "hour")

    choose(client, ESSAY, "hour", "18")

    assert learned == (
        "Hour of the day 18:00 as in all of your last 4 posts; as their times differ, the date of a new post says "
        "the start of its day: a later time would hide it till then next: date: 2025-12-13 00:00:00 +0000"
    )
    assert row(client, ESSAY, "hour").startswith(
        "Hour of the day 18:00 set by you next: date: 2025-12-13 18:00:00 +0000"
    )


def test_folds_have_rows_only_where_the_blog_has_a_separator_or_posts_have_a_fold(
    client: FlaskClient, sample_blog: Path
) -> None:
    config = sample_blog / "_config.yml"
    with_separator = labels(client, ESSAY)

    config.write_text(re.sub(r"excerpt_separator.*\n", "", config.read_text(encoding="utf-8")), encoding="utf-8")

    of_folds = {"fold_after", "fold_form"}
    assert of_folds <= set(with_separator)
    assert of_folds <= set(labels(client, WEEKLY)), "whose posts have a fold all the same"
    assert labels(client, ESSAY) == [name for name in with_separator if name not in of_folds]
    choose(client, ESSAY, "fold_after", "1")
    assert "fold_after" in labels(client, ESSAY), "to be taken back"


def test_examples_of_posts_with_titles_of_their_own_pretend_no_other(client: FlaskClient) -> None:
    assert "next: 2025-12-13-its-title.md" in row(client, ESSAY, "file_name")
    assert "title: Its title date: 2025-12-13" in row(client, ESSAY, "front_matter")
    assert "next: Update Its title" in row(client, "picture", "commit_update")


def test_links_and_marks_are_shown_by_an_example(client: FlaskClient) -> None:
    choose(client, WEEKLY, "link_style", "reference")
    choose(client, WEEKLY, "marks", "‘’")
    choose(client, WEEKLY, "apostrophe", "’")

    assert "next: [a page][1] and below: [1]: https://example.org/" in row(client, WEEKLY, "link_style")
    assert "next: a page titled On “slow” tools is cited as On ‘slow’ tools" in row(client, WEEKLY, "marks")
    assert "next: a page titled It's a slow tool is cited as It’s a slow tool" in row(client, WEEKLY, "apostrophe")
