"""What Liquid may know of the blog and of a draft.

Files are read when they are asked for, so that a post without Liquid pays nothing.

Source: Jekyll 4.3, `drops/site_drop.rb`, `drops/document_drop.rb`, `page.rb` (template), `tags/post_url.rb`.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from functools import partial
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from webapp import front_matter
from webapp.blog.folder import Blog
from webapp.blog.named import find_named
from webapp.blog.permalinks import moment_of, read_name
from webapp.blog.post_addresses import address_of, address_of_post
from webapp.blog.post_files import newest_posts, post_files
from webapp.blog.post_values import values_of, values_of_post
from webapp.blog.site_config import SiteConfig
from webapp.blog.sources import from_sources, read_source
from webapp.conventions import PostFile, title_from_name
from webapp.errors import FrontMatterError
from webapp.liquid import Drop, Known, Unknown, make_value, moment

MOST_DATA = 200  # files in `_data`
SAFE = "/:@!$&'()*+,;=-._~%"
_OF_THE_BUILD = frozenset(
    [
        "time",
        "pages",
        "html_pages",
        "static_files",
        "html_files",
        "collections",
        "documents",
        "categories",
        "tags",
        "related_posts",
        "github",
    ]
)
_OF_THE_POST = frozenset(["content", "output", "excerpt", "next", "previous"])
_JEKYLLS = {"permalink": "date", "markdown": "kramdown", "highlighter": "rouge", "encoding": "utf-8"}


def known_of(site: Blog, path: str, values: Mapping[str, object], today: date | None) -> Known:
    """What is known of the blog and of one post. path: of the post, from the top of the work tree."""
    config = site.config
    zone = config.zone or datetime.now().astimezone().tzinfo or UTC
    place = PurePosixPath(path).parent
    return Known(
        site=_site(site, path, zone, today),
        page=_post(site, path, values, zone),
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


def _site(site: Blog, path: str, zone: tzinfo, today: date | None) -> Drop:
    values = site.config.values
    collections = values.get("collections")
    names = frozenset(str(name) for name in collections) if isinstance(collections, Mapping | list) else frozenset()
    later: dict[str, Callable[[], object]] = {
        "posts": lambda: _posts(site, path, zone, today),
        "data": lambda: _data(site, zone),
    }
    known = _JEKYLLS | {str(key): make_value(value, zone) for key, value in values.items()}
    own = {key: value for key, value in known.items() if key not in later}
    return Drop(own, later, (_OF_THE_BUILD | names) - {"posts"})


def _post(site: Blog, path: str, written: Mapping[str, object], zone: tzinfo) -> Drop:
    config, name = site.config, PurePosixPath(path).name
    relative = from_sources(site, path)
    values = config.of_post(relative, written)
    read = read_name(name)
    when = moment_of(values, name, config.zone)
    url = quote(address_of(site, name, written, relative).removeprefix(config.baseurl), safe=SAFE)
    slug = str(values.get("slug") or read.slug)
    own = {
        "title": values.get("title") or title_from_name(name) or name,
        "categories": [*_list(values.get("categories")), *_single(values.get("category"))],
        "tags": [*_single(values.get("tag")), *_list(values.get("tags"))],
        "slug": slug,
        "ext": read.extension,
        "draft": False,
    }
    fixed = {
        "date": moment(when.astimezone(zone)) if when else None,
        "url": url,
        "id": f"{url.rpartition('/')[0]}/{slug}",
        "path": relative,
        "relative_path": relative,
        "collection": "posts",
        "name": values.get("name") or name,
    }
    known = {str(key): make_value(value, zone) for key, value in values.items()}
    return Drop(known | own | fixed, unknown=_OF_THE_POST)


def _single(value: object) -> list[object]:
    return [] if value in (None, "") else [str(value)]


def _list(value: object) -> list[object]:
    if isinstance(value, str):
        return list(value.split())
    return [str(each) for each in value if each is not None] if isinstance(value, list) else []


def _posts(site: Blog, path: str, zone: tzinfo, today: date | None) -> list[object]:
    """The posts as the build lists them, the newest first, without the one at hand, whose text may not be there yet."""
    found = []
    for file in newest_posts(site):
        values = values_of_post(file)
        day = read_name(file.name).day
        if day is None or values.get("published") is False:
            continue
        if today is not None and day > today and not site.config.future and file.path != path:
            continue
        found.append(_post(site, file.path, values, zone))
    return list(found)


def _address_of_post(site: Blog, path: str, values: Mapping[str, object], name: str) -> str | None:
    files = (*post_files(site), PostFile(PurePosixPath(path).name, "", path))
    file = find_named(site, name, files)
    return _address(site, file, values if file.path == path else None) if file else None


def _address(site: Blog, file: PostFile, values: Mapping[str, object] | None) -> str:
    if values is None:
        return quote(address_of_post(site, file), safe=SAFE)
    return quote(address_of(site, file.name, values, from_sources(site, file.path)), safe=SAFE)


def _address_of_file(site: Blog, path: str, values: Mapping[str, object], name: str) -> object:
    """Where a file of the sources is on the site; None if it is not there."""
    wanted = name.removeprefix("/")
    top = site.posts_folder.parent.relative_to(site.work_tree)
    for file in (*post_files(site), PostFile(PurePosixPath(path).name, "", path)):
        if file.path == (top / wanted).as_posix():
            return _address(site, file, values if file.path == path else None)
    if wanted.startswith("_"):
        return Unknown("the address of a file in a collection, known when the blog is built")
    text = read_source(site, wanted)
    if text is None:
        return quote(f"{site.config.baseurl}/{wanted}", safe=SAFE) if _is_there(site, wanted) else None
    return _address_of_page(site.config, wanted, text)


def _is_there(site: Blog, name: str) -> bool:
    try:
        return (site.source_folder / name).is_file()
    except (OSError, ValueError):
        return False


def _address_of_page(config: SiteConfig, name: str, text: str) -> object:
    block, _ = front_matter.split(text)
    page = PurePosixPath(name)
    if not block:
        return quote(f"{config.baseurl}/{name}", safe=SAFE)
    own = values_of(block).get("permalink")
    if isinstance(own, str) and ":" not in own:
        return quote(f"{config.baseurl}/{own.removeprefix('/')}", safe=SAFE)
    if own is not None or page.suffix not in (".md", ".markdown", ".html"):
        return Unknown("the address of a page, known when the blog is built")
    folder = "" if page.parent.as_posix() == "." else f"{page.parent.as_posix()}/"
    inner = folder if page.stem == "index" else f"{folder}{page.stem}{_ending(config.permalink)}"
    return quote(f"{config.baseurl}/{inner}", safe=SAFE)


def _ending(permalink: str) -> str:
    """What follows a page's name, by the permalink of the blog."""
    if permalink in ("date", "ordinal", "none", "weekdate") or permalink.endswith(":output_ext"):
        return ".html"
    return "/" if permalink == "pretty" or permalink.endswith("/") else ""


