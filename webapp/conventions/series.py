"""A series of posts, and the next post written the way the series writes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .. import front_matter
from ..calendar import next_publishing_day
from ..errors import FrontMatterError
from ..line_endings import with_endings
from ..sections import FoldForm, Section
from .citing import Citing
from .commits import USUAL_MESSAGES, Messages
from .dates import DateForm, replace_day
from .following import Ref
from .kinds import Identity
from .naming import Naming
from .posts import PostFile, headline_of, name_parts
from .reasons import SET_BY_YOU, TITLES_DIFFER
from .roundups import find_roundup, is_roundup
from .templates import NOTHING, Template
from .writing import WritingHabits

_OF_THE_SERIES = frozenset(("title", "file_name", "weekday", "begins_on"))  # reasons that say nothing of other posts
OWN_FOLDER = "_posts"  # of a blog
NAMELESS = "post"  # the name of a file whose title has no letter


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a new post's front matter, as a template in YAML."""

    key: str
    before: str  # everything since the value before: line ending, comments, key and colon
    template: Template
    quoting: front_matter.Quoting | None = None  # for a template of plain text; None for one that is YAML


@dataclass(frozen=True, slots=True)
class Series:
    """What the posts of a series have in common."""

    name: str  # for the author: what its titles share, or what its front matter calls it
    identity: Identity
    shape: tuple[str, ...]  # the keys of its front matter, in order
    weekday: int  # 0 is Monday
    begins_on: int | None  # the weekday that a post is begun for, unless it is a weekly one; None: the day it is begun
    hour: int | None  # 0 to 23, that `date:` usually says; None where it says none
    days: frozenset[date]  # of its posts
    naming: Naming
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
    folder: str = ""  # that new posts go to, from the top of the work tree; empty for the blog's own, as `_posts` is
    also: Identity | None = None  # of posts that begin as the author set it by hand

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
        return f"{day:%Y-%m-%d}-{self._slug(day, title)}{self.naming.extension}"

    def _slug(self, day: date, title: str) -> str:
        """The pattern's name or the title's, whichever the series has; the other one where it comes to nothing."""
        follows = title or self.title(day)
        written = [self.naming.slug.write(day, follows), self.naming.rule.write(follows)]
        fits = not title or self.can_have(title) or Ref.CLEAN_TITLE in self.naming.slug.follows
        if self.naming.from_title or not fits:
            written.reverse()
        return next(filter(None, written), NAMELESS)

    def title(self, day: date) -> str:
        return self.title_template.write(day)

    @property
    def titles_itself(self) -> bool:
        """Do its titles follow a pattern, so that a new post needs none of its own?"""
        reason, pattern = self.reasons.get("title"), self.title_template
        changes = pattern.has_date or pattern.has_counter
        return reason == SET_BY_YOU or (reason != TITLES_DIFFER and (bool(self.identity.key) or changes))

    def day_to_begin(self, today: date) -> date:
        """The day of a post that is begun today, where its kind is not the weekly one."""
        return today if self.begins_on is None else next_publishing_day(today, self.begins_on, self.days)

    def new_post(self, day: date, title: str = "") -> str:
        """Write the front matter of a post for the day, and the blank line below it; nothing else.

        title: where it is not the series' own.
        """
        slug = self._slug(day, title)
        block = "".join(self._written(value, day, title or self.title(day), slug) for value in self.values)
        return with_endings(block + self.closing, self.line_ending) + self.blank_line

    def _written(self, value: Value, day: date, title: str, slug: str) -> str:
        """A value with all that stands before it; nothing but the key where there is no value yet."""
        text = title if value.key == "title" else value.template.write(day, title, slug)
        source = text if value.quoting is None else front_matter.scalar(text, value.quoting)
        return value.before + source if text else value.before.rstrip()

    def retitle(self, block: str, old_day: date, new_day: date) -> str:
        """Move a block to another day: every value that names the old one names the new one, in the same form.

        An offset from UTC that was the old day's becomes the new day's, since summer time may begin between them.
        """
        for field in front_matter.read(block).fields:
            if field.text is None:
                continue
            if field.key == "title" and field.text == self.title(old_day):
                block = front_matter.set_value(block, "title", self.title(new_day))
            elif (source := self._moved(field, old_day, new_day)) != field.source:
                block = front_matter.set_source(block, field.key, source)
        return block

    def _moved(self, field: front_matter.Field, old_day: date, new_day: date) -> str:
        moved = replace_day(field.source, old_day, new_day, self._date_forms)
        template = next((value.template for value in self.values if value.key == field.key), NOTHING)
        offset = template.offset
        return offset.move(moved, old_day, new_day) if offset and moved != field.source else moved

    @property
    def _date_forms(self) -> tuple[DateForm, ...]:
        templates = (self.title_template, *(value.template for value in self.values))
        return tuple(part for template in templates for part in template.parts if isinstance(part, DateForm))

    def matches(self, post: PostFile) -> bool:
        """Is this a post of the series?"""
        try:
            fields = front_matter.read(front_matter.split(post.text)[0])
        except FrontMatterError:
            return False
        _, slug, _ = name_parts(post.name) or (None, "", "")
        headline = headline_of(fields.text("title"), slug)
        return bool(fields.keys) and any(identity.holds(headline, fields) for identity in self._identities)

    @property
    def _identities(self) -> tuple[Identity, ...]:
        return (self.identity, self.also) if self.also else (self.identity,)

    def can_have(self, title: str) -> bool:
        """Could one of its posts have this title?"""
        return any(identity.can_have(title) for identity in self._identities)

    def is_known_by(self, title: str) -> bool:
        """Does this title alone tell that a post is of the series?"""
        return any(identity.key and identity.can_have(title) for identity in self._identities)

    def is_roundup(self, heading: str) -> bool:
        """Is this the heading of a closing round-up?"""
        return is_roundup(heading, self.roundup)

    def closes_with_roundup(self, section: Section) -> bool:
        """Is a post's last section the round-up, or does it close with it under a heading of another level?"""
        return find_roundup(section, self.roundup) is not None


