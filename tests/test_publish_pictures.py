"""Pictures that a draft brings: committed with the post, and in the blog's folder never before."""

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from webapp import blog, drafts, publish
from webapp.blog import Blog
from webapp.cli import publishing
from webapp.database import Database, connect
from webapp.errors import PublicationRefusedError
from webapp.publish import Done, Publication, Step

pytestmark = pytest.mark.slow  # real repositories: left out of the inner loop

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
NAME = "2025-12-11-working-notes.md"
PATH = f"_posts/{NAME}"
PICTURE = "assets/images/111225_tide.png"
OTHER = "assets/images/111225_rock.png"
PNG = b"\x89PNG\r\n\x1a\n and so on"
TEXT = '---\ntitle: "Notes"\n---\n\nIntro.\n\n## One\n\n![A tide](/assets/images/111225_tide.png)\n'


def run_git(folder: Path, *arguments: str) -> str:
    outcome = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return outcome.stdout.decode("utf-8", "surrogateescape")


@dataclass
class Desk:
    """A draft that shows a kept picture, and the blog it is for."""

    db: Database
    folder: Path
    site: Blog

    @property
    def top(self) -> Path:
        return self.site.work_tree

    def keep(self, path: str = PICTURE, content: bytes = PNG) -> Path:
        assert self.site.pictures
        kept = self.site.pictures / path
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(content)
        return kept

    def put(self, content: bytes, path: str = PICTURE) -> Path:
        """Put a file into the blog's folder, as the author does by hand."""
        target = self.top / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        return target

    def commit(self, *paths: str) -> None:
        run_git(self.top, "add", "--", *paths)
        run_git(self.top, "commit", "--quiet", "--message=by hand", "--", *paths)

    def plan(self) -> Publication:
        draft = drafts.read_draft(self.db, self.folder, NAME)
        return publish.read_publication(self.db, self.site, draft, (), NOW)

    def publish(self, step: Step = Step.COMMIT, token: str | None = None) -> Done:
        draft = drafts.read_draft(self.db, self.folder, NAME)
        return publish.publish_draft(self.db, self.site, draft, (), NOW, step=step, token=token)

    def paths_in_head(self) -> set[str]:
        return set(run_git(self.top, "show", "--name-only", "--format=", "HEAD").split("\n")) - {""}


@pytest.fixture
def desk(data_folder: Path, sample_blog: Path) -> Desk:
    db = connect(data_folder / "working-notes.db")
    made = Desk(db, data_folder, blog.find_blog(sample_blog, pictures=data_folder / "pictures"))
    drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)
    made.keep()
    return made


def test_picture_is_shown_before_and_committed_with_its_post_alone(desk: Desk) -> None:
    (desk.top / "index.html").write_text("staged\n")
    run_git(desk.top, "add", "--", "index.html")
    (desk.top / "README.md").write_text("changed\n")
    desk.keep(OTHER)
    staged = run_git(desk.top, "diff", "--cached")

    planned = desk.plan()
    assert [picture.path for picture in planned.pictures] == [PICTURE]
    assert f"new picture  {PICTURE}, 1 kB" in planned.diff_text
    assert not (desk.top / PICTURE).exists()
    done = desk.publish(token=planned.token)

    assert done.problem is None
    assert desk.paths_in_head() == {PATH, PICTURE}
    assert (desk.top / PICTURE).read_bytes() == PNG
    assert run_git(desk.top, "diff", "--cached") == staged
    assert run_git(desk.top, "diff", "--name-only").split() == ["README.md"]
    assert desk.plan().is_committed
    assert not (desk.folder / "pictures" / PICTURE).exists()
    assert (desk.folder / "pictures" / OTHER).exists()


def test_command_line_says_which_pictures_come_along(desk: Desk) -> None:
    planned = desk.plan()

    assert f"Picture  {PICTURE}  (1 kB)" in list(publishing.plan_lines(planned))
    assert publishing.plan_report(planned)["pictures"] == [PICTURE]


def test_written_picture_is_committed_later(desk: Desk) -> None:
    desk.publish(Step.WRITE)
    written = desk.plan()

    assert (written.is_written, written.is_committed) == (True, False)
    assert written.standing == "Written into the blog's folder, not committed yet."
    assert "clean otherwise" in written.repository
    desk.publish()
    assert desk.paths_in_head() == {PATH, PICTURE}


def test_published_post_takes_a_picture_along_that_was_added_later(desk: Desk) -> None:
    desk.publish()
    draft = drafts.read_draft(desk.db, desk.folder, NAME)
    kept = desk.keep(OTHER)
    drafts.write_draft(desk.db, draft, TEXT + f"\n![A rock](/{OTHER})\n", action="save", now=NOW)

    desk.publish()

    assert desk.paths_in_head() == {PATH, OTHER}
    assert not kept.exists()


