"""Beginning an essay: a draft outside the weekly series, of which only the title is asked."""

from datetime import date, datetime
from pathlib import Path

from webapp import blog, drafts
from webapp.blog import Blog
from webapp.conventions import clean_slug
from webapp.database import Database
from webapp.drafts import Draft
from webapp.errors import DraftExistsError, TitleMissingError


def begin_essay(db: Database, folder: Path, site: Blog, title: str, day: date, now: datetime) -> Draft:
    """Write a draft with the front matter of earlier essays, or of the series that its title is of; nothing below it.

    folder: of the drafts. day: that its file is named by; it can be changed until it is published.
    Raises TitleMissingError where no file can be named by the title, DraftExistsError, NotSavedError.
    Source of the name: Jekyll's documentation of posts, `YEAR-MONTH-DAY-title.MARKUP`.
    """
    words = " ".join(title.split())
    if not clean_slug(words):
        raise TitleMissingError("An essay needs a title with a letter or a digit in it. Nothing was begun.")
    kind = blog.learn(site).kind_titled(words)
    name = kind.file_name(day, words)
    path = site.post_path(name)
    if (site.work_tree / path).exists():
        raise DraftExistsError(f"The blog has a post {path} already. Give the essay another title.")
    return drafts.create_draft(db, folder, name, kind.new_post(day, words), now=now, level=kind.writing.level.value)
