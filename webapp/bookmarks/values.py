"""Links as a file holds them, whichever program wrote it."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FiledNote:
    """A note on a link."""

    text: str
    noted_at: datetime | None = None  # None where the file does not say


@dataclass(frozen=True, slots=True)
class FiledQuote:
    """A passage of a page; other programs call it a highlight."""

    text: str
    quoted_at: datetime | None = None  # None where the file does not say
    prefix: str = ""  # the words of the page before it
    suffix: str = ""  # and behind it


@dataclass(frozen=True, slots=True)
class FiledPage:
    """What is known of a link's page, as only our own files hold it; empty or None where nothing is."""

    site: str = ""
    kind: str = ""
    author: str = ""
    published_on: date | None = None
    language: str = ""
    word_count: int | None = None
    page_count: int | None = None
    duration_seconds: int | None = None
    canonical_address: str | None = None
    final_address: str | None = None
    fetch_state: str = "waiting"
    fetch_reason: str = ""
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FiledLink:
    """A link as a file holds it, with an address that can be saved."""

    address: str  # as given, without tracking parameters
    key: str  # as `addresses.canonical` makes it
    place: str  # in the file, as the author finds it: “line 12”
    given_address: str = ""
    title: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    notes: tuple[FiledNote, ...] = ()
    quotes: tuple[FiledQuote, ...] = ()
    saved_at: datetime | None = None  # None where the file does not say
    state: str = ""  # unread, later or done; empty where the file does not say
    later_until: date | None = None
    draft: str = ""  # name of the draft that it is meant for; empty: of none
    section: str = ""  # heading of its section there; empty: of none yet
    via: str = ""
    page: FiledPage = field(default=FiledPage())


@dataclass(frozen=True, slots=True)
class Skipped:
    """An entry of a file that can't be saved."""

    place: str  # “line 12”
    what: str  # its title or address, as far as there is one
    reason: str  # a sentence


@dataclass(frozen=True, slots=True)
class Filed:
    """What a file holds."""

    program: str  # that writes such files, as the author knows it
    links: tuple[FiledLink, ...]
    skipped: tuple[Skipped, ...] = ()
