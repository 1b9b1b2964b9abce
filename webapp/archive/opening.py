"""Opening a post for editing: as a draft with exactly its bytes."""

from datetime import datetime
from pathlib import Path, PurePosixPath

from webapp import blog, drafts
from webapp.blog import Blog
from webapp.database import Database
from webapp.drafts import Draft
from webapp.errors import PostNotOpenedError
from webapp.sections import USUAL_LEVEL


def open_post(db: Database, folder: Path, site: Blog, path: str, now: datetime) -> Draft:
    """Open a published post as a draft with exactly the blog's bytes; the one that is open already, if it is.

    folder: of the drafts. path: of a post, from the top of the work tree, also of one that Jekyll leaves out.
    Raises PostNotOpenedError with the reason.
    """
    entries = drafts.list_drafts(db, folder)
    opened = next((entry for entry in entries if entry.blog_path == path), None)
    if opened is not None:
        return drafts.read_draft(db, folder, opened.name)
    is_there = path in blog.post_paths(site) or path in blog.passed_over(site)
    content = blog.read_file(site, path) if is_there else None
    if content is None:
        raise PostNotOpenedError(f"The blog has no post {path}. It may have been renamed or taken out.")
    _refuse_foreign(path, content)
    name = PurePosixPath(path).name
    if any(entry.name == name and entry.blog_path is None for entry in entries):
        raise PostNotOpenedError(
            f"A draft named {name} is there already, and it was not opened from this post. "
            "Change its day or remove it, then open the post."
        )
    file = next((file for file in blog.post_files(site) if file.path == path), None)
    usual = blog.learn(site).kind_of(file).writing.level.value if file else USUAL_LEVEL
    return drafts.adopt_draft(db, folder, drafts.free_name(db, folder, name), content, path, now, usual)


def _refuse_foreign(path: str, content: bytes) -> None:
    """Raise PostNotOpenedError for what is no UTF-8, with the line where it begins."""
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PostNotOpenedError(
            f"{path} is not UTF-8 text (line {line} has a character in another encoding), so the blog can't read it "
            "either, and it can't be opened. Nothing was changed. Save it as UTF-8 in another program, then open it."
        ) from error
