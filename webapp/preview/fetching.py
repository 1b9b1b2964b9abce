"""Fetching the look of the published blog, when the author asks for it."""

from datetime import date
from pathlib import Path

from webapp import blog, fetch, front_matter, markdown
from webapp.blog import Blog
from webapp.errors import AddressRefusedError, FetchError
from webapp.fetch import Wanted
from webapp.preview.kept import KeptLook, keep_look
from webapp.preview.opening import find_opening
from webapp.preview.texts import absolute


def fetch_look(site: Blog, folder: Path, today: date, *, own_port: int, allows_private: bool = False) -> KeptLook:
    """Fetch the look of the newest published post, else of the blog's first page, and keep it in the data folder.

    own_port, allows_private: as in `fetch.fetch_page`.
    Raises AddressRefusedError, FetchError, with a sentence; what was kept before stays. Raises NotSavedError.
    """
    if not site.config.url:
        raise FetchError("_config.yml has no url, so it is not known where the published blog is.")
    try:
        page, sheets = fetch.fetch_look(_newest_post(site), own_port=own_port, allows_private=allows_private)
    except AddressRefusedError:
        raise
    except FetchError:
        page, sheets = fetch.fetch_look(_first_page(site), own_port=own_port, allows_private=allows_private)
    if not sheets:
        raise FetchError("The published blog names no style that could be fetched.")
    look = KeptLook(site.config.url + site.config.baseurl, today, page, sheets)
    keep_look(folder, look)
    return look


def _first_page(site: Blog) -> Wanted:
    return Wanted(f"{site.config.url}{site.config.baseurl}/", "", "", 0)


def _newest_post(site: Blog) -> Wanted:
    """The newest post in the blog's folder: most likely it is published."""
    post = next(iter(blog.newest_posts(site)), None)
    if post is None:
        return _first_page(site)
    opening = find_opening(markdown.render(front_matter.split(post.text)[1], site.config.markdown))
    title = " ".join(str(blog.values_of_post(post).get("title", "")).split())
    return Wanted(absolute(site.config, blog.address_of_post(site, post)), title, opening.words, opening.depth)
