"""What the front matter of the blog's posts says, read once for as long as it stays."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from webapp import front_matter
from webapp.blog import permalinks
from webapp.blog.folder import Blog
from webapp.blog.looking import KEPT
from webapp.conventions import PostFile
from webapp.errors import FrontMatterError

NOTHING: Mapping[str, object] = {}


def day_of_post(blog: Blog, post: PostFile) -> date | None:
    """Say the day that the blog gives a post; None for a file that Jekyll would not build, since it has none."""
    moment = permalinks.moment_of(values_of_post(post), post.name, blog.config.zone)
    return moment.date() if moment and permalinks.read_name(post.name).day else None


def values_of_post(post: PostFile) -> Mapping[str, object]:
    """Read the front matter of a post as it is in the blog."""
    return values_kept(front_matter.split(post.text)[0])


@lru_cache(maxsize=KEPT)
def values_kept(block: str) -> Mapping[str, object]:
    """Read a front matter block as `values_of` does, and keep the answer."""
    return values_of(block)


def values_of(block: str) -> Mapping[str, object]:
    """Read a front matter block; nothing where it can't be read, as Jekyll goes on without it."""
    try:
        return front_matter.read(block).values
    except FrontMatterError:
        return NOTHING
