"""Finding the blog of a folder or of a file, or saying why there is none that can be used."""

from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

from webapp import git
from webapp.blog.folder import Blog
from webapp.blog.site_config import CONFIG_NAMES, read_config
from webapp.conventions import NO_CHOICES, Choices
from webapp.errors import BlogError, GitError


def find_blog(folder: Path, choices: Choices = NO_CHOICES, pictures: Path | None = None) -> Blog:
    """Find the blog in a folder. Raises BlogError with the reason if it is none that can be used.

    choices: what the author set by hand for its conventions. pictures: the folder of those that drafts have and the
    blog has not yet.
    """
    root = _check_folder(folder)
    try:
        top = _work_tree(root, _mark_of_repository(root))
    except GitError as error:
        raise BlogError(str(error)) from error
    return replace(_read_blog(root, top, choices), pictures=pictures)


@lru_cache(maxsize=16)
def _work_tree(root: Path, _mark: tuple[Path, int, int, int] | None) -> Path:
    """Ask git once for as long as the repository's `.git` stays as it is. Raises GitError, which is not kept."""
    return git.work_tree(root)


def _mark_of_repository(root: Path) -> tuple[Path, int, int, int] | None:
    """The nearest `.git` above with its inode, time and owner: git writes into it whatever it does."""
    for place in chain([root], root.parents):
        try:
            found = (place / ".git").stat()
        except OSError:
            continue
        return place, found.st_ino, found.st_mtime_ns, found.st_uid
    return None


def find_site(folder: Path) -> Blog:
    """Find a blog that is only looked at: it need not lie in a git work tree. Raises BlogError as `find_blog` does."""
    root = _check_folder(folder)
    return _read_blog(root, root)


def find_site_around(path: Path) -> Blog | None:
    """Find the blog that a file lies in, in the nearest folder above with a `_config.yml`, else with a `_posts`.

    None if it lies in none. Raises BlogError if that blog's configuration can't be read.
    """
    folders = path.absolute().parents
    configured = next((folder for folder in folders if _has_config(folder)), None)
    folder = configured or next((folder for folder in folders if (folder / "_posts").is_dir()), None)
    return find_site(folder) if folder else None


def _has_config(folder: Path) -> bool:
    return any((folder / name).is_file() for name in CONFIG_NAMES)


def _read_blog(root: Path, work_tree: Path, choices: Choices = NO_CHOICES) -> Blog:
    if not (root / "_posts").is_dir() and not _has_config(root):
        raise BlogError(
            f"{root} has neither a folder _posts nor a file _config.yml, so it is no Jekyll blog. "
            "Choose the folder that has them."
        )
    config = read_config(root)
    return Blog(root, work_tree, root / config.source / config.collections_dir / "_posts", config, choices)


def _check_folder(folder: Path) -> Path:
    expanded = folder.expanduser()
    if not expanded.exists():
        raise BlogError(f"The folder {folder} is not there. Check its spelling.")
    if not expanded.is_dir():
        raise BlogError(f"{folder} is a file. Choose the folder of your blog.")
    try:
        return expanded.resolve()
    except OSError as error:
        raise BlogError(f"The folder {folder} can't be opened: {error.strerror}.") from error
