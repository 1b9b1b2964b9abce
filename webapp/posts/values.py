"""What the index of posts is made of, and what it answers."""

from dataclasses import dataclass
from datetime import date

from webapp.conventions import PostFile
from webapp.markdown import SectionText


@dataclass(frozen=True, slots=True)
class Version:
    """A file as it is now: one with the same time and size is taken for the same."""

    time: int  # nanoseconds
    size: int  # bytes


UNKNOWN = Version(0, -1)  # of no file


@dataclass(frozen=True, slots=True)
class DatedFile:
    """A post's file and the day that the blog gives it."""

    file: PostFile
    day: date
    address: str = ""  # on the blog, with its baseurl
    version: Version = UNKNOWN
    categories: tuple[str, ...] = ()  # that the folders above its `_posts` give it


@dataclass(frozen=True, slots=True)
class Rules:
    """By what the blog's posts are read: its addresses, beside its Markdown."""

    url: str = ""  # of the site, without its baseurl
    baseurl: str = ""
    posts_path: str = "_posts"  # from the top of the work tree


@dataclass(frozen=True, slots=True)
class PostLink:
    """A link in a published post that leads out of the blog."""

    address_key: str
    address: str
    text: str
    heading: str  # of its section; empty in the intro
    position: int = 0  # of its section; 0 is the intro
    sentence: str = ""  # around it, as a reader sees it


@dataclass(frozen=True, slots=True)
class OwnLink:
    """A link in a published post to a post of the same blog."""

    target: str  # its address as `own.path_on_site` writes it, or its stem
    text: str
    heading: str
    position: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Image:
    """An image in a published post."""

    address: str  # as written
    alternative: str
    heading: str
    position: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What the index knows of a post's file."""

    sha256: str
    title: str
    words: int
    sections: tuple[SectionText, ...]
    links: tuple[PostLink, ...]
    own_links: tuple[OwnLink, ...]
    images: tuple[Image, ...]
    tags: tuple[str, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A published post as the index has it."""

    path: str
    sha256: str
    title: str
    day: date
    link_count: int
    words: int = 0
    address: str = ""  # on the blog, with its baseurl


@dataclass(frozen=True, slots=True)
class Held:
    """How much the index holds."""

    posts: int
    words: int
    sections: int  # without the intros
    links: int  # out of the blog
    own_links: int  # to its own pages
    images: int


@dataclass(frozen=True, slots=True)
class Use:
    """Where a published post links to an address, and what it says there."""

    path: str
    title: str
    day: date
    heading: str  # of the section; empty in the intro
    text: str = ""  # of the link
    sentence: str = ""  # around it, as a reader sees it
    anchor: str = ""  # of the section in the page; empty for the intro


@dataclass(frozen=True, slots=True)
class LinkedPhrase:
    """What some words led to where they were a link."""

    address: str  # as it was written last
    address_key: str
    site: str
    uses: tuple[Use, ...]  # newest first


@dataclass(frozen=True, slots=True)
class PostSection:
    """A section of a published post, in plain words."""

    path: str  # of the post
    title: str  # of the post
    day: date
    position: int  # in the post; 0 is the intro
    heading: str  # empty for the intro
    anchor: str  # the id of its heading in the page; empty for the intro
    text: str
    score: float  # bm25, higher is closer; comparable within one answer only
    address: str = ""  # of the post on the blog, with its baseurl
