"""A file or a draft is checked by the rules of the blog that it belongs to."""

import shutil
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from webapp import blog, capture, database, drafts, links
from webapp.check import check_draft, check_file
from webapp.errors import DraftUnreadableError
from webapp.links import State
from webapp.settings import Settings

NOW = datetime(2025, 12, 11, 9, tzinfo=UTC)
CONFIG = 'permalink: /:year-:month-:day/:title\nexcerpt_separator: "<!--more-->"\ntimezone: Europe/London\n'
POST = '---\nlayout: post\ntitle: "Working Notes - 04/12/25"\n---\n\nText.\n<!--more-->\n## A\nMore.\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A blog with one post, in a work tree."""
    folder = tmp_path / "blog"
    (folder / "_posts").mkdir(parents=True)
    (folder / "_config.yml").write_text(CONFIG)
    (folder / "_posts" / "2025-12-04-notes.md").write_text(POST)
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return folder


def names(path: Path, site: blog.Blog | None = None) -> list[str]:
    return [found.check for found in check_file(path, site, NOW)]


def test_check_of_a_good_post_finds_nothing(root: Path) -> None:
    assert names(root / "_posts" / "2025-12-04-notes.md") == []


def test_check_takes_the_rules_of_the_blog_around_the_file(root: Path) -> None:
    path = root / "_posts" / "2025-12-11-notes.md"
    path.write_text('---\ntitle: "Working Notes - 11/12/25"\n---\nText.\n')

    assert names(path) == ["front matter complete", "fold"]


def test_check_outside_of_a_blog_asks_for_no_fold(tmp_path: Path) -> None:
    path = tmp_path / "2025-12-04-notes.md"
    path.write_text('---\ntitle: "Working Notes - 11/12/25"\n---\nText.\n')

    assert names(path) == []


