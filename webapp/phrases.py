"""Phrases: words that stand side by side, compared without case and accents, and where a post's source has them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .markdown import free_spans

MOST_WORDS = 8  # of a phrase; a longer text of a link is a sentence, which no one writes again
SAYING = 3  # letters; a shorter word, unless it is in capitals, says nothing of what a phrase is about
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SIDE_BY_SIDE = re.compile(r"[ \t]+|[-–./&+:]")
_LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
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
KINDS = frozenset(_KINDS.split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a source that are no link yet."""

    key: str  # as `phrase_of` writes it
    start: int  # in the source, in characters
    end: int
    begins: bool  # does a sentence begin with it? Then its first capital says nothing


def fold(word: str) -> str:
    """A word as the index has it: FTS5's unicode61 with remove_diacritics 2."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


def phrase_of(text: str) -> str:
    """The folded words of a text with blanks between; empty where it has none, or too many."""
    words = [_key(word) for word in WORD.findall(text)]
    return " ".join(words) if len(words) <= MOST_WORDS else ""


def find_free(source: str) -> list[Phrase]:
    """List all phrases of a section's source that stand in no link, no code, no heading and no Liquid.

    Up to MOST_WORDS words, on one line; the longer ones first, else in the order of the text.
    """
    taken = [match.span() for match in _LIQUID.finditer(source)]
    found = [phrase for start, end in free_spans(source) for phrase in _phrases(source, start, end, taken)]
    return sorted(found, key=lambda phrase: (-phrase.key.count(" "), phrase.start))


def is_telling(words: str, *, begins: bool) -> bool:
    """Do words say which page they may lead to: two words that say something, or a proper name?

    words: as they are written. begins: a sentence begins with them.
    """
    found = WORD.findall(words)
    saying = [word for word in found if _says_something(word)]
    names = [word for word in saying if _is_name(word) and not (begins and word == found[0] and word.istitle())]
    return len(saying) > 1 or bool(names)


def _phrases(source: str, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[Phrase]:
    words = [match.span() for match in WORD.finditer(source, start, end)]
    free = [not any(first < each[1] and each[0] < last for first, last in taken) for each in words]
    for at, (first, _) in enumerate(words):
        begins = bool(_SENTENCE_BEGINS.search(source[max(0, first - 80) : first]))
        keys: list[str] = []
        for number in range(at, min(at + MOST_WORDS, len(words))):
            between = source[words[number - 1][1] : words[number][0]] if number > at else " "
            if not free[number] or not _SIDE_BY_SIDE.fullmatch(between):
                break
            keys.append(_key(source[slice(*words[number])]))
            yield from _with_and_without_possessive(source, Phrase(" ".join(keys), first, words[number][1], begins))


def _with_and_without_possessive(source: str, phrase: Phrase) -> Iterator[Phrase]:
    """What stands in brackets is passed over: it may be a link that is defined in another section."""
    if source[: phrase.start].endswith("[") or source.startswith("]", phrase.end):
        return
    yield phrase
    if ending := _POSSESSIVE.search(source, phrase.start, phrase.end):
        yield replace(phrase, key=phrase.key[: -len(ending[0])], end=ending.start())


def _key(word: str) -> str:
    return fold(word).replace("’", "'")


def _says_something(word: str) -> bool:
    folded = _key(word)
    return folded not in EMPTY | KINDS and (len(folded) >= SAYING or word.isupper()) and not folded.isdigit()


def _is_name(word: str) -> bool:
    return any(letter.isupper() for letter in word)
