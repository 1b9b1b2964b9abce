"""Learn from a blog's posts how the next one is written."""

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from .. import front_matter
from ..calendar import THURSDAY
from ..line_endings import commonest_ending
from ..markdown import Heading, headings
from ..sections import FoldForm
from .citing import learn_citing
from .dates import DateForm
from .posts import DatedPost, PostFile, address_slug, clean_slug, read_post
from .reasons import EMPTY_BLOG, NAMES_DIFFER, TITLES_DIFFER, VALUE_DIFFERS, as_in
from .series import ROUNDUPS, Conventions, Series, Value, series_key
from .templates import Template, learn_template

RECENT = 5  # posts that decide
COUNTED = 16  # posts that the reasons count, about a season of weeks
CROWD = 20  # posts among which the series with the most is the weekly one
SMALLEST_SERIES = 3

DEFAULT_TITLE = Template(("Working Notes - ", DateForm("{dd}/{mm}/{yy}")))
DEFAULT_SLUG = Template(("working-notes",))
DEFAULT_ROUNDUP = "Random stuff"
DEFAULT_SEPARATOR = "<!--more-->"
SECTION_LEVEL = 2  # sections are always `##`

_TIME = re.compile(r"\b\d{1,2}:\d\d(:\d\d)?\b")

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Learned:
    """A template and why it is that one."""

    template: Template
    reason: str


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
    shape = _commonest([post.fields.keys for post in posts[:CROWD]])
    return "", [post for post in posts if post.fields.keys == shape]


def _series(key: str, posts: Sequence[DatedPost], separator: str) -> Series:
    newest = posts[0]
    title, slug = _title(posts), _slug(key, posts)
    named_by_title = slug is None
    values = {name: _value(name, posts) for name in newest.fields.keys if name != "title"}
    outlines = [headings(post.body) for post in posts[:RECENT]]
    reasons = {name: learned.reason for name, learned in values.items()}
    reasons |= {"title": title.reason, "file_name": slug.reason if slug else NAMES_DIFFER}
    weekday = _commonest([post.day.weekday() for post in posts])
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
        title_quoting=_title_quoting(newest),
        values=_values(newest, values),
        closing=newest.block[newest.fields.fields[-1].end :] if newest.fields.fields else newest.block,
        line_ending=_commonest([commonest_ending(post.file.text) for post in posts[:RECENT]]),
        final_newline=_commonest([post.file.text.endswith(("\n", "\r")) for post in posts[:RECENT]]),
        blank_line=_blank_line(posts),
        roundup=_roundup(outlines),
        citing=learn_citing([post.body for post in posts[:RECENT]]),
        fold_form=_fold_form(posts, separator),
        required_keys=_required_keys(posts),
        reasons=MappingProxyType(reasons),
    )


def _commonest(values: Sequence[T]) -> T:
    """The commonest of values given newest first; the newest of equals."""
    counted = Counter(values)
    return max(counted, key=lambda value: counted[value])  # max and Counter both keep the first of equals


def _title(posts: Sequence[DatedPost]) -> _Learned:
    titled = [(post.day, post.title) for post in posts[:COUNTED] if post.title]
    if not titled:
        return _Learned(DEFAULT_TITLE, TITLES_DIFFER)
    template = learn_template(titled)
    explained = [template.explains(title, day) for day, title in titled]
    if len(titled) > 1 and sum(explained[:RECENT]) < min(2, len(titled)):
        return _Learned(DEFAULT_TITLE, TITLES_DIFFER)
    words = f"“{template.words.strip(' …')}” with its " + ("number" if template.has_counter else "date")
    changes = template.has_date or template.has_counter
    return _Learned(template, f"{words}, {as_in(explained)}" if changes else as_in(explained))


def _title_quoting(newest: DatedPost) -> front_matter.Quoting:
    field = newest.fields.find("title")
    if field is None or not field.source or field.quoting is None:
        return front_matter.Quoting.DOUBLE
    return field.quoting


