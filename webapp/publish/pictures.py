"""The pictures that a post brings into the blog: those that it names and that wait in the data folder."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from webapp import blog, files, git
from webapp.blog import Blog
from webapp.errors import BlogError, FileChangedError, GitError, NotSavedError


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that the blog's last commit does not have as it is kept."""

    path: str  # that it will have, from the top of the work tree
    kept: Path
    content: bytes
    work_tree: bytes | None  # what the blog has there; None: nothing
    has_other_in_head: bool
    symbolic_link: str | None
    path_state: git.PathState

    @property
    def is_written(self) -> bool:
        return self.work_tree == self.content

    @property
    def is_taken(self) -> bool:
        """Is there another picture in its place?"""
        return self.has_other_in_head or (self.work_tree is not None and not self.is_written)

    @property
    def size_words(self) -> str:
        return f"{max(1, round(len(self.content) / 1000)):,} kB"


def read_pictures(site: Blog, text: str) -> tuple[PictureFile, ...]:
    """Look at the kept pictures that a draft names, and at what the blog has there. Raises GitError, BlogError."""
    found = []
    for path, kept in blog.kept_files_in(site, text).items():
        content = _read(kept)
        if git.is_in_commit(site.work_tree, "HEAD", path, content):
            continue
        found.append(
            PictureFile(
                path=path,
                kept=kept,
                content=content,
                work_tree=blog.read_file(site, path),
                has_other_in_head=bool(git.head_contents(site.work_tree, path)),
                symbolic_link=blog.symbolic_link_in(site, path),
                path_state=git.read_path_state(site.work_tree, path),
            )
        )
    return tuple(found)


@contextmanager
def write_pictures(site: Blog, pictures: Sequence[PictureFile]) -> Iterator[None]:
    """Put pictures into the blog's folder; where that or what follows fails, those put there are taken out again.

    Raises FileChangedError where there is one by now, NotSavedError.
    """
    with ExitStack() as put:
        for picture in pictures:
            if not picture.is_written:
                target = blog.path_of(site, picture.path)
                files.make_folder(target.parent)
                revision = files.atomic_write(target, picture.content, expected=None)
                put.callback(_take_out, target, revision)
        yield
        put.pop_all()


def _take_out(target: Path, revision: str) -> None:
    with suppress(FileChangedError, NotSavedError):  # what went wrong first is what is told
        files.remove(target, expected=revision)


def forget_committed(site: Blog, pictures: Sequence[PictureFile]) -> None:
    """Let go of the kept pictures that were just committed, also of one that a hook changed: they are the blog's now.

    One that the disk does not let go of stays, and changes nothing for as long as the blog has the same.
    """
    for picture in pictures:
        with suppress(FileChangedError, NotSavedError, GitError):
            if git.head_contents(site.work_tree, picture.path):
                files.remove(picture.kept, expected=files.revision_of(picture.content))


def _read(kept: Path) -> bytes:
    try:
        return kept.read_bytes()
    except OSError as error:
        raise BlogError(f"The picture {kept} can't be read: {files.reason_of(error)}.") from error
