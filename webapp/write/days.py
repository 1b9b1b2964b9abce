"""Changing the day of a draft: its file name and what its front matter says, together."""

import re
from datetime import date
from pathlib import Path

from webapp import blog, drafts, front_matter, undo
from webapp.drafts import Draft
from webapp.errors import DraftExistsError
from webapp.write.place import Place, open_place, series_of
from webapp.write.structure import Written


def change_day(place: Place, day: date, *, revision: str | None = None) -> Written:
    """Give a draft another day, in its name and in its front matter, as one step that can be undone.

    revision: that the page was served as.
    Raises DraftExistsError where the blog or the drafts have a post of that name, or where this draft was published:
    then its name is its address, and it stays.
    """
    with place.db.atomic():
        draft = open_place(place, revision)
        series = series_of(place, draft.text)
        if draft.blog_path is not None:
            raise DraftExistsError(
                "This post was published, so its file keeps its name and its address. Nothing was changed."
            )
        old_day = blog.read_name(draft.name).day
        name = _name_for(draft, series.file_name(old_day) if old_day else None, series.file_name(day), day)
        _refuse_taken(place, draft, name, series.folder)
        text = _retitled(place, draft, old_day, day)
        with drafts.renamed(place.db, place.folder, draft, name) as moved:
            written = drafts.write_draft(place.db, moved, text, action="day", now=place.now, sections=draft.sections)
        words = f"Moved to {day.day}/{day.month}/{day.year}."
        payload = {
            "name": draft.name,
            "new_name": name,
            "before": draft.revision,
            "after": written.revision,
            "links": {},
        }
        step = undo.record(place.db, "draft", words, payload, place.now, draft_id=written.id)
    return Written(written, words, step, 0)


def _name_for(draft: Draft, old_usual: str | None, new_usual: str, day: date) -> str:
    """The series' own name for the day; a name that the author chose keeps everything but its date."""
    if old_usual is None or draft.name == old_usual:
        return new_usual
    return re.sub(r"\A\d{2,4}-\d{1,2}-\d{1,2}", f"{day:%Y-%m-%d}", draft.name)


def _refuse_taken(place: Place, draft: Draft, name: str, posts_folder: str) -> None:
    if name == draft.name:
        return
    path = place.site.post_path(name, posts_folder)
    if Path(place.site.work_tree, path).exists():
        raise DraftExistsError(f"The blog has a post {path} already. Nothing was changed.")
    if any(entry.name == name for entry in drafts.list_drafts(place.db, place.folder)):
        raise DraftExistsError(f"There is a draft named {name} already. Nothing was changed.")


def _retitled(place: Place, draft: Draft, old_day: date | None, day: date) -> str:
    block, body = front_matter.split(draft.text)
    if old_day is None or not block:
        return draft.text
    return series_of(place, draft.text).retitle(block, old_day, day) + body
