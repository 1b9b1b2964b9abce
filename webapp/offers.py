"""What is offered while one types `[[`: saved links and the author's own posts, near ones first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from webapp import calendar, citations, drafts, links, posts
from webapp.conventions import Series, restyle_in_place
from webapp.database import Database
from webapp.errors import AddressError, DraftNotFoundError
from webapp.links import Link, State
from webapp.posts import PostSection

WEEK = timedelta(days=7)
SHOWN = 5  # of each kind: a list that is read at a glance
WEEKLY = 300  # links that one saves in a week at the very most
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be chosen."""

    id: str  # in the page
    title: str
    about: str  # site, or the post's day
    insert: str  # the Markdown that it writes


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """What belongs together under one heading."""

    name: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """The list while one types."""

    groups: tuple[OfferGroup, ...]
    reason: str  # why a link is written as it is; empty where only its title is

    @property
    def said(self) -> str:
        """What a screen reader hears: how many there are."""
        number = sum(len(group.offers) for group in self.groups)
        return {0: "Nothing found.", 1: "1 link offered."}.get(number, f"{number} links offered.")


@dataclass(frozen=True, slots=True)
class Writing:
    """Where the author types: in which section of which draft, and whether a sentence begins there."""

    folder: Path  # of the drafts
    name: str  # of the draft
    position: int | None  # of the section
    begins: bool


def find_offers(db: Database, series: Series, at: Writing, typed: str, now: datetime, today: date) -> Offers:
    """Find what begins with the typed words: links meant for this section, this week's, all, linked before, own posts.

    Links are matched by title (or address, while there is none), site and notes, earlier links by what they were
    called, posts by title and heading.
    series: the kind of posts that is written. today: in the blog's time zone. Writes nothing.
    """
    groups: list[OfferGroup] = []
    taken: set[int] = set()
    for name, found in _links_near_first(db, at, typed, now):
        new = [link for link in found if link.id not in taken][:SHOWN]
        taken |= {link.id for link in new}
        groups.append(OfferGroup(name, tuple(_offers_of_links(new, at, series))))
    groups.append(OfferGroup("Linked before", tuple(_offers_of_linked(db, typed, groups, today))))
    groups.append(OfferGroup("Your posts", tuple(_offers_of_posts(db, typed, today))))
    return Offers(tuple(group for group in groups if group.offers), series.citing.reason if at.begins and taken else "")


def _links_near_first(db: Database, at: Writing, typed: str, now: datetime) -> Iterable[tuple[str, Sequence[Link]]]:
    words = [posts.fold(word) for word in _WORD.findall(typed)]
    if typed.strip() and not words:
        return
    draft_id, section_id = _section_of(db, at)
    meant = [link for link in links.links_for_draft(db, draft_id) if _has(link, words)] if draft_id else []
    yield "For this section", [link for link in meant if section_id and link.section_id == section_id]
    unread = links.list_links(db, state=State.UNREAD, since=now - WEEK, search=typed, limit=WEEKLY)
    free = [link for link in unread if link.draft_id is None and _has(link, words)]
    yield "This week", [*meant, *free]
    yield "All links", links.find_closest(db, typed, limit=3 * SHOWN)


def _section_of(db: Database, at: Writing) -> tuple[int, int]:
    """The ids of draft and section; 0 while there is none."""
    try:
        draft = drafts.read_draft(db, at.folder, at.name)
    except DraftNotFoundError:
        return 0, 0
    is_there = at.position is not None and 0 <= at.position < len(draft.sections)
    return draft.id, draft.sections[at.position] if is_there and at.position is not None else 0


def _offers_of_links(found: Iterable[Link], at: Writing, series: Series) -> Iterable[Offer]:
    style = series.writing.link_style.value
    for link in found:
        note = link.note if at.begins else ""
        try:
            title = series.writing.quotes.write(link.title)
            words = citations.cite_as_sentence(link.address, title, note, series.citing.first_words)
            target = citations.write_address(link.address)
        except AddressError:
            continue
        yield Offer(f"offer-link-{link.id}", link.display_title, link.site, restyle_in_place(words, target, style))


def _offers_of_linked(db: Database, typed: str, above: Iterable[OfferGroup], today: date) -> Iterable[Offer]:
    """Pages that posts link to by words like these, and that are not offered above."""
    written = " ".join(offer.insert for group in above for offer in group.offers)
    for number, found in enumerate(posts.find_texts(db, typed, SHOWN)):
        use = found.uses[0]
        try:
            citation = citations.cite(found.address, use.text)
        except AddressError:
            continue
        if citation.rpartition("](")[2] not in written:
            day = calendar.describe_day(use.day, today).partition(" ")[2]
            yield Offer(f"offer-linked-{number}", use.text, f"{found.site}, {day}", citation)


def _offers_of_posts(db: Database, typed: str, today: date) -> Iterable[Offer]:
    for section in posts.find_headings(db, typed, limit=SHOWN):
        yield _offer_of_section(section, today)


def _offer_of_section(section: PostSection, today: date) -> Offer:
    title = section.heading or section.title
    about = section.title if section.heading else calendar.describe_day(section.day, today)
    written = citations.cite_own_post(section.address, section.anchor, title)
    return Offer(f"offer-post-{section.day:%Y%m%d}-{section.position}", title, about, written)


def _has(link: Link, words: Sequence[str]) -> bool:
    """Does each word begin one of the title, the site or a note?"""
    said = " ".join((link.display_title, link.site, *(note.text for note in link.notes)))
    found = [posts.fold(word) for word in _WORD.findall(said)]
    return all(any(other.startswith(word) for other in found) for word in words)
