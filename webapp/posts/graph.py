"""What the blog's posts link to, and to each other: each answer is one statement."""

from dataclasses import dataclass
from datetime import date

from webapp.database import Database
from webapp.posts.values import Use


@dataclass(frozen=True, slots=True)
class Often:
    """A site or a person that posts link to."""

    name: str  # `arxiv.org`, “@name on X”, “Ada Byron”
    links: int
    posts: int
    last: date  # day of the newest post that does


@dataclass(frozen=True, slots=True)
class Repeated:
    """A page that more than one post links to."""

    address: str  # as it was written last
    site: str
    posts: int  # all of them
    uses: tuple[Use, ...]  # newest first, one a post, as far as they are listed


@dataclass(frozen=True, slots=True)
class LinkedPost:
    """A post that others link to."""

    path: str
    title: str
    day: date
    uses: tuple[Use, ...]  # newest first


def most_linked_sites(db: Database, limit: int, *, own_site: str = "") -> list[Often]:
    """List the sites that posts link to most often. own_site: the blog's, which is left out."""
    rows = db.query(
        """
        SELECT
            post_links.site AS name, COUNT(*) AS links, COUNT(DISTINCT post_links.path) AS posts,
            MAX(posts.day) AS last
        FROM post_links
        JOIN posts ON posts.path = post_links.path
        WHERE post_links.site NOT IN ('', :own_site)
        GROUP BY post_links.site
        ORDER BY links DESC, last DESC, name
        LIMIT :limit
        """,
        {"limit": limit, "own_site": own_site},
    )
    return [Often(**{**row, "last": date.fromisoformat(row["last"])}) for row in rows]


def most_linked_people(db: Database, limit: int) -> list[Often]:
    """List the people whose pages posts link to most often: the author of the saved link, else whom the address names.

    Whom two posts at least link to.
    """
    rows = db.query(
        """
        SELECT
            COALESCE(NULLIF(links.author, ''), post_links.person) AS name, COUNT(*) AS links,
            COUNT(DISTINCT post_links.path) AS posts, MAX(posts.day) AS last
        FROM post_links
        JOIN posts ON posts.path = post_links.path
        LEFT JOIN links ON links.address_key = post_links.address_key AND links.removed_at IS NULL
        WHERE COALESCE(NULLIF(links.author, ''), post_links.person) != ''
        GROUP BY name
        HAVING links > 1
        ORDER BY links DESC, last DESC, name
        LIMIT :limit
        """,
        {"limit": limit},
    )
    return [Often(**{**row, "last": date.fromisoformat(row["last"])}) for row in rows]


def linked_twice(db: Database, limit: int, uses: int = 5) -> list[Repeated]:
    """List the pages that more than one post links to, those of most posts first. uses: that are listed of each."""
    rows = db.query(
        """
        SELECT
            often.address_key AS key, often.posts AS number, post_links.address AS address, post_links.site AS site,
            posts.path AS path, posts.title AS title, posts.day AS day, post_links.heading AS heading,
            post_links.text AS text, post_links.sentence AS sentence, COALESCE(post_sections.anchor, '') AS anchor
        FROM (
            SELECT post_links.address_key AS address_key, COUNT(DISTINCT post_links.path) AS posts,
                MAX(posts.day) AS last
            FROM post_links
            JOIN posts ON posts.path = post_links.path
            GROUP BY post_links.address_key
            HAVING COUNT(DISTINCT post_links.path) > 1
            ORDER BY COUNT(DISTINCT post_links.path) DESC, last DESC
            LIMIT :limit
        ) AS often
        JOIN post_links ON post_links.address_key = often.address_key
        JOIN posts ON posts.path = post_links.path
        LEFT JOIN post_sections
            ON post_sections.path = post_links.path AND post_sections.position = post_links.position
        ORDER BY often.posts DESC, often.last DESC, often.address_key, posts.day DESC, post_links.rowid
        """,
        {"limit": limit},
    )
    found: dict[str, Repeated] = {}
    for row in rows:
        known = found.setdefault(row["key"], Repeated(row["address"], row["site"], row["number"], ()))
        if row["path"] not in {use.path for use in known.uses} and len(known.uses) < uses:
            found[row["key"]] = Repeated(known.address, known.site, known.posts, (*known.uses, use_of(row)))
    return list(found.values())


def linked_posts(db: Database, limit: int, path: str | None = None) -> list[LinkedPost]:
    """List the posts that other posts link to, those that most do first. path: of the one post that is asked about."""
    rows = db.query(
        """
        SELECT
            target.path AS own_path, target.title AS own_title, target.day AS own_day,
            posts.path AS path, posts.title AS title, posts.day AS day, post_own_links.heading AS heading,
            post_own_links.text AS text, post_own_links.sentence AS sentence,
            COALESCE(post_sections.anchor, '') AS anchor
        FROM posts AS target
        JOIN post_own_links ON post_own_links.target IN (target.place, target.stem) AND target.place != ''
        JOIN posts ON posts.path = post_own_links.path AND posts.path != target.path
        LEFT JOIN post_sections
            ON post_sections.path = post_own_links.path AND post_sections.position = post_own_links.position
        WHERE :path IS NULL OR target.path = :path
        ORDER BY posts.day DESC, post_own_links.rowid
        """,
        {"path": path},
    )
    found: dict[str, LinkedPost] = {}
    for row in rows:
        own = LinkedPost(row["own_path"], row["own_title"], date.fromisoformat(row["own_day"]), ())
        known = found.get(own.path, own)
        found[own.path] = LinkedPost(own.path, own.title, own.day, (*known.uses, use_of(row)))
    return sorted(found.values(), key=lambda post: (len(post.uses), post.day), reverse=True)[:limit]


def use_of(row: dict[str, str]) -> Use:
    """Read a use from a row that has its columns."""
    fields = ("path", "title", "heading", "text", "sentence", "anchor")
    return Use(day=date.fromisoformat(row["day"]), **{name: row[name] for name in fields})
