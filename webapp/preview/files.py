"""Which file of the blog an address on its site stands for: as it lies there, or as it was built."""

from pathlib import Path, PurePosixPath

from webapp import blog
from webapp.blog import Blog, find_source
from webapp.errors import BlogError

BUILT = "_site"


def find_built(site: Blog, path: str) -> Path | None:
    """The file that was built for a path, where the blog was built here; None if there is none. Raises BlogError."""
    place = path.strip("/")
    for name in (place, f"{place}.html", f"{place}/index.html"):
        found = _inside(site, site.root / BUILT / name)
        if found is not None and found.is_file():
            return found
    return None


def read_asset(site: Blog, path: str) -> tuple[bytes, Path] | None:
    """Read a file that pages load: the author's own unless Jekyll fills it in, else the built one. None without one."""
    for find in (find_source, find_built):
        try:
            found = find(site, path)
            content = found.read_bytes() if found else None
        except (BlogError, OSError, ValueError):
            continue
        if found and content is not None and not (find is find_source and _is_filled_in(path, content)):
            return content, found
    return None


def _is_filled_in(path: str, content: bytes) -> bool:
    return path.endswith((".css", ".scss", ".sass", ".svg")) and content.startswith(b"---")


def _inside(site: Blog, path: Path) -> Path | None:
    relative = path.relative_to(site.work_tree)
    found = blog.path_of(site, PurePosixPath(relative).as_posix())
    return found if blog.real_path(found).is_relative_to(blog.real_path(site.work_tree)) else None
