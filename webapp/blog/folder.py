"""The author's blog on this disk: found, read, never written."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path, PurePosixPath

from webapp import conventions, front_matter, git
from webapp.blog import permalinks
from webapp.blog.looking import seen
from webapp.blog.site_config import CONFIG_NAMES, SiteConfig, read_config
from webapp.conventions import MARKDOWN_EXTENSIONS, NO_CHOICES, Choices, Conventions, PostFile
from webapp.errors import BlogError, FrontMatterError, GitError

KEPT = 16_384  # posts and front matters: more than a blog has, so that none is read twice
NOTHING: Mapping[str, object] = {}
Version = tuple[str, int, int]  # a file's path, its time in nanoseconds and its size in bytes


@dataclass(frozen=True, slots=True)
class Blog:
    """A blog that can be used. Paths of its files are text with `/`, from the top of the work tree."""

    root: Path  # the site's folder, which holds `_config.yml`
    work_tree: Path  # the top of the git work tree: the same, or a folder above
    posts_folder: Path
    config: SiteConfig
    choices: Choices = NO_CHOICES  # what the author set by hand for its conventions

    @property
    def posts_path(self) -> str:
        """The path of the folder of posts."""
        return self.posts_folder.relative_to(self.work_tree).as_posix()

    @property
    def source_folder(self) -> Path:
        """The folder that the site is built from."""
        return self.root / self.config.source

    def post_path(self, name: str) -> str:
        """The path that a post of this name has."""
        return f"{self.posts_path}/{name}"


def find_blog(folder: Path, choices: Choices = NO_CHOICES) -> Blog:
    """Find the blog in a folder. Raises BlogError with the reason if it is none that can be used.

    choices: what the author set by hand for its conventions.
    """
    root = _check_folder(folder)
    try:
        top = _work_tree(root, _mark_of_repository(root))
    except GitError as error:
        raise BlogError(str(error)) from error
    return replace(_read_blog(root, top), choices=choices)


@lru_cache(maxsize=16)
def _work_tree(root: Path, _mark: tuple[Path, int, int, int] | None) -> Path:
    """Ask git once for as long as the repository's `.git` stays as it is. Raises GitError, which is not kept."""
    return git.work_tree(root)


def _mark_of_repository(root: Path) -> tuple[Path, int, int, int] | None:
    """The nearest `.git` above with its inode, time and owner: git writes into it whatever it does."""
    for place in (root, *root.parents):
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


def _read_blog(root: Path, work_tree: Path) -> Blog:
    if not (root / "_posts").is_dir() and not _has_config(root):
        raise BlogError(
            f"{root} has neither a folder _posts nor a file _config.yml, so it is no Jekyll blog. "
            "Choose the folder that has them."
        )
    config = read_config(root)
    return Blog(root, work_tree, root / config.source / config.collections_dir / "_posts", config)


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


def post_files(blog: Blog) -> list[PostFile]:
    """Read every post of the blog, by name; what is not UTF-8 is left out, as Jekyll does."""
    return list(_posts(blog))


def _posts(blog: Blog) -> tuple[PostFile, ...]:
    return seen(("posts", blog.work_tree, blog.posts_folder), lambda: _read_posts(blog.work_tree, _look(blog)))


def _look(blog: Blog) -> tuple[Version, ...]:
    return seen(("versions", blog.posts_folder), lambda: tuple(_versions(blog.posts_folder)))


def post_paths(blog: Blog) -> frozenset[str]:
    """Name every file of a post, also what can't be read."""
    return frozenset(post_versions(blog))


def newest_posts(blog: Blog) -> list[PostFile]:
    """Read every post of the blog, the newest first, as their names have it."""
    return sorted(post_files(blog), key=lambda post: post.name, reverse=True)


def post_versions(blog: Blog) -> dict[str, tuple[int, int]]:
    """Look at every file of the blog's posts without reading it: its time in nanoseconds and its size, by its path."""
    above = len(str(blog.work_tree)) + 1
    return {path[above:].replace(os.sep, "/"): (time, size) for path, time, size in _look(blog)}


