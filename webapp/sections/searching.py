"""Finding words in the source of sections, and putting others in their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..line_endings import with_endings
from .reading import Document, join, split


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, as it is written in the source. Nothing is found where the words are empty."""

    words: str
    match_case: bool = False
    whole_word: bool = False  # no letter, digit or underscore stands right before or behind it

    def find(self, source: str, separator: str | None) -> Iterator[tuple[int, int]]:
        """Where it stands in a source: start and end in characters. The excerpt separator is no text."""
        kept = [match.span() for match in re.finditer(re.escape(separator), source)] if separator else []
        for match in re.finditer(self._pattern(), source, 0 if self.match_case else re.IGNORECASE):
            if match[0] and not any(match.start() < end and match.end() > start for start, end in kept):
                yield match.span()

    def _pattern(self) -> str:
        before = r"(?<!\w)" if self.whole_word and re.match(r"\w", self.words) else ""
        behind = r"(?!\w)" if self.whole_word and re.search(r"\w\Z", self.words) else ""
        return f"{before}{re.escape(self.words)}{behind}"


def replace_all(document: Document, search: Search, words: str) -> tuple[Document, int]:
    """Put other words in every place. Answers the post, read again, and how many places there were.

    Front matter, seams and the fold stay as they are; a line end in the words becomes one of the file's.
    """
    written = with_endings(words, document.ending)
    text, count = document.front, 0
    for section in document.sections:
        at = 0
        for start, end in search.find(section.source, document.separator):
            text += section.source[at:start] + written
            at, count = end, count + 1
        text += section.source[at:] + section.seam
    return (split(text, document.separator, document.level), count) if text != join(document) else (document, count)
