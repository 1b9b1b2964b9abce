"""The words that posts are filed under, their tags and categories: how often, how lately, in which style."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..front_matter import ListStyle, is_list, style_of, words_of
from .counting import RECENT, newest_regular
from .posts import DatedPost

KEYS = ("tags", "categories", "tag", "category", "keywords", "topics")  # that posts are filed under
ASKED = 400  # newest posts; what was not said for so long is said no more


@dataclass(frozen=True, slots=True)
class FiledWord:
    """A tag or a category."""

    text: str
    count: int  # of the posts asked
    last: date  # that it was used

    @property
    def use(self) -> str:
        """How often and how lately it is used: `12 posts, last on 27/11/25`."""
        posts = "1 post" if self.count == 1 else f"{self.count} posts"
        return f"{posts}, last on {self.last:%d/%m/%y}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What one key of the front matter says."""

    key: str
    style: ListStyle  # of the newest posts
    words: tuple[FiledWord, ...]  # the most used first


def learn_vocabulary(posts: Sequence[DatedPost]) -> tuple[Vocabulary, ...]:
    """Learn the words of each key that the posts file themselves under. posts: newest first."""
    found = (_vocabulary(key, posts[:ASKED]) for key in KEYS)
    return tuple(vocabulary for vocabulary in found if vocabulary is not None)


def style_for(key: str, posts: Sequence[DatedPost]) -> ListStyle:
    """How posts, newest first, write the words of a key; in brackets where none has any."""
    styles = (vocabulary.style for vocabulary in learn_vocabulary(posts) if vocabulary.key == key)
    return next(styles, ListStyle.FLOW)


def _vocabulary(key: str, posts: Sequence[DatedPost]) -> Vocabulary | None:
    fields = [(post.day, field) for post in posts if (field := post.fields.find(key)) and is_list(field)]
    counted = Counter(word for _, field in fields for word in words_of(field))
    if not counted:
        return None
    last = {word: day for day, field in reversed(fields) for word in words_of(field)}
    style = newest_regular([style_of(field) for _, field in fields if words_of(field)][:RECENT])
    words = [FiledWord(word, count, last[word]) for word, count in counted.items()]
    words.sort(key=lambda word: (-word.count, -word.last.toordinal(), word.text))
    return Vocabulary(key, style, tuple(words))