@dataclass(frozen=True, slots=True)
class Conventions:
    """What was learned from a blog's posts."""

    weekly: Series
    essay: Series  # of the posts that are not of the weekly series; like that one where there is none yet
    others: tuple[Series, ...] = ()  # further kinds, such as monthly reviews

    @property
    def kinds(self) -> tuple[Series, ...]:
        """Every kind of posts once, the weekly one first."""
        return (self.weekly, *((self.essay,) if self.essay is not self.weekly else ()), *self.others)

    def required_keys(self, post: PostFile) -> tuple[str, ...]:
        """What the front matter of a post must say, as all others of its kind do; nothing for a free essay."""
        kind = self.kind_of(post)
        return kind.required_keys if kind is self.weekly or not kind.identity.is_anything else ()

    def reasons_for(self, post: PostFile) -> Mapping[str, str]:
        """Why a post of its kind is as it is; of a blog's first essay, whose title is its own, nothing on that."""
        kind = self.kind_of(post)
        if kind is not self.weekly or kind.matches(post):
            return kind.reasons
        return {name: reason for name, reason in kind.reasons.items() if name not in _OF_THE_SERIES}

    def kind_titled(self, title: str) -> Series:
        """The kind that a new post of this title is of: of a series where it has its title, else an essay."""
        return next((kind for kind in (self.weekly, *self.others) if kind.is_known_by(title)), self.essay)

    def kind_of(self, post: PostFile) -> Series:
        """The series that a post or draft is of; the essays' where it is of no other."""
        claims = (kind for kind in (self.weekly, *self.others) if not kind.identity.is_anything)
        return next((kind for kind in claims if kind.matches(post)), self.essay)
