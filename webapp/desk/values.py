"""What the desk shows, as values."""

from dataclasses import dataclass
from datetime import date
from zlib import crc32

from webapp.desk.progress import Progress
from webapp.desk.rendering import count
from webapp.desk.week import Week
from webapp.line_endings import with_endings
from webapp.links import Link, State


@dataclass(frozen=True, slots=True)
class MeantLink:
    """A saved link that is meant for the draft."""

    link: Link
    is_cited: bool

    @property
    def is_missing(self) -> bool:
        """Is it to be cited yet? A link that was put off is not."""
        return not self.is_cited and self.link.state is not State.LATER


@dataclass(frozen=True, slots=True)
class DeskSection:
    """One section as the desk shows it."""

    position: int  # 0 is the intro
    id: int  # 0: another program wrote it just now, or the draft has no file yet
    heading: str
    html: str  # not sanitised yet
    lines: tuple[int, ...]  # of the source, on which each element at the top of the HTML begins
    source: str  # what the text area holds
    start: int  # of the source in the draft, in characters
    end: int
    words: int
    links: int
    meant: tuple[MeantLink, ...]
    is_roundup: bool  # or does it close with one, under a heading of another level?
    is_open: bool
    is_last: bool
    fold_below: bool  # the fold stands right below this section
    fold_inside: bool  # the separator stands in the middle of its text

    @property
    def key(self) -> str:
        """What tells it from the others while others come and go; its place, where it has no id yet."""
        return str(self.id) if self.id else f"at-{self.position}"

    @property
    def sum(self) -> int:
        """A checksum of its text with line feeds, without what ends it, as `static/js/kept.js` makes it."""
        return crc32(with_endings(self.source, "\n").rstrip().encode())

    @property
    def is_intro(self) -> bool:
        return self.position == 0

    @property
    def is_empty(self) -> bool:
        return not self.source.strip()

    @property
    def name(self) -> str:
        """What the section is called to somebody who does not see it."""
        return self.heading or ("the intro" if self.is_intro else f"section {self.position}")

    @property
    def uncited(self) -> int:
        return sum(meant.is_missing for meant in self.meant)

    @property
    def counts(self) -> str:
        return f"{count(self.words, 'word')} · {count(self.links, 'link')}"


@dataclass(frozen=True, slots=True)
class FoldPlace:
    """Where a fold that the draft has not yet would usually stand."""

    below: int  # position of the section
    name: str  # and what it is called
    reason: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the desk shows of one draft."""

    name: str
    title: str
    day: date | None
    day_words: str  # “Thursday 11 December”; the file's name where it says no day
    revision: str
    changed_at: str | None  # when the file was written last, in UTC ISO 8601; None: no file yet
    draft_id: int  # 0: no file yet
    blog_path: str | None  # of the post that it was published as; None until then
    is_weekly: bool  # is it of the series, rather than an essay?
    progress: Progress
    sections: tuple[DeskSection, ...]
    level: int  # of the headings that begin sections
    fold: int | None
    has_separator: bool  # does the blog have a fold at all?
    fold_place: FoldPlace | None  # None: the draft has a fold, or none is usual, or there is nothing below it yet
    roundup: str  # the usual heading of the round-up
    roundup_reason: str
    roundup_words: str  # how the links in it are usually written, and why
    leftovers: tuple[Link, ...]  # of the week, that no section cites
    homeless: tuple[MeantLink, ...]  # meant for this draft, and for no section that is there
    before: Week | None
    before_words: str  # “Thursday 4 December”; empty where there is none
    after: Week | None
    after_words: str
    keeps_editor: bool = False  # the page's own editor of the open section stays what it is

    @property
    def is_published(self) -> bool:
        return self.blog_path is not None

    @property
    def unlinked(self) -> tuple[DeskSection, ...]:
        """The sections of weekly notes that have no link yet; the intro needs none, and an essay none at all."""
        return tuple(s for s in self.sections if self.is_weekly and not s.is_intro and not s.links)

    @property
    def lacks_roundup(self) -> bool:
        """Is it begun, and of the series, whose posts end in a round-up?"""
        return self.is_weekly and bool(self.draft_id) and not self.has_roundup

    @property
    def has_roundup(self) -> bool:
        return any(section.is_roundup for section in self.sections)

    @property
    def gathers_below(self) -> bool:
        """Do leftovers stand below all sections, as no closed round-up is there to hold them?"""
        return bool(self.leftovers) and not any(section.is_roundup and not section.is_open for section in self.sections)

    @property
    def words(self) -> int:
        return sum(section.words for section in self.sections)

    @property
    def links(self) -> int:
        return sum(section.links for section in self.sections)

    @property
    def open_section(self) -> DeskSection | None:
        return next((section for section in self.sections if section.is_open), None)

    @property
    def words_text(self) -> str:
        return count(self.words, "word")

    @property
    def links_text(self) -> str:
        return count(self.links, "link")
