"""The sample blog is a real one."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from webapp import blog, sample
from webapp.errors import BlogError

TODAY = date(2025, 12, 11)


def run_git(folder: Path, *arguments: str) -> str:
    outcome = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return outcome.stdout.decode()


def test_sample_blog_is_a_clean_work_tree_with_a_commit_a_post(tmp_path: Path) -> None:
    folder = sample.make_sample_blog(tmp_path / "blog", TODAY)

    assert run_git(folder, "status", "--porcelain") == ""
    assert run_git(folder, "log", "--format=%s").splitlines()[0] == "Working Notes - 04/12/25"
    assert len(run_git(folder, "log", "--format=%s").splitlines()) == 6


def test_sample_blog_has_the_five_thursdays_before_today(tmp_path: Path) -> None:
    folder = sample.make_sample_blog(tmp_path / "blog", TODAY)

    days = [post.name[:10] for post in blog.post_files(blog.find_blog(folder))]

    assert days == ["2025-11-06", "2025-11-13", "2025-11-20", "2025-11-27", "2025-12-04"]


@pytest.mark.parametrize(("today", "last"), [((2025, 12, 12), (2025, 12, 11)), ((2025, 12, 10), (2025, 12, 4))])
def test_sample_days_end_before_today(today: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert sample.thursdays_before(date(*today))[-1] == date(*last)


def test_sample_blog_can_be_committed_to_by_an_author_without_identity(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    folder = sample.make_sample_blog(tmp_path / "blog", TODAY)

    assert run_git(folder, "config", "--local", "user.email").strip() == sample.EMAIL
    assert not (tmp_path / ".gitconfig").exists()


def test_sample_blog_is_used_again_when_it_is_there(tmp_path: Path) -> None:
    folder = sample.make_sample_blog(tmp_path / "blog", TODAY)
    (folder / "_posts" / "2025-12-11-own.md").write_text("---\n---\n")

    sample.make_sample_blog(tmp_path / "blog", TODAY)

    assert (folder / "_posts" / "2025-12-11-own.md").exists()


def test_sample_blog_is_not_made_over_other_files(tmp_path: Path) -> None:
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog" / "letter.txt").write_text("x")

    with pytest.raises(BlogError, match="not empty"):
        sample.make_sample_blog(tmp_path / "blog", TODAY)


@pytest.mark.jekyll
def test_sample_blog_builds_and_its_home_page_ends_at_the_folds(tmp_path: Path) -> None:
    folder = sample.make_sample_blog(tmp_path / "blog", TODAY)

    subprocess.run(["jekyll", "build", "--quiet"], cwd=folder, check=True, capture_output=True)

    home = (folder / "_site/index.html").read_text()
    assert "make, honestly" in home
    assert "Random stuff" not in home
    assert "Random stuff" in (folder / "_site/2025-12-04/working-notes.html").read_text()
    assert run_git(folder, "status", "--porcelain") == ""
