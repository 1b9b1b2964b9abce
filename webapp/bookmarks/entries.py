"""One entry of a file, as any program writes it, made into a link or into the reason why it is none."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from webapp import addresses
from webapp.bookmarks.values import FiledLink, FiledNote, FiledPage, FiledQuote, Skipped
from webapp.errors import AddressError, ImportUnreadableError

MOST_ENTRIES = 100_000
LONGEST_TITLE, LONGEST_DESCRIPTION = 500, 1_000
LONGEST_NOTE, LONGEST_QUOTE, LONGEST_TAG = 20_000, 4_000, 100
MOST_TAGS = 100  # of one link
EARLIEST, LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

# The largest number that is seconds, milliseconds or microseconds since 1970: each ends in the year 5138.
_SCALES = ((1e11, 1), (1e14, 1_000), (1e17, 1_000_000))
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file, not yet looked at. Texts are as the file has them."""

    place: str
    address: object
    title: object = ""
    description: object = ""
    tags: Sequence[object] = ()
    notes: Sequence[FiledNote] = ()
    quotes: Sequence[FiledQuote] = ()
    saved_at: datetime | None = None
    state: str = ""
    later_until: date | None = None
    given_address: object = ""
    draft: object = ""
    section: object = ""
    via: object = ""
    page: FiledPage = field(default=FiledPage())


def link_of(entry: Entry) -> FiledLink | Skipped:
    """Make an entry a link; where its address can't be saved, say why."""
    title = line(entry.title)[:LONGEST_TITLE]
    given = entry.address if isinstance(entry.address, str) else ""
    if not given.strip():
        return Skipped(entry.place, title or "no title", "It has no address.")
    try:
        address = addresses.clean(without_controls(given))
        key = addresses.canonical(address)
    except AddressError as error:
        return Skipped(entry.place, title or line(given)[:80], str(error))
    return FiledLink(
        address=address,
        key=key,
        place=entry.place,
        given_address=line(entry.given_address or given),
        title=title,
        description=line(entry.description)[:LONGEST_DESCRIPTION],
        tags=tuple(tags_of(entry.tags)),
        notes=tuple(_notes(entry.notes)),
        quotes=tuple(_quotes(entry.quotes)),
        saved_at=entry.saved_at,
        state=entry.state,
        later_until=entry.later_until,
        draft=line(entry.draft),
        section=line(entry.section),
        via=line(entry.via),
        page=entry.page,
    )


def counted(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Pass entries on, up to as many as one import may have. Raises ImportUnreadableError."""
    for number, entry in enumerate(entries, start=1):
        if number > MOST_ENTRIES:
            raise ImportUnreadableError(
                f"The file has more than {MOST_ENTRIES:,} links: {entry.place} is one too many. "
                "Nothing was imported. Divide the file.",
                line=_number_of(entry.place),
            )
        yield entry


def line(text: object) -> str:
    """Write a text as one line; empty for what is no text."""
    return " ".join(_CONTROLS.sub("", text).split()) if isinstance(text, str) else ""


def paragraphs(text: object, longest: int) -> str:
    """Write a text with `\\n` for every end of a line; empty for what is no text."""
    if not isinstance(text, str):
        return ""
    return _CONTROLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()[:longest].rstrip()


def note(text: object, noted_at: datetime | None = None) -> list[FiledNote]:
    """A note, or none where there is no text."""
    words = paragraphs(text, LONGEST_NOTE)
    return [FiledNote(words, noted_at)] if words else []


def quote(text: object, quoted_at: datetime | None = None) -> list[FiledQuote]:
    """A passage, or none where there is no text."""
    words = paragraphs(text, LONGEST_QUOTE)
    return [FiledQuote(words, quoted_at)] if words else []


def moment(given: object) -> datetime | None:
    """Read a time: seconds, milliseconds or microseconds since 1970, or ISO 8601; None for what is none.

    One without a time zone is UTC. One before 1980 or after 2200 is a slip of the program that wrote it.
    """
    found = _from_number(given) or _from_text(given)
    return found if found and EARLIEST <= found < LATEST else None


def day(given: object) -> date | None:
    """Read a day in ISO form; None for what is none."""
    try:
        return date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None


def _from_number(given: object) -> datetime | None:
    try:
        number = float(given) if isinstance(given, str | int | float) and not isinstance(given, bool) else math.nan
    except (ValueError, OverflowError):
        return None
    scale = next((scale for most, scale in _SCALES if 0 < number < most), None)
    seconds = number / scale if scale else math.inf
    return datetime.fromtimestamp(seconds, UTC) if seconds < LATEST.timestamp() else None


def _from_text(given: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(given.strip()) if isinstance(given, str) else None
        if found is None:
            return None
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def tags_of(given: Iterable[object]) -> list[str]:
    """Tags as they are kept: one line each, the first spelling of those that differ in capitals only."""
    found: dict[str, str] = {}
    for each in given:
        tag = line(each).lstrip("#")[:LONGEST_TAG].strip()
        if tag and len(found) < MOST_TAGS:
            found.setdefault(tag.casefold(), tag)
    return list(found.values())


def _notes(given: Iterable[FiledNote]) -> list[FiledNote]:
    return list({each.text: each for each in reversed([*given]) if each.text}.values())[::-1]


def _quotes(given: Iterable[FiledQuote]) -> list[FiledQuote]:
    return list({each.text: each for each in reversed([*given]) if each.text}.values())[::-1]


def without_controls(text: str) -> str:
    """Take out the signs that no text has, halves of characters among them."""
    return _CONTROLS.sub("", text)


def _number_of(place: str) -> int | None:
    digits = place.rpartition(" ")[2]
    return int(digits) if place.startswith("line ") and digits.isdecimal() else None
