"""Keeping the memory true to the blog: files are looked at often, and read where they changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp import blog, git, posts
from webapp.blog import Blog
from webapp.database import Database
from webapp.posts import DatedFile, Known, Rules, Version


@dataclass(frozen=True, slots=True)
class Seen:
    """The blog's files as they were looked at last."""

    site: Blog
    files: Mapping[str, tuple[int, int]]  # time and size by path
    head: str  # what git had checked out


def look(site: Blog) -> Seen:
    """Look at the blog's files without reading them."""
    return Seen(site, blog.post_versions(site), git.read_head(site.work_tree))


def refresh_index(db: Database, site: Blog, now: datetime) -> int:
    """Bring the index of posts up to date with the blog, and answer how many posts were read again."""
    return take_in(db, look(site), now)


def take_in(db: Database, seen: Seen, now: datetime) -> int:
    """Bring the index up to date with what was seen of the blog, and answer how many posts were read again.

    A file whose time and size are known is not read, unless git has checked out something else since.
    """
    site, rules = seen.site, rules_of(seen.site)
    known = posts.read_known(db, site.config.markdown, rules)
    names = {path for path in seen.files if blog.read_name(path.rpartition("/")[2]).day is not None}
    changed = [path for path in sorted(names, reverse=True) if not _is_known(seen, known, path)]
    unread: set[str] = set()
    number = posts.update(db, _read(seen, changed, unread), now, site.config.markdown, rules) if changed else 0
    posts.forget(db, known.paths - (names - unread))
    if seen.head != known.head:
        posts.keep_head(db, seen.head)
    return number


def rules_of(site: Blog) -> Rules:
    """By what the blog's posts are read."""
    return Rules(site.config.url, site.config.baseurl, site.posts_path)


def _is_known(seen: Seen, known: Known, path: str) -> bool:
    return seen.head == known.head and known.versions.get(path) == Version(*seen.files[path])


def _read(seen: Seen, paths: Iterable[str], unread: set[str]) -> Iterator[DatedFile]:
    """Read files one by one, the newest names first; those that are no posts are added to `unread`."""
    for path in paths:
        file = blog.read_post_file(seen.site, path)
        day = blog.day_of_post(seen.site, file) if file else None
        if file and day:
            yield DatedFile(file, day, blog.address_of_post(seen.site, file), Version(*seen.files[path]))
        else:
            unread.add(path)
