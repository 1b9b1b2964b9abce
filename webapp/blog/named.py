"""Which post of the blog `post_url` names.

Source: Jekyll 4.3, `tags/post_url.rb` (PostComparer); checked against Debian's Jekyll in tests/test_nested_posts.py.
"""

import re
from collections.abc import Iterable

from webapp.blog.folder import Blog
from webapp.blog.permalinks import read_name
from webapp.blog.post_values import day_of_post, values_of_post
from webapp.conventions import PostFile

_NAME = re.compile(r"(?P<folder>(?:.+/)?)(?P<stem>\d+-\d+-\d+-.*)", re.DOTALL)


def find_named(blog: Blog, name: str, files: Iterable[PostFile]) -> PostFile | None:
    """Find the post that a name as in `post_url` stands for, with the folders above or below its `_posts` or without.

    name: `2025-12-04-notes` or `news/2025-12-04-notes`.
    """
    match = _NAME.fullmatch(name.removeprefix("/"))
    if match is None:
        return None
    files, folder, stem = list(files), match["folder"], match["stem"]
    top = f"{blog.posts_path.removesuffix('_posts')}"
    wanted = (f"{top}_posts/{folder}{stem}", f"{top}{folder}_posts/{stem}")
    exact = (file for file in files if file.path.rpartition(".")[0] in wanted)
    return next(exact, None) or next((file for file in files if _is_called(blog, file, stem)), None)


def _is_called(blog: Blog, file: PostFile, stem: str) -> bool:
    """Has a post this day and slug? Jekyll goes by them where no file lies where the name says."""
    name = read_name(f"{stem}.md")
    slug = str(values_of_post(file).get("slug") or read_name(file.name).slug)
    return name.day is not None and slug == name.slug and day_of_post(blog, file) == name.day
