"""The author's blog: its folder, its `_config.yml`, its posts and the addresses they have."""

from webapp.blog.copied import find_source, is_copied
from webapp.blog.finding import find_blog, find_site, find_site_around
from webapp.blog.folder import Blog, now_in, path_of, read_file, real_path, symbolic_link_in
from webapp.blog.kept_pictures import find_kept, kept_files, kept_files_in, path_in_work_tree
from webapp.blog.known import known_of
from webapp.blog.learning import learn, learn_with_commits, learned_alone, path_for
from webapp.blog.listing import with_title
from webapp.blog.looking import look_once
from webapp.blog.named import find_named
from webapp.blog.on_site import path_on_site
from webapp.blog.permalinks import PostName, moment_of, read_name
from webapp.blog.picture_spots import PictureSpot, find_spot
from webapp.blog.pictures import PICTURES, Picture, find_named_picture, find_picture, show_pictures, shown_at
from webapp.blog.plugins import mention_base, stops_at_mentions, strips_title, title_in_post
from webapp.blog.post_addresses import address_of, address_of_post, categories_of_folders, taken_addresses
from webapp.blog.post_files import (
    newest_posts,
    passed_over,
    post_files,
    post_paths,
    post_versions,
    read_post_file,
    versions_of,
)
from webapp.blog.post_values import day_of_post, values_of, values_of_post
from webapp.blog.relative import Pointed, point_post_links
from webapp.blog.site_config import SiteConfig, author_of, is_excerpt_only
from webapp.blog.sources import from_sources, has_file, read_source

__all__ = [
    "PICTURES",
    "Blog",
    "Picture",
    "PictureSpot",
    "Pointed",
    "PostName",
    "SiteConfig",
    "address_of",
    "address_of_post",
    "author_of",
    "categories_of_folders",
    "day_of_post",
    "find_blog",
    "find_kept",
    "find_named",
    "find_named_picture",
    "find_picture",
    "find_site",
    "find_site_around",
    "find_source",
    "find_spot",
    "from_sources",
    "has_file",
    "is_copied",
    "is_excerpt_only",
    "kept_files",
    "kept_files_in",
    "known_of",
    "learn",
    "learn_with_commits",
    "learned_alone",
    "look_once",
    "mention_base",
    "moment_of",
    "newest_posts",
    "now_in",
    "passed_over",
    "path_for",
    "path_in_work_tree",
    "path_of",
    "path_on_site",
    "point_post_links",
    "post_files",
    "post_paths",
    "post_versions",
    "read_file",
    "read_name",
    "read_post_file",
    "read_source",
    "real_path",
    "show_pictures",
    "shown_at",
    "stops_at_mentions",
    "strips_title",
    "symbolic_link_in",
    "taken_addresses",
    "title_in_post",
    "values_of",
    "values_of_post",
    "versions_of",
    "with_title",
]