def _beside(site: Blog, place: PurePosixPath, name: str) -> str | None:
    return read_source(site, from_sources(site, (place / name).as_posix()))


def _data(site: Blog, zone: tzinfo) -> object:
    folder = site.source_folder / str(site.config.values.get("data_dir") or "_data")
    try:
        if not folder.resolve().is_relative_to(site.work_tree.resolve()):
            return Unknown()
        return _folder_of_data(folder, zone)
    except OSError:
        return Drop({})


def _folder_of_data(folder: Path, zone: tzinfo) -> object:
    later: dict[str, Callable[[], object]] = {}
    if not folder.is_dir():
        return Drop({})
    for number, path in enumerate(sorted(folder.iterdir())):
        if number >= MOST_DATA:
            return Unknown("more files of data than the preview reads")
        if path.is_dir():
            later[path.name] = partial(_folder_of_data, path, zone)
        elif path.suffix in (".yml", ".yaml", ".json", ".csv", ".tsv"):
            later[path.stem] = partial(_file_of_data, path, zone)
    return Drop({}, later)


def _file_of_data(path: Path, zone: tzinfo) -> object:
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            return make_value(json.loads(text), zone)
        if path.suffix in (".yml", ".yaml"):
            return make_value(_yaml(text), zone)
    except (OSError, ValueError, RecursionError, FrontMatterError):
        return Unknown(f"_data/{path.name} can’t be read here")
    return Unknown(f"_data/{path.name} is read when the blog is built")


def _yaml(text: str) -> object:
    """Read a file of data, which is a mapping or a list."""
    lines = text.removeprefix("\ufeff").removeprefix("---\n")
    first = next((line for line in lines.splitlines() if line.strip() and not line.startswith("#")), "")
    return front_matter.load_yaml(f"list:\n{lines}")["list"] if first.startswith("-") else front_matter.load_yaml(lines)
