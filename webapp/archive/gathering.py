"""Everything that is there: the blog's posts from the index, the drafts from their files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from webapp import blog, calendar, conventions, drafts, posts
from webapp.blog import Blog
from webapp.conventions import Conventions, PostFile, Series
from webapp.database import Database
from webapp.errors import DraftNotFoundError, DraftUnreadableError
from webapp.posts import DatedFile, Post

Versions = Mapping[str, tuple[int, int]]  # by path: time in nanoseconds and size in bytes
MOST_READ = 100  # files that the index has not got yet and that a page reads itself; it is told of the others
PASSED_OVER = "Jekyll leaves it out: by its name or its folder’s, such as _old, or by exclude in _config.yml."
NO_DATE = "Jekyll leaves it out: its name does not begin with a date like 2025-12-11."
NO_TEXT = "Jekyll leaves it out: it is not UTF-8 text."
NO_DAY = "Jekyll leaves it out: the date in its name or its front matter does not exist."


@dataclass(frozen=True, slots=True)
class Published:
    """The posts of the blog, newest first, and what is not among them."""

    kinds: "KindNames"
    names: Mapping[str, str]  # path → name of its kind
    posts: tuple[Post, ...]
    left_out: Mapping[str, str]  # path → why Jekyll makes no post of it
    waiting: int  # posts that the index will have in a moment, and that are not even listed till then
    unsearched: int  # posts that it will have in a moment


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft that is in no blog yet."""

    name: str
    title: str
    day: date | None
    text: str
    is_weekly: bool
    week: str  # “this week”, “a later week”; empty for what is of no coming week
    reason: str = ""  # why it can't be read


@dataclass(frozen=True, slots=True)
class KindNames:
    """The kinds of posts by name. Equal ones know the same posts."""

    known_by: tuple[object, ...]
    learned: Conventions = field(compare=False)

    @classmethod
    def of(cls, site: Blog) -> "KindNames":
        learned = blog.learn(site)
        named = conventions.kinds_of(learned)
        return cls(tuple((name, kind.identity, kind.also) for name, kind in named.items()), learned)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(conventions.kinds_of(self.learned))

    def name_of(self, post: PostFile) -> str:
        """The name of a post's kind; empty where the blog has one kind only."""
        return _name_of(post, self) if len(self.known_by) > 1 else ""

    def names_of(self, site: Blog, versions: Versions) -> Mapping[str, str]:
        """The same of all posts of the blog, by their paths. versions: of their files, as they were just seen."""
        return _names_of(site.posts_folder, tuple(versions.items()), self, _Site(site))


@dataclass(frozen=True, slots=True)
class _Site:
    """A blog that is equal to any other: what it holds is compared by its files."""

    blog: Blog = field(compare=False)


@lru_cache(maxsize=4)
def _names_of(
    _folder: Path, _versions: tuple[tuple[str, tuple[int, int]], ...], kinds: KindNames, site: _Site
) -> Mapping[str, str]:
    """Sort the posts by kind once for as long as their files and what is learned from them stay the same."""
    return {file.path: kinds.name_of(file) for file in blog.post_files(site.blog)}


@lru_cache(maxsize=8192)
def _name_of(post: PostFile, kinds: KindNames) -> str:
    kind = kinds.learned.kind_of(post)
    return next((name for name, each in conventions.kinds_of(kinds.learned).items() if each is kind), "")


def read_posts(db: Database, site: Blog) -> Published:
    """Read the blog's posts: from the index, and what changed since from the files. Writes nothing."""
    files, (indexed, known) = blog.post_versions(site), posts.list_indexed_with_versions(db)
    unread = sorted((path for path, version in files.items() if known.get(path) != version), reverse=True)
    left_out, dated = _sort_out(site, unread)
    left_out |= dict.fromkeys(blog.passed_over(site), PASSED_OVER)
    read = posts.list_posts(db, dated[:MOST_READ]) if dated else []
    fresh = {post.path for post in read}
    kept = [post for post in indexed if post.path in files and post.path not in fresh and post.path not in left_out]
    both = sorted([*kept, *read], key=lambda post: (post.day, post.path), reverse=True) if read else kept
    kinds = KindNames.of(site)
    names = kinds.names_of(site, files)
    return Published(kinds, names, tuple(both), left_out, max(0, len(dated) - MOST_READ), len(dated))


def _sort_out(site: Blog, paths: list[str]) -> tuple[dict[str, str], list[DatedFile]]:
    """Which of some files are no posts, and why; and the others with their days, as far as they are asked for."""
    left_out: dict[str, str] = {}
    dated: list[DatedFile] = []
    for path in paths:
        if blog.read_name(path.rpartition("/")[2]).day is None:
            left_out[path] = NO_DATE
        elif (file := blog.read_post_file(site, path)) is None:
            left_out[path] = NO_TEXT
        elif (day := blog.day_of_post(site, file)) is None:
            left_out[path] = NO_DAY
        else:
            dated.append(DatedFile(file, day, blog.address_of_post(site, file)))
    return left_out, dated


def read_drafts(db: Database, folder: Path, site: Blog, weekly: Series, today: date) -> Iterator[Waiting]:
    """Read the drafts that wait to be published. weekly: the series that is of a week."""
    for entry in drafts.list_drafts(db, folder):
        if not entry.is_here or entry.blog_path is not None:
            continue
        day = blog.read_name(entry.name).day
        try:
            text = drafts.read_text(folder, entry.name)
        except DraftUnreadableError as error:
            yield Waiting(entry.name, entry.name, day, "", True, "", str(error))
        except DraftNotFoundError:
            continue
        else:
            file = PostFile(entry.name, text, site.post_path(entry.name))
            is_weekly = weekly.matches(file)
            week = _week_of(weekly, day, today) if is_weekly and day else ""
            yield Waiting(entry.name, posts.title_of(file), day, text, is_weekly, week)


def _week_of(weekly: Series, day: date, today: date) -> str:
    this = calendar.next_publishing_day(today, weekly.weekday, weekly.days)
    return "a later week" if day > this else "this week" if day >= today else ""