def test_picture_alone_is_committed_where_the_blog_has_the_text_already(desk: Desk) -> None:
    desk.put(TEXT.encode(), PATH)
    desk.commit(PATH)
    draft = drafts.read_draft(desk.db, desk.folder, NAME)
    drafts.remember_publication(desk.db, draft.id, PATH, draft.revision)

    assert desk.plan().can_commit
    desk.publish()

    assert desk.paths_in_head() == {PICTURE}


@pytest.mark.parametrize("is_committed", [False, True])
def test_another_picture_in_its_place_is_never_written_over(desk: Desk, is_committed: bool) -> None:
    target = desk.put(b"another")
    if is_committed:
        desk.commit(PICTURE)
        target.unlink()

    planned = desk.plan()
    with pytest.raises(PublicationRefusedError, match="has another picture"):
        desk.publish()

    assert not planned.can_write
    assert (desk.top / PICTURE).exists() is not is_committed
    assert not (desk.top / PATH).exists()


def test_same_picture_in_its_place_is_taken_as_it_is(desk: Desk) -> None:
    desk.put(PNG)

    assert desk.publish().problem is None

    assert desk.paths_in_head() == {PATH, PICTURE}


def test_picture_that_the_blog_has_already_is_no_part_of_the_commit(desk: Desk) -> None:
    desk.put(PNG)
    desk.commit(PICTURE)

    assert desk.plan().pictures == ()
    desk.publish()

    assert desk.paths_in_head() == {PATH}


def test_picture_that_comes_there_after_the_page_was_shown_is_not_written_over(desk: Desk) -> None:
    token = desk.plan().token
    desk.put(b"another")

    with pytest.raises(PublicationRefusedError, match="changed since"):
        desk.publish(token=token)

    assert (desk.top / PICTURE).read_bytes() == b"another"


@pytest.mark.parametrize("first", [True, False], ids=["picture", "post"])
def test_all_is_written_or_nothing(desk: Desk, first: bool) -> None:
    planned = desk.plan()
    other = PICTURE if first else PATH
    desk.put(b"another", other)

    with pytest.raises(PublicationRefusedError, match="changed since"):
        publish.apply_publication(desk.db, desk.site, planned, step=Step.WRITE)

    assert [path for path in (PICTURE, PATH) if (desk.top / path).exists()] == [other]
    assert (desk.top / other).read_bytes() == b"another"
    assert (desk.folder / "pictures" / PICTURE).exists()


def test_refused_commit_leaves_pictures_written_and_nothing_staged(desk: Desk) -> None:
    hook = desk.top / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)

    done = desk.publish()

    assert done.problem
    assert "The post and its pictures stay written in the blog's folder" in done.problem
    assert run_git(desk.top, "diff", "--cached", "--name-only") == ""
    assert (desk.folder / "pictures" / PICTURE).exists()
    hook.unlink()
    assert desk.publish().problem is None
    assert desk.paths_in_head() == {PATH, PICTURE}


def test_picture_that_a_hook_makes_smaller_is_said_and_the_blogs_from_then_on(desk: Desk) -> None:
    hook = desk.top / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nprintf small > {PICTURE}\ngit add {PICTURE}\n")
    hook.chmod(0o755)

    done = desk.publish()

    assert f"A hook of the repository changed {PICTURE}; the commit has its version" in " ".join(done.sentences)
    assert desk.plan().refusals_of(Step.WRITE) == ()


def test_ignored_picture_can_be_written_but_not_committed(desk: Desk) -> None:
    (desk.top / ".gitignore").write_text("*.png\n")

    with pytest.raises(PublicationRefusedError, match=rf"\.gitignore leaves {PICTURE} out"):
        desk.publish()
    assert not (desk.top / PICTURE).exists()

    assert desk.publish(Step.WRITE).sentences == (f"{PATH} is written, with {PICTURE}.",)


def test_picture_is_not_written_through_a_symbolic_link(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (desk.top / "assets" / "images").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    with pytest.raises(PublicationRefusedError, match="assets/images is a symbolic link"):
        desk.publish(Step.WRITE)

    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    ("written", "is_taken_along"),
    [
        ("![x]({{ site.baseurl }}/assets/images/111225_tide.png)", True),
        ("{{ '/assets/images/111225_tide.png' | relative_url }}", True),
        ("<img src='../assets/images/111225_tide.png'>", True),
        ("[the large one](https://sample.example/assets/images/111225_tide.png)", True),
        ("![x](/assets/images/111225_tide.png?v=2)", True),
        ("![x](/assets/images/111225_tide.png-old)", False),
        ("![x](/assets/images/other.png)", False),
        ("![x](https://elsewhere.example/assets/images/111225_tide.png)", False),
        ("![x](//elsewhere.example/assets/images/111225_tide.png)", False),
        ('image: "/assets/images/111225_tide.png"', True),
    ],
)
def test_post_takes_along_the_pictures_that_it_names(desk: Desk, written: str, is_taken_along: bool) -> None:
    assert bool(blog.kept_files_in(desk.site, written)) is is_taken_along
