"""The sentence of a text that some of its words stand in, and words that are cut where one ends.

A full stop, a question mark or an exclamation mark ends a sentence where blanks and a capital, a digit or a quotation
follow, unless it belongs to an initial or to one of the usual abbreviations. Source: Unicode Standard Annex 29,
section 5 (its rules SB6 to SB8), made shorter, and with the abbreviations of English that it leaves to others.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

LONGEST = 280  # characters; of a longer sentence the words around are kept
LOOKED_AT = 40  # characters before an end, which may be an abbreviation
KEPT = 8  # texts whose sentences are known: each link of a paragraph asks for its own

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+\s++(?=[\"'“‘«(\[]*[^\W_a-zß-öø-ÿ])")
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)\.\s+\Z")
_BLANKS = re.compile(r"\s+")
_SHORT = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "vs",
        "cf",
        "fig",
        "figs",
        "eq",
        "ch",
        "sec",
        "no",
        "nos",
        "vol",
        "ed",
        "eds",
        "al",
        "etc",
        "approx",
        "e.g",
        "i.e",
        "eg",
        "ie",
        "u.s",
        "u.k",
    ]
)


def sentence_around(text: str, start: int, end: int) -> str:
    """Cut out the sentence that holds `text[start:end]`, several where the words run over an end; on one line.

    One of more than LONGEST characters is cut at words, with an ellipsis.
    """
    begins, ends = _sentence_of(text, start, end)
    first, last = _near(text, (begins, ends), (start, end))
    said = _BLANKS.sub(" ", text[first:last]).strip()
    is_cut_before = first != begins and bool(text[:first].strip())
    is_cut_behind = last != ends and bool(text[last:].strip())
    return f"{'… ' if is_cut_before else ''}{said}{' …' if is_cut_behind else ''}"


def _sentence_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence of some words begins and ends."""
    bounds = _bounds(text)
    last = min(bisect_left(bounds, end, lo=1), len(bounds) - 1)
    return bounds[min(bisect_right(bounds, start), last) - 1], bounds[last]


@lru_cache(maxsize=KEPT)
def _bounds(text: str) -> tuple[int, ...]:
    """Where the text begins, where each sentence in it ends, and where it ends itself."""
    ends = (match.end() for match in _END.finditer(text))
    return (0, *(end for end in ends if not _is_short(text[max(0, end - LOOKED_AT) : end])), len(text))


def _is_short(before: str) -> bool:
    """Does this end in an initial or an abbreviation?"""
    word = _WORD_BEFORE.search(before)
    return word is not None and ((len(word[1]) == 1 and word[1] != "I") or word[1].lower() in _SHORT)


def _near(text: str, sentence: tuple[int, int], words: tuple[int, int]) -> tuple[int, int]:
    """Where to begin and end, so that not much more than LONGEST characters are kept, and whole words."""
    (first, last), (start, end) = sentence, words
    if last - first <= LONGEST:
        return first, last
    room = max(0, LONGEST - (end - start)) // 2
    if start - first > room:
        blank = text.find(" ", start - room, start)
        first = blank + 1 if blank >= 0 else start
    if last - end > room:
        blank = text.rfind(" ", end, end + room)
        last = blank if blank >= 0 else end
    return first, last


def shorten(words: str, length: int) -> str:
    """Cut words to a length in characters, at a blank where there is one, with an ellipsis."""
    if len(words) <= length:
        return words
    cut = words[:length]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,.;:") + " …"
