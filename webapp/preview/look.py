"""How the blog looks: from its layouts, from the pages that were built here, or from what was fetched of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urljoin

from webapp import blog, front_matter, looks, markdown
from webapp.blog import Blog, path_on_site
from webapp.calendar import describe_day
from webapp.conventions import PostFile
from webapp.errors import BlogError
from webapp.looks import Budget, BuiltPage, Element, Sheet
from webapp.preview.files import BUILT, find_built, read_asset
from webapp.preview.kept import KeptLook
from webapp.preview.layouts import CONTENT, TITLE, write_out_layout
from webapp.preview.opening import find_opening
from webapp.preview.texts import plain_words

MOST_STYLE_BYTES = 5_000_000  # of sheets with their fonts and pictures, as they are written in the page
POSTS_LOOKED_AT = 5

# Folders of plain sheets that no layout here names, best first: the layouts are a theme's.
_FOLDERS = ("assets/css", "assets", "css", "stylesheets")
_STANDARD = BuiltPage(
    around=(
        Element("html"),
        Element("body"),
        Element("main", classes="page-content"),
        Element("article", classes="post h-entry"),
    ),
    title=(Element("header", classes="post-header"), Element("h1", classes="post-title p-name")),
    content=(Element("div", classes="post-content e-content"),),
    is_complete=True,
)


@dataclass(frozen=True, slots=True)
class Look:
    """What the frame wears. sheets: empty where a plain one has to stand in. words: from where it comes, or why not."""

    sheets: tuple[Sheet, ...]
    page: BuiltPage
    words: str
    is_local: bool = True  # is it from files of the blog on this machine?

    @property
    def is_own(self) -> bool:
        """Is it the blog's own?"""
        return bool(self.sheets)


def find_look(site: Blog, layout: str, today: date, kept: KeptLook | None, budget: Budget) -> Look:
    """Find the blog's look; the first of its sources that has a sheet wins.

    layout: that the post's front matter names. kept: what was fetched earlier of the published blog.
    """
    composed = looks.read_page(
        write_out_layout(site, layout), lambda words: words.startswith(TITLE), lambda words: CONTENT in words, 0
    )
    for page in (composed, *_built_pages(site)):
        sheets, files = _sheets_of(site, page, budget)
        if sheets:
            return Look(sheets, _usable(page), _words_of(site, files, today))
    if kept is not None:
        words = f"The look of {kept.host}, fetched on {describe_day(kept.fetched_on, today)}."
        return Look(kept.sheets, _usable(kept.page), words, is_local=False)
    sheets, files = _loose_sheets(site, budget)
    if sheets:
        return Look(sheets, _usable(composed), _words_of(site, files, today))
    return Look((), _usable(composed), _why_plain(site), is_local=False)


def _usable(page: BuiltPage) -> BuiltPage:
    """A page whose elements can be used; the usual ones where they were not found."""
    if not page.is_complete:
        return _STANDARD
    if page.title:
        return page
    return BuiltPage(page.sheets, page.around, _STANDARD.title[-1:], page.content, is_complete=True)


def _built_pages(site: Blog) -> Sequence[BuiltPage]:
    """The newest post's page that was built here, with what is around the post; at most one."""
    if not (site.root / BUILT).is_dir():
        return ()
    for post in blog.newest_posts(site)[:POSTS_LOOKED_AT]:
        found = _find_built_post(site, post)
        if found is not None:
            text = found.read_text(encoding="utf-8", errors="replace")
            return (read_built(site, post, text),)
    return ()


def _find_built_post(site: Blog, post: PostFile) -> Path | None:
    path = path_on_site(site, blog.address_of_post(site, post))
    try:
        return find_built(site, path) if path else None
    except BlogError:
        return None


def read_built(site: Blog, post: PostFile, page: str) -> BuiltPage:
    """Read a built page of a post, whose title and beginning say where they stand in it."""
    block, body = front_matter.split(post.text)
    title = " ".join(str(blog.values_of(block).get("title", "")).split())
    opening = find_opening(markdown.render(body, site.config.markdown))
    titles = {title, plain_words(markdown.render(title, site.config.markdown))}
    return looks.read_page(page, lambda words: words in titles, lambda words: words == opening.words, opening.depth)


def _sheets_of(site: Blog, page: BuiltPage, budget: Budget) -> tuple[tuple[Sheet, ...], list[Path]]:
    """The sheets of a page that lie on this machine, each standing alone, and their files."""
    sheets, files = [], []
    for named in page.sheets:
        if named.css:
            sheets.append(Sheet(_complete(site, named.css, "/", budget), named.media))
            continue
        path = path_on_site(site, named.address)
        asset = read_asset(site, path) if path else None
        if path and asset and budget.take(len(asset[0])):
            css = asset[0].decode("utf-8", "replace")
            sheets.append(Sheet(_complete(site, css, urljoin("/", path), budget), named.media))
            files.append(asset[1])
    return (tuple(sheets), files) if files else ((), [])


def _loose_sheets(site: Blog, budget: Budget) -> tuple[tuple[Sheet, ...], list[Path]]:
    for folder in _FOLDERS:
        paths = [f"/{folder}/{name}" for name in _names_of_sheets(site.source_folder / folder)]
        page = BuiltPage(sheets=tuple(looks.NamedSheet(path) for path in paths))
        sheets, files = _sheets_of(site, page, budget)
        if sheets:
            return sheets, files
    return (), []


def _names_of_sheets(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.glob("*.css"))
    except OSError:  # not to be looked into
        return []


def _complete(site: Blog, css: str, address: str, budget: Budget) -> str:
    def read(found: str) -> bytes | None:
        path = path_on_site(site, found)
        asset = read_asset(site, path) if path else None
        return asset[0] if asset else None

    return looks.stand_alone(css, address, read, budget)


def _words_of(site: Blog, files: Sequence[Path], today: date) -> str:
    """From which file the look comes, and of which day, where it was built."""
    file = files[0]
    name = file.relative_to(site.root).as_posix()
    others = f" and {len(files) - 1} more" if len(files) > 1 else ""
    if not name.startswith(f"{BUILT}/"):
        return f"The look of {name}{others}."
    built = datetime.fromtimestamp(file.stat().st_mtime).astimezone(site.config.zone).date()
    return f"The look of {name}{others}, built on {describe_day(built, today)}."


def _why_plain(site: Blog) -> str:
    theme = site.config.theme
    if theme:
        return f"A plain look stands in: the blog’s own comes from the theme {theme}, which is not on this machine."
    return "A plain look stands in: the blog’s own is made when the blog is built, and it was not built here yet."
