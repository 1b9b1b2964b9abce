"""How links are written: inline, by reference, or as the bare address in angle brackets."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import count, islice

from .counting import READ
from .habits import Habit, learn_habit

_CODE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_ENDS_IN_DEFINITIONS = re.compile(r"(?:^|(?<=[\r\n]))(?: {0,3}\[(?!\^)[^\]\r\n]+\]:[^\r\n]*(?:\r\n|\r|\n|\Z))+\s*\Z")
_DEFINED = re.compile(r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*\S", re.MULTILINE)


class LinkStyle(StrEnum):
    """A way to write a link. Source of the names: CommonMark 0.31, 6.3 and 6.5."""

    INLINE = "inline"  # [words](address)
    REFERENCE = "reference"  # [words][label], and the address on a line below
    ANGLE = "angle brackets"  # <address>


_WRITTEN = {
    LinkStyle.INLINE: re.compile(r"(?<![!\\])\[(?:[^\[\]\\]|\\.)*+\]\((?:https?:|/)"),
    LinkStyle.ANGLE: re.compile(r"<https?://[^<>\s]+>"),
}
_REFERENCE = re.compile(r"(?<![!\\])\[((?:[^\[\]\\]|\\.)++)\](?:\[([^\[\]\n]*)\])?(?![(:])")


def learn_link_style(bodies: Sequence[str], usual: Habit[LinkStyle]) -> Habit[LinkStyle]:
    """Learn how links are written. bodies: newest first."""
    return learn_habit([_style(body) for body in bodies], usual, "with links")


@lru_cache(maxsize=READ)
def _style(body: str) -> LinkStyle | None:
    text = _CODE.sub(" ", body)
    found = Counter({style: len(pattern.findall(text)) for style, pattern in _WRITTEN.items()})
    defined = {label.lower() for label in _DEFINED.findall(text)}
    found[LinkStyle.REFERENCE] = sum((label or words).lower() in defined for words, label in _REFERENCE.findall(text))
    style, number = found.most_common(1)[0]
    return style if number else None


def restyle(
    words: str, targets: Sequence[str], style: LinkStyle, taken: Collection[str] = ()
) -> tuple[str, tuple[str, ...]]:
    """Write inline links in another style. Answers the words, and the definitions that belong below them.

    targets: addresses as the links have them; other links stay as they are. taken: labels of references in the text.
    An address that can't stand between angle brackets as it is stays inline.
    """
    definitions: list[str] = []
    for target in dict.fromkeys(targets):
        label = _free_label(taken, len(definitions))
        by_style = {LinkStyle.REFERENCE: rf"[\1][{label}]", LinkStyle.ANGLE: rf"\1 <{target}>"}
        fits = style is LinkStyle.REFERENCE or not re.search(r"[<>&\\\s]", target)
        found = _inline(target).search(words)
        if style in by_style and fits and found:
            words = _inline(target).sub(by_style[style], words)
            definitions += [f"[{label}]: {target}"] * (style is LinkStyle.REFERENCE)
    return words, tuple(definitions)


def restyle_in_place(words: str, target: str, style: LinkStyle) -> str:
    """Write a link in another style where that needs nothing elsewhere: one by reference stays inline."""
    return words if style is LinkStyle.REFERENCE else restyle(words, [target], style)[0]


def _inline(target: str) -> re.Pattern[str]:
    return re.compile(rf"\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\({re.escape(target)}\)")


def labels_in(text: str) -> frozenset[str]:
    """The labels that a text defines, in lower case."""
    return frozenset(label.lower() for label in _DEFINED.findall(text))


def split_definitions(body: str) -> tuple[str, str]:
    """Cut off the definitions of links that a text ends with."""
    match = _ENDS_IN_DEFINITIONS.search(body)
    return (body[: match.start()].rstrip(), body[match.start() :].strip("\r\n")) if match else (body, "")


def _free_label(taken: Collection[str], skipped: int) -> str:
    """The next number that no reference has."""
    free = (str(number) for number in count(1) if str(number) not in taken)
    return next(islice(free, skipped, None))
