"""Published posts: listed, and opened as drafts so that only what is edited changes."""

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from webapp import archive, blog, drafts, publish
from webapp.archive import Row, Wanted
from webapp.blog import Blog
from webapp.database import Database, connect
from webapp.errors import PostNotOpenedError
from webapp.publish import Step

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
TODAY = date(2025, 12, 11)
ODD = "2025-11-20-Things I've noted this week.markdown"
ODD_CONTENT = (
    b"\xef\xbb\xbf---\r\nlayout: post  # as ever\r\n# a comment\r\ntitle:   'It''s odd'\r\n---\r\n\r\n"
    b"Intro with blanks.   \r\n\r\n## One\r\n\r\n\tTab\r\nmixed\nline\r\n<!--more-->\r\n\r\n## Two\r\n\r\nNo newline"
)


def run_git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True).stdout


@pytest.fixture
def db(data_folder: Path) -> Database:
    return connect(data_folder / "working-notes.db")


@pytest.fixture
def site(sample_blog: Path) -> Blog:
    """The sample blog with one more post of an odd name and odd bytes."""
    (sample_blog / "_posts" / ODD).write_bytes(ODD_CONTENT)
    run_git(sample_blog, "add", "--", f"_posts/{ODD}")
    run_git(sample_blog, "commit", "--quiet", "--message=odd")
    return blog.find_blog(sample_blog)


def listed(db: Database, folder: Path, site: Blog, **wanted: Any) -> tuple[Row, ...]:
    """The first page of a list."""
    return archive.list_archive(db, folder, site, archive.read_posts(db, site), Wanted(**wanted), TODAY).rows


def test_archive_lists_posts_newest_first(db: Database, data_folder: Path, site: Blog) -> None:
    published = listed(db, data_folder, site)

    assert [post.title for post in published] == [
        "Working Notes - 04/12/25",
        "Working Notes - 27/11/25",
        "Working Notes - 20/11/25",
        "It's odd",
        "Working Notes - 13/11/25",
        "Working Notes - 06/11/25",
    ]
    assert (published[0].day, published[0].address) == ("Thursday 4 December", "/2025-12-04/working-notes")
    assert published[0].details == ("Thursday 4 December", "working notes", "110 words", "6 links")
    assert published[3].address == "/2025-11-20/Things-I've-noted-this-week"


def test_archive_leaves_out_what_jekyll_leaves_out(db: Database, data_folder: Path, site: Blog) -> None:
    (site.posts_folder / "working notes 0801.md").write_text("---\n---\n")
    (site.posts_folder / "26-08-24-two-digits.md").write_text("---\n---\n")

    left_out = listed(db, data_folder, site, show="left-out")

    assert len(listed(db, data_folder, site)) == 6
    assert [(row.title, row.reason.partition(":")[0]) for row in left_out] == [
        ("_posts/working notes 0801.md", "Jekyll leaves it out"),
        ("_posts/26-08-24-two-digits.md", "Jekyll leaves it out"),
    ]


def test_archive_opens_a_post_with_exactly_its_bytes(db: Database, data_folder: Path, site: Blog) -> None:
    draft = archive.open_post(db, data_folder, site, f"_posts/{ODD}", NOW)

    assert draft.name == ODD
    assert draft.path.read_bytes() == ODD_CONTENT
    assert draft.blog_path == f"_posts/{ODD}"
    assert draft.blog_revision == draft.revision


def test_archive_opened_post_changes_only_the_edited_bytes(db: Database, data_folder: Path, site: Blog) -> None:
    draft = archive.open_post(db, data_folder, site, f"_posts/{ODD}", NOW)
    draft.path.write_bytes(ODD_CONTENT.replace(b"\tTab", b"\tTable"))

    draft = drafts.read_draft(db, data_folder, ODD)
    done = publish.publish_draft(db, site, draft, (), NOW, step=Step.COMMIT)

    assert done.problem is None
    changed = run_git(site.work_tree, "-c", "core.quotePath=false", "show", "--format=", "--numstat")
    assert changed == f"1\t1\t_posts/{ODD}\n".encode()
    assert (site.work_tree / "_posts" / ODD).read_bytes() == ODD_CONTENT.replace(b"\tTab", b"\tTable")


def test_archive_opened_post_without_changes_publishes_nothing(db: Database, data_folder: Path, site: Blog) -> None:
    draft = archive.open_post(db, data_folder, site, f"_posts/{ODD}", NOW)

    publication = publish.read_publication(db, site, draft, (), NOW)

    assert publication.is_committed
    assert publication.diff == ()


def test_archive_opens_the_draft_that_is_open_already(db: Database, data_folder: Path, site: Blog) -> None:
    draft = archive.open_post(db, data_folder, site, f"_posts/{ODD}", NOW)
    draft.path.write_bytes(b"changed on the desk")

    again = archive.open_post(db, data_folder, site, f"_posts/{ODD}", NOW)

    assert again.id == draft.id
    assert again.text == "changed on the desk"
    assert [post.draft_name for post in listed(db, data_folder, site)].count(ODD) == 1


def test_archive_does_not_open_over_another_draft(db: Database, data_folder: Path, site: Blog) -> None:
    drafts.create_draft(db, data_folder, ODD, "---\n---\nmine\n", now=NOW)

    with pytest.raises(PostNotOpenedError, match="is there already"):
        archive.open_post(db, data_folder, site, f"_posts/{ODD}", NOW)

    assert (data_folder / ODD).read_text() == "---\n---\nmine\n"


@pytest.mark.parametrize("path", ["_config.yml", "../drafts/x.md", "/etc/passwd", "_posts/none.md", ""])
def test_archive_opens_nothing_but_posts(db: Database, data_folder: Path, site: Blog, path: str) -> None:
    with pytest.raises(PostNotOpenedError, match="no post"):
        archive.open_post(db, data_folder, site, path, NOW)


def test_archive_does_not_open_a_post_that_is_no_text(db: Database, data_folder: Path, site: Blog) -> None:
    (site.posts_folder / "2025-11-21-x.md").write_bytes(b"\xff\xfe")

    with pytest.raises(PostNotOpenedError, match="not UTF-8"):
        archive.open_post(db, data_folder, site, "_posts/2025-11-21-x.md", NOW)
