"""Where a picture of a post goes, and what the post calls it: as the blog's posts have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urljoin

from webapp import conventions, front_matter, liquid
from webapp.blog.copied import find_source, is_copied
from webapp.blog.folder import Blog, symbolic_link_in
from webapp.blog.kept_pictures import path_in_work_tree
from webapp.blog.known import known_of
from webapp.blog.learning import learn
from webapp.blog.on_site import path_on_site
from webapp.blog.permalinks import read_name
from webapp.blog.post_addresses import address_of_post
from webapp.blog.post_values import values_of
from webapp.conventions import PATH, PostFile
from webapp.conventions.writing import WritingHabits
from webapp.errors import BlogError, PictureRefusedError

_BELOW_BASEURL = f"{{{{ site.baseurl }}}}/{PATH}"


@dataclass(frozen=True, slots=True)
class PictureSpot:
    """Where a picture goes. written: its address in the post; address: the same with its Liquid filled in."""

    written: str
    address: str
    path: str  # on the site, without a slash before it
    reason: str  # why it goes there


def find_spot(site: Blog, post: PostFile, name: str, extension: str, today: date) -> PictureSpot:
    """Say where a picture of this name goes, by the habits of a post's kind. today: for a post without a day.

    Raises PictureRefusedError where the blog would not publish it there.
    """
    writing = learn(site).kind_of(post).writing
    values = values_of(front_matter.split(post.text)[0])
    path = _path(writing, post, name, today) + extension
    written = _form(site, writing, values).replace(PATH, quote(path))
    address = _filled(site, post, values, written)
    found = path_on_site(site, urljoin(address_of_post(site, post), address))
    if found is None or not _is_published(site, found):
        raise PictureRefusedError(
            f"A picture would be named {written}, where the blog does not publish it. "
            "Set another place for images in the settings, under “How your blog writes”. Nothing was added."
        )
    return PictureSpot(written, address, found.lstrip("/"), writing.images.reason)


def _path(writing: WritingHabits, post: PostFile, name: str, today: date) -> str:
    """The path without its extension. A name that begins with the day as the pattern does is not given it again."""
    read = read_name(post.name)

    def write(named: str) -> str:
        return conventions.write_image_path(writing.images.value, read.day or today, read.slug, named)

    beginning = write("\0").rpartition("/")[2].partition("\0")[0]
    return write(name.removeprefix(beginning) or name)


def _form(site: Blog, writing: WritingHabits, values: Mapping[str, object]) -> str:
    """How the address is written; where no post shows it, so that it holds."""
    if values.get("render_with_liquid") is False:
        return f"{site.config.baseurl}/{PATH}"
    if site.config.baseurl and not writing.has_image_address:
        return _BELOW_BASEURL
    return writing.image_address.value


def _filled(site: Blog, post: PostFile, values: Mapping[str, object], text: str) -> str:
    return liquid.fill(text, known_of(site, post.path, values, None)).text if liquid.has_liquid(text) else text


def _is_published(site: Blog, path: str) -> bool:
    try:
        is_own = symbolic_link_in(site, path_in_work_tree(site, path.lstrip("/"))) is None
        return is_own and find_source(site, path) is not None and is_copied(site, path)
    except (BlogError, OSError, ValueError):
        return False
