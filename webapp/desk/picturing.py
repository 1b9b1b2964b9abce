"""What the page that adds a picture to a draft shows."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from webapp import blog, sections
from webapp.blog import Blog
from webapp.conventions import PostFile
from webapp.database import Database
from webapp.desk.reading import read_or_begin, title_of
from webapp.errors import PictureRefusedError

NAME = "NAME"  # stands for what the picture is called


@dataclass(frozen=True, slots=True)
class Waiting:
    """A picture that the draft shows and the blog has not yet."""

    path: str  # that it will have in the blog
    address: str  # of ours, to look at it


@dataclass(frozen=True, slots=True)
class PicturePage:
    """What a picture is added to, and where it would go."""

    name: str  # of the draft
    title: str
    revision: str
    sections: tuple[str, ...]  # their names, by position
    position: int  # of the section that is chosen
    spot: str  # where a picture goes: `assets/images/111225_NAME.png`; empty where none can
    reason: str  # why there, or why nowhere
    waiting: tuple[Waiting, ...]


def read_picture_page(
    db: Database, folder: Path, site: Blog, name: str, today: date, position: int | None
) -> PicturePage:
    """Read what the page shows. Writes nothing. position: of the section at hand; None takes the last one.

    folder: of the drafts. Raises DraftNotFoundError.
    """
    draft = read_or_begin(db, folder, site, name)
    found = sections.split(draft.text, site.config.excerpt_separator, draft.level).sections
    post = PostFile(draft.post_name, draft.text, draft.blog_path or blog.path_for(site, draft.post_name, draft.text))
    try:
        spot = blog.find_spot(site, post, NAME, ".png", today)
        place, reason = spot.path, spot.reason
    except PictureRefusedError as error:
        place, reason = "", str(error)
    last = len(found) - 1
    return PicturePage(
        name=name,
        title=title_of(draft),
        revision=draft.revision,
        sections=tuple(section.heading or ("Intro" if not at else f"Section {at}") for at, section in enumerate(found)),
        position=last if position is None else min(max(position, 0), last),
        spot=place,
        reason=reason,
        waiting=_waiting(site, draft.text),
    )


def _waiting(site: Blog, text: str) -> tuple[Waiting, ...]:
    top = blog.path_in_work_tree(site, "")
    return tuple(Waiting(path, blog.shown_at(path.removeprefix(top))) for path in blog.kept_files_in(site, text))
