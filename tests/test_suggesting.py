"""Tags and categories are suggested from earlier posts that share words and links, and added byte for byte."""

import html
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from webapp import blog, drafts, write
from webapp.conventions import Filing, PostFile, newest_first, read_filing, style_for
from webapp.conventions.vocabulary import FiledWord, learn_vocabulary
from webapp.database import Database, connect
from webapp.errors import FrontMatterError
from webapp.front_matter import ListStyle
from webapp.settings import Settings
from webapp.write import Place

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
NAME = "2025-12-11-on-loaves.md"
FRONT = '---\r\ntitle: "On loaves"\r\ntags:\r\nlayout: post\r\n---\r\n'
POSTS = (
    (
        "Flour",
        "bread, oven",
        "The oven was cold and the flour damp; sourdough wants [heat](https://mill.example/heat).",
    ),
    ("Rye", "bread", "A sourdough of rye flour, which no oven likes."),
    ("Locks", "canal", "The lock gates are oak. See [the map](https://canals.example/map/3)."),
    ("Swans", "canal, birds", "Swans nest below the lock; the towpath is closed."),
    ("Wrens", "birds", "Wrens in the ivy, and a robin."),
    ("Snow", "weather", "Snow on the roof until noon."),
)
ABOUT_BREAD = "Sourdough, flour and an oven that smokes."


def files() -> list[PostFile]:
    return [
        PostFile(
            f"{date(2025, 1, 2) + timedelta(days=7 * number)}-{title.lower()}.md",
            f"---\ntitle: {title}\ntags:\n- {tags.replace(', ', chr(10) + '- ')}\nlayout: post\n---\n\n{body}\n",
            f"_posts/{title.lower()}.md",
        )
        for number, (title, tags, body) in enumerate(POSTS)
    ]


def filing_of(text: str, front: str = FRONT) -> Filing | None:
    post = PostFile(NAME, front + text, NAME)
    return next(iter(read_filing(post, text, files(), ("title", "tags", "layout"))), None)


def suggested(text: str, front: str = FRONT) -> dict[str, str]:
    filing = filing_of(text, front)
    return {each.word: each.reason for each in filing.suggestions} if filing else {}


def test_vocabulary_counts_words_and_says_when_they_were_last_used() -> None:
    (tags,) = learn_vocabulary(newest_first(files()))

    assert tags.key == "tags"
    assert tags.style is ListStyle.BLOCK
    assert tags.words[:2] == (FiledWord("birds", 2, date(2025, 1, 30)), FiledWord("canal", 2, date(2025, 1, 23)))
    assert [word.text for word in tags.words[2:]] == ["bread", "weather", "oven"]


@pytest.mark.parametrize(
    ("text", "word", "reason"),
    [
        ("A loaf of flour and sourdough.", "bread", "as in “Rye”, which has “sourdough” and “flour” too"),
        (
            "A gate: [so](https://canals.example/map/3).",
            "canal",
            "as in “Locks”, which links to canals.example/map/3 too",
        ),
        ("Another [map](https://www.canals.example/).", "canal", "as in “Locks”, which links to canals.example too"),
        ("Nothing but birds.", "birds", "the text says it, and 2 of your posts have it"),
    ],
)
def test_suggestions_come_from_posts_on_the_same_subject(text: str, word: str, reason: str) -> None:
    found = suggested(text)

    assert next(iter(found)) == word
    assert found[word] == reason


def test_suggestions_are_none_where_nothing_but_chance_is_shared() -> None:
    assert suggested("An evening of chess, with snowdrops.") == {}
    assert suggested("Some flour on the table.") == {}
    assert suggested("About this, which there never were until before.") == {}


def test_suggestions_leave_out_what_is_there_already() -> None:
    front = FRONT.replace("tags:", "tags: [bread]")

    filing = filing_of(ABOUT_BREAD, front)

    assert filing is not None
    assert filing.words == ("bread",)
    assert [each.word for each in filing.suggestions] == ["oven"]


