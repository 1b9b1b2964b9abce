"""What a check is given, and what it finds."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from .. import front_matter
from ..errors import FrontMatterError
from ..front_matter import FrontMatter
from ..line_endings import split_lines
from ..markdown import Config
from ..sections import USUAL_LEVEL
from ..sentences import shorten

EXCERPT, SHOWN = 100, 90  # characters of a line that are kept to find it by, and that are shown
_SENTENCE_ENDS = re.compile(r"(?:\.|[.!?…]”) ")


class Level(StrEnum):
    """How much a finding matters. An error stops publishing unless the author says otherwise."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend, or to look at."""

    check: str
    level: Level
    message: str  # one sentence or two: what is so, and what to do
    line: int  # from 1, of the whole file
    column: int  # from 1, in characters
    excerpt: str

    @property
    def quotation(self) -> str:
        """The excerpt as it is shown: no longer than a few lines beside the text."""
        return shorten(self.excerpt, SHOWN)

    @property
    def fault(self) -> str:
        """What is so: the message without the advice."""
        return self.message.removesuffix(self.advice).rstrip()

    @property
    def advice(self) -> str:
        """What to do: the last sentence of several; empty where the message is one, or ends within a quotation."""
        last = _SENTENCE_ENDS.split(self.message)[-1]
        is_whole = last != self.message and last.count("“") == last.count("”")
        return last if is_whole else ""


@dataclass(frozen=True, slots=True)
class MeantLink:
    """A saved link that is meant for this post."""

    address: str
    title: str
    heading: str  # of the section it is meant for; empty for the intro or no section yet


@dataclass(frozen=True, slots=True)
class LinkedBefore:
    """A link of this post that an earlier one has."""

    address_key: str
    said: str  # when and where: “You linked this on 20 November, “AI hacking””
    sentence: str  # what the author wrote there; may be empty


@dataclass(frozen=True, slots=True)
class CheckedPost:
    """A post and what has to be known around it."""

    name: str  # file name without folders
    text: str
    separator: str | None  # the blog's excerpt separator; None where it sets none
    now: datetime  # aware
    timezone: str | None = None  # of the blog; None: that of `now`
    future: bool = False  # does the blog build posts of days to come?
    markdown: Config = field(default_factory=Config)
    path: str = ""  # that this post has in the blog
    address: str = ""  # of this post on the blog
    taken: Mapping[str, str] = field(default_factory=dict, hash=False)  # addresses of the other posts, and their paths
    meant: tuple[MeantLink, ...] = ()
    before: tuple[LinkedBefore, ...] = ()
    required_keys: tuple[str, ...] = ()
    level: int = USUAL_LEVEL  # of the headings that begin sections
    fold_habit: str = ""  # where the fold usually stands, and why; empty where that is not known
    missing: frozenset[tuple[str, str]] = frozenset()  # Liquid tags, and what they name that the blog does not have

    @property
    def block(self) -> str:
        return front_matter.split(self.text)[0]

    @property
    def body(self) -> str:
        return front_matter.split(self.text)[1]

    @property
    def body_line(self) -> int:
        """How many lines stand above the body."""
        return len(split_lines(self.block))

    @property
    def fields(self) -> FrontMatter | None:
        """The front matter; None where there is none, or it can't be read."""
        try:
            return front_matter.read(self.block) if self.block else None
        except FrontMatterError:
            return None

    def line(self, number: int) -> str:
        """A line of the file, from 1, without its ending."""
        lines = split_lines(self.text)
        return lines[number - 1].rstrip("\r\n") if 0 < number <= len(lines) else ""

    def find(self, check: str, level: Level, message: str, line: int = 1, column: int = 1) -> Finding:
        """A finding at a line and column of the file, both from 1."""
        excerpt = self.line(line).strip()[:EXCERPT]
        return Finding(check, level, message, line, column, "" if excerpt == "---" else excerpt)

    def find_in_body(self, check: str, level: Level, message: str, offset: int) -> Finding:
        """A finding at a character of the body."""
        lines = split_lines(self.body[:offset])
        ends_open = bool(lines) and not lines[-1].endswith(("\r", "\n"))
        number = self.body_line + len(lines) + (0 if ends_open else 1)
        return self.find(check, level, message, number, len(lines[-1]) + 1 if ends_open else 1)


Check = Callable[[CheckedPost], Iterator[Finding]]
