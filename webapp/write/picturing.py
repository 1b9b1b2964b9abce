"""Adding a picture: its file waits in the data folder, and the text names it as the blog's posts name theirs."""

import re
from dataclasses import dataclass
from html import unescape

from webapp import blog, files, git, liquid, markdown, pictures, sections
from webapp.blog import Blog, PictureSpot
from webapp.conventions import PostFile
from webapp.drafts import Draft
from webapp.errors import PictureRefusedError
from webapp.sections import Document
from webapp.write.place import Place, locate
from webapp.write.structure import Change, Written, apply_change

NAMELESS = "image"
MOST_NAMES = 100  # that are tried for one picture
TELLS_PLACE = " The file says where it was taken, which readers of the blog can see, too."
_SHOWN = re.compile(r'<p><img src="([^"]*)" alt="([^"]*)" /></p>\s*')


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture as the author gives it. name: that it is to have; empty takes the one of its file."""

    content: bytes
    file_name: str
    alternative: str  # what it shows, in words
    name: str = ""


def add_picture(place: Place, picture: NewPicture, *, revision: str, position: int) -> Written:
    """Keep a picture for the blog, and show it at the end of a section. The blog's folder is not touched.

    position: of the section in the revision. Raises PictureRefusedError, SectionsError, NotSavedError.
    """
    extension = _check(picture)

    def change(draft: Draft, document: Document) -> Change:
        at = locate(place, draft, revision, position)
        spot = _find_free(place, draft, picture, extension)
        words = _write(place.site, spot, picture.alternative)
        _keep(place.site, spot, picture.content)
        said = f"Added the picture {spot.path}.{TELLS_PLACE if pictures.tells_place(picture.content) else ''}"
        return Change(said, sections.append(document, at, words), draft.sections, at, inserted=words)

    return apply_change(place, change, revision)


def _check(picture: NewPicture) -> str:
    """Answer the extension for a picture that can be added."""
    if not picture.content:
        raise PictureRefusedError("Choose the file of a picture first. Nothing was added.")
    if len(picture.content) > pictures.MOST_BYTES:
        raise PictureRefusedError("The picture is larger than 10 MB. Make it smaller, then add it. Nothing was added.")
    extension = pictures.extension_of(picture.content)
    if not extension:
        raise PictureRefusedError(
            "This is none of the kinds of pictures that can be added here: PNG, JPEG, GIF, WebP or AVIF. "
            "Save it as one of them, then add it. Nothing was added."
        )
    if not picture.alternative.strip():
        raise PictureRefusedError(
            "Say in a few words what the picture shows: they stand for it where it can't be seen. Nothing was added."
        )
    return extension


def _find_free(place: Place, draft: Draft, picture: NewPicture, extension: str) -> PictureSpot:
    """Find the first of a picture's names that is free, or that has the same picture already."""
    post = PostFile(
        draft.post_name, draft.text, draft.blog_path or blog.path_for(place.site, draft.post_name, draft.text)
    )
    today = blog.now_in(place.site, place.now).date()
    named = pictures.name_of(picture.name) or pictures.name_of(picture.file_name) or NAMELESS
    for number in range(1, MOST_NAMES):
        name = named if number == 1 else f"{named}-{number}"
        spot = blog.find_spot(place.site, post, name, extension, today)
        if _is_free(place.site, spot, picture.content):
            return spot
    raise PictureRefusedError(f"There are too many pictures named {named}. Choose another name. Nothing was added.")


def _is_free(site: Blog, spot: PictureSpot, content: bytes) -> bool:
    """Is no other picture there: in the blog's folder, in its last commit, or waiting for it? Raises BlogError."""
    path = blog.path_in_work_tree(site, spot.path)
    kept = blog.find_kept(site, spot.path)
    there = (blog.read_file(site, path), kept.read_bytes() if kept else None)
    if any(other not in (None, content) for other in there):
        return False
    return git.is_in_commit(site.work_tree, "HEAD", path, content) or not git.head_contents(site.work_tree, path)


def _keep(site: Blog, spot: PictureSpot, content: bytes) -> None:
    """Let a picture wait in the data folder, unless the blog has committed it already."""
    if git.is_in_commit(site.work_tree, "HEAD", blog.path_in_work_tree(site, spot.path), content):
        return
    assert site.pictures is not None  # the blog that is written for has this folder
    target = site.pictures / spot.path
    if files.read_bytes(target) is None:
        files.make_folder(target.parent)
        files.atomic_write(target, content, expected=None)


def _write(site: Blog, spot: PictureSpot, alternative: str) -> str:
    """Write a picture as Markdown. Raises PictureRefusedError where the blog would show other words than these."""
    words = " ".join(alternative.split())
    shown = _SHOWN.fullmatch(markdown.render(f"![{words}]({spot.address})", site.config.markdown))
    if liquid.has_liquid(words) or shown is None or (unescape(shown[1]), unescape(shown[2])) != (spot.address, words):
        raise PictureRefusedError(
            "These words can't stand for a picture, since the blog would read some of their signs as Markdown or "
            "Liquid. Leave out signs such as [ ] { } | < and try again. Nothing was added."
        )
    return f"![{words}]({spot.written})"
