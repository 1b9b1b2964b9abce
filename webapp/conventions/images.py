"""Where a post's images lie, how their files are named, and how their addresses are written."""

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
from .patterns import read_pattern
from .posts import DatedPost

SLUG = "{slug}"
NAME = "{name}"  # stands in a pattern for what the author calls the image
PATH = "{path}"  # stands in an address for where the image lies, from the blog's top
USUAL_ADDRESS = f"/{PATH}"
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
# No image holds the beginning of another, so that what is never ended is read once.
_IMAGE = re.compile(
    r"!\[(?:(?!!\[)[^\]])*+\]\(\s*+<?((?:(?!!\[)[^)>\"'])+?)>?(?:(?<!\s)\s++[\"'](?:(?!!\[)[^)])*+)?\)"
    r"|<img\b[^<>]*?\bsrc=[\"']([^\"']+)",
    re.IGNORECASE,
)
# Addresses that lead to the same place from every page: behind Liquid that names the site, or through a filter.
_ADDRESS = re.compile(
    r"!\[(?:(?!!\[)[^\]])*+\]\(\s*+<?(?P<markdown>(?:\{\{[^{}\n]*\}\}|[^\s)>{])++)"
    r"|<img\b[^<>]*?\bsrc=(?P<quote>[\"'])(?P<html>.*?)(?P=quote)",
    re.IGNORECASE,
)
_FROM_EVERYWHERE = re.compile(r"(?:\{\{[^{}]*\}\})*/\{path\}|\{\{\s*([\"'])/?\{path\}\1\s*\|[^{}]*\}\}")
_LIQUID = re.compile(r"\{\{\s*(?:site\.(?:base)?url\s*\}\}|[\"']([^\"']+)[\"']\s*\|[^{}]*\}\})")


def learn_images(posts: Sequence[DatedPost], usual: Habit[str]) -> Habit[str]:
    """Learn folder and name of the images: `assets/images/{dd}{mm}{yy}_{name}`. posts: newest first.

    The file's extension is no part of it.
    """
    return learn_habit([_pattern(post.body, post.day, post.slug) for post in posts], usual, "with images")


def learn_image_address(posts: Sequence[DatedPost], usual: Habit[str]) -> Habit[str]:
    """Learn how the address of an image is written: `{{ site.baseurl }}/{path}`. posts: newest first."""
    return learn_habit([_address(post.body) for post in posts], usual, "with images")


def write_image_path(pattern: str, day: date, slug: str, name: str) -> str:
    """Write the path of an image, from the blog's top, without its extension. Raises ChoiceError for no pattern."""
    return read_pattern(pattern, ("name", "slug")).write(day, {"name": name, "slug": slug})


def is_image_address(form: str) -> bool:
    """Does an address with this form lead to the same place from every page?"""
    return _FROM_EVERYWHERE.fullmatch(form) is not None


@lru_cache(maxsize=READ)
def _address(body: str) -> str | None:
    """The form of the address of a post's first image; None where that is relative to the post's own."""
    path = next(image_paths(body), None)
    if path is None:
        return None
    written = (found["markdown"] or found["html"] or "" for found in _ADDRESS.finditer(body))
    form = next((each.replace(path, PATH, 1) for each in written if path in each), "")
    return form if is_image_address(form) else None


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
