"""The palette: every action, section, draft, link and post, found by the words that they begin with."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

from webapp import drafts, links, posts, searches, section_ids
from webapp.database import Database
from webapp.drafts import Draft, DraftEntry
from webapp.errors import DraftNotFoundError, DraftUnreadableError
from webapp.keys import ACTIONS, TITLES, Action, Keyboard
from webapp.posts import FoundPost

SHOWN = 8  # rows of each kind; more words find fewer
DRAFTS_READ = 30  # newest drafts whose sections are looked through
TEXTS, EXCERPT_WORDS = 4, 10  # posts whose text has the words, and how many words of it are shown
BEGINS, HOLDS = 0, 1  # how well a word is found: it begins one, or stands inside one


class Kind(StrEnum):
    """What an entry is, as the author reads it."""

    ACTION = "action"
    SECTION = "section"
    DRAFT = "draft"
    LINK = "link"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the palette is asked, and where.

    page: the name that the page gives itself; None for the plain page, which lists every action. scopes: those that
    have something to act on, the one that has the focus first. draft: name of the one at hand; empty if there is none.
    """

    words: str
    page: str | None = None
    scopes: tuple[str, ...] = ()
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do, or to go to."""

    kind: Kind
    words: str
    detail: str = ""
    keys: tuple[str, ...] = ()  # as they are shown
    action: str = ""  # as the scripts know it: `section.new`; empty for what is gone to
    address: str = ""  # empty for what only a script can do


def read_palette(db: Database, folder: Path, keyboard: Keyboard, asked: Asked) -> list[Entry]:
    """Find what begins with the words, in any order. Without words: the actions, and the sections at hand.

    folder: of the drafts. Writes nothing.
    """
    actions = _found(asked.words, _actions(keyboard, asked))
    if not asked.words.strip():
        return [*actions, *_sections(db, folder, [asked.draft] if asked.draft else [], asked.draft)]
    waiting = [entry for entry in drafts.list_drafts(db, folder) if entry.is_here][-DRAFTS_READ:]
    names = [asked.draft, *(entry.name for entry in reversed(waiting) if entry.name != asked.draft)]
    return [
        *actions[:SHOWN],
        *_found(asked.words, _sections(db, folder, names, asked.draft))[:SHOWN],
        *_found(asked.words, _drafts(waiting))[:SHOWN],
        *_links(db, asked.words),
        *_posts(db, asked.words),
    ]


def _actions(keyboard: Keyboard, asked: Asked) -> Iterator[Entry]:
    def rank(action: Action) -> int:
        return asked.scopes.index(action.scope) if action.scope in asked.scopes else len(asked.scopes)

    shown = [action for action in ACTIONS if action.is_listed and _is_there(action, asked)]
    for action in sorted(shown, key=rank):
        keys = keyboard.row(action).shown
        yield Entry(Kind.ACTION, _sentence(action.words), TITLES[action.scope], keys, action.id, action.address)


def _is_there(action: Action, asked: Asked) -> bool:
    if asked.page is None:
        return True
    return asked.page in action.pages and (bool(action.address) or action.scope in asked.scopes)


def _sections(db: Database, folder: Path, names: Iterable[str], at_hand: str) -> Iterator[Entry]:
    for name in names:
        draft = _draft(db, folder, name)
        for position, section in enumerate(section_ids.sections_of(draft.text, draft.level) if draft else ()):
            detail = "in this draft" if name == at_hand else f"in {name}"
            address = f"/desk/{quote(name)}#section-{position}"
            yield Entry(Kind.SECTION, section.heading or "Intro", detail, address=address)


def _draft(db: Database, folder: Path, name: str) -> Draft | None:
    try:
        return drafts.read_draft(db, folder, name) if name else None
    except (DraftNotFoundError, DraftUnreadableError):
        return None


def _drafts(waiting: Sequence[DraftEntry]) -> Iterator[Entry]:
    for entry in reversed(waiting):
        detail = "published draft" if entry.blog_path else "draft"
        yield Entry(Kind.DRAFT, entry.name, detail, address=f"/desk/{quote(entry.name)}")


def _links(db: Database, words: str) -> list[Entry]:
    found = links.find_closest(db, words, limit=SHOWN)
    return [Entry(Kind.LINK, link.display_title, link.site, address=f"/links/{link.id}") for link in found]


def _posts(db: Database, words: str) -> Iterator[Entry]:
    """Posts and sections by their titles and headings, then those whose text has the words."""
    headings = posts.find_headings(db, words, limit=SHOWN)
    for section in headings:
        about = f"{section.title}, {section.day:%d/%m/%y}"
        place = _place(section.path, section.anchor)
        yield Entry(Kind.POST, section.heading or section.title, about, address=place)
    named = {(section.path, section.position) for section in headings}
    asked = posts.Asked(searches.parse(words), limit=TEXTS, excerpt_words=EXCERPT_WORDS)
    for found in posts.search_posts(db, asked).posts:
        if found.excerpt and (found.path, found.position) not in named:
            yield _text_entry(found)


def _text_entry(found: FoundPost) -> Entry:
    said = "".join(piece.text for piece in found.excerpt)
    place = _place(found.path, found.anchor)
    return Entry(Kind.POST, found.heading or found.title, f"{found.day:%d/%m/%y}: {said}", address=place)


def _place(path: str, anchor: str) -> str:
    """Where a section of a post is read; its beginning where it has no anchor."""
    return f"/posts/read?path={quote(path)}" + (f"#post-{quote(anchor)}" if anchor else "")


def _found(words: str, entries: Iterable[Entry]) -> list[Entry]:
    """Those that have every word, best first; they stay in their order where they are as good as each other."""
    asked = _folded(words).split()
    scored = [(_score(asked, _folded(f"{entry.words} {entry.detail}").split()), entry) for entry in entries]
    return [entry for score, entry in sorted(scored, key=lambda each: each[0] or 0) if score is not None]


def _score(asked: Sequence[str], words: Sequence[str]) -> int | None:
    """How badly the words are found; None where one of them is not there at all."""
    score = 0
    for word in asked:
        if any(each.startswith(word) for each in words):
            score += BEGINS
        elif any(word in each for each in words):
            score += HOLDS
        else:
            return None
    return score


def _folded(text: str) -> str:
    """Lower case, without accents and signs."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = (character if character.isalnum() or character.isspace() else " " for character in plain)
    return "".join(character for character in kept if not unicodedata.combining(character))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
