"""Made-up blogs whose posts are held out one by one, and predicted from those before.

A file of `cases/blogs` says first what the blog is, its time zone and its line endings; then come its posts, oldest
first, each after a line `=== NAME :: KIND :: MARKS`. KIND is what its author would say: `weekly`, `essay`, or a name
that is learned. MARKS are what nobody could have known from the posts before: `new` (the kind of post, or how it is
written), `title`, `name` (of the file), `time` (of day), or a key that the author fills in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from webapp import front_matter
from webapp.conventions import Conventions, PostFile, Series, learn, name_parts
from webapp.line_endings import with_endings

FOLDER = Path(__file__).parent / "cases" / "blogs"
_POST = re.compile(r"^=== (.+?)(?: :: (.+?))?(?: :: (.+?))?\n", re.MULTILINE)
_TIME = re.compile(r"\b\d\d:\d\d:\d\d\b")


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A post as its author wrote it, with what nobody could have known of it."""

    file: PostFile
    kind: str
    marks: frozenset[str]

    @property
    def block(self) -> str:
        """The front matter and the blank line below it."""
        block, body = front_matter.split(self.file.text)
        return block + body[: len(body) - len(body.lstrip("\r\n"))]


@dataclass(frozen=True, slots=True)
class Blog:
    """A made-up blog, its oldest post first."""

    name: str
    zone: ZoneInfo | None
    posts: tuple[HeldOut, ...]


def read_blogs() -> list[Blog]:
    return [_read(path) for path in sorted(FOLDER.glob("*.txt"))]


def _read(path: Path) -> Blog:
    head, *cells = _POST.split(path.read_text(encoding="utf-8"))
    settings = dict(re.findall(r"^(zone|endings): (\S+)$", head, re.MULTILINE))
    ending = "\r\n" if settings["endings"] == "crlf" else "\n"
    posts = [
        HeldOut(
            PostFile(name, with_endings(text, ending), f"_posts/{name}"),
            kind,
            frozenset(re.split(r",\s*", marks)) if marks else frozenset(),
        )
        for name, kind, marks, text in zip(*[iter(cells)] * 4, strict=True)
    ]
    return Blog(path.stem, ZoneInfo(settings["zone"]) if "zone" in settings else None, tuple(posts))


def predictions(blog: Blog) -> Iterator[tuple[HeldOut, Series]]:
    """Each post that is not new in its kind, with what was learned from the posts before it."""
    for number, post in enumerate(blog.posts):
        if "new" not in post.marks:
            learned = learn([before.file for before in blog.posts[:number]], zone=blog.zone)
            yield post, kind_named(learned, post.kind)


def kind_named(learned: Conventions, name: str) -> Series:
    """The kind that the author would choose."""
    usual = {"weekly": learned.weekly, "essay": learned.essay}
    return usual.get(name) or next(kind for kind in learned.kinds if kind.name == name)


def predicted(post: HeldOut, series: Series) -> str:
    """The front matter that is written for a post, without what nobody could have known."""
    return knowable(series.new_post(_day(post), _title(post)), post.marks)


def predicted_name(post: HeldOut, series: Series) -> str:
    return series.file_name(_day(post), _title(post))


def knowable(text: str, marks: frozenset[str]) -> str:
    """A front matter without the values that are marked; of a list in brackets these are left."""
    block, rest = front_matter.split(text)
    for field in reversed(front_matter.read(block).fields):
        if field.key in marks and field.key != "title":
            before = block[: field.start].rstrip()
            brackets = " []" if field.source.startswith("[") else ""
            block = f"{before}{brackets}{block[field.end :]}"
    return (_TIME.sub("00:00:00", block) if "time" in marks else block) + rest


def _title(post: HeldOut) -> str:
    return front_matter.read(front_matter.split(post.file.text)[0]).text("title") if "title" in post.marks else ""


def _day(post: HeldOut) -> date:
    parts = name_parts(post.file.name)
    assert parts is not None
    return parts[0]
