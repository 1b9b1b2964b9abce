"""What Liquid may know of the blog and of a draft.

Files are read when they are asked for, so that a post without Liquid pays nothing.

Source: Jekyll 4.3, `drops/site_drop.rb`, `tags/post_url.rb`, `tags/link.rb`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, tzinfo
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import quote

from webapp.blog.data import data_of
from webapp.blog.folder import Blog
from webapp.blog.listing import Listing
from webapp.blog.named import find_named
from webapp.blog.pages import SAFE, address_of_file, collections_of, pages_of
from webapp.blog.post_addresses import address_of, address_of_post
from webapp.blog.post_files import post_files
from webapp.blog.post_values import values_of_post
from webapp.blog.sources import from_sources, read_source
from webapp.conventions import PostFile
from webapp.liquid import Drop, Known, make_value

_OF_THE_BUILD = frozenset(["time", "html_pages", "static_files", "html_files", "collections", "documents", "github"])
_JEKYLLS = {"permalink": "date", "markdown": "kramdown", "highlighter": "rouge", "encoding": "utf-8"}


def known_of(site: Blog, path: str, values: Mapping[str, object], today: date | None) -> Known:
    """What is known of the blog and of one post. path: of the post, from the top of the work tree."""
    config = site.config
    zone = config.zone or datetime.now().astimezone().tzinfo or UTC
    place = PurePosixPath(path).parent
    listing = Listing(site, path, values, zone, today)
    return Known(
        site=_site(site, listing, zone),
        page=listing.page,
        url=config.url,
        baseurl=config.baseurl,
        markdown=config.markdown,
        zone=zone,
        has_theme=bool(config.theme),
        address_of_post=partial(_address_of_post, site, path, values),
        address_of_file=partial(_address_of_file, site, path, values),
        include=lambda name: read_source(site, f"_includes/{name}"),
        include_relative=lambda name: _beside(site, place, name),
    )


def _site(site: Blog, listing: Listing, zone: tzinfo) -> Drop:
    later: dict[str, Callable[[], object]] = {
        "posts": lambda: listing.posts,
        "tags": lambda: listing.by_tag,
        "categories": lambda: listing.by_category,
        "related_posts": lambda: listing.related,
        "pages": lambda: pages_of(site, zone),
        "data": lambda: data_of(site, zone),
    }
    known = _JEKYLLS | {str(key): make_value(value, zone) for key, value in site.config.values.items()}
    own = {key: value for key, value in known.items() if key not in later}
    return Drop(own, later, (_OF_THE_BUILD | collections_of(site.config)) - {"posts"})


def _files(site: Blog, path: str) -> Iterator[PostFile]:
    """The files of the posts, and that of the post at hand, which may not be there yet."""
    yield from post_files(site)
    yield PostFile(PurePosixPath(path).name, "", path)


def _address_of_post(site: Blog, path: str, values: Mapping[str, object], name: str) -> str | None:
    file = find_named(site, name, _files(site, path))
    return _address(site, file, values if file.path == path else None) if file else None


def _address(site: Blog, file: PostFile, values: Mapping[str, object] | None) -> str:
    if values is None:
        return quote(address_of_post(site, file), safe=SAFE)
    return quote(address_of(site, file.name, values, from_sources(site, file.path)), safe=SAFE)


def _address_of_file(site: Blog, path: str, values: Mapping[str, object], name: str) -> object:
    """Where a file of the sources is on the site; None if the build has none there, an Unknown where only it knows."""
    wanted = name.removeprefix("/")
    in_tree = f"{_above_posts(site)}{wanted}"
    for file in _files(site, path):
        if file.path == in_tree:
            own = values if file.path == path else None
            is_hidden = (values_of_post(file) if own is None else own).get("published") is False
            return None if is_hidden else _address(site, file, own)
    return address_of_file(site, wanted)


def path_in_build(site: Blog, path: str) -> str:
    """The path by which the build knows a post, from where its own `_posts` lies. path: from the work tree's top."""
    return path.removeprefix(_above_posts(site))


def _above_posts(site: Blog) -> str:
    """The path of the folder that the site's own `_posts` lies in, with a slash behind it where there is one."""
    return site.posts_path.removesuffix("_posts")


def _beside(site: Blog, place: PurePosixPath, name: str) -> str | None:
    return read_source(site, from_sources(site, (place / name).as_posix()))