def test_check_takes_the_blog_given(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "2025-12-03-notes.md"
    path.write_text('---\nlayout: post\ntitle: "Working Notes - 11/12/25"\n---\nText.\n')

    assert names(path, blog.find_blog(root)) == ["fold"]


def test_check_says_where_the_fold_usually_stands(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "2025-12-03-notes.md"
    path.write_text(POST.replace("<!--more-->", ""))

    findings = check_file(path, blog.find_blog(root), NOW)

    assert findings[0].advice == (
        "Put <!--more--> below the last section that it should show, "
        "usually under the intro, as in your last post with a fold."
    )


def test_check_names_the_post_that_has_the_address(root: Path) -> None:
    path = root / "_posts" / "2025-12-04-notes.markdown"
    path.write_text(POST)

    findings = check_file(path, None, NOW)

    assert [found.check for found in findings] == ["address"]
    assert findings[0].message.startswith("_posts/2025-12-04-notes.md ")


def test_check_names_the_post_that_has_the_file_name(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "2025-12-04-notes.md"
    path.write_text(POST.replace("Text.", "Another text."))

    findings = check_file(path, blog.find_blog(root), NOW)

    assert [(found.check, found.level) for found in findings] == [("address", "error")]
    assert "_posts/2025-12-04-notes.md" in findings[0].message


def test_check_takes_an_equal_file_for_the_post_itself(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "2025-12-04-notes.md"
    path.write_text(POST)

    assert names(path, blog.find_blog(root)) == []


def test_check_of_a_draft_knows_whether_it_was_published(root: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "drafts", root)
    settings.drafts_folder.mkdir()
    text = POST.replace("Text.", "Another text.")
    with closing(database.connect(settings.database_path)) as opened:
        draft = drafts.create_draft(opened, settings.drafts_folder, "2025-12-04-notes.md", text, now=NOW)
        new = check_draft(opened, settings, draft, NOW)
        published = replace(draft, blog_path="_posts/2025-12-04-notes.md")

        assert [found.check for found in new] == ["address"]
        assert check_draft(opened, settings, published, NOW) == []


def test_check_of_a_draft_names_links_that_were_meant_for_a_section(root: Path, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "drafts", root)
    settings.drafts_folder.mkdir()
    with closing(database.connect(settings.database_path)) as opened:
        draft = drafts.create_draft(opened, settings.drafts_folder, "2025-12-11-notes.md", POST, now=NOW)
        for name, section in (("in-the-post", 1), ("meant", 1), ("of-no-section", None)):
            section_id = draft.sections[section] if section else None
            capture.save_link(
                opened, f"https://a.example/{name}", draft_id=draft.id, section_id=section_id, title=name, now=NOW
            )
        later = capture.save_link(opened, "https://a.example/later", draft_id=draft.id, now=NOW).link
        links.set_state(opened, later.id, State.LATER, NOW.date() + timedelta(days=7), NOW)
        text = POST + "\nSee [a page](https://a.example/in-the-post).\n"
        draft = drafts.write_draft(opened, draft, text, action="typing", now=NOW)

        found = check_draft(opened, settings, draft, NOW)

    assert [finding.check for finding in found] == ["link not cited", "link not cited"]
    assert "“of-no-section” for this post" in found[0].message
    assert "“meant” for the section “A”" in found[1].message


def test_check_needs_no_repository(root: Path) -> None:
    shutil.rmtree(root / ".git")

    assert names(root / "_posts" / "2025-12-04-notes.md") == []


def test_check_says_when_a_post_of_a_day_to_come_will_show(root: Path) -> None:
    path = root / "_posts" / "2025-12-18-notes.md"
    path.write_text(POST)

    messages = [found.message for found in check_file(path, None, NOW)]

    assert messages == ["The blog leaves this post out until it is built again on or after Thursday 18 December."]


@pytest.mark.parametrize("content", [b"---\ntitle: caf\xe9\n---\n", None])
def test_check_of_an_unreadable_file_says_so(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "2025-12-04-notes.md"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(DraftUnreadableError):
        check_file(path, None, NOW)


@pytest.mark.parametrize("tag", ["include", "include_relative", "link", "post_url"])
@pytest.mark.parametrize("name", ["a" * 300, "a\0b", "/", "a/../.."])
def test_check_finds_a_named_file_that_no_disk_can_have(tmp_path: Path, tag: str, name: str) -> None:
    (tmp_path / "_posts").mkdir()
    path = tmp_path / "_posts" / "2025-12-04-notes.md"
    path.write_text(f'---\ntitle: "b"\n---\nText: {{% {tag} {name} %}}\n')

    assert "named file" in [finding.check for finding in check_file(path, None, NOW)]


@pytest.mark.jekyll
@pytest.mark.skipif(shutil.which("jekyll") is None, reason="Debian's jekyll is not installed")
@pytest.mark.parametrize(
    ("body", "stops"),
    [
        ("{% post_url 2020-01-01-nope %}", True),
        ("{% post_url 2025-11-27-notes %}", False),
        ("{% link _posts/nope.md %}", True),
        ("{% link assets/map.txt %}", False),
        ("{% include nope.html %}", True),
        ("{% include_relative nope.md %}", True),
        ("{% include_relative nope/nope.md %}", True),
        ("{% include_relative parts/one.md %}", False),
        ("{{ 1 | divided_by: 0 }}", True),
        ("{{ 4 | divided_by: 2 }}", False),
    ],
)
def test_check_finds_what_stops_a_build(tmp_path: Path, body: str, stops: bool) -> None:
    for folder in ("_posts", "assets", "_includes"):
        (tmp_path / folder).mkdir()
    (tmp_path / "_config.yml").write_text("timezone: UTC\n")
    (tmp_path / "assets" / "map.txt").write_text("A map.\n")
    (tmp_path / "_posts" / "parts").mkdir()
    (tmp_path / "_posts" / "parts" / "one.md").write_text("One.\n")
    (tmp_path / "_posts" / "2025-11-27-notes.md").write_text('---\ntitle: "a"\n---\nText.\n')
    path = tmp_path / "_posts" / "2025-12-04-notes.md"
    path.write_text(f'---\ntitle: "b"\n---\nText: {body}\n')

    built = subprocess.run(["jekyll", "build", "--quiet"], cwd=tmp_path, check=False, capture_output=True)

    assert (built.returncode != 0) == stops
    assert bool(check_file(path, None, NOW)) == stops
