"""A series of posts, and the next post written the way the series writes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .. import front_matter
from ..calendar import MONTHS, WEEKDAYS
from ..errors import FrontMatterError
from ..line_endings import with_endings
from ..sections import FoldForm
from .citing import Citing
from .commits import USUAL_MESSAGES, Messages
from .dates import replace_day
from .posts import KEPT, PostFile, clean_slug
from .roundups import is_roundup
from .templates import Template
from .writing import WritingHabits

_CALENDAR_WORDS = "|".join(
    re.escape(word) for name in (*MONTHS, *WEEKDAYS) for word in dict.fromkeys((name.lower(), name[:3].lower()))
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a new post's front matter, as a template in YAML."""

    key: str
    before: str  # everything since the value before: line ending, comments, key and colon
    template: Template


@dataclass(frozen=True, slots=True)
class Series:
    """What the posts of a series have in common."""

    key: str  # the title without digits, names of months and weekdays; empty where the titles say nothing
    shape: tuple[str, ...]  # the keys of its front matter, in order
    weekday: int  # 0 is Monday
    days: frozenset[date]  # of its posts
    slug: Template
    slug_from_title: bool
    extension: str  # with its dot
    title_template: Template
    title_quoting: front_matter.Quoting
    values: tuple[Value, ...]
    closing: str  # from the last value's end to the end of the block
    blank_line: str  # between front matter and text: a line ending, or nothing
    citing: Citing
    writing: WritingHabits
    required_keys: tuple[str, ...]
    reasons: Mapping[str, str]
    messages: Messages = USUAL_MESSAGES  # of its commits, which the posts themselves don't tell

    @property
    def line_ending(self) -> str:
        return self.writing.line_ending.value

    @property
    def final_newline(self) -> bool:
        return self.writing.final_newline.value

    @property
    def roundup(self) -> str:
        return self.writing.roundup.value

    @property
    def fold_form(self) -> FoldForm:
        return self.writing.fold_form.value

    def file_name(self, day: date, title: str = "") -> str:
        """Name the file of a post. title: where it is not the series' own; the name is made from it then."""
        slug = clean_slug(title or self.title(day)) if title or self.slug_from_title else self.slug.write(day)
        return f"{day:%Y-%m-%d}-{slug}{self.extension}"

    def title(self, day: date) -> str:
        return self.title_template.write(day)

    def new_post(self, day: date, title: str = "") -> str:
        """Write the front matter of a post for the day, and the blank line below it; nothing else.

        title: where it is not the series' own.
        """
        sources = [value.before + self._source(value, day, title or self.title(day)) for value in self.values]
        block = "".join(sources) + self.closing
        return with_endings(block, self.line_ending) + self.blank_line

    def _source(self, value: Value, day: date, title: str) -> str:
        if value.key == "title":
            return front_matter.scalar(title, self.title_quoting)
        return value.template.write(day)

    def retitle(self, block: str, old_day: date, new_day: date) -> str:
        """Move a block to another day: every value that names the old one names the new one, in the same form."""
        for field in front_matter.read(block).fields:
            if field.text is None:
                continue
            if field.key == "title" and field.text == self.title(old_day):
                block = front_matter.set_value(block, "title", self.title(new_day))
            elif (source := replace_day(field.source, old_day, new_day)) != field.source:
                block = front_matter.set_source(block, field.key, source)
        return block

    def matches(self, post: PostFile) -> bool:
        """Is this a post of the series?"""
        try:
            fields = front_matter.read(front_matter.split(post.text)[0])
        except FrontMatterError:
            return False
        if self.key:
            return series_key(fields.text("title")) == self.key
        return fields.keys == self.shape

    def is_roundup(self, heading: str) -> bool:
        """Is this the heading of a closing round-up?"""
        return is_roundup(heading, self.roundup)


@dataclass(frozen=True, slots=True)
class Conventions:
    """What was learned from a blog's posts."""

    weekly: Series
    essay: Series  # of the posts that are not of the weekly series; like that one where there is none yet

    @property
    def reasons(self) -> Mapping[str, str]:
        return self.weekly.reasons

    def kind_of(self, post: PostFile) -> Series:
        """The series that a post or draft is of; the essays' where it is of no other."""
        return self.weekly if self.weekly.matches(post) else self.essay


@lru_cache(maxsize=KEPT)
def series_key(title: str) -> str:
    """What titles of one series share: the words, without digits and the names of months and weekdays."""
    words = re.sub(rf"\b(?:{_CALENDAR_WORDS}|sept)\b", " ", title.lower())
    words = re.sub(r"\d+(?:st|nd|rd|th)?\b|\d", " ", words)
    return " ".join(re.sub(r"[\W_]+", " ", words).split())
