"""The addresses of the blog's pages and files, and the list of its pages.

Source: Jekyll 4.3, `page.rb`, `static_file.rb`, `url.rb`, `reader.rb` (sort_files!); checked against Debian's Jekyll in
tests/test_liquid_against_jekyll.py.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import quote

from webapp.blog.copied import is_copied
from webapp.blog.defaults import PAGES, Scope, read_defaults, with_defaults
from webapp.blog.folder import Blog
from webapp.blog.page_files import files_of, find_entry, is_markdown, read_page
from webapp.blog.plugins import plugins_with_pages, title_in_page
from webapp.blog.site_config import SiteConfig
from webapp.liquid import Drop, Unknown, make_value

MOST_FILES = 2_000  # looked at for the list of pages, 0.2 s
SAFE = "/:@!$&'()*+,;=-._~%"
_HTML = (".html", ".xhtml", ".htm")
_STYLES = {".scss": ".css", ".sass": ".css"}
_CONVERTED = (".textile", ".coffee", ".haml", ".slim", ".org", ".adoc", ".asciidoc", ".rst")  # by plugins


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the blog. path: from the sources. url: without the baseurl. is_bare: has it no front matter?"""

    path: str
    url: str | Unknown
    values: Mapping[str, object]  # of its front matter, with what the configuration adds
    body: str
    is_bare: bool

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


def address_of_file(site: Blog, path: str) -> object:
    """Where a page or another file of the sources is on the site, with the baseurl; None if it is not there.

    An Unknown where only the build knows it. path: from the site's sources.
    """
    if path.startswith("_") and path.partition("/")[0].removeprefix("_") in collections_of(site.config):
        is_there = find_entry(site, f"{site.config.collections_dir}/{path}") is not None
        return Unknown("the address of a file in a collection, known when the blog is built") if is_there else None
    if find_entry(site, path) is None or not is_copied(site, path):
        return None
    page = _read(site, path)
    if page is None:
        return quote(f"{site.config.baseurl}/{path}", safe=SAFE)
    if page.values.get("published") is False:
        return None
    return page.url if isinstance(page.url, Unknown) else f"{site.config.baseurl}{page.url}"


def collections_of(config: SiteConfig) -> frozenset[str]:
    """Name the collections that the configuration has."""
    written = config.values.get("collections")
    return frozenset(str(name) for name in written) if isinstance(written, Mapping | list) else frozenset()


def pages_of(site: Blog, zone: tzinfo) -> object:
    """List the blog's pages as the build does; an Unknown where that is not known before it."""
    if adding := _adding_pages(site):
        return Unknown(f"known when the blog is built, since {adding} may add pages")
    paths = list(islice(files_of(site), MOST_FILES + 1))
    if len(paths) > MOST_FILES:
        return Unknown("more files than the preview looks through for pages")
    read = [page for path in paths if (page := _read(site, path))]
    pages = [page for page in read if page.values.get("published") is not False]
    own = sorted((page for page in pages if not page.is_bare), key=lambda page: page.name)
    if len({page.name for page in own}) < len(own):
        return Unknown("pages of one name, whose order is known when the blog is built")
    return [_drop(site.config, page, zone) for page in [*own, *(page for page in pages if page.is_bare)]]


def _adding_pages(site: Blog) -> str:
    """Who may add pages that no file of the blog shows; empty where nobody does."""
    if site.config.theme:
        return f"the theme {site.config.theme}"
    if plugins := plugins_with_pages(site.config):
        return f"the plugin {plugins[0]}"
    return "a plugin in _plugins" if any((site.source_folder / "_plugins").glob("**/*.rb")) else ""


def _read(site: Blog, path: str) -> _Page | None:
    """Read a page; None for a file that is copied as it is."""
    read = read_page(site, path)
    if read is None:
        return None
    values = with_defaults(_scopes(site.config), path, read.values)
    return _Page(path, _url(site.config, path, values), values, read.body, read.is_bare)


@lru_cache(maxsize=4)
def _scopes(config: SiteConfig) -> tuple[Scope, ...]:
    return read_defaults(config.values.get("defaults"), PAGES)


def _url(config: SiteConfig, path: str, values: Mapping[str, object]) -> str | Unknown:
    """The address of a page without the baseurl; an Unknown where a plugin converts it."""
    page = PurePosixPath(path)
    if page.suffix in _CONVERTED:
        return Unknown("the address of a page that a plugin makes, known when the blog is built")
    ending = ".html" if is_markdown(config, path) else _STYLES.get(page.suffix, page.suffix)
    own = values.get("permalink")
    template = own if isinstance(own, str) and own else _template(config, page.stem, ending)
    folder = "" if page.parent.as_posix() == "." else f"{page.parent.as_posix()}/"
    filled = template.replace(":path", quote(folder, safe=SAFE))
    filled = filled.replace(":basename", quote(page.stem.rstrip("."), safe=SAFE)).replace(":output_ext", ending)
    whole = f"/{filled}".replace("..", "/").replace("./", "")
    return re.sub("/{2,}", "/", whole)


def _template(config: SiteConfig, stem: str, ending: str) -> str:
    if ending not in _HTML:
        return "/:path/:basename:output_ext"
    if stem == "index":
        return "/:path/"
    style = str(config.values.get("permalink") or "date")
    if style in ("date", "ordinal", "none") or style.endswith(":output_ext"):
        return "/:path/:basename:output_ext"
    return "/:path/:basename/" if style == "pretty" or style.endswith("/") else "/:path/:basename"


def _drop(config: SiteConfig, page: _Page, zone: tzinfo) -> Drop:
    """A page as Liquid sees it."""
    values = {str(key): make_value(value, zone) for key, value in page.values.items()}
    if values.get("title") is None:
        values["title"] = title_in_page(config, page.body)
    folder = page.url if isinstance(page.url, Unknown) else f"{page.url.rpartition('/')[0]}/"
    own = {"url": page.url, "dir": folder, "name": page.name, "path": values.get("path") or page.path}
    return Drop(values | own, unknown=frozenset(["content", "excerpt"]))
