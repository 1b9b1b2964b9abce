"""Which of the links that have no section yet may belong into one."""

import re
from collections import Counter
from dataclasses import dataclass

from webapp import citations, groups, links, posts
from webapp.database import Database
from webapp.groups import Candidate, Group
from webapp.links import Link

COMPARED = 60  # links, the newest: what one looks through for a week
TITLE_WEIGHT = 3  # a word of the title counts as three of the text
SHORTEST = 3  # letters
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A possible section."""

    group: Group
    links: tuple[Link, ...]

    @property
    def heading(self) -> str:
        """What the section might be called, as Markdown."""
        return citations.escape_text(self.group.name)


def propose_sections(db: Database) -> list[Proposal]:
    """Propose sections of the unread links that have none. Writes nothing."""
    loose = links.list_loose(db, COMPARED)
    candidates = [_candidate(link, text) for link, text in loose]
    words = {word for each in candidates for word in each.words}
    proposed = groups.propose(candidates, links.count_words(db, words), links.count_all(db))
    found = {link.id: link for link, _ in loose}
    return [Proposal(group, tuple(found[link_id] for link_id in group.link_ids)) for group in proposed]


def _candidate(link: Link, text: str) -> Candidate:
    title = _words(link.title)
    noted = " ".join(note.text for note in link.notes)
    words = Counter(title * TITLE_WEIGHT + _words(f"{link.description} {noted} {text}"))
    return Candidate(link.id, link.title, link.site, link.details.author, words)


def _words(text: str) -> list[str]:
    return [posts.fold(word) for word in _WORD.findall(text) if len(word) >= SHORTEST and not word.isdigit()]
