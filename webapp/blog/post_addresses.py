"""The addresses that posts have on the blog, and which of them are taken."""

from collections.abc import Mapping
from functools import lru_cache

from webapp import front_matter
from webapp.blog import permalinks
from webapp.blog.defaults import folders_of
from webapp.blog.folder import Blog
from webapp.blog.looking import KEPT
from webapp.blog.post_files import posts_of
from webapp.blog.post_values import values_kept
from webapp.blog.site_config import SiteConfig
from webapp.conventions import PostFile


def address_of(blog: Blog, name: str, values: Mapping[str, object], path: str = "") -> str:
    """Say the address that a post of this name and front matter will have on the blog, with its baseurl.

    path: from the site's sources; without it the post lies right in `_posts`.
    """
    return permalinks.address_of(blog.config, name, values, path)


def address_of_post(blog: Blog, post: PostFile) -> str:
    """Say the address of a post as it is in the blog."""
    return _address_below(_top(blog), blog.config, post)


def categories_of_folders(blog: Blog, path: str) -> tuple[str, ...]:
    """Say which categories a post has by the folders above its `_posts`. path: from the top of the work tree."""
    return folders_of(path.removeprefix(blog.posts_path.removesuffix("_posts")))


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
    return permalinks.address_of(config, name, values_kept(block), path)


def taken_addresses(blog: Blog, *, besides: str | None = None) -> dict[str, str]:
    """Map the addresses of the blog's posts to their paths, without the post at one path."""
    return {address: path for address, path in _addresses(_top(blog), blog.config, posts_of(blog)) if path != besides}
