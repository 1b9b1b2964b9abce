"""How the author cites: which words of a sentence the link goes round, learned from the links of the newest posts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median_low

from ..line_endings import split_lines
from ..markdown import links

FEWEST = 5  # links; fewer show no habit
LONGEST = 6  # words; longer ones are the pages' titles rather than words of a sentence
KEPT = 256  # bodies: of the newest posts of every kind, which one changed post leaves as they are
_WRITTEN = re.compile(r"\[(?:[^\[\]\\]|\\.)*\](?:\([^)\s]*\)|\[[^\]]*\])")
LOOKED_AT = 400  # characters before a link, which show whether its sentence begins with it
_BEGINS = re.compile(
    r"""(?:\A|\n[ \t]*\n|\#[^\n]*\n|(?:\A|\n)[ \t]*(?:[-*+>]|\d+\.)[ \t]+|[.!?…][)"'”’*_]*\s+)[*_"'“‘(]*\Z"""
)
_ENDS = re.compile(r"""[*_"'”’)]*(?:[.!?…][)"'”’]*(?:\s|\Z)|[ \t]*(?:\Z|\n[ \t]*(?:\n|[-*+][ ]|\d+\.[ ]|<!--)))""")

NOTE_FIRST = "The note, then the title as the link."


@dataclass(frozen=True, slots=True)
class Citing:
    """How a saved link becomes a sentence."""

    first_words: (
        int | None
    )  # how many words the link goes round where the note is the sentence; None: it follows the note
    reason: str  # for the author


def learn_citing(bodies: Sequence[str]) -> Citing:
    """Learn how links are written into sentences. bodies: of posts, without front matter.

    Where more links begin their sentence than end it, the note is the sentence and the link goes round its first words,
    as many as usual. Else the note comes first and the title follows as the link.
    """
    places = [place for body in bodies for place in _places(body)]
    beginning = [words for words, begins, ends in places if begins and not ends]
    ending = [words for words, begins, ends in places if ends and not begins]
    if len(places) < FEWEST or len(beginning) <= len(ending) or median_low(beginning) > LONGEST:
        return Citing(None, NOTE_FIRST)
    usual = median_low(beginning)
    round_what = f"{usual} words" if usual > 1 else "word"
    at_end = "1 ends it" if len(ending) == 1 else f"{len(ending) or 'none'} end it"
    habit = f"of your last {len(places)} links {len(beginning)} begin their sentence and {at_end}"
    return Citing(usual, f"The link goes round the note’s first {round_what}: {habit}.")


@lru_cache(maxsize=KEPT)
def _places(body: str) -> tuple[tuple[int, bool, bool], ...]:
    return tuple(_find_places(body))


def _find_places(body: str) -> Iterator[tuple[int, bool, bool]]:
    """Each link: how many words it goes round, whether its sentence begins with it, and whether it ends with it."""
    lines = split_lines(body)
    text = "".join(line.rstrip("\r\n") + "\n" for line in lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.rstrip("\r\n")) + 1)
    for link in links(body):
        at = starts[min(link.line, len(starts) - 1)] + link.column
        written = _WRITTEN.match(text, at)
        if written and link.text.strip():
            ends = _ENDS.match(text, written.end()) is not None
            begins = _BEGINS.search(text, max(0, at - LOOKED_AT), at) is not None
            yield len(link.text.split()), begins, ends
