"""What a page's head says, each fact from the most careful place that has it.

Sources: Highwire Press tags as in Google Scholar's inclusion guidelines (`citation_*`); Dublin Core; the Open Graph
protocol with `article:` and `video:`; HTML Living Standard 4.2.5.1 (author, description); RFC 6596 (canonical).
"""

import re
from dataclasses import replace
from datetime import date
from urllib.parse import urljoin, urlsplit

from webapp import addresses
from webapp.errors import AddressError
from webapp.fetch.heads import Head
from webapp.fetch.structured import read_blocks, seconds_of
from webapp.fetch.values import Reading

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_AUTHOR = 500, 3_000, 500
MOST_AUTHORS = 12  # that are named; the others are counted
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_PUBLISHERS = ("citation_journal_title", "citation_conference_title", "citation_doi", "citation_arxiv_id",
               "citation_pdf_url", "citation_technical_report_institution")  # fmt: skip


def read_facts(head: Head, address: str) -> Reading:
    """Put together what a head says. address: of the page, for what is written relative to it."""
    said = read_blocks(head.blocks)
    return tidy(
        Reading(
            title=head.first("citation_title", "og:title") or head.title or said.title or head.heading,
            site=head.first("og:site_name"),
            description=head.first("citation_abstract", "og:description", "description", "dc.description")
            or said.description,
            author=_authors(head) or said.author,
            published_on=_published(head) or said.published_on,
            language=head.language or head.first("content-language", "og:locale") or said.language,
            kind=_kind(head) or said.kind,
            duration_seconds=_duration(head) or said.duration_seconds,
            canonical_address=_canonical(head, address),
        )
    )


def tidy(reading: Reading) -> Reading:
    """Write each fact in its form and within its length; what is none of its form is left out."""
    language = _LANGUAGE.fullmatch(reading.language.strip())
    return replace(
        reading,
        title=line(reading.title)[:LONGEST_TITLE],
        site=line(reading.site)[:LONGEST_TITLE],
        description=line(reading.description)[:LONGEST_DESCRIPTION],
        author=line(reading.author)[:LONGEST_AUTHOR],
        published_on=_day(reading.published_on),
        language=language[0].replace("_", "-") if language else "",
    )


def line(text: str) -> str:
    """One line without control characters and halves of characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", text).split())


def joined(names: list[str]) -> str:
    """Name authors, the first ones where they are many."""
    more = len(names) - MOST_AUTHORS
    return ", ".join(names[:MOST_AUTHORS]) + (f" and {more} more" if more > 0 else "")


def _authors(head: Head) -> str:
    cited = [_turned(name) for name in head.every("citation_author", "dc.creator", "dcterms.creator")]
    said = head.every("author", "article:author", "parsely-author")
    named = [name for name in said if not re.match(r"https?:", name)]
    return joined(list(dict.fromkeys(line(name) for name in cited or named)))


def _turned(name: str) -> str:
    """`Last, First`, as Highwire's tags have it, in the order of speaking."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first and first.strip() else name


def _published(head: Head) -> str:
    return head.first(
        *("citation_publication_date", "citation_date", "citation_online_date", "article:published_time"),
        *("datepublished", "itemprop:datepublished", "dc.date", "dcterms.created", "date", "parsely-pub-date"),
    )


def _day(text: str) -> str:
    """The day that a date or time begins with, in ISO form; empty where there is none."""
    match = _DATE.match(text.strip())
    try:
        return date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def _kind(head: Head) -> str:
    if head.first("citation_title") and head.first(*_PUBLISHERS):
        return "paper"
    return "video" if head.first("og:type").startswith("video") else ""


def _duration(head: Head) -> int:
    return seconds_of(head.first("itemprop:duration", "og:video:duration", "video:duration", "music:duration"))


def _canonical(head: Head, address: str) -> str:
    """The address that a page names as its own: only one on the same site, and no front page for a page inside."""
    if not head.canonical.strip():
        return ""
    try:
        named = urljoin(address, head.canonical.strip())
        addresses.canonical(named)
        is_front = not urlsplit(named).path.strip("/") and bool(urlsplit(address).path.strip("/"))
    except (ValueError, AddressError):
        return ""
    one, other = addresses.site(named), addresses.site(address)
    is_near = one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
    return named if is_near and not is_front else ""
