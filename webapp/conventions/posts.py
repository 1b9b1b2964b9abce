"""A post's file and what its name says."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from .. import front_matter
from ..errors import FrontMatterError

KEPT = 16_384  # posts: more than a blog has, so that none is read twice

# What the blog takes for Markdown. Source: Jekyll 4.3, `markdown_ext` of its default configuration.
MARKDOWN_EXTENSIONS = frozenset({".markdown", ".mkdown", ".mkdn", ".mkd", ".md"})
# Jekyll 4.3, `Document::DATE_FILENAME_MATCHER`, with the four-digit year that every version reads alike.
_DATED_NAME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-([^/]*)(\.[^./]+)\Z")


@dataclass(frozen=True, slots=True)
class PostFile:
    """One file of the blog's posts."""

    name: str  # file name without folders
    text: str  # with its own line endings
    path: str  # from the repository's root, with `/`


@dataclass(frozen=True, slots=True)
class DatedPost:
    """A post whose name and front matter could be read."""

    file: PostFile
    day: date
    slug: str
    extension: str  # with its dot
    block: str
    title: str
    fields: front_matter.FrontMatter = field(repr=False)

    @property
    def body(self) -> str:
        return self.file.text[len(self.block) :]

    @property
    def headline(self) -> str:
        return headline_of(self.title, self.slug)


def folder_of(path: str) -> str:
    """The `_posts` that a post lies in, or below which it does; empty where there is none above it."""
    above, found, _ = f"/{path}".partition("/_posts/")
    return f"{above}/_posts".removeprefix("/") if found else ""


def name_parts(name: str) -> tuple[date, str, str] | None:
    """Day, slug and extension of a post's file name; None where the blog would leave the post out."""
    match = _DATED_NAME.match(name)
    if not match:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day, match[4], match[5]


def title_from_name(name: str) -> str:
    """Make a title of a file name: its slug in words."""
    parts = name_parts(name)
    slug = (parts[1] if parts else name.rpartition(".")[0] or name).rstrip(".")
    return " ".join(word.capitalize() for word in slug.split("-") if word)


def headline_of(title: str, slug: str) -> str:
    """The title; the words of the file name where it has none, as the blog does it.

    Source: Jekyll 4.3, `Document#populate_title` and `Utils.titleize_slug`.
    """
    return title or slug.replace("-", " ")


@lru_cache(maxsize=KEPT)
def read_post(file: PostFile) -> DatedPost | None:
    """Read what can be learned from a file; None if its name holds no date or its front matter can't be read.

    Read once for as long as the file stays the same, so that one changed post costs one reading.
    """
    parts = name_parts(file.name)
    block, _ = front_matter.split(file.text)
    try:
        fields = front_matter.read(block)
    except FrontMatterError:
        return None
    return DatedPost(file, *parts, block, fields.text("title"), fields) if parts and block else None


def address_slug(slug: str) -> str:
    """A slug as `:title` puts it into an address: blanks become `-`, capitals, `'`, `&`, `+` and `.` stay.

    Source: Jekyll 4.3, `Utils.slugify` in mode `pretty`, and `Document#populate_title` for the dots at the end.
    """
    kept = "".join(letter if _stays_in_address(letter) else "\0" for letter in slug.rstrip("."))
    return re.sub(r"^-|-$", "", re.sub(r"\0+", "-", kept))


def clean_slug(text: str) -> str:
    """A slug of letters, digits and single hyphens in lower case; apostrophes go without a trace."""
    plain = re.sub(r"['’‘`]", "", text.lower())
    return re.sub(r"[\W_]+", "-", plain).strip("-")


def _stays_in_address(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] in "ML" or category == "Nd" or letter in "._~!$&'()+,;=@"
