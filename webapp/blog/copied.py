"""Which files of the blog Jekyll copies to its site.

Source: Jekyll 4.3, `entry_filter.rb` and the defaults of `configuration.rb`.
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from webapp.blog.folder import Blog, path_of

_SPECIAL = (".", "_", "#", "~")  # how names begin that Jekyll leaves out
_LEFT_OUT = ("node_modules", "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/")
_GIT = ".git"


def find_source(site: Blog, path: str) -> Path | None:
    """The file that a path on the site is copied from; None for one outside the blog. Raises BlogError."""
    relative = (site.source_folder / path.lstrip("/")).relative_to(site.work_tree)
    found = path_of(site, relative.as_posix())
    top, real = site.work_tree.resolve(), found.resolve()
    is_inside = real.is_relative_to(top) and _GIT not in real.relative_to(top).parts
    return found if is_inside else None


def is_copied(site: Blog, path: str) -> bool:
    """Tell whether Jekyll looks at a path of the site's sources at all: none of the folders above it is left out."""
    pure = PurePosixPath(path.strip("/"))
    return not any(_is_left_out(site, place.as_posix()) for place in (pure, *pure.parents[:-1]))


def _is_left_out(site: Blog, place: str) -> bool:
    name = place.rpartition("/")[2]
    included = _texts(site, "include")
    if _matches(included, place) or _matches(included, name):
        return False
    destination = str(site.config.values.get("destination") or "_site").strip("./")
    excluded = (*_LEFT_OUT, destination, *_texts(site, "exclude"))
    return name.startswith(_SPECIAL) or name.endswith("~") or _matches(excluded, place)


def _matches(patterns: Iterable[str], place: str) -> bool:
    """Tell whether Jekyll finds a path in a list of its configuration: as a pattern, or as how it begins."""
    wanted = [pattern.removeprefix("/") for pattern in patterns if pattern.strip("/")]
    return any(fnmatchcase(place, each) or f"{place}/".startswith(each) for each in wanted)


def _texts(site: Blog, key: str) -> tuple[str, ...]:
    value = site.config.values.get(key)
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
