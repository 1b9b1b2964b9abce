"""Links that were put off until the author writes about them again come back when that is so.

The rule, as the menu says it: a section that was written or changed links to the link's site, names one of its tags, or
has two of the words of its title that have five letters or more; where the title has one such word, that one.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from webapp import addresses, links, posts, section_ids
from webapp.database import Database
from webapp.links import Link, State

SHORTEST = 5  # letters of a word that says what a title is about
ENOUGH = 2  # words of a title
_WORD = re.compile(r"[^\W_]+")
_HOST = re.compile(r"https?://(?:www\.)?([^\s/?#)>\"':]+)", re.IGNORECASE)


def wake_written(db: Database, before: str, after: str, now: datetime) -> int:
    """Make the links unread again that a draft is about now and was not before, and answer how many they were.

    before, after: its texts. What a section was about before it was changed says nothing.
    """
    written = list(_changed(before, after))
    sleeping = links.list_sleeping(db) if written else []
    woken = [link for link in sleeping if any(is_about(new, link) > is_about(old, link) for old, new in written)]
    with db.atomic():
        for link in woken:
            links.set_state(db, link.id, State.UNREAD, None, now)
        links.touch(db, [link.id for link in woken], now)
    return len(woken)


def is_about(section: str, link: Link) -> bool:
    """Does a section link to a link's site, name a tag of it, or have enough words of its title?"""
    if addresses.site(link.address) in {host.lower() for host in _HOST.findall(section)}:
        return True
    words = _words(section)
    named = {word for word in _words(link.title) if len(word) >= SHORTEST}
    if named and len(named & words) >= min(ENOUGH, len(named)):
        return True
    return any(tag and tag <= words for tag in map(_words, link.tags))


def _changed(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The sections that are not as they were, each with its text before; empty for a new one."""
    old = section_ids.sections_of(before)
    same, by_heading = {section.source for section in old}, {section.heading: section.source for section in old}
    for section in section_ids.sections_of(after):
        if section.source not in same:
            yield by_heading.get(section.heading, ""), section.source


def _words(text: str) -> set[str]:
    return {posts.fold(word) for word in _WORD.findall(text)}
