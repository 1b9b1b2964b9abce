"""Relative links of a post, put right as jekyll-relative-links does where the blog uses it.

Source: jekyll-relative-links 0.7 (README, "Processing Collections").
"""

from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote_plus

from webapp.blog.folder import Blog
from webapp.blog.known import path_in_build
from webapp.blog.plugins import points_links
from webapp.liquid import Known, Unknown
from webapp.plugins import point_links


@dataclass(frozen=True, slots=True)
class Pointed:
    """A text whose relative links are put right. left: paths whose address only the build knows.

    is_asked: does the blog ask for it? If not, the text is as it was.
    """

    text: str
    left: tuple[str, ...] = ()
    is_asked: bool = True


def point_post_links(site: Blog, path: str, known: Known, body: str) -> Pointed:
    """Put the relative links of a post right; the text as it is where the blog does not.

    path: of the post, from the top of the work tree. body: as it is written, below its front matter.
    """
    inner = path_in_build(site, path)
    if not points_links(site.config, inner):
        return Pointed(body, is_asked=False)
    left: dict[str, None] = {}

    def find(written: str) -> str | None:
        address = known.address_of_file(_from_sources(inner, written))
        if isinstance(address, Unknown):
            left[written] = None
        return address if isinstance(address, str) else None

    return Pointed(point_links(body, find), tuple(left))


def _from_sources(post: str, written: str) -> str:
    """The path that a link names, from the sources; empty for one that leads elsewhere, such as `//site.example`.

    post: the path of the file that it stands in.
    """
    above = "" if written.startswith("/") else dirname(post)
    path = normpath(join(above, written.removeprefix("/")))
    return "" if path.startswith("/") else unquote_plus(path)
