"""What `_config.yml` says, as far as it matters for a post."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from webapp.blog.defaults import Scope, read_defaults, with_defaults, with_folders
from webapp.blog.entries import EntryRules, read_rules
from webapp.errors import BlogError, FrontMatterError
from webapp.front_matter import load_yaml
from webapp.markdown import Config, read_options, unsupported_options

CONFIG_NAMES = ("_config.yml", "_config.yaml")
DEFAULT_PERMALINK = "date"
DEFAULT_MARKDOWN = Config()
DEFAULT_ENTRIES = EntryRules()


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """A blog's configuration; what it leaves out is Jekyll's default."""

    markdown: Config = DEFAULT_MARKDOWN
    permalink: str = DEFAULT_PERMALINK  # a style's name, or a template
    excerpt_separator: str | None = None  # None unless it is set: then nothing asks for a fold
    timezone: str | None = None  # None: that of the machine that builds
    future: bool = False  # whether posts dated after today are built
    url: str = ""
    baseurl: str = ""  # begins with a slash, or is empty
    title: str = ""
    description: str = ""
    author: str = ""  # its name
    plugins: tuple[str, ...] = ()
    theme: str = ""  # a gem's name, or `owner/name` of a remote theme
    feed_excerpt_only: bool = False
    source: str = ""  # folders from the site's folder to its sources, and from there to `_posts`
    collections_dir: str = ""
    destination: str = "_site"  # what is built, from the site's folder
    entries: EntryRules = DEFAULT_ENTRIES  # which files and folders are read
    unsupported: tuple[str, ...] = ()  # what it says about Markdown and is not done here
    defaults: tuple[Scope, ...] = field(default=(), compare=False)
    written_defaults: str = ""  # stands for them in comparisons
    values: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)  # all of it, for Liquid

    @property
    def zone(self) -> tzinfo | None:
        """The blog's time zone; None stands for this machine's."""
        return ZoneInfo(self.timezone) if self.timezone else None

    def of_post(self, path: str, values: Mapping[str, object]) -> Mapping[str, object]:
        """The front matter of a post with what the configuration and its folders add to it.

        path: of the post, from the site's sources, or its name. values: as they are written in it.
        """
        inner = path.removeprefix(f"{self.collections_dir}/") if self.collections_dir else path
        full = inner if "/" in inner else f"_posts/{inner}"
        return with_folders(full, with_defaults(self.defaults, full, values, self.collections_dir))


def read_config(folder: Path) -> SiteConfig:
    """Read the site's configuration. Raises BlogError with a sentence that names the file."""
    path = next((folder / name for name in CONFIG_NAMES if (folder / name).is_file()), None)
    if path is None:
        return SiteConfig()
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise BlogError(f"{path} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BlogError(
            f"{path} can't be read as text: line {line} has a character in another encoding. Save it as UTF-8."
        ) from error
    return _parse(text, path)


@lru_cache(maxsize=8)
def _parse(text: str, path: Path) -> SiteConfig:
    """Every request asks for the configuration, and it seldom changes."""
    try:
        values = load_yaml(text)
    except FrontMatterError as error:
        reason = str(error).replace("The front matter ", "It ").replace("the front matter ", "it ")
        raise BlogError(f"{path} can't be read. {reason} Mend it first.") from error
    return make_config(values, path)


def make_config(values: Mapping[str, object], path: Path) -> SiteConfig:
    """Turn the values into a configuration. Raises BlogError for a time zone that is none."""
    return SiteConfig(
        markdown=read_options(values.get("kramdown"), values.get("highlighter", "rouge")),
        permalink=_permalink(values),
        excerpt_separator=_text(values, "excerpt_separator") or None,
        timezone=_timezone(_text(values, "timezone"), path),
        future=values.get("future") is True,
        url=_text(values, "url").rstrip("/"),
        baseurl=_baseurl(_text(values, "baseurl")),
        title=_text(values, "title") or _text(values, "name"),
        description=_text(values, "description"),
        author=author_of(values.get("author")),
        plugins=_texts(values.get("plugins")) + _texts(values.get("gems")),
        theme=_text(values, "remote_theme") or _text(values, "theme"),
        feed_excerpt_only=is_excerpt_only(values.get("feed")) is True,
        source=_folder(values, "source", path),
        collections_dir=_folder(values, "collections_dir", path),
        destination=_text(values, "destination") or "_site",
        entries=read_rules(values),
        unsupported=tuple(
            unsupported_options(values.get("kramdown"), values.get("highlighter", "rouge"), values.get("markdown"))
        ),
        defaults=read_defaults(values.get("defaults")),
        written_defaults=repr(values.get("defaults", "")),
        values=values,
    )


def _permalink(values: Mapping[str, object]) -> str:
    """That of the collection of posts, else that of the whole blog."""
    collections = values.get("collections")
    posts = collections.get("posts") if isinstance(collections, Mapping) else None
    own = _text(posts, "permalink") if isinstance(posts, Mapping) else ""
    return own or _text(values, "permalink") or DEFAULT_PERMALINK


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(part) for part in value) if isinstance(value, list) else ()


def author_of(value: object) -> str:
    """The name of an author who is written as a name or as a mapping with one; empty where there is none."""
    name = value.get("name") if isinstance(value, Mapping) else value
    return str(name) if isinstance(name, str | int | float) else ""


def is_excerpt_only(feed: object) -> bool | None:
    """What `feed:` says of its entries; None where it says nothing."""
    value = feed.get("excerpt_only") if isinstance(feed, Mapping) else None
    return value if isinstance(value, bool) else None


def _baseurl(text: str) -> str:
    inner = text.strip("/")
    return f"/{inner}" if inner else ""


def _folder(values: Mapping[str, object], key: str, path: Path) -> str:
    inner = _text(values, key).strip("/")
    if ".." in Path(inner).parts or "\0" in inner:
        raise BlogError(f"{path} names a folder outside the blog as “{key}”, which is not supported.")
    return "" if inner == "." else inner


def _timezone(name: str, path: Path) -> str | None:
    if not name:
        return None
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BlogError(
            f"{path} says “timezone: {name}”, which is not a known time zone, like Europe/London."
        ) from error
    return name