def test_suggestions_do_not_come_from_the_post_itself() -> None:
    post = files()[3]

    assert read_filing(post, post.text, [post], ("tags",)) == (Filing("tags", ("canal", "birds"), (), ()),)


def test_suggestions_are_made_for_keys_that_the_posts_have_only() -> None:
    post = PostFile(NAME, "---\ntitle: A\n---\nbread", NAME)

    assert read_filing(post, "bread", files(), ("title",)) == ()
    assert read_filing(PostFile(NAME, "---\n- broken\n---\n", NAME), "bread", files(), ("tags",)) == ()


def test_style_of_words_is_that_of_the_newest_posts() -> None:
    assert style_for("tags", newest_first(files())) is ListStyle.BLOCK
    assert style_for("categories", newest_first(files())) is ListStyle.FLOW


@pytest.fixture
def blog_with_tags(sample_blog: Path) -> Path:
    for file in files():
        (sample_blog / "_posts" / file.name).write_bytes(file.text.encode())
    return sample_blog


@pytest.fixture
def place(db: Database, data_folder: Path, blog_with_tags: Path) -> Place:
    place = Place(db, data_folder, blog.find_blog(blog_with_tags), NAME, None, NOW)
    drafts.create_draft(db, data_folder, NAME, f"{FRONT}\r\n{ABOUT_BREAD}\r\n", now=NOW)
    return place


def test_filing_a_draft_changes_nothing_but_the_list_and_can_be_undone(place: Place) -> None:
    first = write.file_under(place, "tags", "bread")
    second = write.file_under(place, "tags", "oven", revision=first.draft.revision)

    assert first.description == "Added “bread” to tags."
    assert second.draft.text == f"{FRONT}\r\n{ABOUT_BREAD}\r\n".replace("tags:", "tags:\r\n  - bread\r\n  - oven")

    write.undo_step(place, second.step_id)

    undone = write.undo_step(place, first.step_id)
    assert undone.draft.text == f"{FRONT}\r\n{ABOUT_BREAD}\r\n"


def test_filing_a_draft_under_no_word_says_so(place: Place) -> None:
    with pytest.raises(FrontMatterError, match="No word was given"):
        write.file_under(place, "tags", "  ")

    assert write.file_under(place, "tags", " new  word ").draft.text.startswith(
        FRONT.replace("tags:", "tags:\r\n  - new word")
    )


def test_filing_a_draft_without_front_matter_says_why_not(place: Place) -> None:
    draft = drafts.read_draft(place.db, place.folder, NAME)
    drafts.write_draft(place.db, draft, "No front matter.\n", action="section", now=NOW)

    with pytest.raises(FrontMatterError):
        write.file_under(place, "tags", "bread")

    assert drafts.read_draft(place.db, place.folder, NAME).text == "No front matter.\n"


def test_desk_shows_suggestions_with_their_reason_and_adds_one(
    blog_client: FlaskClient, settings: Settings, blog_with_tags: Path
) -> None:
    db = connect(settings.database_path)
    drafts.create_draft(db, settings.drafts_folder, NAME, f"{FRONT}\r\n{ABOUT_BREAD}\r\n", now=NOW)
    db.close()
    page = html.unescape(blog_client.get(f"/desk/{quote(NAME)}").text)
    revision = re.search(r'name="revision" value="([0-9a-f]{64})"', page)
    assert revision
    assert "as in “Rye”, which has “sourdough” and “flour” too" in page

    assert '<option value="birds">2 posts, last on 30/01/25</option>' in page

    fields = {"revision": revision[1], "key": "tags", "word": "bread"}
    answer = blog_client.post(f"/desk/{quote(NAME)}/words", data=fields)

    assert answer.status_code == 303
    assert (
        (settings.drafts_folder / NAME).read_bytes().startswith(FRONT.replace("tags:", "tags:\r\n  - bread").encode())
    )
    assert "Added “bread” to tags." in html.unescape(blog_client.get(answer.headers["Location"]).text)
