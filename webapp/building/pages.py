"""The page that Jekyll built for a post, made to stand alone."""

import glob
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from webapp import blog, front_matter
from webapp.blog import Blog
from webapp.drafts import Draft
from webapp.errors import BuildError
from webapp.looks import Budget, stand_page_alone

MOST_BYTES = 10_000_000  # of one page, as it is sent; more would make the frame slow
MOST_CHARACTERS = 3_000_000  # of its HTML


def find_page(site: Blog, built: Path, draft: Draft) -> Path:
    """Find the file of the draft's page. Raises BuildError where Jekyll made none."""
    address = _address(site, draft)
    found = _find(built, blog.path_on_site(site, address) or address) or _find_undated(built, draft)
    if found is not None:
        return found
    if blog.read_name(draft.post_name).day is None:
        raise BuildError(
            f"Jekyll built the blog without this post: its file, {draft.post_name}, does not begin with a date like "
            "2025-12-11. Give it a day, then build again."
        )
    raise BuildError(f"Jekyll built the blog, but no page at {address}. The front matter may give it another address.")


def forget_page(site: Blog, built: Path, draft: Draft) -> None:
    """Remove the draft's page of an earlier build, so that it is made anew whatever else did not change."""
    address = _address(site, draft)
    found = _find(built, blog.path_on_site(site, address) or address)
    if found is not None:
        found.unlink()


def _address(site: Blog, draft: Draft) -> str:
    path = draft.blog_path or blog.path_for(site, draft.post_name, draft.text)
    values = blog.values_of(front_matter.split(draft.text)[0])
    return blog.address_of(site, draft.post_name, values, blog.from_sources(site, path))


def _find_undated(built: Path, draft: Draft) -> Path | None:
    """The page of a post whose front matter can't be read: Jekyll dates it today and names it by its whole file."""
    stem = PurePosixPath(draft.post_name).stem
    names = (glob.escape(f"{stem}.html"), f"{glob.escape(stem)}/index.html")
    return next((found for name in names for found in built.rglob(name)), None)


def read_page(site: Blog, built: Path, page: Path) -> str:
    """Read a built page with all that it loads from the built site. Raises BuildError for one that is too long."""
    text = page.read_text(encoding="utf-8", errors="replace")
    if len(text) > MOST_CHARACTERS:
        raise BuildError(f"The built page has {len(text):,} characters, which is too long to be shown here.")

    def read(address: str) -> bytes | None:
        path = blog.path_on_site(site, address)
        found = _find(built, path) if path else None
        return found.read_bytes() if found else None

    budget = Budget(MOST_BYTES - len(text.encode()))
    return stand_page_alone(text, f"/{page.relative_to(built).as_posix()}", read, budget)


def _find(built: Path, path: str) -> Path | None:
    """The file that answers for a path; None for one outside the built site, and for what is no path."""
    try:
        place = unquote(urlsplit(path).path).strip("/")
        places = [(built / name).resolve() for name in (place, f"{place}.html", f"{place}/index.html")]
        return next((found for found in places if found.is_relative_to(built.resolve()) and found.is_file()), None)
    except (OSError, ValueError):  # too long, a NUL, or brackets where a host would stand
        return None
