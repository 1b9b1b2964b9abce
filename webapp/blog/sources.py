"""Files of the blog's sources that Jekyll reads: layouts, includes, pages."""

from pathlib import Path

from webapp.blog.folder import Blog, path_of, real_path
from webapp.errors import BlogError


def read_source(blog: Blog, name: str) -> str | None:
    """Read a file of the blog's sources; None where it is not there, or leads out of the blog."""
    try:
        folder = blog.source_folder.relative_to(blog.work_tree)
        found = path_of(blog, (folder / name).as_posix())
        if not real_path(found).is_relative_to(real_path(blog.work_tree)):
            return None
        return found.read_text(encoding="utf-8", errors="replace")
    except (BlogError, OSError):
        return None


def has_file(path: Path) -> bool:
    """Is there such a file? None is where this user may not look, and none of a name that no file can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def from_sources(blog: Blog, path: str) -> str:
    """A path from the site's sources, of one from the top of the work tree."""
    return (blog.work_tree / path).as_posix().removeprefix(f"{blog.source_folder.as_posix()}/")
