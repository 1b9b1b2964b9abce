"""The files of the blog's posts: looked at often, and read again only where they changed."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from webapp.blog.entries import SPECIAL, EntryRules
from webapp.blog.folder import Blog
from webapp.blog.looking import KEPT, seen
from webapp.blog.post_folders import post_folders
from webapp.conventions import MARKDOWN_EXTENSIONS, PostFile

OF_EDITORS = (".", "#", "~")  # what copies begin with that editors keep while they are at work
Version = tuple[str, int, int]  # a file's path, its time in nanoseconds and its size in bytes


def post_files(blog: Blog) -> list[PostFile]:
    """Read every post of the blog, by name; what is not UTF-8 is left out, as Jekyll does."""
    return list(posts_of(blog))


def posts_of(blog: Blog) -> tuple[PostFile, ...]:
    """The same, equal for as long as no post changes, comes or goes."""
    return seen(("posts", blog.work_tree, blog.posts_folder), lambda: _read_posts(blog.work_tree, _look(blog).versions))


@dataclass(frozen=True, slots=True)
class _Looked:
    """What one look at the folders of posts has seen."""

    versions: tuple[Version, ...]  # of the files that Jekyll reads
    passed_over: tuple[str, ...]  # paths of the others


def _look(blog: Blog) -> _Looked:
    return seen(("versions", blog.posts_folder), lambda: _look_now(blog))


def post_paths(blog: Blog) -> frozenset[str]:
    """Name every file of a post, also what can't be read."""
    return frozenset(post_versions(blog))


def newest_posts(blog: Blog) -> list[PostFile]:
    """Read every post of the blog, the newest first, as their names have it."""
    return sorted(post_files(blog), key=lambda post: post.name, reverse=True)


def post_versions(blog: Blog) -> dict[str, tuple[int, int]]:
    """Look at every file of the blog's posts without reading it: its time in nanoseconds and its size, by its path."""
    above = len(str(blog.work_tree)) + 1
    return {path[above:].replace(os.sep, "/"): (time, size) for path, time, size in _look(blog).versions}


def passed_over(blog: Blog) -> frozenset[str]:
    """Name the Markdown files among the posts that Jekyll passes over, but for what editors keep while they work."""
    found = (Path(path) for path in _look(blog).passed_over)
    return frozenset(
        path.relative_to(blog.work_tree).as_posix() for path in found if not path.name.startswith(OF_EDITORS)
    )


def versions_of(blog: Blog, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The same of some files; those that are not there are left out."""
    found = {}
    for path in paths:
        with suppress(OSError):
            status = (blog.work_tree / path).stat()
            found[path] = (status.st_mtime_ns, status.st_size)
    return found


def read_post_file(blog: Blog, path: str) -> PostFile | None:
    """Read one file of the blog's posts; None where it is gone, or is not UTF-8. path: as `post_versions` has it."""
    try:
        text = (blog.work_tree / path).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return PostFile(name=path.rpartition("/")[2], text=text, path=path)


def _look_now(blog: Blog) -> _Looked:
    rules, others = blog.config.entries, list[str]()
    versions: list[Version] = []
    for folder in post_folders(blog):
        inside = folder.relative_to(blog.source_folder).as_posix()
        versions += _versions_in(str(folder), _Place(inside, rules, is_plain=rules.is_silent_on(inside)), others)
    return _Looked(tuple(versions), tuple(others))


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder of posts, or one within it."""

    top: str  # of the folder of posts, from the site's sources
    rules: EntryRules
    is_plain: bool  # is a file left out by nothing but its name?
    below: str = ""  # from there, with a slash behind it

    def enter(self, name: str) -> "_Place":
        is_plain = self.is_plain and (bool(self.below) or name[0] not in SPECIAL)
        return replace(self, is_plain=is_plain, below=f"{self.below}{name}/")

    def is_read(self, name: str) -> bool:
        """Does Jekyll read a file of this name here?"""
        return name[0] != "." and not self.rules.leaves_out(self.top, self.below + name, is_folder=False)


def _versions_in(folder: str, place: _Place, others: list[str]) -> Iterator[Version]:
    """List the files of posts in a folder and those below, each as the version that it is now.

    others: where the paths go of those that Jekyll passes over. What is named in another encoding than UTF-8 is left
    out.
    """
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    is_plain = place.is_plain
    for entry in entries:
        # No Path here, and no call: one for each of 5,000 posts takes longer than the disk.
        if not (entry.name.isascii() or _is_text(entry.name)):
            continue
        name, dot, extension = entry.name.rpartition(".")
        if entry.is_dir(follow_symlinks=False):
            if entry.name[0] != ".":
                yield from _versions_in(entry.path, place.enter(entry.name), others)
        elif name and dot + extension.lower() in MARKDOWN_EXTENSIONS:
            if not (is_plain and name[0] not in SPECIAL) and not place.is_read(entry.name):
                others.append(entry.path)
                continue
            try:
                status = entry.stat()
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode):
                yield entry.path, status.st_mtime_ns, status.st_size


def _is_text(name: str) -> bool:
    """Is a name UTF-8? One that is not has no address, and can't be written on a page. Source: PEP 383."""
    return not any("\udc80" <= sign <= "\udcff" for sign in name)


@lru_cache(maxsize=4)
def _read_posts(work_tree: Path, versions: tuple[Version, ...]) -> tuple[PostFile, ...]:
    """Read posts once for as long as none of them changes, comes or goes."""
    found = (_read_version(work_tree, *version) for version in versions)
    return tuple(sorted(filter(None, found), key=lambda post: (post.name, post.path)))


@lru_cache(maxsize=KEPT)
def _read_version(work_tree: Path, path: str, _mtime_ns: int, _size: int) -> PostFile | None:
    """Read a file once for as long as its time and size stay the same."""
    file = Path(path)
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return PostFile(name=file.name, text=text, path=file.relative_to(work_tree).as_posix())
