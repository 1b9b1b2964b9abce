"""What the inbox holds: links with their notes and quotes."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

# Of English prose read in silence. Source: M. Brysbaert, "How many words do we read per minute?", Journal of Memory and
# Language 109 (2019).
WORDS_PER_MINUTE = 238
BETWEEN_NOTES = "\n\n"


class State(StrEnum):
    """Where a link is on its way."""

    UNREAD = "unread"
    LATER = "later"
    DONE = "done"


class FetchState(StrEnum):
    """What is known of the page itself."""

    WAITING = "waiting"
    FETCHED = "fetched"
    FAILED = "failed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Note:
    """What the author noted about a link."""

    id: int
    text: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of the page."""

    id: int
    text: str
    quoted_at: datetime
    prefix: str = ""  # the words of the page before it, where it was marked in the kept text
    suffix: str = ""  # and behind it


@dataclass(frozen=True, slots=True)
class Details:
    """What a page says of itself; empty or None where it says nothing."""

    kind: str = ""  # as `addresses.kind` names them; empty: as the address says
    author: str = ""
    published_on: date | None = None
    language: str = ""  # BCP 47
    word_count: int | None = None
    page_count: int | None = None
    duration_seconds: int | None = None
    canonical_address: str | None = None

    @property
    def extent(self) -> str:
        """How long it is, as a reader would say: “1 h 12 min”, “18 pages”, “6 minutes”; empty where unknown."""
        if self.duration_seconds:
            return _duration(self.duration_seconds)
        if self.page_count:
            return f"{self.page_count} pages" if self.page_count > 1 else "1 page"
        minutes = round((self.word_count or 0) / WORDS_PER_MINUTE)
        if minutes:
            return f"{minutes} minutes" if minutes > 1 else "1 minute"
        return "under a minute" if self.word_count else ""


def _duration(seconds: int) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min" if minutes else f"{seconds} s"


@dataclass(frozen=True, slots=True)
class KeptText:
    """The main part of a page, as it was when it was read."""

    html: str  # sanitised
    text: str  # the same as plain words
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A saved link."""

    id: int
    given_address: str
    address: str  # as given, without tracking parameters: what a post gets
    address_key: str
    final_address: str | None  # None until fetched: where the redirects ended
    title: str  # empty until something is known
    site: str
    description: str
    state: State
    later_until: date | None  # None unless the state is later
    draft_id: int | None  # None: not meant for a draft
    section_id: int | None  # None, or a section that is no longer there: no section yet
    fetch_state: FetchState
    fetch_reason: str  # in words, where a fetch failed or was refused
    saved_at: datetime
    changed_at: datetime = field(compare=False)  # in this database, so no part of what the link is
    via: str  # address of the page that led here; empty where unknown
    details: Details
    notes: tuple[Note, ...]
    quotes: tuple[Quote, ...]
    tags: tuple[str, ...]

    @property
    def display_title(self) -> str:
        """The title, or the address while there is none."""
        return self.title or self.address

    @property
    def note(self) -> str:
        """The first note: the one that was made when the link was saved."""
        return self.notes[0].text if self.notes else ""

    @property
    def all_notes(self) -> str:
        """The notes as one text, a blank line between them."""
        return BETWEEN_NOTES.join(note.text for note in self.notes)


@dataclass(frozen=True, slots=True)
class NewLink:
    """What a link begins with."""

    given_address: str
    address: str
    address_key: str
    title: str
    site: str
    draft_id: int | None
    section_id: int | None
    via: str = ""
    details: Details = Details()


@dataclass(frozen=True, slots=True)
class NewAddress:
    """Another address of a link."""

    given_address: str
    address: str
    address_key: str
    site: str
    kind: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What a link is to be from now on; None stays as it is."""

    title: str | None = None
    description: str | None = None
    notes: str | None = None  # all of them, as `Link.all_notes` has them
    tags: tuple[str, ...] | None = None  # all of them
    state: State | None = None
    address: NewAddress | None = None  # no other link has its key


@dataclass(frozen=True, slots=True)
class NewPage:
    """What was read from a page; empty where it says nothing."""

    title: str
    site: str
    description: str
    final_address: str  # where the redirects ended
    details: Details = Details()
    html: str = ""  # of its main part, sanitised
    text: str = ""  # the same as plain words


@dataclass(frozen=True, slots=True)
class SavedLink:
    """What was saved, and what of it is new."""

    link: Link
    before: Link | None  # as it was; None for one that is new
    was_removed: bool
    note_id: int | None  # None: no note was given, or the link has it already
    quote_id: int | None  # None: no quote was given, or the link has it already

    @property
    def is_new(self) -> bool:
        return self.before is None
