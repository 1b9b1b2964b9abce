"""What the author writes into commits of posts is learned from them."""

from datetime import date, timedelta

import pytest

from webapp.conventions import PostCommit, PostFile, learn, learn_from_commits
from webapp.conventions.commits import ADDING, MENDING, Messages

NEWEST = date(2025, 12, 4)
NEXT = "2025-12-11-notes.md"


def post(number: int) -> PostFile:
    """A weekly post, `number` weeks before the newest."""
    day = NEWEST - timedelta(weeks=number)
    front = f'---\nlayout: post\ntitle: "Notes - {day:%d/%m/%y}"\n---\n\nText.\n'
    return PostFile(f"{day}-notes.md", front, f"_posts/{day}-notes.md")


def added(subject: str, number: int) -> PostCommit:
    return PostCommit(subject, (post(number).path,), ())


def changed(subject: str, number: int) -> PostCommit:
    return PostCommit(subject, (), (post(number).path,))


def learned(*commits: PostCommit) -> Messages:
    posts = [post(number) for number in range(20)]
    return learn_from_commits(learn(posts), posts, commits).weekly.messages


@pytest.mark.parametrize(
    ("subjects", "written"),
    [
        (["Notes - 04/12/25", "Notes - 27/11/25"], "Notes - 11/12/25"),
        (["Add Notes - 04/12/25 (weekly)", "Oops"], "Add Notes - 11/12/25 (weekly)"),
        (["post: 2025-12-04-notes", "post: 2025-11-27-notes"], "post: 2025-12-11-notes"),
        (["Add 2025-12-04-notes.md", "Add 2025-11-27-notes.md"], "Add 2025-12-11-notes.md"),
        (["Week of 4 December 2025", "Week of 27 November 2025"], "Week of 11 December 2025"),
        (["New post", "New post", "New post"], "New post"),
        (["{Notes} 04/12/25", "{Notes} 27/11/25"], "{Notes} 11/12/25"),
    ],
)
def test_commits_that_add_posts_say_how_the_next_one_is_called(subjects: list[str], written: str) -> None:
    messages = learned(*(added(subject, number) for number, subject in enumerate(subjects)))

    assert messages.write("Notes - 11/12/25", NEXT, is_update=False) == written


@pytest.mark.parametrize(
    "subjects",
    [
        [],
        ["Add files via upload", "Add files via upload"],
        ["Create 2025-12-04-notes.md", "Create 2025-11-27-notes.md"],
        ["One thing", "Another thing", "A third"],
    ],
)
def test_commits_without_a_habit_leave_the_title(subjects: list[str]) -> None:
    messages = learned(*(added(subject, number) for number, subject in enumerate(subjects)))

    assert messages.adding.value == ADDING.value
    assert messages.write("Notes - 11/12/25", NEXT, is_update=False) == "Notes - 11/12/25"


@pytest.mark.parametrize(
    ("subjects", "reason"),
    [
        ([], ADDING.reason),
        (["One thing", "Another thing"], ADDING.reason),
        (["Add files via upload"], "the post’s title, as GitHub filled in what your commits say"),
    ],
)
def test_commits_that_github_filled_in_are_named_as_such(subjects: list[str], reason: str) -> None:
    messages = learned(*(added(subject, number) for number, subject in enumerate(subjects)))

    assert messages.adding.reason == reason


def test_commits_are_counted_in_the_reason() -> None:
    subjects = ["Add Notes - 04/12/25", "Add Notes - 27/11/25", "Typos", "Add Notes - 13/11/25"]

    messages = learned(*(added(subject, number) for number, subject in enumerate(subjects)))

    assert messages.reason(is_update=False) == "as in 3 of your last 4 posts"


def test_commits_that_mend_a_post_are_learned_apart() -> None:
    messages = learned(
        changed("Fix typos in Notes - 04/12/25", 0),
        changed("Fix typo", 1),
        changed("Fix typo", 2),
        changed("Fix typos in Notes - 13/11/25", 3),
        added("Notes - 04/12/25", 0),
    )

    assert messages.write("Notes - 11/12/25", NEXT, is_update=True) == "Fix typos in Notes - 11/12/25"
    assert messages.reason(is_update=True) == "as in 2 of your last 4 changes"
    assert messages.write("Notes - 11/12/25", NEXT, is_update=False) == "Notes - 11/12/25"


def test_commits_that_repeat_what_was_mended_are_no_habit() -> None:
    assert learned(changed("Fix typo", 1), changed("Fix typo", 2)).mending == MENDING


def test_commits_of_many_posts_at_once_teach_nothing() -> None:
    both = PostCommit("Import Notes - 04/12/25", (post(0).path, post(1).path), ())

    assert learned(both, both).adding == ADDING


def test_commits_follow_a_post_that_was_renamed_since() -> None:
    renaming = PostCommit("Rename", (), (post(0).path,), (("_posts/old.md", post(0).path),))
    adding = PostCommit("Add Notes - 04/12/25", ("_posts/old.md",), ())

    assert learned(renaming, adding).adding.value == "Add {title}"


def test_commit_message_of_a_file_without_a_day_is_its_title() -> None:
    messages = learned(*(added(f"Week of 0{4 - number}/12/25", number) for number in range(1)))

    assert messages.write("Notes", "notes.md", is_update=False) == "Notes"
    assert messages.write("Notes", "notes.md", is_update=True) == "Update Notes"
