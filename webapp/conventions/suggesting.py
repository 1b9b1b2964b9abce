"""Tags and categories for a text, from the earlier posts that share its words and links; each with its reason."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from urllib.parse import urlsplit

from .. import front_matter
from ..errors import FrontMatterError
from ..front_matter import words_of
from .common_words import COMMON_WORDS
from .posts import DatedPost, PostFile, read_post
from .vocabulary import ASKED, KEYS, FiledWord, Vocabulary, learn_vocabulary

KEPT = 1024  # texts whose subjects are known
MOST = 5  # suggestions for a key
NEAREST = 8  # earlier posts that have a say
_FEWEST = 2  # rare words that two posts on one subject share; one alone is chance
_SHORTEST = 4  # letters of a word that says something
_RARE = 5  # a word that stands in more than every fifth post says nothing of its subject
_OF_A_LINK = 2.0  # weight of a shared address or site, beside a word that is as rare
_OF_ITS_NAME = 12.0  # weight of a text that has the word itself: about that of three near posts
_SHOWN = 2  # shared words in a reason

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']+")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_MARKUP = re.compile(r"<[^<>]*>|\{%(?:(?!\{%).)*?%\}|\{\{(?:(?!\{\{).)*?\}\}")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that a post could be filed under."""

    key: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class Filing:
    """What one key of a post's front matter says, and what more it could say."""

    key: str
    words: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    known: tuple[FiledWord, ...]  # that other posts have and this one has not, the most used first


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a text is about."""

    words: frozenset[str]
    links: frozenset[str]  # addresses without scheme and fragment, and the names of their sites


@dataclass(frozen=True, slots=True)
class _Near:
    """An earlier post and what it shares with the text, the rarest first."""

    post: DatedPost
    weight: float
    words: tuple[str, ...]
    links: tuple[str, ...]

    @property
    def reason(self) -> str:
        if self.links:
            return f"as in “{self.post.headline}”, which links to {self.links[0]} too"
        shared = " and ".join(f"“{word}”" for word in self.words[:_SHOWN])
        return f"as in “{self.post.headline}”, which has {shared} too"


def read_filing(post: PostFile, text: str, files: Collection[PostFile], shape: Collection[str]) -> tuple[Filing, ...]:
    """Say what a post is filed under, and suggest more; a key that neither it nor its kind has is left out.

    text: that suggestions are for, of the post or one of its sections. files: the blog's posts, in any order.
    shape: the keys of the post's kind. A post whose front matter can't be read is filed nowhere.
    """
    try:
        fields = front_matter.read(front_matter.split(post.text)[0])
    except FrontMatterError:
        return ()
    keys = [key for key in KEYS if key in {*shape, *fields.keys}]
    present = {key: words_of(field) if (field := fields.find(key)) else () for key in keys}
    posts = newest_first(files, besides=post.path) if keys else []
    suggestions = suggest(text, posts, keys, present)
    known = {vocabulary.key: vocabulary.words for vocabulary in learn_vocabulary(posts)}
    return tuple(
        Filing(
            key,
            words,
            tuple(each for each in suggestions if each.key == key),
            tuple(each for each in known.get(key, ()) if each.text not in words),
        )
        for key, words in present.items()
        if words or key in known
    )


def newest_first(files: Collection[PostFile], *, besides: str = "") -> list[DatedPost]:
    """The posts that words are learned from: the newest whose front matter can be read, without the one at a path."""
    by_name = sorted((file for file in files if file.path != besides), key=lambda file: file.name, reverse=True)
    return [post for file in by_name[:ASKED] if (post := read_post(file))]


def suggest(
    text: str, posts: Sequence[DatedPost], keys: Collection[str], present: Mapping[str, Collection[str]]
) -> tuple[Suggestion, ...]:
    """Suggest words for each of the keys, the likeliest first, none that is there already.

    text: of a post or a section, without front matter. posts: earlier ones, newest first. present: words by key.
    The same text and posts always give the same suggestions.
    """
    asked = posts[:ASKED]
    vocabularies = [vocabulary for vocabulary in learn_vocabulary(asked) if vocabulary.key in keys]
    if not vocabularies:
        return ()
    near, said = _nearest(_subject(text), asked), _said(text)
    return tuple(
        Suggestion(vocabulary.key, word, reason)
        for vocabulary in vocabularies
        for word, reason in _likeliest(vocabulary, said, near, len(asked), present.get(vocabulary.key, ()))
    )


def _likeliest(
    vocabulary: Vocabulary, said: str, near: Sequence[_Near], asked: int, present: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The words of a vocabulary that fit a text best, each with its reason."""
    weighed = []
    for word in vocabulary.words:
        filed = [each for each in near if word.text in _filed_under(each.post, vocabulary.key)]
        is_said = _said(word.text) in said
        weight = (sum(each.weight for each in filed) + is_said * _OF_ITS_NAME) * log((asked + 1) / word.count)
        if (filed or is_said) and word.text not in present:
            weighed.append((weight, word.text, _named(word) if is_said else filed[0].reason))
    for _, text, reason in sorted(weighed, key=lambda entry: (-entry[0], entry[1]))[:MOST]:
        yield text, reason


