"""How links are written: inline, by reference, or as the bare address in angle brackets."""

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from .counting import READ
from .habits import Habit, learn_habit

_CODE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_DEFINED = re.compile(r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*\S", re.MULTILINE)


class LinkStyle(StrEnum):
    """A way to write a link. Source of the names: CommonMark 0.31, 6.3 and 6.5."""

    INLINE = "inline"  # [words](address)
    REFERENCE = "reference"  # [words][label], and the address on a line below
    ANGLE = "angle brackets"  # <address>


_WRITTEN = {
    LinkStyle.INLINE: re.compile(r"(?<!!)\[(?:[^\[\]\\]|\\.)*\]\((?:https?:|/)"),
    LinkStyle.ANGLE: re.compile(r"<https?://[^<>\s]+>"),
}
_REFERENCE = re.compile(r"(?<!!)\[((?:[^\[\]\\]|\\.)+)\](?:\[([^\[\]\n]*)\])?(?![(:])")


def learn_link_style(bodies: Sequence[str], usual: Habit[LinkStyle]) -> Habit[LinkStyle]:
    """Learn how links are written. bodies: newest first."""
    return learn_habit([_style(body) for body in bodies], usual, "with links")


@lru_cache(maxsize=READ)
def _style(body: str) -> LinkStyle | None:
    text = _CODE.sub(" ", body)
    found = Counter({style: len(pattern.findall(text)) for style, pattern in _WRITTEN.items()})
    defined = {label.lower() for label in _DEFINED.findall(text)}
    found[LinkStyle.REFERENCE] = sum((label or words).lower() in defined for words, label in _REFERENCE.findall(text))
    style, count = found.most_common(1)[0]
    return style if count else None
