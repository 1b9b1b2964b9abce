"""The copy of the blog that is built in: what is in it, what is copied again, and that it is a copy indeed."""

from dataclasses import replace
from pathlib import Path

import pytest

from webapp import blog
from webapp.blog import Blog
from webapp.building.copying import Copy, bring_up_to_date
from webapp.errors import BuildError

POST = "_posts/2025-12-18-draft.md"
GONE_ON = (".jekyll-metadata", ".jekyll-cache/a", "../../built/index.html")


@pytest.fixture
def site(tmp_path: Path) -> Blog:
    """A blog in a folder of a repository that has its Gemfile at the top."""
    for name, text in {
        "Gemfile": 'gem "jekyll"',
        "Gemfile.lock": "locked",
        "other/big.bin": "not the blog's",
        "docs/_config.yml": "title: T",
        "docs/_posts/2025-12-04-a.md": "a",
        "docs/_layouts/post.html": "layout",
        "docs/_site/index.html": "built",
        "docs/.jekyll-cache/x": "cache",
        "docs/node_modules/m/m.js": "module",
        "docs/vendor/bundle/gem.rb": "gem",
        "docs/vendor/own.css": "own",
        "docs/.htaccess": "hidden",
    }.items():
        path = tmp_path / "repository" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    found = blog.find_site(tmp_path / "repository" / "docs")
    return Blog(found.root, tmp_path / "repository", found.posts_folder, found.config)


def copy(site: Blog, tmp_path: Path, content: bytes = b"draft", path: str = f"docs/{POST}") -> Copy:
    return bring_up_to_date(
        site, tmp_path / "copies", path, content, spared=tmp_path / "data", is_stopped=lambda: False
    )


def files_in(copied: Copy) -> dict[str, str]:
    return {
        path.relative_to(copied.top).as_posix(): path.read_text() for path in copied.top.rglob("*") if path.is_file()
    }


def test_copy_has_the_pictures_that_wait_for_the_blog(site: Blog, tmp_path: Path) -> None:
    kept = tmp_path / "data" / "pictures" / "images" / "kept.png"
    kept.parent.mkdir(parents=True)
    kept.write_text("kept")
    waiting = replace(site, pictures=tmp_path / "data" / "pictures")

    first = files_in(copy(waiting, tmp_path))
    kept.unlink()
    second = files_in(copy(waiting, tmp_path))

    assert first["docs/images/kept.png"] == "kept"
    assert first.keys() - second.keys() == {"docs/images/kept.png"}


def leave_a_build(copied: Copy) -> None:
    """Write what a build leaves behind."""
    for name in GONE_ON:
        path = copied.root / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("of the last build")


def is_remembered(copied: Copy) -> bool:
    return all((copied.root / name).exists() for name in GONE_ON)


def test_copy_has_what_a_build_needs_and_the_draft_in_its_place(site: Blog, tmp_path: Path) -> None:
    copied = copy(site, tmp_path)

    assert copied.root == copied.top / "docs"
    assert files_in(copied) == {
        "Gemfile": 'gem "jekyll"',
        "Gemfile.lock": "locked",
        "docs/_config.yml": "title: T",
        "docs/_posts/2025-12-04-a.md": "a",
        f"docs/{POST}": "draft",
        "docs/_layouts/post.html": "layout",
        "docs/vendor/own.css": "own",
        "docs/.htaccess": "hidden",
    }


def written(path: Path) -> tuple[int, int, int, int]:
    """Which file it is and when it was written, whoever reads it meanwhile."""
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def test_copy_takes_over_what_changed_came_and_went(site: Blog, tmp_path: Path) -> None:
    copied = copy(site, tmp_path)
    leave_a_build(copied)
    untouched = written(copied.root / "vendor" / "own.css")
    (site.root / "_layouts" / "post.html").write_text("changed")
    (site.root / "_posts" / "2025-12-04-a.md").unlink()
    (site.root / "new.md").write_text("new")

    again = copy(site, tmp_path, b"other draft", "docs/_posts/2025-12-04-a.md")

    found = files_in(again)
    assert found["docs/_layouts/post.html"] == "changed"
    assert found["docs/new.md"] == "new"
    assert found["docs/_posts/2025-12-04-a.md"] == "other draft"
    assert f"docs/{POST}" not in found
    assert written(copied.root / "vendor" / "own.css") == untouched
    assert is_remembered(again)


@pytest.mark.parametrize("name", ["_config.yml", "_data/people.yml", "_sass/base.scss", "_plugins/a.rb", "../Gemfile"])
def test_copy_begins_anew_where_jekyll_would_not_notice(site: Blog, tmp_path: Path, name: str) -> None:
    leave_a_build(copy(site, tmp_path))
    (site.root / name).parent.mkdir(exist_ok=True)
    (site.root / name).write_text("something else")

    copied = copy(site, tmp_path)

    assert not any((copied.root / left).exists() for left in GONE_ON)


def test_copy_turns_links_into_files_and_follows_no_ring(site: Blog, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.md").write_text("elsewhere")
    (site.root / "linked.md").symlink_to(tmp_path / "elsewhere.md")
    (site.root / "ring").symlink_to(site.root, target_is_directory=True)
    (site.root / "broken.md").symlink_to(tmp_path / "nowhere")

    copied = copy(site, tmp_path)
    (copied.root / "linked.md").write_text("written by a plugin")

    assert (tmp_path / "elsewhere.md").read_text() == "elsewhere"
    assert not any(path.is_symlink() for path in copied.top.rglob("*"))
    assert not (copied.root / "ring").exists()
    assert (copied.root / "_config.yml").stat().st_ino != (site.root / "_config.yml").stat().st_ino


def test_copy_that_is_stopped_while_it_looks_round_takes_nothing_away(site: Blog, tmp_path: Path) -> None:
    before = files_in(copy(site, tmp_path))
    (site.root / "round").symlink_to(tmp_path)  # more than the author meant, the copy itself too
    looks = iter([False, False])

    stopped = bring_up_to_date(
        site,
        tmp_path / "copies",
        f"docs/{POST}",
        b"changed",
        spared=tmp_path / "data",
        is_stopped=lambda: next(looks, True),
    )

    assert files_in(stopped) == before


def test_copy_leaves_out_the_folder_of_the_drafts(site: Blog, tmp_path: Path) -> None:
    (site.root / "drafts" / "built-blogs").mkdir(parents=True)
    (site.root / "drafts" / "built-blogs" / "x").write_text("a copy of a copy")

    spared = site.root / "drafts"
    copied = bring_up_to_date(
        site, spared / "built-blogs", f"docs/{POST}", b"", spared=spared, is_stopped=lambda: False
    )

    assert not (copied.root / "drafts").exists()


def test_copy_that_can_not_be_written_says_why(site: Blog, tmp_path: Path) -> None:
    (tmp_path / "copies").write_text("a file in the way")

    with pytest.raises(BuildError, match=r"could not be copied to .*copies: .*The blog itself is as it was"):
        copy(site, tmp_path)
