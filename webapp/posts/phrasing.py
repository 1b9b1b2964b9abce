"""Phrases that the author linked before, with where they led."""

import json
from collections.abc import Collection, Sequence
from datetime import date

from webapp.database import Database
from webapp.phrases import WORD, fold
from webapp.posts.values import LinkedPhrase, Use

LOOKED_AT = 100  # links that are called so
ASKED = 4  # of the words that are typed: a fifth tells no more links apart


def find_linked_phrases(db: Database, keys: Collection[str], besides: str | None) -> dict[str, LinkedPhrase]:
    """Find which phrases were links that always led to one page, each with its newest use; in one statement.

    keys: as `phrases.phrase_of` writes them. besides: the path of a post that is left aside.
    """
    rows = db.query(
        """
        SELECT
            post_links.phrase AS phrase, post_links.address AS address, post_links.address_key AS key,
            post_links.site AS site, posts.path AS path, posts.title AS title, posts.day AS day,
            post_links.heading AS heading, post_links.text AS text, post_links.sentence AS sentence,
            COALESCE(post_sections.anchor, '') AS anchor
        FROM post_links
        JOIN posts ON posts.path = post_links.path
        LEFT JOIN post_sections
            ON post_sections.path = post_links.path AND post_sections.position = post_links.position
        WHERE post_links.phrase IN (SELECT value FROM json_each(:keys)) AND post_links.phrase != ''
            AND post_links.path IS NOT :besides
        ORDER BY posts.day DESC, post_links.rowid
        """,
        {"keys": json.dumps(list(keys)), "besides": besides},
    )
    found: dict[str, list[LinkedPhrase]] = {}
    for row in rows:
        use = Use(
            row["path"],
            row["title"],
            date.fromisoformat(row["day"]),
            row["heading"],
            row["text"],
            row["sentence"],
            row["anchor"],
        )
        found.setdefault(row["phrase"], []).append(LinkedPhrase(row["address"], row["key"], row["site"], (use,)))
    return {phrase: _joined(uses) for phrase, uses in found.items() if len({use.address_key for use in uses}) == 1}


def _joined(found: Sequence[LinkedPhrase]) -> LinkedPhrase:
    newest = found[0]
    uses = tuple(use for each in found for use in each.uses)
    return LinkedPhrase(newest.address, newest.address_key, newest.site, uses)


def find_texts(db: Database, typed: str, limit: int) -> list[LinkedPhrase]:
    """Find links that were called so: each word begins one of the link's; each page once, the newest first.

    Of more than LOOKED_AT links the newest are looked at: newer ones have higher ids.
    """
    words = [fold(word) for word in WORD.findall(typed)]
    if sum(map(len, words)) < 2:
        return []
    asked = (words + [""] * ASKED)[:ASKED]
    rows = db.query(
        """
        SELECT
            post_links.address AS address, post_links.address_key AS key, post_links.site AS site,
            post_links.text AS text, posts.path AS path, posts.title AS title, posts.day AS day
        FROM (
            SELECT rowid AS id
            FROM post_links
            WHERE phrase != ''
                AND INSTR(' ' || phrase, ' ' || :word1) > 0
                AND (:word2 = '' OR INSTR(' ' || phrase, ' ' || :word2) > 0)
                AND (:word3 = '' OR INSTR(' ' || phrase, ' ' || :word3) > 0)
                AND (:word4 = '' OR INSTR(' ' || phrase, ' ' || :word4) > 0)
            ORDER BY rowid DESC
            LIMIT :looked_at
        ) AS found
        JOIN post_links ON post_links.rowid = found.id
        JOIN posts ON posts.path = post_links.path
        ORDER BY found.id DESC
        """,
        {**{f"word{number}": word for number, word in enumerate(asked, start=1)}, "looked_at": LOOKED_AT},
    )
    found: dict[str, LinkedPhrase] = {}
    for row in rows:
        use = Use(row["path"], row["title"], date.fromisoformat(row["day"]), "", row["text"])
        found.setdefault(row["key"], LinkedPhrase(row["address"], row["key"], row["site"], (use,)))
    return list(found.values())[:limit]
