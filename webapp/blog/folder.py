"""The author's blog on this disk, and the files in it: read, never written."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from webapp.blog.site_config import SiteConfig
from webapp.conventions import NO_CHOICES, OWN_FOLDER, Choices
from webapp.errors import BlogError


@dataclass(frozen=True, slots=True)
class Blog:
    """A blog that can be used. Paths of its files are text with `/`, from the top of the work tree."""

    root: Path  # the site's folder, which holds `_config.yml`
    work_tree: Path  # the top of the git work tree: the same, or a folder above
    posts_folder: Path
    config: SiteConfig
    choices: Choices = NO_CHOICES  # what the author set by hand for its conventions
    pictures: Path | None = None  # the folder of those that drafts have and the blog has not yet

    @property
    def posts_path(self) -> str:
        """The path of the site's own folder of posts, beside which other folders may have some."""
        return self.posts_folder.relative_to(self.work_tree).as_posix()

    @property
    def source_folder(self) -> Path:
        """The folder that the site is built from."""
        return self.root / self.config.source

    @property
    def built_path(self) -> str:
        """The path of the folder that Jekyll writes to, from the site's sources; empty where it lies elsewhere."""
        built = Path(os.path.normpath(self.root / self.config.destination))
        inside = built.relative_to(self.source_folder).as_posix() if built.is_relative_to(self.source_folder) else ""
        return "" if inside == "." else inside

    def post_path(self, name: str, folder: str = "") -> str:
        """The path that a post of this name has. folder: of posts; the site's own without one, or for `_posts`."""
        return f"{self.posts_path if folder in ('', OWN_FOLDER) else folder}/{name}"


def now_in(blog: Blog, now: datetime) -> datetime:
    """Say the moment in the blog's time zone; in this machine's where the blog sets none."""
    return now.astimezone(blog.config.zone)


def path_of(blog: Blog, path: str) -> Path:
    """Find a path of the blog on the disk. Raises BlogError for one that leads out of the work tree."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or not pure.parts:
        raise BlogError(f"{path} is no path inside the blog.")
    return blog.work_tree.joinpath(*pure.parts)


def real_path(path: Path) -> Path:
    """Follow the symbolic links of a path; one that leads round and round stays as it is, and is no file."""
    return Path(os.path.realpath(path))


def read_file(blog: Blog, path: str) -> bytes | None:
    """Read a file of the blog, byte for byte; None if it is not there. Raises BlogError."""
    try:
        return path_of(blog, path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BlogError(f"{path} can't be read: {error.strerror}.") from error


def symbolic_link_in(blog: Blog, path: str) -> str | None:
    """Name the first part of a path that is a symbolic link, through which a file outside would be written."""
    place = blog.work_tree
    for part in PurePosixPath(path).parts:
        place = place / part
        if place.is_symlink():
            return place.relative_to(blog.work_tree).as_posix()
    return None
