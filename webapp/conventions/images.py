"""Where a post's images lie, and how their files are named."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import product
from pathlib import PurePosixPath
from urllib.parse import unquote

from .counting import READ
from .dates import DateForm
from .habits import Habit, learn_habit
from .posts import DatedPost

SLUG = "{slug}"
NAME = "{name}"  # stands in a pattern for what the author calls the image
# Forms of a day in file names; the longer first, since `181225` begins with `1812`.
_FORMS = tuple(
    DateForm(pattern)
    for pattern in (
        *("{yyyy}-{mm}-{dd}", "{yyyy}_{mm}_{dd}", "{yyyy}{mm}{dd}", "{dd}{mm}{yyyy}", "{dd}-{mm}-{yyyy}"),
        *("{dd}{mm}{yy}", "{yy}{mm}{dd}", "{dd}-{mm}-{yy}", "{dd}{mm}", "{mm}{dd}", "{yyyy}-{mm}", "{yyyy}"),
    )
)
_PARTS = (DateForm("{mm}"), DateForm("{dd}"))
SHORTEST = 2  # letters of a slug that is looked for in names of folders
_IMAGE = re.compile(
    r"!\[[^\]]*\]\(\s*<?([^)>\"']+?)>?(?:\s+[\"'][^)]*)?\)|<img\b[^>]*?\bsrc=[\"']([^\"']+)", re.IGNORECASE
)
_LIQUID = re.compile(r"\{\{\s*(?:site\.(?:base)?url\s*\}\}|[\"']([^\"']+)[\"']\s*\|[^}]*\}\})")


def learn_images(posts: Sequence[DatedPost], usual: Habit[str]) -> Habit[str]:
    """Learn folder and name of the images: `assets/images/{dd}{mm}{yy}_{name}`. posts: newest first.

    The file's extension is no part of it.
    """
    return learn_habit([_pattern(post.body, post.day, post.slug) for post in posts], usual, "with images")


def image_paths(body: str) -> Iterator[str]:
    """Paths of the images that a post shows of its own blog, from the blog's top."""
    for markdown, html in _IMAGE.findall(_LIQUID.sub(lambda found: found[1] or "", body)):
        path = unquote((markdown or html).strip())
        if "/" in path and ".." not in path.split("/") and not re.match(r"[a-z][a-z0-9+.-]*:|//", path, re.IGNORECASE):
            yield path.lstrip("/")


@lru_cache(maxsize=READ)
def _pattern(body: str, day: date, slug: str) -> str | None:
    """The pattern of a post's first image."""
    path = next(image_paths(body), None)
    if path is None:
        return None
    pure = PurePosixPath(path)
    folder = "/".join(_folder(part, day, slug) for part in pure.parent.parts)
    return f"{folder}/{_file(pure.stem, day)}"


def _folder(part: str, day: date, slug: str) -> str:
    """A folder's name, with fields where it names the post's day or slug."""
    named = part.replace(slug, SLUG) if len(slug) > SHORTEST else part
    for form in (*_FORMS, *_PARTS):
        if named in (written := (form.write(day), f"{form.write(day)}-{SLUG}")):
            return form.pattern + ("" if named == written[0] else f"-{SLUG}")
    return named


def _file(stem: str, day: date) -> str:
    """A file's name, with fields where it begins with the post's day."""
    for form, joint in product(_FORMS, ("_", "-", "")):
        rest = stem.removeprefix(form.write(day) + joint)
        if rest != stem and not rest[:1].isdigit():
            return f"{form.pattern}{joint}{NAME}"
    return NAME
