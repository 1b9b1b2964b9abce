"""What the author wrote before about the same: sections of earlier posts, found by the rare words they share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import pairwise

from webapp import calendar, citations, posts
from webapp.database import Database
from webapp.desk.values import DeskSection
from webapp.phrases import EMPTY
from webapp.posts import PostSection

ASKED = 12  # sections that are looked at, so that some are left when those of this post are taken out
CONSIDERED = 16  # rare words of the section, the weightiest
SHOWN = 4
FEWEST = 2  # words that a section has to share; one alone is chance
NAMED = 2  # words or phrases that say what is shared

_BOX = re.compile(r'<span class="working-notes-box">[^<]*</span>')
_HEADING = re.compile(r"<h([1-6])\b.*?</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Past:
    """A section of an earlier post that is about the same."""

    path: str  # of the post
    anchor: str  # of the section in the post; empty for its intro
    name: str  # the section's heading; the post's title for its intro
    day: str  # “27 November”
    shared: str  # “reward hacking”
    citation: str  # Markdown that links to it


def find_past(db: Database, section: DeskSection, own_path: str | None, today: date) -> Iterator[Past]:
    """Find sections of earlier posts that are about the same as one on the desk, the closest first. Writes nothing.

    own_path: of the post that the draft is, which says nothing of what was written before.
    """
    rare = posts.rare_words(db, _words_of(section), CONSIDERED)
    words = [word for word in rare if word not in EMPTY]
    found = [each for each in posts.find_sections(db, words, ASKED) if each.path != own_path]
    told = [(each, *share(each, words)) for each in found]
    for each, shared in [(each, shared) for each, number, shared in told if number >= FEWEST][:SHOWN]:
        name = each.heading or each.title
        citation = citations.cite_own_post(each.address, each.anchor, name)
        yield Past(each.path, each.anchor, name, _day(each.day, today), shared, citation)


def _words_of(section: DeskSection) -> str:
    """What a section says in the author's words: no reasons of boxes, nor the heading that every round-up has."""
    html = _BOX.sub(" ", section.html)
    return unescape(_TAG.sub(" ", _HEADING.sub(" ", html, count=1) if section.is_roundup else html))


def share(section: PostSection, words: Sequence[str]) -> tuple[int, str]:
    """Say how many of these words a section has, and which: two that stand side by side in it are one phrase.

    words: folded as the index has them, the weightiest first.
    """
    text = f"{section.heading}\n{section.text}"
    found = [(posts.fold(match[0]), match) for match in _WORD.finditer(text)]
    present = [word for word in words if any(word == folded for folded, _ in found)]
    named: list[str] = []
    left = list(present)
    while left and len(named) < NAMED:
        phrase = _phrase(text, found, left[0], left)
        named.append(phrase)
        used = {posts.fold(word) for word in _WORD.findall(phrase)}
        left = [word for word in left if word not in used]
    return len(present), ", ".join(named)


def _phrase(text: str, found: Sequence[tuple[str, re.Match[str]]], word: str, words: Sequence[str]) -> str:
    """The word as the section writes it, with the one beside it where that is shared too."""
    for (one, first), (other, second) in pairwise(found):
        side_by_side = text[first.end() : second.start()] in (" ", "-") and one != other
        if side_by_side and word in (one, other) and one in words and other in words:
            return text[first.start() : second.end()]
    written = [match[0] for folded, match in found if folded == word]
    return next((each for each in written if each.islower()), written[0])


def _day(day: date, today: date) -> str:
    return calendar.describe_day(day, today).partition(" ")[2]
