"""The blog's pictures: where one lies that a post names, and its HTML as a page of ours can show it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urljoin

from webapp.blog.copied import find_source, is_copied
from webapp.blog.folder import Blog
from webapp.blog.kept_pictures import find_kept
from webapp.blog.on_site import path_on_site
from webapp.errors import BlogError

PICTURES = "/pictures"  # where the app answers them
KINDS = {
    ".apng": "image/apng",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_IMAGE = re.compile(r"<img\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


class Reason(StrEnum):
    """Why a picture can't be shown."""

    ELSEWHERE = "on another site, not fetched"
    OUTSIDE = "outside the blog"
    MISSING = "not in the blog"
    LEFT_OUT = "in a folder that the blog does not publish"
    NO_PICTURE = "no picture"


SENTENCES = {
    Reason.ELSEWHERE: "This picture is on another site, so it is not loaded here",
    Reason.OUTSIDE: "This picture lies outside the blog’s folder",
    Reason.MISSING: "This picture is not in the blog’s folder",
    Reason.LEFT_OUT: "This picture lies where the blog does not publish it",
    Reason.NO_PICTURE: "This is no picture that a browser shows",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a post names. path: on the site; empty for one elsewhere. file: None where it can't be shown."""

    path: str
    file: Path | None = None
    reason: Reason | None = None  # why not

    @property
    def kind(self) -> str:
        """Its media type."""
        return KINDS.get(PurePosixPath(self.path).suffix.lower(), "application/octet-stream")


def find_named_picture(site: Blog, address: str, page: str) -> Picture:
    """Find the picture that a page names. page: its own address, which the picture's may be relative to."""
    try:
        path = path_on_site(site, urljoin(page, address))
    except ValueError:
        path = None
    return find_picture(site, path) if path is not None else Picture("", reason=Reason.ELSEWHERE)


def find_picture(site: Blog, path: str) -> Picture:
    """Find the picture that the site has at a path, or will have once a draft brings it."""
    try:
        file = find_source(site, path)
        if file is None:
            return Picture(path, reason=Reason.OUTSIDE)
        if not file.is_file():
            file = find_kept(site, path)
        if file is None:
            return Picture(path, reason=Reason.MISSING)
    except (BlogError, OSError, ValueError):
        return Picture(path, reason=Reason.MISSING)
    if not is_copied(site, path):
        return Picture(path, reason=Reason.LEFT_OUT)
    if PurePosixPath(path).suffix.lower() not in KINDS:
        return Picture(path, reason=Reason.NO_PICTURE)
    return Picture(path, file)


def shown_at(path: str) -> str:
    """Our own address of the picture that the site has at a path."""
    return PICTURES + quote(f"/{path.lstrip('/')}")


def show_pictures(site: Blog, html: str, page: str) -> str:
    """Let the pictures of a post be loaded from this machine; a box says why one can't be.

    html: not sanitised yet. page: the post's address.
    """

    def replace(image: re.Match[str]) -> str:
        named = {name.lower(): unescape(one or two or bare) for name, one, two, bare in _ATTRIBUTE.findall(image[1])}
        picture = find_named_picture(site, named.get("src", ""), page)
        if picture.file is None:
            return f'<span class="working-notes-box">{escape(_sign(named, picture))}</span>'
        named["src"] = shown_at(picture.path)
        return f"<img{''.join(f' {name}={_quoted(value)}' for name, value in named.items())}>"

    return _IMAGE.sub(replace, html) if "<img" in html.lower() else html


def _quoted(value: str) -> str:
    return f'"{escape(value)}"'


def _sign(attributes: Mapping[str, str], picture: Picture) -> str:
    """What a picture shows, why it is not there, and its address as the author wrote it."""
    sentence = SENTENCES[picture.reason or Reason.MISSING]
    address = attributes.get("src", "")[:200]
    words = attributes.get("alt", "").strip()
    said = f"{sentence}: {address}" if address else f"{sentence}."
    return f"{words} · {said}" if words else said
