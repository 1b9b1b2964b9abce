"""What the index of posts is made of, and what it answers."""

from dataclasses import dataclass
from datetime import date

from webapp.conventions import PostFile


@dataclass(frozen=True, slots=True)
class DatedFile:
    """A post's file and the day that the blog gives it."""

    file: PostFile
    day: date


@dataclass(frozen=True, slots=True)
class PostLink:
    """A link in a published post. heading: of its section; empty in the intro."""

    address_key: str
    address: str
    text: str
    heading: str


@dataclass(frozen=True, slots=True)
class Post:
    """A published post as the index has it."""

    path: str
    sha256: str
    title: str
    day: date
    link_count: int


@dataclass(frozen=True, slots=True)
class Use:
    """Where a published post links to an address."""

    path: str
    title: str
    day: date
    heading: str


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
