"""A copy of the blog to build in. The blog itself is only read; what did not change is not copied again."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path, PurePosixPath

from webapp import blog
from webapp.blog import Blog
from webapp.errors import BuildError
from webapp.files import reason_of

# What Jekyll does not read, makes itself, or is not the blog's.
LEFT_OUT = frozenset({".git", ".hg", ".svn", ".bundle", "node_modules", "_site", ".sass-cache"})
MADE_BY_JEKYLL = frozenset({".jekyll-cache", ".jekyll-metadata"})
LEFT_OUT_INSIDE = frozenset({"vendor/bundle", "vendor/cache"})
# Beside the site, where it is a folder of a larger repository: what says which gems it is built with.
BESIDE = ("Gemfile", "Gemfile.lock", "gems.rb", "gems.locked", ".ruby-version", ".tool-versions")
# What a build that goes on from the last one does not notice by itself.
UNNOTICED_FILES = ("_config.", "Gemfile", "gems.")
UNNOTICED_FOLDERS = frozenset({"_data", "_plugins", "_sass"})


@dataclass(frozen=True, slots=True)
class Copy:
    """Where the copy lies. top: of the work tree. root: of the site."""

    top: Path
    root: Path

    @property
    def built(self) -> Path:
        """The folder that Jekyll writes to."""
        return self.top.parent / "built"


def bring_up_to_date(
    site: Blog, folder: Path, path: str, content: bytes, *, spared: Path, is_stopped: Callable[[], bool]
) -> Copy:
    """Copy what changed in the blog since the last time, and put a draft and kept pictures in their places in the copy.

    folder: of the copy. path, content: of the draft's post. spared: a folder that is not copied if it lies in the blog.
    A link to a file becomes a file, so that nothing is ever written through it. Raises BuildError.
    """
    copy = Copy(folder / "blog", folder / "blog" / site.root.relative_to(site.work_tree))
    try:
        found = dict(takewhile(lambda _: not is_stopped(), _files_of(site, spared)))
        if is_stopped():
            return copy
        wanted = blog.kept_files(site) | found
        wanted.pop(path, None)
        gone = [name for name in _copied(copy) if name not in wanted and name != path]
        for name in gone:
            (copy.top / name).unlink()
        changed = [name for name, source in wanted.items() if _is_changed(source, copy.top / name)]
        for name in changed:
            if is_stopped():
                break
            _copy(wanted[name], copy.top / name)
        _write_draft(copy.top / path, content)
    except OSError as error:
        raise BuildError(
            f"The blog could not be copied to {folder}: {reason_of(error)}. The blog itself is as it was."
        ) from error
    if any(_is_unnoticed(name) for name in (*changed, *gone)):
        forget_last_build(copy)
    return copy


def forget_last_build(copy: Copy) -> None:
    """Let the next build begin from nothing."""
    with suppress(OSError):
        (copy.root / ".jekyll-metadata").unlink(missing_ok=True)
    for folder in (copy.root / ".jekyll-cache", copy.built):
        shutil.rmtree(folder, ignore_errors=True)


def _files_of(site: Blog, spared: Path) -> Iterator[tuple[str, Path]]:
    """Every file that a build may need, by its path from the top of the work tree."""
    for folder in (site.root, *site.root.parents):
        if folder != site.root:
            beside = [folder / name for name in BESIDE] + sorted(folder.glob("*.gemspec"))
            yield from ((each.relative_to(site.work_tree).as_posix(), each) for each in beside if each.is_file())
        if folder == site.work_tree:
            break
    prefix = PurePosixPath(site.root.relative_to(site.work_tree).as_posix())
    for name, path in _walk(site.root, PurePosixPath(), spared.resolve(), frozenset()):
        yield (prefix / name).as_posix(), path


def _walk(folder: Path, inside: PurePosixPath, spared: Path, above: frozenset[Path]) -> Iterator[tuple[str, Path]]:
    """above: the folders that are being walked, lest a link leads round and round."""
    here = folder.resolve()
    if here in above or here == spared:
        return
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        name = inside / entry.name
        if entry.name in LEFT_OUT | MADE_BY_JEKYLL or name.as_posix() in LEFT_OUT_INSIDE:
            continue
        if entry.is_dir():
            yield from _walk(Path(entry.path), name, spared, above | {here})
        elif entry.is_file():
            yield name.as_posix(), Path(entry.path)


def _is_changed(source: Path, target: Path) -> bool:
    """Has a file another time or size than its copy?"""
    try:
        old = target.stat()
    except OSError:
        return True
    new = source.stat()
    return (old.st_mtime_ns, old.st_size) != (new.st_mtime_ns, new.st_size)


def _copy(source: Path, target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)  # it may be read-only, as the blog's was
    shutil.copyfile(source, target)
    status = source.stat()
    os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))


def _copied(copy: Copy) -> Iterator[str]:
    """The files in the copy that Jekyll and Bundler did not make."""
    for folder, folders, names in os.walk(copy.top):
        folders[:] = [name for name in folders if name not in MADE_BY_JEKYLL]
        for name in names:
            path = Path(folder, name)
            is_own_lock = name == "Gemfile.lock" and path.with_name("Gemfile").exists()
            if name not in MADE_BY_JEKYLL and not is_own_lock:
                yield path.relative_to(copy.top).as_posix()


def _write_draft(target: Path, content: bytes) -> None:
    if not target.is_file() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _is_unnoticed(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name.startswith(UNNOTICED_FILES) or not UNNOTICED_FOLDERS.isdisjoint(path.parts)
