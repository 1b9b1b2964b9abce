"""Telling the kinds of posts of a blog apart: weekly notes, essays, monthly reviews and whatever else comes again."""

import re
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TypeVar

from ..calendar import MONTHS, WEEKDAYS
from ..front_matter import FrontMatter
from .counting import commonest
from .dates import learn_form
from .languages import LANGUAGES
from .posts import KEPT, DatedPost

CROWD = 20  # posts among which the series with the most is the weekly one
SMALLEST = 3  # posts that make a kind
_FEW = 4  # posts of a young blog among which one or two make a kind
SWITCHES = 3  # changes from one kind to the other and back; fewer are a change of style, and the newer one wins
DIFFERENT = 2  # keys, by which front matters differ that are of two kinds

_KINDS = ("layout", "type", "kind")  # keys that name a kind of post whatever else stands there
_TOPICS = ("category", "categories")  # keys that may name a topic: a kind only where the other keys differ too
_CALENDAR_WORDS = "|".join(
    re.escape(word) for name in (*MONTHS, *WEEKDAYS) for word in dict.fromkeys((name.lower(), name[:3].lower()))
)
_MONTHS = "|".join(sorted({name for each in LANGUAGES for month in range(1, 13) for name in each.names(month)}))
_WEEKDAYS = "|".join(sorted({name.lower() for each in LANGUAGES for name in each.weekdays}))
# Words of other languages are taken for a date beside a number only: others mean something else in English.
_WORDED_DATE = re.compile(
    rf"\b(?:{_WEEKDAYS})\b(?=,?\s+\d)"
    rf"|(?<=\d)(?:er)?\.?[\s-]+(?:de[\s-]+)?(?:{_MONTHS})\b(?:[\s-]+de(?=[\s-]+\d{{4}}\b))?"
    rf"|\b(?:d['’]|de\s)?(?:{_MONTHS})(?:[\s-]+de)?(?=[\s-]+\d{{4}}\b)"
)
T = TypeVar("T", bound=Hashable)

_SEPARATOR = re.compile(r":\s|\s[-–—|]\s|\s\|\s")


@dataclass(frozen=True, slots=True)
class Identity:
    """How a post of a kind is known. Nothing set: any post that no other kind claims."""

    key: str = ""  # what its titles share, as `series_key` has it
    is_open: bool = False  # do its titles share only what stands before a colon or a dash?
    mark: tuple[str, str] | None = None  # a key and its value
    keys: frozenset[str] | None = None  # of its front matter

    @property
    def is_anything(self) -> bool:
        return not (self.key or self.mark or self.keys)

    def can_have(self, title: str) -> bool:
        """Could a post of this kind have this title?"""
        return not self.key or self.key in (
            (lead_key(title), series_key(title)) if self.is_open else (series_key(title),)
        )

    def holds(self, headline: str, fields: FrontMatter) -> bool:
        """Is a post of this kind? headline: its title, or what the blog makes of its name."""
        if self.key:
            return self.can_have(headline)
        if self.mark:
            return mark_of(fields, self.mark[0]) == self.mark[1]
        return self.keys is None or self.keys == frozenset(fields.keys)

    def like(self, fields: FrontMatter) -> "Identity | None":
        """How posts with another front matter are known by the same thing; None where they say nothing of it."""
        if self.key:
            key = series_key(fields.text("title"))
            return Identity(key=key, is_open=self.is_open) if key else None
        if self.mark:
            value = mark_of(fields, self.mark[0])
            return Identity(mark=(self.mark[0], value)) if value else None
        return Identity(keys=frozenset(fields.keys)) if self.keys else None


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """Posts of one kind, newest first."""

    identity: Identity
    posts: tuple[DatedPost, ...]

    @property
    def name(self) -> str:
        """What the author would call it: what its titles share, or what its front matter says."""
        if self.identity.key:
            return self.identity.key.capitalize()
        return self.identity.mark[1] if self.identity.mark else ""


@dataclass(frozen=True, slots=True)
class Kinds:
    """A blog's posts by kind; none is of two."""

    weekly: Kind
    essay: Kind | None  # the commonest of those that follow no pattern of titles; None where all are weekly
    others: tuple[Kind, ...]


