"""How the bodies of a kind's posts are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from ..line_endings import commonest_ending
from ..sections import USUAL_LEVEL, Document, FoldForm, level_of, own_level, split
from .counting import COUNTED, READ, RECENT, commonest
from .folds import learn_fold_form, learn_fold_place, place_words
from .habits import Habit, learn_habit
from .images import USUAL_ADDRESS, learn_image_address, learn_images
from .linking import LinkStyle, learn_link_style
from .posts import DatedPost
from .quoting import Apostrophe, Marks, Quotes, learn_apostrophe, learn_marks
from .reasons import EMPTY_BLOG
from .roundups import DEFAULT_ROUNDUP, RoundupForm, learn_roundup, learn_roundup_form

USUAL_IMAGES = "assets/images/{dd}{mm}{yy}_{name}"
NO_MARKS = "your last posts show no habit"
NOT_SHOWN = "a usual choice, as your last posts show no habit"


@dataclass(frozen=True, slots=True)
class WritingHabits:
    """What the bodies have in common, each with its reason."""

    level: Habit[int]  # of the headings that begin sections: 2 for `##`
    roundup: Habit[str]  # heading of the closing round-up
    roundup_form: Habit[RoundupForm]
    fold_after: Habit[int | None]  # sections that stand above the fold, 0 right under the intro; None: no habit
    fold_form: Habit[FoldForm]
    line_ending: Habit[str]
    final_newline: Habit[bool]
    link_style: Habit[LinkStyle]
    marks: Habit[Marks | None]  # None: no habit
    apostrophe: Habit[Apostrophe | None]
    images: Habit[str]  # pattern of the paths of images, without their extension
    image_address: Habit[str]  # of one, with `{path}` for its path

    @property
    def quotes(self) -> Quotes:
        return Quotes(self.marks.value, self.apostrophe.value)

    @property
    def has_fold(self) -> bool:
        """Do posts have a fold, or did the author say where?"""
        return self.fold_after.value is not None or self.fold_form.reason not in (NOT_SHOWN, EMPTY_BLOG)

    @property
    def has_image_address(self) -> bool:
        """Do posts show how addresses of images are written, or did the author say?"""
        return self.image_address.reason not in (NOT_SHOWN, EMPTY_BLOG)

    @property
    def fold_words(self) -> str:
        """Say where the fold usually stands, and why; empty where it has no usual place."""
        place = self.fold_after
        return "" if place.value is None else f"{place_words(place.value)}, {place.reason}"

    @property
    def roundup_words(self) -> str:
        """Say how the round-up is written, and why."""
        form = "a list" if self.roundup_form.value is RoundupForm.LIST else "sentences"
        return f"as {form}, {self.roundup_form.reason}"

    @property
    def reasons(self) -> Mapping[str, str]:
        """Why each is so, by its name."""
        return {each.name: getattr(self, each.name).reason for each in fields(self)}


def learn_writing(posts: Sequence[DatedPost], separator: str) -> WritingHabits:
    """Learn from a kind's posts, newest first; of none, the usual habits. separator: what marks the fold."""
    asked = posts[:COUNTED]
    bodies, texts = [post.body for post in asked], [post.file.text for post in asked]
    why = NOT_SHOWN if posts else EMPTY_BLOG
    level = learn_habit([own_level(body) for body in bodies], Habit(USUAL_LEVEL, why), "with sections")
    documents = [_document(text, separator or None, level.value) for text in texts]
    roundup = learn_roundup(documents, Habit(DEFAULT_ROUNDUP, why))
    return WritingHabits(
        level=level,
        roundup=roundup,
        roundup_form=learn_roundup_form(documents, roundup.value, Habit(RoundupForm.PROSE, why)),
        fold_after=learn_fold_place(documents, Habit(None, why)),
        fold_form=learn_fold_form(documents, Habit(FoldForm.OWN_LINE, why)),
        line_ending=learn_habit([commonest_ending(text) for text in texts], Habit("\n", why)),
        final_newline=learn_habit([text.endswith(("\n", "\r")) for text in texts], Habit(True, why)),
        link_style=learn_link_style(bodies, Habit(LinkStyle.INLINE, why)),
        marks=learn_marks(bodies, Habit(None, NO_MARKS)),
        apostrophe=learn_apostrophe(bodies, Habit(None, NO_MARKS)),
        images=learn_images(asked, Habit(USUAL_IMAGES, why)),
        image_address=learn_image_address(asked, Habit(USUAL_ADDRESS, why)),
    )


@lru_cache(maxsize=READ)
def _document(text: str, separator: str | None, level: int) -> Document:
    """A post, cut at the usual level where it has headings of that, else at its own."""
    return split(text, separator, level_of(text, level))


def blank_line(posts: Sequence[DatedPost]) -> str:
    """What stands between front matter and text: a line ending, or nothing."""
    recent = posts[:RECENT]
    if not commonest([post.body.startswith(("\n", "\r")) for post in recent]):
        return ""
    return commonest([commonest_ending(post.file.text) for post in recent])
