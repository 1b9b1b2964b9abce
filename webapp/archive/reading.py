"""Reading one post as it was written."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from webapp import blog, calendar, drafts, front_matter, liquid, markdown, posts
from webapp.archive.values import Row
from webapp.blog import Blog
from webapp.conventions import PostFile
from webapp.database import Database
from webapp.errors import PostNotFoundError
from webapp.posts import DatedFile


@dataclass(frozen=True, slots=True)
class Reading:
    """A published post to be read."""

    row: Row
    html: str  # not sanitised yet
    public_address: str  # on the blog; empty where its configuration says no url


def read_published(db: Database, folder: Path, site: Blog, path: str, today: date) -> Reading:
    """Read one of the blog's posts. folder: of the drafts. Raises PostNotFoundError."""
    file = blog.read_post_file(site, path) if path in blog.post_paths(site) else None
    day = blog.day_of_post(site, file) if file else None
    if file is None or day is None:
        raise PostNotFoundError(f"The blog has no post {path}. It may have been renamed or taken out.")
    post = posts.list_posts(db, [DatedFile(file, day, blog.address_of_post(site, file))])[0]
    opened = {entry.blog_path: entry.name for entry in drafts.list_drafts(db, folder)}
    address = blog.address_of_post(site, file)
    row = Row(
        title=post.title,
        place="",
        day=calendar.describe_day(post.day, today),
        words=post.words,
        links=post.link_count,
        address=address,
        path=path,
        draft_name=opened.get(path, ""),
    )
    html = blog.show_pictures(site, _render(site, file, today), address)
    return Reading(row, html, f"{site.config.url}{address}" if site.config.url else "")


def _render(site: Blog, file: PostFile, today: date) -> str:
    """Write a post as HTML: its Liquid filled in as far as that can be, as Jekyll does unless the post forbids it."""
    block, body = front_matter.split(file.text)
    values = blog.values_of(block)
    if values.get("render_with_liquid") is False or not liquid.has_liquid(body):
        return markdown.render(body, site.config.markdown)
    filled = liquid.fill(body, blog.known_of(site, file.path, values, today))
    return liquid.place(markdown.render(filled.text, site.config.markdown), filled.boxes)