def versions_of(blog: Blog, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The same of some files; those that are not there are left out."""
    found = {}
    for path in paths:
        with suppress(OSError):
            status = (blog.work_tree / path).stat()
            found[path] = (status.st_mtime_ns, status.st_size)
    return found


def read_post_file(blog: Blog, path: str) -> PostFile | None:
    """Read one file of the blog's posts; None where it is gone, or is not UTF-8. path: as `post_versions` has it."""
    try:
        text = (blog.work_tree / path).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return PostFile(name=path.rpartition("/")[2], text=text, path=path)


def _versions(folder: Path) -> Iterator[Version]:
    """List the files of posts in a folder and those below, each as the version that it is now."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        # No Path here: one for each of 5,000 posts takes longer than the disk.
        name, dot, extension = entry.name.rpartition(".")
        if entry.is_dir(follow_symlinks=False):
            yield from _versions(Path(entry.path))
        elif name and dot + extension.lower() in MARKDOWN_EXTENSIONS and name[0] not in "._#":
            try:
                status = entry.stat()
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode):
                yield entry.path, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=4)
def _read_posts(work_tree: Path, versions: tuple[Version, ...]) -> tuple[PostFile, ...]:
    """Read posts once for as long as none of them changes, comes or goes."""
    found = (_read_version(work_tree, *version) for version in versions)
    return tuple(sorted(filter(None, found), key=lambda post: (post.name, post.path)))


@lru_cache(maxsize=KEPT)
def _read_version(work_tree: Path, path: str, _mtime_ns: int, _size: int) -> PostFile | None:
    """Read a file once for as long as its time and size stay the same."""
    file = Path(path)
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return PostFile(name=file.name, text=text, path=file.relative_to(work_tree).as_posix())


def learn(blog: Blog, *, besides: str | None = None) -> Conventions:
    """Say what the blog's posts have in common, and what the author set; learned again only when a post has changed.

    besides: the path of a post that is left aside.
    """

    def look() -> Conventions:
        posts = _posts(blog)
        if besides is not None:
            posts = tuple(post for post in posts if post.path != besides)
        return _choose(posts, _separator(blog), blog.config.zone, blog.choices)

    return seen(("learned", blog, besides), look)


def learn_with_commits(blog: Blog) -> Conventions:
    """Say it as `learn` does, and what the commits that added and changed the posts said."""
    return conventions.choose(learned_alone(blog), blog.choices, post_files(blog))


def learned_alone(blog: Blog) -> Conventions:
    """Learn from posts and commits, whatever the author set by hand."""
    posts = post_files(blog)
    learned = _learn_from(tuple(posts), _separator(blog), blog.config.zone)
    return conventions.learn_from_commits(learned, posts, git.read_post_commits(blog.work_tree, blog.posts_path))


def _separator(blog: Blog) -> str:
    return blog.config.excerpt_separator or conventions.DEFAULT_SEPARATOR


@lru_cache(maxsize=4)
def _choose(posts: tuple[PostFile, ...], separator: str, zone: tzinfo | None, choices: Choices) -> Conventions:
    return conventions.choose(_learn_from(posts, separator, zone), choices, posts)


@lru_cache(maxsize=4)
def _learn_from(posts: tuple[PostFile, ...], separator: str, zone: tzinfo | None) -> Conventions:
    return conventions.learn(posts, separator, zone)


def address_of(blog: Blog, name: str, values: Mapping[str, object], path: str = "") -> str:
    """Say the address that a post of this name and front matter will have on the blog, with its baseurl.

    path: from the site's sources; without it the post lies right in `_posts`.
    """
    return permalinks.address_of(blog.config, name, values, path)


def address_of_post(blog: Blog, post: PostFile) -> str:
    """Say the address of a post as it is in the blog."""
    return _address_below(_top(blog), blog.config, post)


def _top(blog: Blog) -> str:
    """The path of the site's sources, with a slash behind it."""
    return f"{blog.source_folder.relative_to(blog.work_tree).as_posix()}/"


def _address_below(top: str, config: SiteConfig, post: PostFile) -> str:
    return _address(config, post.name, front_matter.split(post.text)[0], post.path.removeprefix(top))


@lru_cache(maxsize=4)
def _addresses(top: str, config: SiteConfig, posts: tuple[PostFile, ...]) -> tuple[tuple[str, str], ...]:
    """The address and the path of each post."""
    return tuple((_address_below(top, config, post), post.path) for post in posts)


@lru_cache(maxsize=KEPT)
def _address(config: SiteConfig, name: str, block: str, path: str) -> str:
    return permalinks.address_of(config, name, _values(block), path)


def day_of_post(blog: Blog, post: PostFile) -> date | None:
    """Say the day that the blog gives a post; None for a file that Jekyll would not build, since it has none."""
    moment = permalinks.moment_of(values_of_post(post), post.name, blog.config.zone)
    return moment.date() if moment and permalinks.read_name(post.name).day else None


def values_of_post(post: PostFile) -> Mapping[str, object]:
    """Read the front matter of a post as it is in the blog."""
    return _values(front_matter.split(post.text)[0])


@lru_cache(maxsize=KEPT)
def _values(block: str) -> Mapping[str, object]:
    return values_of(block)


def values_of(block: str) -> Mapping[str, object]:
    """Read a front matter block; nothing where it can't be read, as Jekyll goes on without it."""
    try:
        return front_matter.read(block).values
    except FrontMatterError:
        return NOTHING


def taken_addresses(blog: Blog, *, besides: str | None = None) -> dict[str, str]:
    """Map the addresses of the blog's posts to their paths, without the post at one path."""
    return {address: path for address, path in _addresses(_top(blog), blog.config, _posts(blog)) if path != besides}


def now_in(blog: Blog, now: datetime) -> datetime:
    """Say the moment in the blog's time zone; in this machine's where the blog sets none."""
    return now.astimezone(blog.config.zone)


def path_of(blog: Blog, path: str) -> Path:
    """Find a path of the blog on the disk. Raises BlogError for one that leads out of the work tree."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or not pure.parts:
        raise BlogError(f"{path} is no path inside the blog.")
    return blog.work_tree.joinpath(*pure.parts)


def read_file(blog: Blog, path: str) -> bytes | None:
    """Read a file of the blog, byte for byte; None if it is not there. Raises BlogError."""
    try:
        return path_of(blog, path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BlogError(f"{path} can't be read: {error.strerror}.") from error


def symbolic_link_in(blog: Blog, path: str) -> str | None:
    """Name the first part of a path that is a symbolic link, through which a file outside would be written."""
    place = blog.work_tree
    for part in PurePosixPath(path).parts:
        place = place / part
        if place.is_symlink():
            return place.relative_to(blog.work_tree).as_posix()
    return None
