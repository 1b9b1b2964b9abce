"""Searching the sections of published posts."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from webapp.database import Database, any_word, every_word
from webapp.phrases import fold
from webapp.posts.values import PostSection

SHORTEST = 3  # letters; shorter words and numbers say little about what a section is about
COMMON = 0.25  # share of all sections; a word that more of them have is a common one
NOTHING = '""'  # an empty phrase, which FTS5 takes and finds nowhere
_WORD = re.compile(r"[^\W\d_]+")


def find_sections(db: Database, words: Iterable[str], limit: int = 5) -> list[PostSection]:
    """Find the sections that have any of these words, the closest first (bm25; a heading weighs as three texts).

    Whole words, whatever their case and accents. Sections without text are none.
    """
    asked = any_word(words)
    if not asked:
        return []
    rows = db.query(
        """
        SELECT
            post_sections.path AS path,
            post_sections.title AS title,
            posts.day AS day,
            post_sections.position AS position,
            post_sections.heading AS heading,
            post_sections.anchor AS anchor,
            post_sections.text AS text,
            found.score AS score,
            posts.address AS address
        FROM (
            SELECT rowid AS id, -bm25(post_sections_search, 0.0, 3.0, 1.0, 0.0, 0.0) AS score
            FROM post_sections_search
            WHERE post_sections_search MATCH :asked
            ORDER BY score DESC, rowid DESC
            LIMIT :limit * 2
        ) AS found
        JOIN post_sections ON post_sections.id = found.id
        JOIN posts ON posts.path = post_sections.path
        WHERE post_sections.text != ''
        ORDER BY found.score DESC, posts.day DESC, post_sections.position
        LIMIT :limit
        """,
        {"asked": f"{{heading text}} : ({asked})", "limit": limit},
    )
    return [_section(row) for row in rows]


def find_headings(db: Database, typed: str, limit: int = 10) -> list[PostSection]:
    """Find posts and their sections as one types, the newest first; a post comes as its intro.

    Each word begins a word of the title or the heading, and at least one of them a word of the section's own heading.
    Where nothing is typed: the newest posts.
    """
    each, own = every_word(typed), any_word(typed.split(), as_start=True)
    if typed.strip() and not each:
        return []
    rows = db.query(
        """
        SELECT
            post_sections.path AS path,
            post_sections.title AS title,
            posts.day AS day,
            post_sections.position AS position,
            post_sections.heading AS heading,
            post_sections.anchor AS anchor,
            post_sections.text AS text,
            0.0 AS score,
            posts.address AS address
        FROM post_sections
        JOIN posts ON posts.path = post_sections.path
        WHERE
            (
                :each = :nothing
                OR post_sections.id IN (SELECT rowid FROM post_sections_search WHERE post_sections_search MATCH :each)
            )
            AND (
                post_sections.position = 0
                OR post_sections.id IN (SELECT rowid FROM post_sections_search WHERE post_sections_search MATCH :own)
            )
        ORDER BY posts.day DESC, posts.path, post_sections.position
        LIMIT :limit
        """,
        {
            "each": f"{{title heading}} : ({each})" if each else NOTHING,
            "own": f"heading : ({own})" if own else NOTHING,
            "nothing": NOTHING,
            "limit": limit,
        },
    )
    return [_section(row) for row in rows]


def rare_words(db: Database, text: str, limit: int = 12) -> list[str]:
    """List the words of a text that tell it from the rest of the posts, the weightiest first.

    Weight: how often the text has it × ln(sections / sections that have it). Words that no post has, and those that
    more than a quarter of all sections have, are left out. In lower case without accents, as the index has them.
    """
    counts = Counter(fold(word) for word in _WORD.findall(text) if len(word) >= SHORTEST)
    total = next(int(row["number"]) for row in db.query("SELECT COUNT(*) AS number FROM post_sections"))
    weights = {
        word: counts[word] * math.log(total / sections)
        for word, sections in _frequencies(db, counts).items()
        if sections <= max(1, total * COMMON)
    }
    return sorted(weights, key=lambda word: (-weights[word], word))[:limit]


def _frequencies(db: Database, words: Iterable[str]) -> Mapping[str, int]:
    """How many sections have each word; words that none has are left out."""
    rows = db.query(
        "SELECT term, sections FROM post_vocabulary WHERE term IN (SELECT value FROM json_each(:words))",
        {"words": json.dumps(list(words))},
    )
    return {row["term"]: row["sections"] for row in rows}


def _section(row: Mapping[str, Any]) -> PostSection:
    return PostSection(**{**row, "day": date.fromisoformat(row["day"])})
