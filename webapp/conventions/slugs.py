"""How file names are made of titles: which characters are kept, and what stands between the words."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from .posts import address_slug

_APOSTROPHES = re.compile(r"['’‘`ʼ]")
_SPELLED = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "Æ": "Ae", "Œ": "Oe", "Ø": "O", "Ł": "L"}


@dataclass(frozen=True, slots=True)
class SlugRule:
    """A way to make a slug of a title. Every slug that it makes is an address as it stands."""

    keeps_capitals: bool = False
    separator: str = "-"
    apostrophe: str = ""  # what becomes of one within a word
    keeps_dots: bool = False  # those of `3.10.0`
    keeps_accents: bool = True
    drops_signs: bool = False  # other signs go without a trace; else they part words

    def write(self, title: str) -> str:
        text = title if self.keeps_capitals else title.lower()
        text = text if self.keeps_accents else _without_accents(text)
        text = _APOSTROPHES.sub(self.apostrophe.replace("-", " "), text)
        if self.drops_signs:
            text = re.sub(r"[^\w\s.\-–—/]", "", text)
        words = re.sub(r"(?:[^\w.]|_)+" if self.keeps_dots else r"[\W_]+", " ", text)
        if self.keeps_dots:
            words = re.sub(r"\.(?!\d)|(?<!\d)\.", " ", words)
        return self.separator.join(words.split())


USUAL = SlugRule()
# The usual rule first, then those that differ from it in least.
_RULES = sorted(
    (
        SlugRule(capitals, separator, apostrophe, dots, accents, signs)
        for capitals, separator, apostrophe, dots, accents, signs in product(
            (False, True), ("-", "_"), ("", "-"), (False, True), (True, False), (False, True)
        )
    ),
    key=lambda rule: sum(
        (
            rule.keeps_capitals,
            rule.separator != "-",
            rule.apostrophe != "",
            rule.keeps_dots,
            not rule.keeps_accents,
            rule.drops_signs,
        )
    ),
)


@lru_cache(maxsize=64)
def learn_rule(pairs: tuple[tuple[str, str], ...]) -> tuple[SlugRule, tuple[bool, ...]]:
    """Learn how slugs are made of titles. pairs: of title and slug, newest first.

    Answers the rule that makes most of them, the one that is nearest to the usual of equals, and which it makes.
    """
    best, best_made = USUAL, tuple(False for _ in pairs)
    for rule in _RULES:
        made = tuple(rule.write(title) == slug for title, slug in pairs)
        if sum(made) > sum(best_made):
            best, best_made = rule, made
        if all(best_made):
            break
    return best, best_made


def is_clean(slug: str) -> bool:
    """Is a slug an address as it stands: no blanks, no apostrophes or other signs, no dot too many?"""
    return bool(slug) and address_slug(slug) == slug and not re.search(r"[^\w.~-]|\.\.|\A[.-]|[.-]\Z", slug)


def what_breaks(slug: str) -> str:
    """Name what a slug has that an address must not have."""
    faults = [
        ("blanks", re.search(r"\s", slug)),
        ("apostrophes", _APOSTROPHES.search(slug)),
        ("a dot too many", ".." in f"{slug}."),
    ]
    return " and ".join(name for name, found in faults if found) or "signs that addresses lose"


def _without_accents(text: str) -> str:
    """Latin letters without their marks; other scripts stay as they are."""
    return "".join(_base(letter) for letter in text)


def _base(letter: str) -> str:
    if letter in _SPELLED:
        return _SPELLED[letter]
    first = unicodedata.normalize("NFD", letter)[:1]
    return first if first.isascii() else letter
