"""Learn from a blog's posts how the next one is written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from .. import front_matter
from ..calendar import THURSDAY
from .citing import learn_citing
from .commits import PostCommit, learn_messages
from .counting import COUNTED, RECENT, commonest
from .naming import DEFAULT_SLUG, DEFAULT_TITLE, learn_slug, learn_title, learn_title_quoting
from .posts import DatedPost, PostFile, read_post
from .reasons import EMPTY_BLOG, NAMES_DIFFER, as_in
from .series import Conventions, Series, Value, series_key
from .templates import Template
from .values import cut_values, learn_value, required_keys
from .writing import blank_line, learn_writing

CROWD = 20  # posts among which the series with the most is the weekly one
SMALLEST_SERIES = 3

DEFAULT_SEPARATOR = "<!--more-->"


def learn(posts: Sequence[PostFile], separator: str = DEFAULT_SEPARATOR) -> Conventions:
    """Learn the conventions of a blog's weekly series from all its posts, in any order.

    separator: what marks the fold. Files whose name or front matter can't be read are left aside.
    """
    read = [post for post in map(read_post, posts) if post is not None]
    read.sort(key=lambda post: (post.day, post.file.name), reverse=True)
    if not read:
        return Conventions(_default_series(), _default_series())
    key, members = _weekly(read)
    weekly = _series(key, members, separator)
    paths = {post.file.path for post in members}
    others = [post for post in read if post.file.path not in paths]
    return Conventions(weekly, _essay(weekly, _series("", others, separator), len(others)) if others else weekly)


def _essay(weekly: Series, essay: Series, count: int) -> Series:
    """What essays have in common. One alone shows no habit but what the weekly posts share with it."""
    if count > 1:
        return essay
    usual = {value.key: value.template for value in weekly.values}
    nothing = Template(("",))
    values = [
        value
        if value.key == "title" or usual.get(value.key) == value.template
        else replace(value, before=value.before.rstrip(), template=nothing)
        for value in essay.values
    ]
    return replace(essay, values=tuple(values))


def _weekly(posts: Sequence[DatedPost]) -> tuple[str, list[DatedPost]]:
    """The series with the most posts of late: by title, or by the keys of the front matter where titles say nothing."""
    keys = Counter(key for post in posts[:CROWD] if (key := series_key(post.title)))
    key = next(iter(keys), "")
    if keys:
        key = max(keys, key=lambda candidate: keys[candidate])  # the first of equals is the newest
    members = [post for post in posts if key and series_key(post.title) == key]
    if len(members) >= min(SMALLEST_SERIES, len(posts)):
        return key, members
    shape = commonest([post.fields.keys for post in posts[:CROWD]])
    return "", [post for post in posts if post.fields.keys == shape]


def _series(key: str, posts: Sequence[DatedPost], separator: str) -> Series:
    newest = posts[0]
    title, slug = learn_title(posts), learn_slug(key, posts)
    named_by_title = slug is None
    values = {name: learn_value(name, posts) for name in newest.fields.keys if name != "title"}
    reasons = {name: learned.reason for name, learned in values.items()}
    reasons |= {"title": title.reason, "file_name": slug.reason if slug else NAMES_DIFFER}
    weekday = commonest([post.day.weekday() for post in posts])
    reasons["weekday"] = as_in([post.day.weekday() == weekday for post in posts[:COUNTED]])
    return Series(
        key=key,
        shape=newest.fields.keys,
        weekday=weekday,
        days=frozenset(post.day for post in posts),
        slug=slug.template if slug else DEFAULT_SLUG,
        slug_from_title=named_by_title,
        extension=newest.extension,
        title_template=title.template,
        title_quoting=learn_title_quoting(newest),
        values=cut_values(newest, values),
        closing=newest.block[newest.fields.fields[-1].end :] if newest.fields.fields else newest.block,
        blank_line=blank_line(posts),
        citing=learn_citing([post.body for post in posts[:RECENT]]),
        writing=learn_writing(posts, separator),
        required_keys=required_keys(posts),
        reasons=MappingProxyType(reasons),
    )


def _default_series() -> Series:
    """What a blog without posts begins with."""
    names = ("file_name", "title", "layout", "weekday")
    return Series(
        key=series_key("Working Notes"),
        shape=("layout", "title"),
        weekday=THURSDAY,
        days=frozenset(),
        slug=DEFAULT_SLUG,
        slug_from_title=False,
        extension=".md",
        title_template=DEFAULT_TITLE,
        title_quoting=front_matter.Quoting.DOUBLE,
        values=(Value("layout", "---\nlayout: ", Template(("post",))), Value("title", "\ntitle: ", DEFAULT_TITLE)),
        closing="\n---\n",
        blank_line="\n",
        citing=learn_citing([]),
        writing=learn_writing([], DEFAULT_SEPARATOR),
        required_keys=("layout", "title"),
        reasons=MappingProxyType(dict.fromkeys(names, EMPTY_BLOG)),
    )


def learn_from_commits(
    conventions: Conventions, files: Sequence[PostFile], commits: Sequence[PostCommit]
) -> Conventions:
    """Add what the commits of posts said to what was learned from the posts. commits: newest first."""
    touched = {path for each in commits for path in (*each.added, *each.changed)}
    posts = [post for file in files if file.path in touched and (post := read_post(file))]
    by_kind: dict[bool, list[DatedPost]] = {True: [], False: []}
    for post in posts:
        by_kind[conventions.weekly.matches(post.file)].append(post)
    weekly = replace(conventions.weekly, messages=learn_messages(commits, by_kind[True]))
    if conventions.essay is conventions.weekly:
        return Conventions(weekly, weekly)
    essay = replace(conventions.essay, messages=learn_messages(commits, by_kind[False] or by_kind[True]))
    return Conventions(weekly, essay)
