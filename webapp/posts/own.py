"""Links of the blog's posts to each other: by address, relative to the post, or by Liquid's `post_url` and `link`.

Source: Jekyll 4.3, lib/jekyll/tags/{post_url,link}.rb and filters/url_filters.rb.
"""

import re
from urllib.parse import unquote, urljoin, urlsplit

from webapp.posts.values import Rules

_STEM = "post-of-this-blog:"  # in the place of a tag: no address of a page has it
_NAMED = re.compile(r"\{%-?\s*(post_url|link)\s+([^\s%{}]+)[^%{}]*%\}")
_SITE = re.compile(r"\{\{-?\s*site\.(url|baseurl)\s*-?\}\}")
_FILTERED = re.compile(r"""\{\{-?\s*(["'])([^"'{}]*)\1\s*\|\s*(relative|absolute)_url\s*-?\}\}""")
_PAGE = re.compile(r"(?:/index)?\.html?\Z|/index\Z")


def write_out(text: str, rules: Rules) -> str:
    """Write out the Liquid that names a page of the blog, so that it is read as an address."""
    if "{" not in text:
        return text
    read = _NAMED.sub(lambda tag: _STEM + _stem(tag[2]), text)
    read = _SITE.sub(lambda name: rules.url if name[1] == "url" else rules.baseurl, read)
    return _FILTERED.sub(lambda given: rules.baseurl + "/" + given[2].lstrip("/"), read)


def stem_of(path: str, rules: Rules) -> str:
    """What `post_url` calls a post. path: from the top of the work tree."""
    return _stem(path.removeprefix(rules.posts_path.removesuffix("_posts")))


def _stem(name: str) -> str:
    """A path or a name without what names no post: its `_posts`, which stands in folders or has some, its extension."""
    below = f"/{name.lstrip('/')}".replace("/_posts/", "/", 1).lstrip("/")
    stem, dot, extension = below.rpartition(".")
    return stem if dot and extension.isalpha() and len(extension) <= len("markdown") else below


def path_on_site(address: str) -> str:
    """An address on the blog in the one form in which two are compared: `/2025/12/04/notes`."""
    path = unquote(urlsplit(address).path)
    return _PAGE.sub("", path).rstrip("/")


def target_of(address: str, own_address: str, rules: Rules) -> str:
    """What a link of a post names within the blog; empty for what leads elsewhere.

    address: as read in `write_out`'s text. own_address: of the post that has the link.
    """
    stem = address.rpartition(_STEM)[2] if _STEM in address else ""
    if stem:
        return stem.partition("#")[0]
    try:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            is_own = bool(rules.url) and parts.netloc.lower() == urlsplit(rules.url).netloc.lower()
            return path_on_site(address) if is_own and parts.scheme in ("", "http", "https") else ""
        return path_on_site(urljoin(own_address, address)) if parts.path else ""
    except ValueError:
        return ""