def _slug(key: str, posts: Sequence[DatedPost]) -> _Learned | None:
    """The slug's template; None if slugs are made from titles, or follow nothing.

    The newest slug that the blog's address keeps as it is decides, in lower case. Where none does, the newest one is
    made clean.
    """
    recent = posts[:RECENT]
    if sum(post.slug.lower() == clean_slug(post.title) for post in recent) > len(recent) / 2:
        return None if len(recent) > 1 else _Learned(_template([recent[0]]), as_in([True]))
    survivors = [post for post in posts if post.slug and address_slug(post.slug) == post.slug]
    if not survivors:
        template = Template((clean_slug(posts[0].slug) or "working-notes",))
        return _Learned(template, "your file names differ; this one is safe in an address")
    template = _template(survivors)
    explained = [template.explains(post.slug.lower(), post.day) for post in posts[:COUNTED]]
    return _Learned(template, as_in(explained)) if key or sum(explained) > 1 else None


def _template(posts: Sequence[DatedPost]) -> Template:
    """The newest slug's template: words of its own, with dates and numbers that move on."""
    learned = learn_template([(post.day, post.slug.lower()) for post in posts[:2]])
    if learned.explains(posts[0].slug.lower(), posts[0].day):
        return learned
    return learn_template([(posts[0].day, posts[0].slug.lower())])


def _value(name: str, posts: Sequence[DatedPost]) -> _Learned:
    """What the next post says for a key: the same, the same with its own date or number, or nothing yet."""
    samples = [(post.day, field.source) for post in posts[:COUNTED] if (field := post.fields.find(name))]
    for candidates in (samples, [(day, _TIME.sub(_midnight, source)) for day, source in samples]):
        template = learn_template(candidates[:2])
        explained = [template.explains(source, day) for day, source in candidates]
        if all(explained[:2]):
            return _Learned(template, as_in(explained))
    return _Learned(Template(("",)), VALUE_DIFFERS)


def _midnight(time: re.Match[str]) -> str:
    """Posts that came at different times: the start of the day hides the next one from nobody."""
    return "00:00:00" if time[1] else "00:00"


def _values(newest: DatedPost, learned: Mapping[str, _Learned]) -> tuple[Value, ...]:
    """The newest block, cut at its values."""
    values = []
    position = 1 if newest.block.startswith("\ufeff") else 0
    for field in newest.fields.fields:
        before = newest.block[position : field.start]
        template = learned[field.key].template if field.key in learned else Template((field.source,))
        if template.parts == ("",):
            before = before.rstrip()
        elif not field.source:
            before += " "
        values.append(Value(field.key, before, template))
        position = field.end
    return tuple(values)


def _blank_line(posts: Sequence[DatedPost]) -> str:
    recent = posts[:RECENT]
    if not _commonest([post.body.startswith(("\n", "\r")) for post in recent]):
        return ""
    return _commonest([commonest_ending(post.file.text) for post in recent])


def _roundup(outlines: Sequence[Sequence[Heading]]) -> str:
    """What the last section is usually called."""
    names = [[heading.text for heading in outline if heading.level == SECTION_LEVEL] for outline in outlines]
    last = [sections[-1] for sections in names if sections]
    usual = [name for name in last if last.count(name) > 1 or name.lower() in ROUNDUPS]
    return _commonest(usual) if usual else DEFAULT_ROUNDUP


def _fold_form(posts: Sequence[DatedPost], separator: str) -> FoldForm:
    for post in posts:
        for line in re.split(r"\r\n|\r|\n", post.body):
            if separator and separator in line:
                return FoldForm.OWN_LINE if line.strip() == separator else FoldForm.END_OF_PARAGRAPH
    return FoldForm.OWN_LINE


def _required_keys(posts: Sequence[DatedPost]) -> tuple[str, ...]:
    """The keys that every recent post of the series fills in."""
    recent = posts[:RECENT]
    return tuple(
        field.key
        for field in recent[0].fields.fields
        if all((other := post.fields.find(field.key)) and other.source for post in recent)
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
        line_ending="\n",
        final_newline=True,
        blank_line="\n",
        roundup=DEFAULT_ROUNDUP,
        citing=learn_citing([]),
        fold_form=FoldForm.OWN_LINE,
        required_keys=("layout", "title"),
        reasons=MappingProxyType(dict.fromkeys(names, EMPTY_BLOG)),
    )
