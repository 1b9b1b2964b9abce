"""Phrases: words that stand side by side, compared without case and accents, and where a post's source has them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from .markdown import free_spans

MOST_WORDS = 8  # of a phrase; a longer text of a link is a sentence, which no one writes again
SAYING = 3  # letters; a shorter word, unless it is in capitals, says nothing of what a phrase is about
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SIDE_BY_SIDE = re.compile(r"[ \t]+|[-–./&+:]")
_LIQUID = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}", re.DOTALL)
_SENTENCE_BEGINS = re.compile(
    r"""
    (?:\A | [.!?:…]["'”’)\]]*\s+ | \n[ \t]*\n | ^[ \t]*(?:[-*+>]|\d+\.)[ \t]+)  # an end, a gap, or a list's marker
    ["'“‘(\[*_]*\Z
    """,
    re.MULTILINE | re.VERBOSE,
)
_POSSESSIVE = re.compile(r"['’]s\Z")

# Words that say nothing of what a text is about, however rare they are in a small blog.
_EMPTY = """
about above after again against all almost along already also although always and another any anything are around
away back because been before being below between both but came can come could did does doing done down each either
else enough even ever every few first for from get gets getting give given goes going gone good got had has have
having her here him his how however into its itself just know last least less let like lot made make makes making
many may maybe might more most much must need never next nor not nothing now off often once one only onto other
others our out over own part perhaps put quite rather really said same say says see seem seems seen several shall
she should since some something soon still such take than that the their them then there these they thing things
think this those though through thus too toward two under until upon used uses using very want was way well
went were what when where whether which while who whole whom whose why will with within without would yet you your
"""
EMPTY = frozenset(_EMPTY.split())
# What a link is called that says what kind of page it leads to, but not which.
_KINDS = """
new old here link links page pages paper papers post posts article articles piece video videos thread threads blog
book books talk talks podcast episode report reports story stories news site website tweet tweets write writes wrote
writing read reads reading watch discussion comment comments announcement today yesterday week year long short great
"""
_SAY_NOTHING = EMPTY | frozenset(_KINDS.split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a source that are no link yet."""

    key: str  # as `phrase_of` writes it
    start: int  # in the source, in characters
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    start: int
    end: int
    says: bool  # does it say something of what a text is about?
    names: bool  # may it be a proper name?


def fold(word: str) -> str:
    """A word as the index has it: FTS5's unicode61 with remove_diacritics 2."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


def phrase_of(text: str) -> str:
    """The folded words of a text with blanks between; empty where it has none, or too many."""
    words = [_key(word) for word in WORD.findall(text)]
    return " ".join(words) if len(words) <= MOST_WORDS else ""


def find_telling(source: str) -> list[Phrase]:
    """List the phrases of a section's source that say which page they may lead to, and stand in no link.

    They have two words that say something, or a proper name, which counts as one only where no sentence begins with
    it; they have at most MOST_WORDS words, on one line, and stand in no code, no heading and no Liquid. The longer ones
    come first, else in the order of the text.
    """
    taken = [match.span() for match in _LIQUID.finditer(source)]
    found = [phrase for start, end in free_spans(source) for phrase in _phrases(source, start, end, taken)]
    return sorted(found, key=lambda phrase: (-phrase.key.count(" "), phrase.start))


def _phrases(source: str, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[Phrase]:
    words = [_word(source, *match.span()) for match in WORD.finditer(source, start, end)]
    for at, first in enumerate(words):
        last = first
        keys, saying, names = [], 0, False
        for number, word in enumerate(words[at : at + MOST_WORDS]):
            is_beside = number == 0 or _SIDE_BY_SIDE.fullmatch(source, last.end, word.start)
            if not is_beside or any(word.start < each[1] and each[0] < word.end for each in taken):
                break
            last = word
            keys.append(word.key)
            saying += word.says
            names = names or word.names
            if saying > 1 or names:
                yield from _with_and_without_possessive(source, Phrase(" ".join(keys), first.start, word.end))


def _word(source: str, start: int, end: int) -> _Word:
    word = source[start:end]
    key = _key(word)
    says = key not in _SAY_NOTHING and (len(key) >= SAYING or word.isupper()) and not key.isdigit()
    has_capital = says and word != word.lower()
    names = has_capital and not (word.istitle() and _SENTENCE_BEGINS.search(source[max(0, start - 80) : start]))
    return _Word(key, start, end, says, names)


def _with_and_without_possessive(source: str, phrase: Phrase) -> Iterator[Phrase]:
    """What stands in brackets is passed over: it may be a link that is defined in another section."""
    if source.startswith("[", phrase.start - 1) or source.startswith("]", phrase.end):
        return
    yield phrase
    if ending := _POSSESSIVE.search(source, phrase.start, phrase.end):
        yield Phrase(phrase.key[: -len(ending[0])], phrase.start, ending.start())


def _key(word: str) -> str:
    return fold(word).replace("’", "'")
