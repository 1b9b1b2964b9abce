"""The blog's pictures inside the preview, which can load none."""

import html
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from webapp.blog import Blog, path_on_site
from webapp.errors import BlogError
from webapp.looks import Budget, data_address, kind_of
from webapp.preview.files import find_source

_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the blog. reason: in words, why there is no content; empty where there is."""

    content: bytes = b""
    kind: str = ""  # its media type
    reason: str = ""


def inline_images(site: Blog, page: str, budget: Budget) -> str:
    """Put the blog's images into a page as `data:`; what can't be shown becomes a box with its name and the reason."""

    def replace(match: re.Match[str]) -> str:
        address = html.unescape(match[1])
        if address.startswith("data:"):
            return match[0]
        picture = read_picture(site, address)
        written = data_address(picture.content, picture.kind)
        if picture.reason:
            return _box(match[0], address, picture.reason)
        if not budget.take(len(written)):
            return _box(match[0], address, "too large for the preview")
        return match[0].replace(f'src="{match[1]}"', f'src="{written}"', 1)

    return _IMAGE.sub(replace, page)


def read_picture(site: Blog, address: str) -> Picture:
    """Read a picture that a post names; one on another site is not asked for."""
    path = path_on_site(site, address)
    if path is None:
        return Picture(reason="on another site, not fetched")
    try:
        found = find_source(site, path)
        if found is None:
            return Picture(reason="outside the blog")
        return Picture(found.read_bytes(), kind_of(path))
    except (BlogError, OSError, ValueError):
        return Picture(reason="not in the blog")


def _box(image: str, address: str, reason: str) -> str:
    alt = _ALT.search(image)
    words = alt[1] if alt and alt[1] else html.escape(PurePosixPath(urlsplit(address).path).name)
    return f'<span class="working-notes-box">Image “{words}”: {reason} ({html.escape(address[:200])})</span>'
