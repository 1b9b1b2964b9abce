"""The posts of the blog as Liquid sees them: each, the list of all, and the lists by tag and category.

Source: Jekyll 4.3, `drops/document_drop.rb`, `document.rb` (next_doc, previous_doc, <=>), `site.rb` (post_attr_hash),
`related_posts.rb`; checked against Debian's Jekyll in tests/test_liquid_against_jekyll.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property, partial
from pathlib import PurePosixPath
from urllib.parse import quote

from webapp import front_matter
from webapp.blog.folder import Blog
from webapp.blog.pages import SAFE
from webapp.blog.permalinks import moment_of, read_name
from webapp.blog.plugins import title_in_post
from webapp.blog.post_addresses import address_of
from webapp.blog.post_files import post_files
from webapp.blog.post_values import values_of_post
from webapp.conventions import PostFile, title_from_name
from webapp.liquid import Drop, LateDrop, Table, Unknown, make_value, moment

MOST_RELATED = 10  # posts
_OF_THE_POST = frozenset(["content", "output", "excerpt"])


@dataclass(frozen=True, slots=True)
class _Built:
    """A post that the build has. written: its front matter. values: with what the configuration adds."""

    path: str
    written: Mapping[str, object]
    values: Mapping[str, object]
    when: datetime


class Listing:
    """The posts that the build has, and among them the one at hand as it is written now.

    path: of the post at hand, from the top of the work tree. written: its front matter. today: what is dated later is
    not built; None for all. zone: of times. What is asked for is made once.
    """

    def __init__(self, site: Blog, path: str, written: Mapping[str, object], zone: tzinfo, today: date | None) -> None:
        self._site, self._path, self._written, self._zone, self._today = site, path, written, zone, today

    @cached_property
    def page(self) -> Drop:
        """The post at hand."""
        return LateDrop(partial(self._make, self._path, self._written))

    @property
    def posts(self) -> list[object]:
        """All, the newest first."""
        return list(reversed(self._drops))

    @property
    def related(self) -> object:
        """The newest besides the one at hand, as the build takes them where it does not compare their words."""
        if self._site.config.values.get("lsi"):
            return Unknown("posts with like words, known when the blog is built")
        if len(self._drops) < 2:
            return []
        newest = reversed(self._drops[-MOST_RELATED - 1 :])
        return [post for post in newest if post is not self.page][:MOST_RELATED]

    @property
    def by_tag(self) -> Table:
        """The posts of each tag, the newest first."""
        return self._grouped(_tags)

    @property
    def by_category(self) -> Table:
        """The posts of each category, the newest first."""
        return self._grouped(_categories)

    def _grouped(self, words_of: Callable[[Mapping[str, object]], list[object]]) -> Table:
        found: dict[str, list[object]] = {}
        for built, post in zip(self._built, self._drops, strict=True):
            for word in words_of(built.values):
                found.setdefault(str(word), []).append(post)
        return Table({word: posts[::-1] for word, posts in found.items()})

    @cached_property
    def _top(self) -> str:
        """The path of the site's sources, with a slash behind it."""
        return f"{self._site.source_folder.relative_to(self._site.work_tree).as_posix()}/"

    @cached_property
    def _built(self) -> list[_Built]:
        """Those that are built, the oldest first."""
        others = [file for file in post_files(self._site) if file.path != self._path]
        found = [self._read(file.path, _written(self._site, file)) for file in others]
        built = [post for post in (*found, self._read(self._path, self._written)) if post]
        return sorted(built, key=lambda post: (post.when, post.path.encode()))

    def _read(self, path: str, written: Mapping[str, object]) -> _Built | None:
        name, config = PurePosixPath(path).name, self._site.config
        values = config.of_post(path.removeprefix(self._top), written)
        when = moment_of(values, name, config.zone)
        if when is None or read_name(name).day is None or values.get("published") is False:
            return None
        is_ahead = self._today is not None and when.astimezone(self._zone).date() > self._today
        return None if is_ahead and not config.future and path != self._path else _Built(path, written, values, when)

    @cached_property
    def _drops(self) -> list[Drop]:
        return [
            self.page if post.path == self._path else LateDrop(partial(self._make, post.path, post.written))
            for post in self._built
        ]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {post.path: place for place, post in enumerate(self._built)}

    def _beside(self, path: str, step: int) -> object:
        """The post before or behind one; None where there is none, or the one at hand is not built."""
        place = self._places.get(path)
        if place is None or not 0 <= place + step < len(self._built):
            return None
        return self._drops[place + step]

    def _make(self, path: str, written: Mapping[str, object]) -> Drop:
        site, name = self._site, PurePosixPath(path).name
        relative = path.removeprefix(self._top)
        values = site.config.of_post(relative, written)
        when = moment_of(values, name, site.config.zone)
        url = quote(address_of(site, name, written, relative).removeprefix(site.config.baseurl), safe=SAFE)
        slug = str(values.get("slug") or read_name(name).slug)
        fixed = {
            "date": moment(when.astimezone(self._zone)) if when else None,
            "url": url,
            "id": f"{url.rpartition('/')[0]}/{slug}",
            "path": relative,
            "relative_path": relative,
            "collection": "posts",
            "name": values.get("name") or name,
        }
        known = {str(key): make_value(value, self._zone) for key, value in values.items()}
        later = {"next": partial(self._beside, path, 1), "previous": partial(self._beside, path, -1)}
        return Drop(known | _own(values, name, slug) | fixed, later, _OF_THE_POST)


def _written(site: Blog, file: PostFile) -> Mapping[str, object]:
    """The front matter of a post, with the title that a plugin takes from its text."""
    return with_title(site, values_of_post(file), front_matter.split(file.text)[1])


def with_title(site: Blog, written: Mapping[str, object], body: str) -> Mapping[str, object]:
    """The front matter of a post with the title that a plugin takes from its text. body: as it is written."""
    title = title_in_post(site.config, body.lstrip())
    return written if title is None else {**written, "title": title}


def _own(values: Mapping[str, object], name: str, slug: str) -> dict[str, object]:
    return {
        "title": values.get("title") or title_from_name(name) or name,
        "categories": _categories(values),
        "tags": _tags(values),
        "slug": slug,
        "ext": read_name(name).extension,
        "draft": False,
    }


def _categories(values: Mapping[str, object]) -> list[object]:
    return list(dict.fromkeys([*_list(values.get("categories")), *_single(values.get("category"))]))


def _tags(values: Mapping[str, object]) -> list[object]:
    return _single(values.get("tag")) or _list(values.get("tags"))


def _single(value: object) -> list[object]:
    if isinstance(value, list):
        return _list(value)
    return [] if value in (None, "") else [str(value)]


def _list(value: object) -> list[object]:
    if isinstance(value, str):
        return list(value.split())
    return [str(each) for each in value if each is not None] if isinstance(value, list) else []
