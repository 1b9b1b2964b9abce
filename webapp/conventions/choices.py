"""What the author set by hand, which wins over what was learned."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .. import front_matter
from ..errors import ChoiceError
from .aspects import ASPECTS, Aspect
from .posts import PostFile, read_post
from .series import Conventions, Series

WEEKLY, ESSAY = "weekly", "essay"
NO_TEXT = "This is no text in the settings file."
UNKNOWN = "Working Notes knows nothing of this name."
NO_POSTS = "Your blog has no posts of this kind now, so it waits."
SAMPLE = date(2025, 11, 20)
HOUR, FRONT = "hour", "front_matter"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing set by hand, as it was typed."""

    kind: str  # of posts: `weekly` or `essay`
    aspect: str
    text: str
    is_text: bool = True  # False: the settings file has something else there, and this is its JSON


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that was set by hand for one blog."""

    all: tuple[Choice, ...] = ()

    def find(self, kind: str, aspect: str) -> Choice | None:
        return next((each for each in self.all if (each.kind, each.aspect) == (kind, aspect)), None)

    def set(self, choice: Choice) -> "Choices":
        """These with one more, or another in the place of one."""
        return Choices((*self.without(choice.kind, choice.aspect).all, choice))

    def without(self, kind: str, aspect: str) -> "Choices":
        return Choices(tuple(each for each in self.all if (each.kind, each.aspect) != (kind, aspect)))


NO_CHOICES = Choices()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was set by hand and can't be used, so that what was learned stays."""

    choice: Choice
    reason: str  # for the author


def find_aspect(name: str) -> Aspect | None:
    return next((aspect for aspect in ASPECTS if aspect.name == name), None)


def kinds_of(conventions: Conventions) -> dict[str, Series]:
    """The kinds of posts by name; the essays are none of their own where there is none yet."""
    named = {WEEKLY: conventions.weekly}
    if conventions.essay is not conventions.weekly:
        named[ESSAY] = conventions.essay
    for number, series in enumerate(conventions.others, 1):
        name = series.name or f"kind {number}"
        named[name if name not in named else f"{name} {number}"] = series
    return named


def choose(conventions: Conventions, choices: Choices, files: Sequence[PostFile] = ()) -> Conventions:
    """Put what was set by hand over what was learned; what can't be used is left out (`refusals` says why).

    files: the blog's posts, of which those that begin as it was set by hand are of the kind, too.
    """
    if not choices.all:
        return conventions
    learned = kinds_of(conventions)
    chosen = {kind: _choose(series, kind, choices)[0] for kind, series in learned.items()}
    for kind, series in chosen.items():
        if _look(series) != _look(learned[kind]):
            chosen[kind] = _known_again(series, files)
    weekly = chosen.pop(WEEKLY)
    essay = chosen.pop(ESSAY, weekly)
    return Conventions(weekly, essay, tuple(chosen.values()))


def refusals(conventions: Conventions, choices: Choices) -> tuple[Refusal, ...]:
    """Say what of the choices can't be used, and why. conventions: as they were learned."""
    kinds = kinds_of(conventions)
    refused = [refusal for kind, series in kinds.items() for refusal in _choose(series, kind, choices)[1]]
    idle = [Refusal(each, reason) for each in choices.all if (reason := _idle(each, kinds))]
    return (*refused, *idle)


def _idle(choice: Choice, kinds: Mapping[str, Series]) -> str:
    if find_aspect(choice.aspect) is None:
        return UNKNOWN if choice.is_text else NO_TEXT
    return "" if choice.kind in kinds else NO_POSTS


def _look(series: Series) -> tuple[object, ...]:
    """What a post of the series is known by."""
    return series.title_template, series.values


def _known_again(series: Series, files: Sequence[PostFile]) -> Series:
    """The series with the posts that begin as the author set it."""
    fields = front_matter.read(front_matter.split(series.new_post(SAMPLE))[0])
    also = series.identity.like(fields)
    if also is None:
        return series
    days = {post.day for file in files if (post := read_post(file)) and also.holds(post.headline, post.fields)}
    return replace(series, also=also, days=series.days | days)


def apply_choice(series: Series, choice: Choice) -> Series:
    """Set one thing of a series. Raises ChoiceError with a sentence for the author."""
    aspect = find_aspect(choice.aspect)
    if not choice.is_text:
        raise ChoiceError(NO_TEXT)
    if aspect is None:
        raise ChoiceError(UNKNOWN)
    return aspect.change(series, choice.text)


def _choose(series: Series, kind: str, choices: Choices) -> tuple[Series, tuple[Refusal, ...]]:
    refused = []
    for choice in _in_order(kind, choices):
        try:
            series = apply_choice(series, choice)
        except ChoiceError as error:
            refused.append(Refusal(choice, str(error)))
    return series, tuple(refused)


def _in_order(kind: str, choices: Choices) -> Iterator[Choice]:
    """A kind's choices as the aspects are ordered, whatever order they were made in.

    Both the hour and the front matter say a time: of these two the one that was set later wins.
    """
    made = [choice.aspect for choice in choices.all if choice.kind == kind and choice.aspect in (FRONT, HOUR)]
    last = HOUR if made == [FRONT, HOUR] else ""
    names = [*(aspect.name for aspect in ASPECTS if aspect.name != last), last]
    return (choice for name in names if (choice := choices.find(kind, name)))
