"""What a value or a file name takes from its own post: the title, the slug, the number in the title."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .posts import clean_slug

# A number that stands in a title alone: `42`, `3.10.0`.
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\w+)*(?!\w)")


@dataclass(frozen=True, slots=True)
class Subject:
    """The post that a text is written for."""

    day: date
    title: str = ""
    slug: str = ""  # of its file name


class Ref(StrEnum):
    """A part of a text that is taken from the post."""

    TITLE = "the title"
    SLUG = "the file name"
    CLEAN_TITLE = "the title, as in an address"
    NUMBER = "the number in the title"

    def write(self, subject: Subject) -> str:
        if self is Ref.TITLE:
            return subject.title
        if self is Ref.SLUG:
            return subject.slug
        return clean_slug(subject.title) if self is Ref.CLEAN_TITLE else number_in(subject.title)


def number_in(title: str) -> str:
    """The first number of a title, with its dots; empty where it has none."""
    match = _NUMBER.search(title)
    return match[0] if match else ""
