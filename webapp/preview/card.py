"""What search engines and other sites show of a post.

Source: jekyll-seo-tag 2.8, `drop.rb`, `image_drop.rb`, `template.html`; checked against it in
tests/test_preview_against_jekyll.py. How much of it is shown nobody promises: the lengths are the usual rule of thumb.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from webapp import markdown
from webapp.blog import Blog
from webapp.preview.post import DEFAULT_SEPARATOR, Post, excerpt_words
from webapp.preview.texts import absolute, plain_words
from webapp.sentences import shorten

SEARCH_TITLE = 60  # characters
SEARCH_DESCRIPTION = 155
SHARED_DESCRIPTION = 200
_INDEX = re.compile(r"/index\.html$")


@dataclass(frozen=True, slots=True)
class Card:
    """A search result and a shared link. title: with the blog's; post_title: alone."""

    title: str
    post_title: str
    site_title: str
    address: str  # canonical
    host: str  # empty where the blog's url is not known
    description: str  # whole
    image: str  # as the front matter names it; empty without one
    notes: tuple[str, ...]  # what to know about it, in words

    @property
    def found_title(self) -> str:
        """The title as search shows it."""
        return shorten(self.title, SEARCH_TITLE)

    @property
    def found_description(self) -> str:
        """The description as search shows it."""
        return shorten(self.description, SEARCH_DESCRIPTION)

    @property
    def shared_description(self) -> str:
        """The description as a shared link shows it."""
        return shorten(self.description, SHARED_DESCRIPTION)

    @property
    def trail(self) -> str:
        """The address as search shows it: `blog.example › 2025-12-11 › notes`."""
        return " › ".join(part for part in (self.host, *urlsplit(self.address).path.split("/")) if part)


def make_card(site: Blog, post: Post) -> Card:
    """Say what jekyll-seo-tag would write into the post's page."""
    config = site.config
    post_title = _words(site, post.title)
    site_title = _words(site, config.title)
    description, origin = _description(site, post)
    address = str(post.values.get("canonical_url") or "") or _INDEX.sub("/", absolute(config, post.address))
    title = f"{post_title} | {site_title}" if site_title and site_title != post_title else post_title
    image = image_of(post)
    return Card(
        title=title,
        post_title=post_title,
        site_title=site_title,
        address=address,
        host=urlsplit(address).hostname or "",
        description=description,
        image=image,
        notes=tuple(_notes(site, title, description, origin, image)),
    )


def image_of(post: Post) -> str:
    """The picture that the front matter names; empty without one."""
    value = post.values.get("image")
    if isinstance(value, Mapping):
        value = value.get("path") or value.get("facebook") or value.get("twitter")
    return value if isinstance(value, str) else ""


def _words(site: Blog, text: str) -> str:
    return plain_words(markdown.render(text, site.config.markdown)) if text else ""


def _description(site: Blog, post: Post) -> tuple[str, str]:
    """The description, and where it comes from."""
    written = post.values.get("description")
    if written not in (None, ""):
        return _words(site, str(written)), "the front matter’s"
    excerpt = excerpt_words(post, site.config.markdown)
    if excerpt:
        return excerpt, _origin(post)
    return _words(site, site.config.description), "the blog’s own, from _config.yml"


def _origin(post: Post) -> str:
    if post.own_excerpt is not None:
        return "the front matter’s excerpt"
    if not post.is_cut:
        return "the whole post, since it has no fold"
    return "the first paragraph" if post.separator == DEFAULT_SEPARATOR else "the text above the fold"


def _notes(site: Blog, title: str, description: str, origin: str, image: str) -> list[str]:
    notes = [f"The description is {origin}: {_shown(description, SEARCH_DESCRIPTION)}"]
    if not description:
        notes = ["There is no description. Search takes words from the page."]
    if len(title) > SEARCH_TITLE:
        notes.append(f"The title is long: {_shown(title, SEARCH_TITLE)}")
    if not image:
        notes.append("No picture: the front matter names none as image.")
    if not site.config.url:
        notes.append("_config.yml has no url, so the address lacks its site here.")
    if "jekyll-seo-tag" not in site.config.plugins:
        notes.append(
            "Written as the plugin jekyll-seo-tag does. _config.yml does not name it, so the blog’s layouts may say "
            "something else."
        )
    return notes


def _shown(words: str, length: int) -> str:
    if len(words) <= length:
        return f"{len(words)} characters, shown whole."
    return f"{len(words):,} characters, of which search shows about the first {length}."
