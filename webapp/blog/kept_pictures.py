"""Pictures that were added to drafts and are not in the blog yet.

They lie in the data folder, each by its path on the site. A post takes along those that it names, so nothing has to be
remembered about whose they are.
"""

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from webapp.blog.folder import Blog
from webapp.blog.on_site import path_on_site

LONGEST_SITE = 300  # characters of an address before the path
_APART = re.compile(r"[\s\"'()<>\[\]]")


def find_kept(site: Blog, path: str) -> Path | None:
    """The kept file of a path on the site; None if there is none. Raises OSError, ValueError for what is no path."""
    pure = PurePosixPath(path.lstrip("/"))
    if site.pictures is None or ".." in pure.parts or "\\" in path or not pure.parts:
        return None
    found = site.pictures.joinpath(*pure.parts)
    return found if found.is_file() and found.resolve().is_relative_to(site.pictures.resolve()) else None


def kept_files(site: Blog) -> dict[str, Path]:
    """Every kept picture, by the path that it will have, from the top of the work tree."""
    folder = site.pictures
    if folder is None or not folder.is_dir():
        return {}
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path_in_work_tree(site, each.relative_to(folder).as_posix()): each for each in found}


def kept_files_in(site: Blog, text: str) -> dict[str, Path]:
    """Those that a post names, wherever it does: in Markdown, HTML, Liquid or its front matter."""
    kept = kept_files(site)
    readable = unquote(text) if kept else ""
    top = path_in_work_tree(site, "")
    return {path: file for path, file in kept.items() if _is_named(site, path.removeprefix(top), readable)}


def path_in_work_tree(site: Blog, path: str) -> str:
    """The path from the top of the work tree of one on the site."""
    folder = site.source_folder.relative_to(site.work_tree).as_posix()
    return path if folder == "." else f"{folder}/{path}"


def _is_named(site: Blog, path: str, text: str) -> bool:
    """Does a text have an address on this site that ends in a path?"""
    found = re.finditer(rf"(?<![\w-]){re.escape(path)}(?![\w-])", text)
    return any(path_on_site(site, _before(text, match.start()) + path) is not None for match in found)


def _before(text: str, at: int) -> str:
    """What stands before a place without a blank, quotation mark or bracket between."""
    return _APART.split(text[max(0, at - LONGEST_SITE) : at])[-1]
