"""Which words of a section the editor underlines: those that something was found at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from webapp import sections
from webapp.checks import Finding, Level
from webapp.drafts import Draft
from webapp.line_endings import field_offset, split_lines

_WORDS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|[^\s]+?(?=[.,;:!?)\]”’\"']*(?:\s|\Z))")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to underline. start, end: in the section's text area, in UTF-16 code units."""

    start: int
    end: int
    words: str
    level: Level


def find_marks(draft: Draft, separator: str | None, position: int, findings: Sequence[Finding]) -> list[Mark]:
    """Find the words of a section that findings are about; a finding at the beginning of a line is about the line."""
    begin, end = sections.span_of(sections.split(draft.text, separator, draft.level), position)
    source = draft.text[begin:end]
    return [
        Mark(field_offset(source, at), field_offset(source, at + len(words)), words, finding.level)
        for finding, offset, words in _places(draft.text, findings)
        if 0 <= (at := offset - begin) < len(source)
    ]


def _places(text: str, findings: Sequence[Finding]) -> Iterator[tuple[Finding, int, str]]:
    """Where in the file each finding stands, and the words there; none where it is about no words of the line."""
    lines = split_lines(text)
    starts = list(accumulate((len(line) for line in lines), initial=0))
    for finding in findings:
        line = lines[finding.line - 1].rstrip("\r\n") if 0 < finding.line <= len(lines) else ""
        words = _words(line, finding)
        if words and finding.excerpt and finding.excerpt in line:
            yield finding, starts[finding.line - 1] + words.start(), words[0]


def _words(line: str, finding: Finding) -> re.Match[str] | None:
    """The words that a finding is about: a link's, those at its column, or else all of the line."""
    link = re.compile(rf"(?<=\[){re.escape(finding.excerpt)}(?=\])").match(line, finding.column)
    if link or finding.column > 1:
        return link or _WORDS.match(line, finding.column - 1)
    return re.match(r"\S.*\S|\S", line)
