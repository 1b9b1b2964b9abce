"""The files of the sources that the engine reads, and the pages among them: those that begin with front matter.

Source: Jekyll 4.3, `reader.rb`, `utils.rb` (has_yaml_header?); jekyll-optional-front-matter 0.3 (README).
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from webapp import front_matter
from webapp.blog.copied import find_source, is_left_out
from webapp.blog.entries import fits, patterns_of
from webapp.blog.folder import Blog
from webapp.blog.plugins import needs_no_front_matter
from webapp.blog.post_values import values_of
from webapp.blog.site_config import SiteConfig
from webapp.errors import BlogError

_MOST_BYTES = 70_000  # of a file, for its front matter, which has 64 kB at most
_MARKDOWN = "markdown,mkdown,mkdn,mkd,md"
_BEGINS = re.compile(rb"---\s*\r?\n")
# What stands in a repository for its visitors and is no page of the blog.
_FOR_VISITORS = frozenset(
    {"README", "LICENSE", "LICENCE", "COPYING", "CODE_OF_CONDUCT", "CONTRIBUTING"}
    | {"ISSUE_TEMPLATE", "PULL_REQUEST_TEMPLATE"}
)


@dataclass(frozen=True, slots=True)
class PageFile:
    """The beginning of a page. is_bare: has it no front matter?"""

    values: Mapping[str, object]
    body: str
    is_bare: bool


def find_entry(site: Blog, path: str) -> Path | None:
    """Find a file of the sources; None where it is not there, or leads out of the blog. path: from the sources."""
    try:
        found = find_source(site, path)
        return found if found and found.is_file() else None
    except (BlogError, OSError, ValueError):
        return None


def files_of(site: Blog, folder: str = "") -> Iterator[str]:
    """List the files that the engine reads outside of its own folders. folder: with a slash behind it."""
    try:
        entries = sorted(os.scandir(site.source_folder / folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path, is_folder = f"{folder}{entry.name}", entry.is_dir(follow_symlinks=False)
        if is_left_out(site, PurePosixPath(path), is_folder):
            continue
        if is_folder:
            yield from files_of(site, f"{path}/")
        else:
            yield path


def is_markdown(config: SiteConfig, path: str) -> bool:
    """Is a file Markdown by the ending of its name?"""
    endings = str(config.values.get("markdown_ext") or _MARKDOWN).split(",")
    return PurePosixPath(path).suffix.removeprefix(".").lower() in (ending.strip().lower() for ending in endings)


def read_page(site: Blog, path: str) -> PageFile | None:
    """Read the beginning of a page; None for a file that is none and is copied as it is, or can't be read."""
    found = find_entry(site, path)
    try:
        beginning = _read_beginning(found) if found else b""
    except OSError:
        return None
    is_bare = _BEGINS.match(beginning) is None
    if is_bare and not _is_page_without(site.config, path):
        return None
    block, body = front_matter.split(beginning.decode("utf-8", "replace"))
    return PageFile(values_of(block), body.lstrip(), is_bare)


def _read_beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES)


def _is_page_without(config: SiteConfig, path: str) -> bool:
    """Does jekyll-optional-front-matter make a page of a file without front matter?"""
    name = PurePosixPath(path)
    if not needs_no_front_matter(config) or not is_markdown(config, path):
        return False
    is_included = fits(patterns_of(config.values.get("include")), name.name, is_folder=False)
    return is_included or name.stem.upper() not in _FOR_VISITORS
