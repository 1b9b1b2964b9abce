"""The inbox: links, their notes, quotes, texts and tags, and the search over them."""

import sqlite_utils

from webapp import addresses


def m002_links(db: sqlite_utils.Database) -> None:
    """The inbox: links with their notes and quotes."""
    db.executescript(
        """
        CREATE TABLE links (
            id INTEGER PRIMARY KEY,
            given_address TEXT NOT NULL,
            address TEXT NOT NULL,      -- as given, without tracking parameters
            address_key TEXT NOT NULL UNIQUE,
            final_address TEXT,         -- NULL until fetched: where the redirects ended
            title TEXT NOT NULL,
            site TEXT NOT NULL,
            description TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('unread', 'later', 'done')),
            later_until TEXT,           -- NULL unless the state is later: a date
            draft_id INTEGER REFERENCES drafts (id) ON DELETE SET NULL,      -- NULL: not meant for a draft
            section_id INTEGER REFERENCES sections (id) ON DELETE SET NULL,  -- NULL: no section yet
            fetch_state TEXT NOT NULL CHECK (fetch_state IN ('waiting', 'fetched', 'failed', 'refused')),
            fetch_reason TEXT NOT NULL,
            saved_at TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            fetched_at TEXT,            -- NULL until a fetch ended
            removed_at TEXT             -- NULL unless the author removed it; undo clears it
        ) STRICT;

        CREATE INDEX links_by_state ON links (state, saved_at DESC) WHERE removed_at IS NULL;
        CREATE INDEX links_by_draft ON links (draft_id, section_id) WHERE draft_id IS NOT NULL;
        CREATE INDEX links_to_fetch ON links (saved_at) WHERE fetch_state = 'waiting';

        CREATE TABLE notes (
            id INTEGER PRIMARY KEY,
            link_id INTEGER NOT NULL REFERENCES links (id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            noted_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX notes_by_link ON notes (link_id);

        CREATE TABLE quotes (
            id INTEGER PRIMARY KEY,
            link_id INTEGER NOT NULL REFERENCES links (id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            quoted_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX quotes_by_link ON quotes (link_id);
        """
    )


def m006_links_search(db: sqlite_utils.Database) -> None:
    """The words of saved links, as `links` keeps them, and an index for lists that are not of one state."""
    db.executescript(
        """
        CREATE VIEW link_words AS
        SELECT
            id, title, site, given_address AS address, description,
            COALESCE((SELECT GROUP_CONCAT(text, char(10)) FROM notes WHERE link_id = links.id), '') AS notes,
            COALESCE((SELECT GROUP_CONCAT(text, char(10)) FROM quotes WHERE link_id = links.id), '') AS quotes
        FROM links;

        CREATE VIRTUAL TABLE links_search USING fts5 (
            title, site, address, description, notes, quotes,
            content = 'link_words', content_rowid = 'id', prefix = '1 2 3',
            tokenize = 'unicode61 remove_diacritics 2'
        );
        INSERT INTO links_search (links_search) VALUES ('rebuild');

        CREATE INDEX links_by_time ON links (saved_at DESC) WHERE removed_at IS NULL;
        """
    )


def m007_link_details(db: sqlite_utils.Database) -> None:
    """What a page says of itself, its kept text, tags, places of quotes, and searches that are kept by name."""
    db.executescript(
        """
        ALTER TABLE links ADD COLUMN kind TEXT NOT NULL DEFAULT 'article';
        ALTER TABLE links ADD COLUMN author TEXT NOT NULL DEFAULT '';
        ALTER TABLE links ADD COLUMN published_on TEXT;         -- NULL where the page does not say: a date
        ALTER TABLE links ADD COLUMN language TEXT NOT NULL DEFAULT '';   -- BCP 47; empty where unknown
        ALTER TABLE links ADD COLUMN word_count INTEGER;        -- NULL until its text is kept
        ALTER TABLE links ADD COLUMN page_count INTEGER;        -- NULL unless it has pages
        ALTER TABLE links ADD COLUMN duration_seconds INTEGER;  -- NULL unless it is heard or seen
        ALTER TABLE links ADD COLUMN canonical_address TEXT;    -- NULL where the page names none
        ALTER TABLE links ADD COLUMN via TEXT NOT NULL DEFAULT '';        -- address of the page that led here

        CREATE INDEX links_by_site ON links (site, saved_at DESC) WHERE removed_at IS NULL;
        CREATE INDEX links_by_kind ON links (kind, saved_at DESC) WHERE removed_at IS NULL;
        CREATE INDEX links_by_fetch ON links (fetch_state, saved_at DESC) WHERE removed_at IS NULL;

        CREATE TABLE link_texts (
            link_id INTEGER PRIMARY KEY REFERENCES links (id) ON DELETE CASCADE,
            html TEXT NOT NULL,  -- the main part of the page, sanitised, for the reader
            text TEXT NOT NULL,  -- the same as plain words: what is searched, and what quotes are found in
            kept_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE link_tags (
            link_id INTEGER NOT NULL REFERENCES links (id) ON DELETE CASCADE,
            tag TEXT NOT NULL COLLATE NOCASE,
            PRIMARY KEY (link_id, tag)
        ) STRICT;
        CREATE INDEX link_tags_by_tag ON link_tags (tag, link_id);

        ALTER TABLE quotes ADD COLUMN prefix TEXT NOT NULL DEFAULT '';  -- the words of the page before it
        ALTER TABLE quotes ADD COLUMN suffix TEXT NOT NULL DEFAULT '';  -- and behind it

        CREATE TABLE saved_searches (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            query TEXT NOT NULL,
            saved_at TEXT NOT NULL
        ) STRICT;
        """
    )
    for link_id, address in db.execute("SELECT id, address FROM links").fetchall():
        db.execute("UPDATE links SET kind = :kind WHERE id = :id", {"id": link_id, "kind": addresses.kind(address)})


