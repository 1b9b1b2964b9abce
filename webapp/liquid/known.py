"""What is known of a blog and a post before the build."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo

from webapp.markdown import Config

DEFAULT_MARKDOWN = Config()


def _nothing(name: str) -> None:
    """No file is known."""


@dataclass(frozen=True, slots=True)
class Known:
    """What Liquid may ask for.

    site, page: the variables of these names. url, baseurl: as in `_config.yml`. markdown: for `markdownify`.
    zone: in which times are written. has_theme: may the theme have files that are not in the blog?
    address_of_post: the address of the post that `post_url` names, with the baseurl; None where there is none.
    address_of_file: the same for `link`; an Unknown where only the build knows it.
    include, include_relative: the text of such a file.
    """

    site: Mapping[str, object]
    page: Mapping[str, object]
    url: str = ""
    baseurl: str = ""
    markdown: Config = DEFAULT_MARKDOWN
    zone: tzinfo = UTC
    has_theme: bool = False
    address_of_post: Callable[[str], str | None] = _nothing
    address_of_file: Callable[[str], object] = _nothing
    include: Callable[[str], str | None] = _nothing
    include_relative: Callable[[str], str | None] = _nothing
