"""Phrases that were links: how one is written to be found again."""

import re
import unicodedata

MOST_WORDS = 8  # of a phrase; a longer text of a link is a sentence, which no one writes again
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def fold(word: str) -> str:
    """A word as the index has it: FTS5's unicode61 with remove_diacritics 2."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


def phrase_of(text: str) -> str:
    """The folded words of a text with blanks between; empty where it has none, or too many."""
    words = [fold(word).replace("’", "'") for word in WORD.findall(text)]
    return " ".join(words) if len(words) <= MOST_WORDS else ""