def m008_link_words(db: sqlite_utils.Database) -> None:
    """The words of saved links again, with author, tags and kept text."""
    db.executescript(
        """
        DROP TABLE links_search;
        DROP VIEW link_words;
        CREATE VIEW link_words AS
        SELECT
            id, title, site, given_address AS address, author, description,
            COALESCE((SELECT GROUP_CONCAT(tag, ' ') FROM link_tags WHERE link_id = links.id), '') AS tags,
            COALESCE((SELECT GROUP_CONCAT(text, char(10)) FROM notes WHERE link_id = links.id), '') AS notes,
            COALESCE((SELECT GROUP_CONCAT(text, char(10)) FROM quotes WHERE link_id = links.id), '') AS quotes,
            COALESCE((SELECT text FROM link_texts WHERE link_id = links.id), '') AS text
        FROM links;

        CREATE VIRTUAL TABLE links_search USING fts5 (
            title, site, address, author, description, tags, notes, quotes, text,
            content = 'link_words', content_rowid = 'id', prefix = '2 3 4',
            tokenize = 'unicode61 remove_diacritics 2'
        );
        INSERT INTO links_search (links_search) VALUES ('rebuild');
        """
    )


def m009_address_keys(db: sqlite_utils.Database) -> None:
    """The keys of addresses anew, by the rules as they are now, and the kind `code`, which became `repository`.

    Of links that share a key by now all are kept: the one that has it, else the oldest that was not removed, gets it,
    and the others keep what they had.
    """
    rows = db.execute("SELECT id, address, address_key FROM links ORDER BY removed_at IS NOT NULL, id").fetchall()
    waiting = [(link_id, key) for link_id, address, old in rows if (key := addresses.canonical(address)) != old]
    has_moved = True
    while has_moved:  # a key may be free only once the link that had it has got its own
        left = [pair for pair in waiting if not _takes_key(db, *pair)]
        has_moved, waiting = len(left) < len(waiting), left
    for row_id, address in db.execute("SELECT rowid, address FROM post_links").fetchall():
        values = {"key": addresses.canonical(address), "id": row_id}
        db.execute("UPDATE post_links SET address_key = :key WHERE rowid = :id", values)
    db.execute("UPDATE links SET kind = 'repository' WHERE kind = 'code'")


def _takes_key(db: sqlite_utils.Database, link_id: int, key: str) -> bool:
    values = {"id": link_id, "key": key}
    return bool(db.execute("UPDATE OR IGNORE links SET address_key = :key WHERE id = :id", values).rowcount)


def m013_fetches(db: sqlite_utils.Database) -> None:
    """How often a page was asked for in vain, the day on which it is asked for again, and which is asked for next."""
    db.executescript(
        """
        ALTER TABLE links ADD COLUMN fetch_count INTEGER NOT NULL DEFAULT 0;  -- in vain, since it was had or asked for
        ALTER TABLE links ADD COLUMN fetch_again_on TEXT;  -- NULL unless the reason may pass: a date
        CREATE INDEX links_to_fetch_again ON links (fetch_again_on) WHERE fetch_again_on IS NOT NULL;
        DROP INDEX links_to_fetch;
        CREATE INDEX links_to_fetch ON links (fetch_turn, saved_at DESC, id DESC)
        WHERE fetch_state = 'waiting' AND fetch_turn IS NOT NULL AND removed_at IS NULL;
        """
    )


def m014_link_vocabulary(db: sqlite_utils.Database) -> None:
    """How many links have a word: read from the search, so that it is true without being kept."""
    db.executescript("CREATE VIRTUAL TABLE link_vocabulary USING fts5vocab (links_search, row);")
