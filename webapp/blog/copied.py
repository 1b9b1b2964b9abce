"""Which files of the blog Jekyll copies to its site.

By the rules of `entries`, which also say where Jekyll looks for posts.
"""

from pathlib import Path, PurePosixPath

from webapp.blog.folder import Blog, path_of, real_path

_GIT = ".git"


def find_source(site: Blog, path: str) -> Path | None:
    """The file that a path on the site is copied from; None for one outside the blog. Raises BlogError."""
    relative = (site.source_folder / path.lstrip("/")).relative_to(site.work_tree)
    found = path_of(site, relative.as_posix())
    top, real = real_path(site.work_tree), real_path(found)
    is_inside = real.is_relative_to(top) and _GIT not in real.relative_to(top).parts
    return found if is_inside else None


def is_copied(site: Blog, path: str) -> bool:
    """Tell whether Jekyll looks at a path of the site's sources at all: none of the folders above it is left out."""
    pure = PurePosixPath(path.strip("/"))
    above = any(is_left_out(site, folder, True) for folder in pure.parents[:-1])
    return not above and not is_left_out(site, pure, False)


def is_left_out(site: Blog, place: PurePosixPath, is_folder: bool) -> bool:
    """Tell whether Jekyll passes over a file or a folder of the site's sources, wherever it lies."""
    if is_folder and place.as_posix() == site.built_path:
        return True
    folder = place.parent.as_posix()
    return site.config.entries.leaves_out("" if folder == "." else folder, place.name, is_folder=is_folder)
