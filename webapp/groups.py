"""Links that may belong into one section: they share rare words, an author or a site.

Each link is a vector of its weightiest words (BM25's weight of a word in a text, k1 = 1.2, b = 0.75); two links are as
alike as their vectors' cosine, and more so by one author or a small site. The most alike are joined first, by the
average over all pairs, until none is alike enough.
Source: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), 3.4 (BM25); average linkage as in Manning,
Raghavan and Schütze, Introduction to Information Retrieval, 17.3.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

K1, B = 1.2, 0.75
WORDS_COMPARED = 30  # of a link, the weightiest
COMMON = 0.3  # share of all links; a word that more of them have says nothing
SAME_AUTHOR, SAME_SITE = 0.35, 0.2
SMALL_SITE = 4  # links; of a larger one (a library of papers, a place for films) the site says nothing
ALIKE = 0.18  # from here on links are joined
LARGEST = 6  # links in a section are read in one go
MOST_GROUPS = 3
SHARED_NAMED = 3  # words


_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that has no section yet."""

    link_id: int
    title: str
    site: str
    author: str
    words: Mapping[str, int]  # how often it has each word, as the index writes them


@dataclass(frozen=True, slots=True)
class Group:
    """Links that may be a section."""

    link_ids: tuple[int, ...]
    name: str  # what the section might be called
    reason: str  # as a sentence


@dataclass(frozen=True, slots=True)
class _Vectors:
    candidates: Mapping[int, Candidate]
    weights: Mapping[int, Mapping[str, float]]
    small_sites: frozenset[str]


def propose(candidates: Sequence[Candidate], frequencies: Mapping[str, int], total: int) -> list[Group]:
    """Propose groups, the most alike first. frequencies: how many of `total` links have each word."""
    vectors = _vectors(candidates, frequencies, total)
    clusters: list[tuple[int, ...]] = [(each.link_id,) for each in candidates]
    alike = {pair: _likeness(vectors, *pair) for pair in combinations(vectors.candidates, 2)}
    alike |= {(other, one): value for (one, other), value in alike.items()}
    found: dict[tuple[int, ...], float] = {}
    while pair := _closest(clusters, alike):
        one, other, value = pair
        clusters = [cluster for cluster in clusters if cluster not in (one, other)] + [one + other]
        found[one + other] = value
    grouped = sorted((cluster for cluster in clusters if len(cluster) > 1), key=lambda cluster: -found[cluster])
    return [_group(vectors, cluster) for cluster in grouped[:MOST_GROUPS]]


def _vectors(candidates: Sequence[Candidate], frequencies: Mapping[str, int], total: int) -> _Vectors:
    lengths = [sum(each.words.values()) for each in candidates]
    average = sum(lengths) / len(lengths) if lengths else 1.0
    sites = Counter(each.site for each in candidates)
    return _Vectors(
        {each.link_id: each for each in candidates},
        {each.link_id: _weights(each.words, average, frequencies, total) for each in candidates},
        frozenset(site for site, number in sites.items() if site and number <= SMALL_SITE),
    )


def _weights(words: Mapping[str, int], average: float, frequencies: Mapping[str, int], total: int) -> dict[str, float]:
    length = sum(words.values())
    weights: dict[str, float] = {}
    for word, times in words.items():
        having = frequencies.get(word, 1)
        if having <= max(2, total * COMMON):
            rarity = math.log(1 + (total - having + 0.5) / (having + 0.5))
            weights[word] = rarity * times * (K1 + 1) / (times + K1 * (1 - B + B * length / max(average, 1.0)))
    heaviest = sorted(weights, key=lambda word: (-weights[word], word))[:WORDS_COMPARED]
    return {word: weights[word] for word in heaviest}


def _likeness(vectors: _Vectors, one: int, other: int) -> float:
    """From 0 for nothing in common; 1 for the same words."""
    mine, theirs = vectors.weights[one], vectors.weights[other]
    norm = math.sqrt(sum(value**2 for value in mine.values()) * sum(value**2 for value in theirs.values()))
    shared = sum(mine[word] * theirs[word] for word in mine.keys() & theirs.keys())
    first, second = vectors.candidates[one], vectors.candidates[other]
    bonus = SAME_AUTHOR if first.author and first.author == second.author else 0.0
    bonus += SAME_SITE if first.site == second.site and first.site in vectors.small_sites else 0.0
    return (shared / norm if norm else 0.0) + bonus


def _closest(
    clusters: Sequence[tuple[int, ...]], alike: Mapping[tuple[int, int], float]
) -> tuple[tuple[int, ...], tuple[int, ...], float] | None:
    """Find the two clusters that are most alike; None where none are alike enough to be joined."""
    best: tuple[tuple[int, ...], tuple[int, ...], float] | None = None
    for one, other in combinations(clusters, 2):
        if len(one) + len(other) <= LARGEST:
            value = sum(alike[first, second] for first in one for second in other) / (len(one) * len(other))
            if value >= ALIKE and (best is None or value > best[2]):
                best = (one, other, value)
    return best


def _group(vectors: _Vectors, cluster: tuple[int, ...]) -> Group:
    members = [vectors.candidates[link_id] for link_id in cluster]
    shared = _shared_words(vectors, cluster)
    authors, sites = {each.author for each in members}, {each.site for each in members}
    if shared:
        reason = f"They share {_listed(shared)}."
    elif len(authors) == 1 and "" not in authors:
        reason = f"They are by {members[0].author}."
    else:
        reason = f"They are from {_listed(sorted(sites))}."
    name = _name(shared, [each.title for each in members]) or members[0].author or members[0].site
    return Group(tuple(sorted(cluster)), name, reason)


def _shared_words(vectors: _Vectors, cluster: tuple[int, ...]) -> list[str]:
    """The weightiest words that most of the links have."""
    having = Counter(word for link_id in cluster for word in vectors.weights[link_id])
    sums = {
        word: sum(vectors.weights[link_id].get(word, 0.0) for link_id in cluster)
        for word, number in having.items()
        if number > len(cluster) / 2
    }
    return sorted(sums, key=lambda word: (-sums[word], word))[:SHARED_NAMED]


def _name(shared: Sequence[str], titles: Sequence[str]) -> str:
    """Name a section by the shared words that stand in a title, in the order of the title that has the most of them."""

    def named(title: str) -> list[str]:
        return [
            word.strip(".,:;!?()[]“”\"'") for word in title.split() if word.lower().strip(".,:;!?()[]“”\"'") in shared
        ]

    best = max((named(title) for title in titles), key=len, default=[])
    words = " ".join(dict.fromkeys(best[:2])) or " ".join(shared[:1])
    return words[:1].upper() + words[1:]


def _listed(words: Iterable[str]) -> str:
    *most, last = [f"“{word}”" for word in words]
    return f"{', '.join(most)} and {last}" if most else last
