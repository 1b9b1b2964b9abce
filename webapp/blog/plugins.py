"""Which plugins that change a post's text a blog uses, and what it sets for them.

A plugin is used where `plugins:` (or `gems:`) names it. Those that GitHub Pages always uses are not named there: for
them it is enough that their options are set.

Source: the README of each plugin; "Configuring Jekyll plugins" (docs.github.com), for those that are always on.
"""

from collections.abc import Mapping

from webapp.blog.entries import fits, patterns_of
from webapp.blog.site_config import SiteConfig
from webapp.plugins import DEFAULT_BASE, find_title

MENTIONS = "jekyll-mentions"
_LINKS = ("jekyll-relative-links", "relative_links")
_TITLES = ("jekyll-titles-from-headings", "titles_from_headings")
_WITHOUT = ("jekyll-optional-front-matter", "optional_front_matter")

# Plugins known to add no page to the blog but those of its own files.
_WITHOUT_PAGES = frozenset(
    [
        *(name for name, _ in (_LINKS, _TITLES, _WITHOUT)),
        MENTIONS,
        "jemoji",
        "jekyll-seo-tag",
        "jekyll-include-cache",
        "jekyll-default-layout",
        "jekyll-gist",
        "jekyll-toc",
        "jekyll-last-modified-at",
        "jekyll-target-blank",
        "jekyll-github-metadata",
    ]
)
Values = Mapping[str, object]


def points_links(config: SiteConfig, path: str) -> bool:
    """Does jekyll-relative-links treat a post? path: of the post, as the build knows it."""
    options = _options(config, *_LINKS)
    if options is None or options.get("collections") is not True:
        return False
    return not fits(patterns_of(options.get("exclude")), path, is_folder=False)


def mention_base(config: SiteConfig, values: Values) -> str | None:
    """The address that jekyll-mentions adds names to; None where it makes no links. values: of the front matter."""
    if MENTIONS not in config.plugins or values.get(MENTIONS) is False:
        return None
    written = _mentions(config, values)
    if isinstance(written, Mapping):
        return str(written.get("base_url", DEFAULT_BASE) or "")
    return DEFAULT_BASE if written is None else str(written)


def stops_at_mentions(config: SiteConfig, values: Values) -> bool:
    """Does jekyll-mentions stop the build, since what is set for it is neither an address nor a mapping?"""
    if MENTIONS not in config.plugins or values.get(MENTIONS) is False:
        return False
    return not isinstance(_mentions(config, values), str | Mapping | None)


def _mentions(config: SiteConfig, values: Values) -> object:
    return values[MENTIONS] if MENTIONS in values else config.values.get(MENTIONS)


def title_in_post(config: SiteConfig, body: str) -> str | None:
    """The title that jekyll-titles-from-headings gives a post, also one that has a title of its own.

    In HTML's characters (`&amp;`). body: as it is written. None where it gives none.
    """
    return find_title(body, config.markdown) if _titles_for_posts(config) else None


def title_in_page(config: SiteConfig, body: str) -> str | None:
    """The title that jekyll-titles-from-headings gives a page that has none, as `title_in_post` says it."""
    return find_title(body, config.markdown) if _options(config, *_TITLES) is not None else None


def strips_title(config: SiteConfig, values: Values) -> bool:
    """Is a heading that a post begins with taken out of its text? values: of its front matter."""
    options = _titles_for_posts(config) or {}
    return bool(options) and (values["strip_title"] if "strip_title" in values else options.get("strip_title")) is True


def _titles_for_posts(config: SiteConfig) -> Values | None:
    """What is set for jekyll-titles-from-headings; None where it does not treat posts."""
    options = _options(config, *_TITLES)
    return options if options is not None and options.get("collections") is True else None


def needs_no_front_matter(config: SiteConfig) -> bool:
    """Does jekyll-optional-front-matter make pages of Markdown files without front matter?"""
    return _options(config, *_WITHOUT) is not None and not config.values.get("require_front_matter")


def plugins_with_pages(config: SiteConfig) -> tuple[str, ...]:
    """Name the plugins that may add pages to the blog."""
    return tuple(name for name in config.plugins if name not in _WITHOUT_PAGES)


def _options(config: SiteConfig, plugin: str, key: str) -> Values | None:
    """What is set for a plugin; None where it is not used, or switched off."""
    own = config.values.get(key)
    options: Values = own if isinstance(own, Mapping) else {}
    is_used = plugin in config.plugins or bool(options)
    return options if is_used and options.get("enabled") is not False else None
