"""Learn from a blog's posts how the next one is written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from types import MappingProxyType

from .. import front_matter
from ..calendar import THURSDAY
from .citing import learn_citing
from .commits import PostCommit, alone, learn_messages
from .counting import COUNTED, RECENT
from .kinds import Identity, Kind, series_key, tell_apart
from .naming import DEFAULT_SLUG, DEFAULT_TITLE, Naming, learn_naming, learn_title
from .posts import DatedPost, PostFile, folder_of, read_post
from .reasons import EMPTY_BLOG, FOLDERS_DIFFER, as_in
from .series import Conventions, Series, Value
from .slugs import USUAL
from .templates import NOTHING, Template
from .timing import learn_timing
from .values import LearnedValue, base_of, cut_values, learn_value, required_keys
from .writing import blank_line, learn_writing

DEFAULT_SEPARATOR = "<!--more-->"


def learn(posts: Sequence[PostFile], separator: str = DEFAULT_SEPARATOR, zone: tzinfo | None = None) -> Conventions:
    """Learn the conventions of a blog's kinds of posts from all of them, in any order.

    separator: what marks the fold. zone: of the blog; None where its configuration sets none.
    Files whose name or front matter can't be read are left aside.
    """
    read = [post for post in map(read_post, posts) if post is not None]
    read.sort(key=lambda post: (post.day, post.file.name), reverse=True)
    if not read:
        usual = _default_series()
        return Conventions(usual, usual)
    kinds = tell_apart(read)
    weekly = _series(kinds.weekly, separator, zone)
    others = tuple(_series(kind, separator, zone) for kind in kinds.others)
    if kinds.essay is None:
        return Conventions(weekly, weekly, others)
    essay = _series(kinds.essay, separator, zone)
    is_alone = len(kinds.essay.posts) == 1 and not kinds.essay.identity.key
    return Conventions(weekly, _essay(weekly, essay) if is_alone else essay, others)


def _essay(weekly: Series, essay: Series) -> Series:
    """What an essay that is the only one shows: no habit but what the weekly posts share with it."""
    usual = {value.key: value.template for value in weekly.values}
    values = [
        value if value.key == "title" or usual.get(value.key) == value.template else replace(value, template=NOTHING)
        for value in essay.values
    ]
    return replace(essay, values=tuple(values))


def _series(kind: Kind, separator: str, zone: tzinfo | None) -> Series:
    posts, identity = kind.posts, kind.identity
    base = base_of(posts)
    titling, naming, timing = learn_title(posts, identity), learn_naming(posts, identity), learn_timing(posts)
    values = {name: learn_value(name, posts, zone) for name in base.fields.keys if name != "title"}
    values["title"] = LearnedValue(titling.template, titling.reason, titling.quoting)
    reasons = {name: learned.reason for name, learned in values.items()}
    reasons["front_matter"] = as_in([post.fields.keys == base.fields.keys for post in posts[:COUNTED]])
    reasons["extension"] = as_in([post.extension == naming.extension for post in posts[:COUNTED]])
    reasons |= {"file_name": naming.reason, "weekday": timing.weekday_reason, "hour": timing.hour_reason}
    reasons["begins_on"] = timing.begins_on_reason
    folder = _only_folder(posts)
    reasons["folder"] = as_in([True] * len(posts)) if folder else FOLDERS_DIFFER
    return Series(
        name=kind.name,
        identity=identity,
        shape=base.fields.keys,
        weekday=timing.weekday,
        begins_on=timing.begins_on,
        hour=timing.hour,
        days=frozenset(post.day for post in posts),
        naming=naming,
        title_template=titling.template,
        title_quoting=titling.quoting,
        values=cut_values(base, values),
        closing=base.block[base.fields.fields[-1].end :] if base.fields.fields else base.block,
        blank_line=blank_line(posts),
        citing=learn_citing([post.body for post in posts[:RECENT]]),
        writing=learn_writing(posts, separator),
        required_keys=required_keys(posts, base.fields.keys),
        reasons=MappingProxyType({name: reason for name, reason in reasons.items() if reason}),
        folder=folder,
    )


def _only_folder(posts: Sequence[DatedPost]) -> str:
    """The one folder that posts lie in."""
    folders = {folder_of(post.file.path) for post in posts}
    return folders.pop() if len(folders) == 1 else ""


def _default_series() -> Series:
    """What a blog without posts begins with."""
    names = ("file_name", "extension", "title", "layout", "weekday", "hour", "folder")
    return Series(
        name="Working Notes",
        identity=Identity(key=series_key("Working Notes")),
        shape=("layout", "title"),
        weekday=THURSDAY,
        begins_on=None,
        hour=None,
        days=frozenset(),
        naming=Naming(DEFAULT_SLUG, USUAL, from_title=False, extension=".md", reason=EMPTY_BLOG),
        title_template=DEFAULT_TITLE,
        title_quoting=front_matter.Quoting.DOUBLE,
        values=(
            Value("layout", "---\nlayout: ", Template(("post",))),
            Value("title", "\ntitle: ", DEFAULT_TITLE, front_matter.Quoting.DOUBLE),
        ),
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
    told = alone(commits)
    paths = {path for each in told for path in (*each.added, *each.changed)}
    posts = [post for file in files if file.path in paths and (post := read_post(file))]
    by_kind: dict[int, list[DatedPost]] = {id(kind): [] for kind in conventions.kinds}
    for post in posts:
        by_kind[id(conventions.kind_of(post.file))].append(post)
    messages = {kind: learn_messages(told, own or posts) for kind, own in by_kind.items()}
    weekly, *others = (replace(kind, messages=messages[id(kind)]) for kind in conventions.kinds)
    if conventions.essay is conventions.weekly:
        return Conventions(weekly, weekly, tuple(others))
    return Conventions(weekly, others[0], tuple(others[1:]))