def _named(word: FiledWord) -> str:
    posts = "1 of your posts has it" if word.count == 1 else f"{word.count} of your posts have it"
    return f"the text says it, and {posts}"


def _filed_under(post: DatedPost, key: str) -> tuple[str, ...]:
    field = post.fields.find(key)
    return words_of(field) if field else ()


def _said(text: str) -> str:
    """The words of a text in lower case, each between blanks, so that one can be looked for in the other."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


def _nearest(subject: _Subject, posts: Sequence[DatedPost]) -> list[_Near]:
    """The earlier posts on the same subject, the nearest first."""
    subjects = [_subject(f"{post.title}\n\n{post.body}") for post in posts]
    commonness = Counter(mark for each in subjects for mark in (*each.words, *each.links))
    most = max(_FEWEST, len(posts) // _RARE)
    near = [
        found
        for post, other in zip(posts, subjects, strict=True)
        if (found := _compare(subject, post, other, commonness, most, len(posts)))
    ]
    return sorted(near, key=lambda each: (-each.weight, -each.post.day.toordinal(), each.post.file.path))[:NEAREST]


def _compare(
    subject: _Subject, post: DatedPost, other: _Subject, commonness: Mapping[str, int], most: int, asked: int
) -> _Near | None:
    """What a post shares with a text; None where that is mere chance. most: posts that a rare word stands in."""

    def rarest(shared: frozenset[str]) -> tuple[str, ...]:
        return tuple(sorted((m for m in shared if commonness[m] <= most), key=lambda m: (commonness[m], -len(m), m)))

    words, links = rarest(subject.words & other.words), rarest(subject.links & other.links)
    if len(words) < _FEWEST and not links:
        return None
    rarity = [log((asked + 1) / commonness[word]) for word in words]
    weight = sum(rarity) + _OF_A_LINK * sum(log((asked + 1) / commonness[link]) for link in links)
    return _Near(post, weight, words, links)


@lru_cache(maxsize=KEPT)
def _subject(text: str) -> _Subject:
    links = frozenset(mark for address in _ADDRESS.findall(text) for mark in _marks_of(address))
    plain = _MARKUP.sub(" ", _ADDRESS.sub(" ", text)).lower()
    found = {word for word in _WORD.findall(plain) if len(word) >= _SHORTEST} - COMMON_WORDS
    words = (_singular(word) for word in found)
    return _Subject(frozenset(word for word in words if len(word) >= _SHORTEST and word not in COMMON_WORDS), links)


def _singular(word: str) -> str:
    """A word without the endings of the genitive and of most plurals, so that `loaf's` is `loaf` and `ovens` `oven`."""
    stem = word.removesuffix("s").rstrip("'’")
    return stem if len(stem) >= _SHORTEST else word.rstrip("'’")


def _marks_of(address: str) -> tuple[str, ...]:
    """An address as two posts share it, and its site."""
    try:
        parts = urlsplit(address.rstrip(".,;:!?"))
    except ValueError:
        return ()
    site = parts.netloc.lower().removeprefix("www.")
    path = f"{parts.path.rstrip('/')}{'?' * bool(parts.query)}{parts.query}"
    return (site, f"{site}{path}") if path else (site,)
