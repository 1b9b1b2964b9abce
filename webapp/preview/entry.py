"""The post in the blog's feed.

Source: jekyll-feed 0.17, `feed.xml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp import blog
from webapp.blog import Blog
from webapp.preview.post import Post, excerpt_words, render_text
from webapp.preview.texts import absolute, plain_words, with_whole_addresses

LONG_SUMMARY = 1_000  # characters


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the feed, as a reader shows it."""

    title: str
    address: str
    author: str  # empty where nothing names one
    published: str  # `2025-12-11T00:00:00+00:00`; empty where the post has no day
    html: str  # not sanitised yet; empty where the feed has excerpts only
    summary: str
    notes: tuple[str, ...]

    @property
    def is_excerpt(self) -> bool:
        """Has the feed the excerpt only?"""
        return not self.html


def make_entry(site: Blog, post: Post) -> Entry:
    """Say what jekyll-feed would write for the post."""
    config = site.config
    address = absolute(config, post.address)
    written = post.values.get("description")
    summary = plain_words(str(written)) if written else excerpt_words(post, config.markdown)
    author = _author(post.values) or config.author
    body = "" if _is_excerpt_only(site, post) else render_text(post, post.body, config.markdown)
    return Entry(
        title=plain_words(post.title),
        address=address,
        author=author,
        published=post.moment.isoformat() if post.moment else "",
        html=with_whole_addresses(body, address),
        summary=summary,
        notes=tuple(_notes(site, post, summary, author)),
    )


def _is_excerpt_only(site: Blog, post: Post) -> bool:
    own = blog.is_excerpt_only(post.values.get("feed"))
    return own or site.config.feed_excerpt_only  # Liquid's `default` passes over false


def _author(values: Mapping[str, object]) -> str:
    several = values.get("authors")
    first = several[0] if isinstance(several, list) and several else None
    return blog.author_of(values.get("author")) or blog.author_of(first)


def _notes(site: Blog, post: Post, summary: str, author: str) -> list[str]:
    notes = []
    if not post.is_cut and not post.values.get("description"):
        notes.append(f"The post has no fold, so the entry’s summary is the whole post: {len(summary):,} characters.")
    if not author:
        notes.append("No author: neither _config.yml nor the front matter names one.")
    if not site.config.url:
        notes.append("_config.yml has no url, so addresses lack their site here.")
    if "jekyll-feed" not in site.config.plugins:
        notes.append("_config.yml does not name the plugin jekyll-feed, so the blog may have no feed, or another one.")
    return notes
