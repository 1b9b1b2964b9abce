"""The posts that the blog has: listed, indexed, and opened as drafts with exactly their bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from webapp import blog, calendar, drafts, front_matter, markdown, posts, weeks
from webapp.blog import Blog
from webapp.conventions import PostFile, Series
from webapp.database import Database
from webapp.drafts import Draft
from webapp.errors import DraftNotFoundError, DraftUnreadableError, PostNotFoundError, PostNotOpenedError
from webapp.posts import DatedFile
from webapp.sections import USUAL_LEVEL
from webapp.weeks import Month, Written

DAYS_DRAWN = 400  # a year and the weeks that its first month begins with


@dataclass(frozen=True, slots=True)
class PublishedPost:
    """A post as the list shows it."""

    path: str
    name: str
    title: str
    day: str  # in words
    address: str
    link_count: int
    draft_name: str | None  # the draft that it is open in

    @property
    def links(self) -> str:
        return {0: "no links", 1: "1 link"}.get(self.link_count, f"{self.link_count} links")


def list_published(db: Database, folder: Path, site: Blog, today: date) -> list[PublishedPost]:
    """List the blog's posts, newest first. Writes nothing."""
    files = {file.file.path: file for file in dated_files(site)}
    opened = {entry.blog_path: entry.name for entry in drafts.list_drafts(db, folder)}
    return [
        PublishedPost(
            path=post.path,
            name=files[post.path].file.name,
            title=post.title,
            day=calendar.describe_day(post.day, today),
            address=blog.address_of_post(site, files[post.path].file),
            link_count=post.link_count,
            draft_name=opened.get(post.path),
        )
        for post in posts.list_posts(db, list(files.values()))
    ]


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """A draft that was not published yet, as the list shows it."""

    name: str
    title: str
    kind: str  # “this week”, “a later week”, “essay”; empty for a week that has passed
    day: str  # in words; empty where its file name says none
    words: int

    @property
    def words_text(self) -> str:
        return f"{self.words:,} {'word' if self.words == 1 else 'words'}"


@dataclass(frozen=True, slots=True)
class Reading:
    """A published post to be read."""

    published: PublishedPost
    html: str  # not sanitised yet
    public_address: str  # on the blog; empty where its configuration says no url


def list_waiting(db: Database, folder: Path, site: Blog, today: date) -> list[WaitingDraft]:
    """List the drafts that wait to be published, weekly ones and essays, by day. Writes nothing."""
    entries = [entry for entry in drafts.list_drafts(db, folder) if entry.is_here and entry.blog_path is None]
    found = [_read_waiting(db, folder, site, entry.name, today) for entry in entries]
    return [waiting for _, waiting in sorted(filter(None, found), key=lambda pair: (pair[0], pair[1].name))]


def _read_waiting(db: Database, folder: Path, site: Blog, name: str, today: date) -> tuple[date, WaitingDraft] | None:
    try:
        draft = drafts.read_draft(db, folder, name)
    except (DraftNotFoundError, DraftUnreadableError):
        return None
    file, day = PostFile(name, draft.text, site.post_path(name)), blog.read_name(name).day
    words = calendar.describe_day(day, today) if day else ""
    kind = _kind(blog.learn(site).weekly, file, day, today)
    return day or date.max, WaitingDraft(name, posts.title_of(file), kind, words, posts.words_of(draft.text))


def _kind(weekly: Series, file: PostFile, day: date | None, today: date) -> str:
    if not weekly.matches(file) or day is None:
        return "essay"
    this = calendar.next_publishing_day(today, weekly.weekday, weekly.days)
    return "a later week" if day > this else "this week" if day >= today else ""


def draw_year(site: Blog, today: date) -> tuple[Month, ...]:
    """Draw the last twelve months of posts, a square a week."""
    written = [
        Written(file.day, posts.words_of(file.file.text), posts.title_of(file.file), file.file.path)
        for file in dated_files(site)
        if (today - file.day).days <= DAYS_DRAWN
    ]
    return weeks.picture(written, blog.learn(site).weekly.weekday, today)


def read_published(db: Database, folder: Path, site: Blog, path: str, today: date) -> Reading:
    """Read one of the blog's posts. Raises PostNotFoundError."""
    published = next((post for post in list_published(db, folder, site, today) if post.path == path), None)
    text = next((file.text for file in blog.post_files(site) if file.path == path), None)
    if published is None or text is None:
        raise PostNotFoundError(f"The blog has no post {path}. It may have been renamed or taken out.")
    html = markdown.render(front_matter.split(text)[1], site.config.markdown)
    public = f"{site.config.url}{published.address}" if site.config.url else ""
    return Reading(published, html, public)


def dated_files(site: Blog) -> Iterator[DatedFile]:
    """Read the blog's posts that Jekyll would build: those with a day."""
    for file in blog.post_files(site):
        if day := blog.day_of_post(site, file):
            yield DatedFile(file, day, blog.address_of_post(site, file))


def open_post(db: Database, folder: Path, site: Blog, path: str, now: datetime) -> Draft:
    """Open a published post as a draft with exactly the blog's bytes; the one that is open already, if it is.

    folder: of the drafts. path: of a post, from the top of the work tree, also of one that Jekyll leaves out.
    Raises PostNotOpenedError with the reason.
    """
    entries = drafts.list_drafts(db, folder)
    opened = next((entry for entry in entries if entry.blog_path == path), None)
    if opened is not None:
        return drafts.read_draft(db, folder, opened.name)
    content = blog.read_file(site, path) if path in blog.post_paths(site) else None
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
