"""The author's blog: its folder, its `_config.yml`, its posts and the addresses they have."""

from webapp.blog.folder import (
    Blog,
    address_of,
    address_of_post,
    find_blog,
    find_site,
    find_site_around,
    learn,
    newest_posts,
    now_in,
    path_of,
    post_files,
    post_paths,
    read_file,
    symbolic_link_in,
    taken_addresses,
    values_of,
    values_of_post,
)
from webapp.blog.permalinks import PostName, moment_of, read_name
from webapp.blog.site_config import SiteConfig, author_of, is_excerpt_only

__all__ = [
    "Blog",
    "PostName",
    "SiteConfig",
    "address_of",
    "address_of_post",
    "author_of",
    "find_blog",
    "find_site",
    "find_site_around",
    "is_excerpt_only",
    "learn",
    "moment_of",
    "newest_posts",
    "now_in",
    "path_of",
    "post_files",
    "post_paths",
    "read_file",
    "read_name",
    "symbolic_link_in",
    "taken_addresses",
    "values_of",
    "values_of_post",
]
