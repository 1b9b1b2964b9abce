"""Keeping the memory true to the blog: files are looked at often, and read where they changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from webapp import blog, git, posts
from webapp.blog import Blog
from webapp.database import Database
from webapp.errors import BlogError
from webapp.posts import DatedFile, Held, Known, Rules, Version


@dataclass(frozen=True, slots=True)
class Seen:
    """The blog's files as they were looked at last."""

    site: Blog
    files: Mapping[str, tuple[int, int]]  # time in nanoseconds and size in bytes, by path
    head: str  # what git had checked out


class Follower:
    """Follows the blog's files: looking again costs no more than that while nothing changes."""

    def __init__(self, folder: Callable[[], Path | None], clock: Callable[[], datetime]) -> None:
        """folder: of the blog as it is now; None while none was chosen."""
        self._folder = folder
        self._clock = clock
        self._seen: Seen | None = None
        self._trouble = ""

    def look_again(self, db: Database, is_ended: Callable[[], bool]) -> int:
        """Read what changed since, and answer how many posts were read again.

        is_ended: asked before each post; what is left then is read next time. Raises BlogError where there is no blog
        to be read, once for as long as that stays so.
        """
        seen = self._look()
        if seen is None or seen == self._seen:
            return 0
        number = take_in(db, seen, self._clock(), is_ended)
        self._seen = None if is_ended() else seen
        return number

    def _look(self) -> Seen | None:
        folder = self._folder()
        try:
            seen = look(blog.find_blog(folder)) if folder else None
        except BlogError as error:
            is_known, self._trouble = self._trouble == str(error), str(error)
            if is_known:
                return None
            raise
        self._trouble = ""
        return seen


def look(site: Blog) -> Seen:
    """Look at the blog's files without reading them."""
    return Seen(site, blog.post_versions(site), git.read_head(site.work_tree))


def refresh_index(db: Database, site: Blog, now: datetime) -> int:
    """Bring the index of posts up to date with the blog, and answer how many posts were read again."""
    return take_in(db, look(site), now)


def rebuild_index(db: Database, site: Blog, now: datetime) -> Held:
    """Empty the index, read all posts again, and answer what it holds then."""
    posts.forget_all(db)
    refresh_index(db, site, now)
    return posts.count_all(db)


def take_in(db: Database, seen: Seen, now: datetime, is_ended: Callable[[], bool] = lambda: False) -> int:
    """Bring the index up to date with what was seen of the blog, and answer how many posts were read again.

    A file whose time and size are known is not read, unless git has checked out something else since.
    """
    known = posts.read_known(db, seen.site.config.markdown, rules_of(seen.site))
    names = {path for path in seen.files if blog.read_name(path.rpartition("/")[2]).day is not None}
    changed = [path for path in sorted(names, reverse=True) if not _is_known(seen, known, path)]
    unread: set[str] = set()
    files = takewhile(lambda _: not is_ended(), _read(seen, changed, unread))
    number = _update(db, seen.site, files, now) if changed else 0
    posts.forget(db, known.paths - (names - unread))
    posts.count_words(db)
    if seen.head != known.head and not is_ended():
        posts.keep_head(db, seen.head)
    return number


def take_in_post(db: Database, site: Blog, path: str, now: datetime) -> None:
    """Bring the index up to date with one file of the blog, as it is after it was published; no other is looked at."""
    versions = blog.versions_of(site, [path])
    _update(db, site, _read(Seen(site, versions, ""), versions, set()), now)


def rules_of(site: Blog) -> Rules:
    """By what the blog's posts are read."""
    return Rules(site.config.url, site.config.baseurl, site.posts_path)


def _update(db: Database, site: Blog, files: Iterable[DatedFile], now: datetime) -> int:
    return posts.update(db, files, now, site.config.markdown, rules_of(site))


def _is_known(seen: Seen, known: Known, path: str) -> bool:
    return seen.head == known.head and known.versions.get(path) == Version(*seen.files[path])


def _read(seen: Seen, paths: Iterable[str], unread: set[str]) -> Iterator[DatedFile]:
    """Read files one by one; those that are no posts are added to `unread`."""
    for path in paths:
        file = blog.read_post_file(seen.site, path)
        day = blog.day_of_post(seen.site, file) if file else None
        if file and day:
            address, folders = blog.address_of_post(seen.site, file), blog.categories_of_folders(seen.site, path)
            yield DatedFile(file, day, address, Version(*seen.files[path]), folders)
        else:
            unread.add(path)
