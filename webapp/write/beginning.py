"""Beginning a post outside the weekly series: an essay by its title, or one of a further kind."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from webapp import blog, conventions, drafts
from webapp.blog import Blog
from webapp.conventions import ESSAY, WEEKLY, Conventions, Series, clean_slug
from webapp.database import Database
from webapp.drafts import Draft
from webapp.errors import DraftExistsError, TitleMissingError

NO_TITLE = "{} needs a title with a letter or a digit in it. Nothing was begun."


@dataclass(frozen=True, slots=True)
class KindToBegin:
    """A kind of posts, of which one can be begun."""

    name: str  # as it is sent; empty for an essay, or whatever its title says
    words: str  # for the author: its next title, where it gives itself one


def kinds_to_begin(site: Blog, today: date) -> tuple[KindToBegin, ...]:
    """Say what can be begun beside the weekly posts; nothing where there are essays alone."""
    kinds = conventions.kinds_of(blog.learn(site))
    further = [_to_begin(name, kind, today) for name, kind in kinds.items() if name not in (WEEKLY, ESSAY)]
    return (KindToBegin("", "Essay"), *further) if further else ()


def begin_essay(
    db: Database, folder: Path, site: Blog, title: str, today: date, now: datetime, *, kind: str = ""
) -> Draft:
    """Write a draft with the front matter of earlier posts of its kind; nothing below it.

    folder: of the drafts. title: may be empty where the kind gives its posts their titles. kind: as `kinds_to_begin`
    names it. Its day, which its file is named by, is the kind's usual one, else today; it can be changed until it is
    published. Raises TitleMissingError where no file can be named, DraftExistsError, NotSavedError.
    Source of the name: Jekyll's documentation of posts, `YEAR-MONTH-DAY-title.MARKUP`.
    """
    words = " ".join(title.split())
    learned = blog.learn(site)
    series = _kind(learned, kind, words)
    day = today if series is learned.weekly else series.day_to_begin(today)
    name = series.file_name(day, words)
    path = site.post_path(name, series.folder)
    if (site.work_tree / path).exists():
        raise DraftExistsError(f"The blog has a post {path} already. Give this one another title.")
    return drafts.create_draft(db, folder, name, series.new_post(day, words), now=now, level=series.writing.level.value)


def _kind(learned: Conventions, name: str, title: str) -> Series:
    """The kind that is begun. Raises TitleMissingError where that can't be told, or where the kind needs a title."""
    found = conventions.kinds_of(learned).get(name) if name else learned.kind_titled(title)
    if found is None:
        raise TitleMissingError(f"Your blog has no posts of the kind “{name}” now. Nothing was begun.")
    if not clean_slug(title) and (title or not name or not found.titles_itself):
        raise TitleMissingError(NO_TITLE.format("A post of this kind" if name else "An essay"))
    return found


def _to_begin(name: str, kind: Series, today: date) -> KindToBegin:
    words = kind.title(kind.day_to_begin(today)) if kind.titles_itself else name
    return KindToBegin(name, words[:1].upper() + words[1:])
