"""All that a publication is planned from, as it was found."""

from dataclasses import dataclass
from datetime import date, datetime

from webapp import git
from webapp.checks import Finding
from webapp.publish.pictures import PictureFile


@dataclass(frozen=True, slots=True)
class FrontMatterRow:
    """A key of the front matter as it is written, and why it is written so."""

    key: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class BlogFile:
    """What the blog has at the post's path."""

    work_tree: bytes | None  # None: no such file
    head: bytes | None  # as it would be checked out; None: HEAD has no such file
    is_head_known: bool  # HEAD's is one that the draft was opened from, published as, or is now; or there is none
    base: bytes | None  # what the draft was opened from or last published as; None: never, or no longer kept
    merged: bytes | None  # the draft's and the blog's changes in one; None where they touch the same lines


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a publication is planned from."""

    draft_id: int
    draft_name: str
    revision: str
    content: bytes  # the draft's file, byte for byte
    blog_revision: str | None  # None: never published
    title: str
    day: date | None
    path: str
    path_reason: str
    endings: str  # of its lines, in words
    endings_reason: str
    address: str
    address_reason: str
    rows: tuple[FrontMatterRow, ...]
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    message: str
    message_reason: str
    blog_name: str
    file: BlogFile
    symbolic_link: str | None
    diff: str  # of the coming commit, from git
    state: git.State
    path_state: git.PathState
    is_in_upstream: bool  # the upstream has exactly this content, as last fetched
    push: git.PushPlan
    fingerprint: str  # of HEAD and the branches
    now: datetime  # in the blog's time zone
    pictures: tuple[PictureFile, ...] = ()  # that the post brings along