def tell_apart(posts: Sequence[DatedPost]) -> Kinds:
    """Sort posts, newest first and at least one, into kinds. Posts of a kind that has hardly any are in none."""
    titled, free = _by_title(posts)
    split = _split(free) if free else []
    crowd = {post.file.path for post in posts[:CROWD]}
    lately = {kind: sum(post.file.path in crowd for post in kind.posts) for kind in (*titled, *split)}
    regular = [kind for kind in titled if lately[kind] >= min(SMALLEST, 1 + len(posts) // _FEW)]
    weekly = max(regular or split or titled, key=lambda kind: lately[kind])  # the first of equals is the newest
    free_kinds = [kind for kind in split if kind is not weekly] or ([] if weekly in split else titled)
    essay = max((kind for kind in free_kinds if kind is not weekly), key=lambda kind: lately[kind], default=None)
    others = tuple(kind for kind in (*titled, *split) if kind not in (weekly, essay))
    return Kinds(weekly, essay, others)


@lru_cache(maxsize=KEPT)
def series_key(title: str) -> str:
    """What titles of one series share: the words, without digits and the names of months and weekdays."""
    words = _WORDED_DATE.sub(" ", title.lower())
    words = re.sub(rf"\b(?:{_CALENDAR_WORDS}|sept)\b", " ", words)
    words = re.sub(r"\d+(?:st|nd|rd|th)?\b|\d", " ", words)
    return " ".join(re.sub(r"[\W_]+", " ", words).split())


@lru_cache(maxsize=KEPT)
def lead_key(title: str) -> str:
    """What titles share that each go on with words of their own: `week` of `Week 12: Bread`."""
    lead = lead_of(title)
    return series_key(lead) if lead != title else ""


def lead_of(title: str) -> str:
    """The title up to its first colon or dash; all of it where it has none."""
    return _SEPARATOR.split(title, maxsplit=1)[0]


def mark_of(fields: FrontMatter, key: str) -> str:
    """What a key says, or the first of what it says; empty where that is no text."""
    field = fields.find(key)
    value = field.value if field else None
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) else ""


def _by_title(posts: Sequence[DatedPost]) -> tuple[list[Kind], list[DatedPost]]:
    """The kinds whose titles share words, the one with the newest post first; and the posts whose titles don't."""
    enough = min(SMALLEST, len(posts))
    young = {post.file.path for post in posts[:CROWD]}  # of a series that has just begun
    kinds: list[Kind] = []
    rest = list(posts)
    for is_open, key_of in ((False, series_key), (True, lead_key)):
        keys = [key_of(post.headline) for post in rest]
        found = _groups(rest, keys).items()
        groups = {
            key: group
            for key, group in found
            if key and (len(group) >= enough or (group[0].file.path in young and _names_its_day(group[0])))
        }
        kinds.extend(Kind(Identity(key, is_open), tuple(group)) for key, group in groups.items())
        rest = [post for post, key in zip(rest, keys, strict=True) if key not in groups]
    return kinds, rest


def _names_its_day(post: DatedPost) -> bool:
    """Does the title say when the post came? Then it is of a series, be it the first one."""
    form = learn_form([(post.day, post.headline)])
    return form is not None and form.names_a_day


def _split(posts: Sequence[DatedPost]) -> list[Kind]:
    """The kinds of posts whose titles share nothing, the one with the newest post first."""
    for key in (*_KINDS, *_TOPICS):
        marks = _large(_groups(posts, [mark_of(post.fields, key) for post in posts]))
        if marks and (key in _KINDS or _differ_in_keys(marks.values())):
            return [Kind(Identity(mark=(key, mark)), tuple(group)) for mark, group in marks.items()]
    shapes = _large(_groups(posts, [frozenset(post.fields.keys) for post in posts]))
    if shapes and _differ_in_keys(shapes.values()):
        return [Kind(Identity(keys=keys), tuple(group)) for keys, group in shapes.items()]
    return [Kind(Identity(), tuple(posts))]


def _groups(posts: Sequence[DatedPost], marks: Sequence[T]) -> dict[T, list[DatedPost]]:
    """Posts by something that each says, the group with the newest post first."""
    groups: dict[T, list[DatedPost]] = {}
    for post, mark in zip(posts, marks, strict=True):
        groups.setdefault(mark, []).append(post)
    return groups


def _large(groups: Mapping[T, Sequence[DatedPost]]) -> dict[T, Sequence[DatedPost]]:
    """The groups that are kinds: large enough, and two of them come in turn. Else it was one that has changed."""
    large = {group: posts for group, posts in groups.items() if group and len(posts) >= SMALLEST}
    return large if any(_take_turns(*pair) for pair in combinations(large.values(), 2)) else {}


def _take_turns(one: Sequence[DatedPost], other: Sequence[DatedPost]) -> bool:
    of_one = [(post.day, post.file.name, True) for post in one]
    merged = sorted([*of_one, *((post.day, post.file.name, False) for post in other)])
    return sum(before[2] != after[2] for before, after in pairwise(merged)) >= SWITCHES


def _differ_in_keys(groups: Collection[Sequence[DatedPost]]) -> bool:
    """Do the front matters of two groups mostly have other keys?"""
    usual = [frozenset(commonest([post.fields.keys for post in posts[:CROWD]])) for posts in groups]
    return any(len(one ^ other) >= DIFFERENT for one, other in combinations(usual, 2))
