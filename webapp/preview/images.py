"""The blog's pictures inside the preview, which can load none."""

import html
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from webapp.blog import Blog, find_named_picture
from webapp.looks import Budget, data_address

_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the blog. reason: in words, why there is no content; empty where there is."""

    content: bytes = b""
    kind: str = ""  # its media type
    reason: str = ""


def inline_images(site: Blog, page: str, address: str, budget: Budget) -> str:
    """Put the blog's images into a page as `data:`; what can't be shown becomes a box with its name and the reason.

    address: of the page on the blog, which those of its images may be relative to.
    """

    def replace(match: re.Match[str]) -> str:
        named = html.unescape(match[1])
        if named.startswith("data:"):
            return match[0]
        picture = read_picture(site, named, address)
        written = data_address(picture.content, picture.kind)
        if picture.reason:
            return _box(match[0], named, picture.reason)
        if not budget.take(len(written)):
            return _box(match[0], named, "too large for the preview")
        return match[0].replace(f'src="{match[1]}"', f'src="{written}"', 1)

    return _IMAGE.sub(replace, page)


def read_picture(site: Blog, address: str, page: str) -> Picture:
    """Read a picture that a page names; one on another site is not asked for."""
    found = find_named_picture(site, address, page)
    try:
        return Picture(found.file.read_bytes(), found.kind) if found.file else Picture(reason=str(found.reason))
    except OSError:
        return Picture(reason="can’t be read")


def _box(image: str, address: str, reason: str) -> str:
    alt = _ALT.search(image)
    words = alt[1] if alt and alt[1] else html.escape(PurePosixPath(urlsplit(address).path).name)
    return f'<span class="working-notes-box">Image “{words}”: {reason} ({html.escape(address[:200])})</span>'
