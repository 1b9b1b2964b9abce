"""The tags and texts of a file that looks like HTML, with the lines that they stand on.

Bookmark files are no HTML that a parser of HTML would expect: items are never closed, and text follows `<DD>`. So only
what they have is read: tags with attributes, and text. The time is linear: a tag that does not end is text.
Source: https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from webapp.errors import ImportUnreadableError

MOST_UNFINISHED = 1_000  # signs `<` that begin no tag; each costs a look ahead

_QUOTED = r"""=\s*+"[^"\r\n]*+"|=\s*+'[^'\r\n]*+'"""
_TAG = re.compile(rf"""<(/?)([a-zA-Z][a-zA-Z0-9]*+)((?:[^<>"'=]++|{_QUOTED}|["'=]){{0,400}}+)>""")
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]++)\s*+=\s*+(?:"([^"\r\n]*+)"|'([^'\r\n]*+)'|([^\s"'<>]++))""")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ICON = re.compile(r"""\sICON(?:_URI)?=(?:"[^"\r\n]*+"|'[^'\r\n]*+')""", re.IGNORECASE)
_END_OF_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Token:
    """A tag, or the text before one."""

    line: int  # where it begins, from 1
    name: str = ""  # of a tag, in lower case; empty for text
    is_end: bool = False
    attributes: str = ""  # as written
    text: str = ""  # with entities as what they stand for

    def values(self) -> Mapping[str, str]:
        """The attributes that have values, by name in lower case; the first of two."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.attributes):
            value = next((group for group in match.groups()[1:] if group is not None), "")
            found.setdefault(match[1].lower(), html.unescape(value))
        return found


def tokens_of(text: str) -> Iterator[Token]:
    """Read the tags and texts from top to bottom. Raises ImportUnreadableError where it is no markup."""
    text = _ICON.sub("", _COMMENT.sub(_only_lines, text))
    at, line, unfinished = 0, 1, 0
    begun = 0  # of the text before the next tag
    while (sign := text.find("<", at)) >= 0:
        match = _TAG.match(text, sign)
        if match is None:
            unfinished += 1
            at = sign + 1
            if unfinished > MOST_UNFINISHED:
                line += _lines(text, begun, sign)
                raise ImportUnreadableError(f"Line {line} is no HTML any more. Nothing was imported.", line=line)
            continue
        if sign > begun:
            yield Token(line, text=html.unescape(text[begun:sign]))
            line += _lines(text, begun, sign)
        yield Token(line, match[2].lower(), bool(match[1]), match[3])
        line += _lines(text, sign, match.end())
        at = begun = match.end()
    if begun < len(text):
        yield Token(line, text=html.unescape(text[begun:]))


def _lines(text: str, start: int, end: int) -> int:
    """Count the ends of lines in a stretch."""
    return sum(1 for _ in _END_OF_LINE.finditer(text, start, end))


def _only_lines(match: re.Match[str]) -> str:
    return "\n" * _lines(match[0], 0, len(match[0]))
