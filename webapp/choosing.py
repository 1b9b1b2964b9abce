"""How the blog writes, as one page: what was learned, what was set by hand, and setting or forgetting it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from webapp import blog, calendar, conventions, settings
from webapp.blog import Blog
from webapp.conventions import ASPECTS, ESSAY, WEEKLY, Aspect, Choice, Option, Refusal, Series, Template
from webapp.errors import ChoiceError
from webapp.line_endings import with_endings
from webapp.settings import Settings

OF_WEEKLY_POSTS, OF_OTHERS = frozenset({"weekday"}), frozenset({"begins_on"})  # what decides the day of each
ITS_TITLE = "Its title"  # in examples of posts whose author gives them their own
OF_A_FOLD = frozenset({"fold_after", "fold_form"})


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a kind of posts has in common."""

    kind: str
    aspect: Aspect
    words: str  # its value as it is shown
    text: str  # and as it is set
    reason: str
    example: str  # in the next post; empty where the value says it all
    learned: str  # what it was before it was set; empty where it was not
    refusal: str = ""  # why what was typed can't be used

    @property
    def id(self) -> str:
        """Where it stands on the page."""
        return id_of(self.kind, self.aspect.name)

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen, and a value that was learned though nobody could choose it."""
        given = self.aspect.options
        return given if any(option.text == self.text for option in given) else (*given, Option(self.text, self.text))


@dataclass(frozen=True, slots=True)
class KindOfPosts:
    """A kind and all that its posts have in common."""

    name: str  # for the author
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class BlogConventions:
    """The whole page."""

    kinds: tuple[KindOfPosts, ...]
    unused: tuple[Refusal, ...]  # what the settings hold and nothing can use


def id_of(kind: str, aspect: str) -> str:
    """Name the place of a thing on the page."""
    name = re.sub(r"\W+", "-", kind)
    return f"{name}-{aspect}"


def read_conventions(site: Blog, today: date, tried: Choice | None = None, refusal: str = "") -> BlogConventions:
    """Read the page. tried, refusal: what was typed and can't be used, and why. Writes nothing."""
    learned = blog.learned_alone(site)
    chosen = conventions.kinds_of(conventions.choose(learned, site.choices, blog.post_files(site)))
    before = conventions.kinds_of(learned)
    kinds = []
    for name, series in chosen.items():
        rows = _rows(name, series, before[name], today, site)
        kinds.append(KindOfPosts(_name_of(name, series), tuple(_with_refusal(row, tried, refusal) for row in rows)))
    return BlogConventions(tuple(kinds), conventions.refusals(learned, site.choices))


def set_by_hand(chosen: Settings, site: Blog, choice: Choice) -> Settings:
    """Remember what the author typed, if it can be used. Raises ChoiceError, and nothing is changed then."""
    series = conventions.kinds_of(blog.learned_alone(site)).get(choice.kind)
    if series is None:
        raise ChoiceError(conventions.NO_POSTS)
    conventions.apply_choice(series, choice)
    return settings.choose_convention(chosen, choice)


def forget(chosen: Settings, kind: str, aspect: str) -> Settings:
    """Go back to what is learned."""
    return settings.forget_convention(chosen, kind, aspect)


def count_words(chosen: Settings) -> str:
    """Say how much was set by hand."""
    number = len(chosen.choices.all)
    if not number:
        return "all of it learned from your posts"
    return f"learned from your posts, {number} {'thing' if number == 1 else 'things'} set by you"


def _rows(kind: str, series: Series, learned: Series, today: date, site: Blog) -> Iterator[Row]:
    day, next_post = _next_day(kind, series, today), series
    if kind != WEEKLY and not series.titles_itself:
        next_post = replace(series, title_template=Template((ITS_TITLE,)))
    for aspect in _aspects_of(kind, series, site):
        is_set = site.choices.find(kind, aspect.name) is not None
        example = aspect.example(next_post, day)
        yield Row(
            kind=kind,
            aspect=aspect,
            words=aspect.words(series),
            text=aspect.read(series),
            reason=aspect.reason(series),
            example="" if example == aspect.words(series) else example,
            learned=aspect.words(learned) if is_set else "",
        )


def _next_day(kind: str, series: Series, today: date) -> date:
    """The day of the next post of a kind."""
    if kind == WEEKLY:
        return calendar.next_publishing_day(today, series.weekday, series.days)
    return series.day_to_begin(today)


def _aspects_of(kind: str, series: Series, site: Blog) -> list[Aspect]:
    """What acts on the posts of a kind, and whatever was set for it, so that it can be taken back."""
    idle = set(OF_OTHERS if kind == WEEKLY else OF_WEEKLY_POSTS)
    if kind != WEEKLY and not series.titles_itself:
        idle.add("title")  # the author gives each post its own
    if not site.config.excerpt_separator and not series.writing.has_fold:
        idle |= OF_A_FOLD
    return [aspect for aspect in ASPECTS if aspect.name not in idle or site.choices.find(kind, aspect.name)]


def _name_of(kind: str, series: Series) -> str:
    if kind == WEEKLY:
        return f"Weekly posts, “{series.name}”" if series.name else "Weekly posts"
    return "Essays" if kind == ESSAY else f"Further posts, “{kind}”"


def _with_refusal(row: Row, tried: Choice | None, refusal: str) -> Row:
    """The row with what was typed, where it is the one that was tried."""
    if tried is None or (tried.kind, tried.aspect) != (row.kind, row.aspect.name):
        return row
    return replace(row, text=with_endings(tried.text, "\n"), refusal=refusal)
