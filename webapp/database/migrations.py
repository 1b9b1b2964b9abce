"""The schema, as numbered steps. A step that was released is never edited; a change is a new step."""

import sqlite_utils
from sqlite_utils import Migrations

from webapp import addresses

migrations = Migrations("working-notes")


@migrations()
def m001_drafts(db: sqlite_utils.Database) -> None:
    """Drafts, their revisions and the identity of their sections."""
    db.executescript(
        """
        CREATE TABLE drafts (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            blog_path TEXT,      -- NULL until published: path in the blog's repository
            blog_revision TEXT,  -- NULL until published: SHA-256 of the blog's file as opened or last published
            created_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE sections (
            id INTEGER PRIMARY KEY,
            draft_id INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE
        ) STRICT;

        CREATE TABLE revisions (
            id INTEGER PRIMARY KEY,
            draft_id INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
            sha256 TEXT NOT NULL,
            content BLOB NOT NULL,
            action TEXT NOT NULL,
            saved_at TEXT NOT NULL,
            UNIQUE (draft_id, sha256)
        ) STRICT;

        CREATE TABLE revision_sections (
            revision_id INTEGER NOT NULL REFERENCES revisions (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            section_id INTEGER NOT NULL REFERENCES sections (id) ON DELETE CASCADE,
            heading TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            PRIMARY KEY (revision_id, position)
        ) STRICT;
        """
    )


@migrations()
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


@migrations()
def m003_posts(db: sqlite_utils.Database) -> None:
    """The index of what the blog has published; it can be rebuilt from the blog at any time."""
    db.executescript(
        """
        CREATE TABLE posts (
            path TEXT PRIMARY KEY,
            sha256 TEXT NOT NULL,
            title TEXT NOT NULL,
            day TEXT NOT NULL,
            indexed_at TEXT NOT NULL
        ) STRICT;

        CREATE TABLE post_links (
            path TEXT NOT NULL REFERENCES posts (path) ON DELETE CASCADE,
            address_key TEXT NOT NULL,
            address TEXT NOT NULL,
            text TEXT NOT NULL,
            heading TEXT NOT NULL  -- of the section that holds the link; empty in the intro
        ) STRICT;
        CREATE INDEX post_links_by_key ON post_links (address_key);
        CREATE INDEX post_links_by_path ON post_links (path);
        """
    )


@migrations()
def m004_steps(db: sqlite_utils.Database) -> None:
    """What can be undone, newest last."""
    db.executescript(
        """
        CREATE TABLE steps (
            id INTEGER PRIMARY KEY,
            scope TEXT NOT NULL,
            draft_id INTEGER REFERENCES drafts (id) ON DELETE CASCADE,  -- NULL: the step is of no draft
            description TEXT NOT NULL,
            payload TEXT NOT NULL,  -- JSON, read by the action that wrote it
            done_at TEXT NOT NULL,
            undone_at TEXT          -- NULL until undone
        ) STRICT;
        CREATE INDEX steps_by_scope ON steps (scope, draft_id, id) WHERE undone_at IS NULL;
        """
    )


@migrations()
def m005_post_sections(db: sqlite_utils.Database) -> None:
    """The sections of published posts, as words that can be searched; rebuilt with the index of posts.

    No triggers keep the search table: under trusted_schema=OFF SQLite lets none touch it, so `posts` does.
    """
    db.executescript(
        """
        CREATE TABLE post_sections (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL REFERENCES posts (path) ON DELETE CASCADE,
            position INTEGER NOT NULL,  -- in the post; 0 is the intro
            title TEXT NOT NULL,        -- of the post, so that it is searched with the section
            heading TEXT NOT NULL,      -- empty for the intro
            anchor TEXT NOT NULL,       -- the id of the heading in the page; empty for the intro
            text TEXT NOT NULL,         -- in plain words
            UNIQUE (path, position)
        ) STRICT;

        CREATE VIRTUAL TABLE post_sections_search USING fts5 (
            title, heading, text,
            content = 'post_sections', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
        );
        CREATE VIRTUAL TABLE post_words USING fts5vocab (post_sections_search, row);
        """
    )


@migrations()
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


@migrations()
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


@migrations()
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


@migrations()
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


@migrations()
def m010_tokens(db: sqlite_utils.Database) -> None:
    """Tokens of other programs, and the numbers of tags, which those programs name them by.

    A trigger numbers each tag with its first link, so that every way to tag does.
    """
    db.executescript(
        """
        CREATE TABLE tokens (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            sha256 TEXT NOT NULL UNIQUE,  -- of the token, which is kept nowhere
            may_change INTEGER NOT NULL CHECK (may_change IN (0, 1)),  -- 0: may read and add only
            made_at TEXT NOT NULL,
            used_at TEXT                  -- NULL until used
        ) STRICT;

        CREATE TABLE tags (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            is_kept INTEGER NOT NULL CHECK (is_kept IN (0, 1)),  -- 1: listed though no link may have it
            added_at TEXT NOT NULL
        ) STRICT;
        INSERT INTO tags (name, is_kept, added_at)
        SELECT MIN(tag), 0, MIN(saved_at)
        FROM link_tags
        JOIN links ON links.id = link_tags.link_id
        GROUP BY tag;

        CREATE TRIGGER tags_of_links AFTER INSERT ON link_tags
        BEGIN
            INSERT OR IGNORE INTO tags (name, is_kept, added_at)
            SELECT NEW.tag, 0, saved_at
            FROM links
            WHERE id = NEW.link_id;
        END;
        """
    )


@migrations()
def m011_imports(db: sqlite_utils.Database) -> None:
    """Imports, and the turns of pages that are to be read: those of imports come last, or not at all."""
    db.executescript(
        """
        ALTER TABLE links ADD COLUMN fetch_turn INTEGER DEFAULT 0;  -- the lower the sooner; NULL: not asked for
        DROP INDEX links_to_fetch;
        CREATE INDEX links_to_fetch ON links (fetch_turn, saved_at)
        WHERE fetch_state = 'waiting' AND fetch_turn IS NOT NULL;

        CREATE TABLE imports (
            id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again: an address of an old one names none
            name TEXT NOT NULL,     -- of the file; empty for a text that was pasted
            program TEXT NOT NULL,
            content BLOB,           -- NULL once all of it was imported: the file as it was given
            state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'stopped', 'done', 'undoing', 'undone')),
            problem TEXT NOT NULL,  -- why it stopped, in words
            default_state TEXT NOT NULL CHECK (default_state IN ('unread', 'done')),  -- where the file does not say
            reads_pages INTEGER NOT NULL,
            total INTEGER NOT NULL,     -- pages that the file names
            position INTEGER NOT NULL,  -- how many of them were looked at
            added INTEGER NOT NULL,     -- while planned: how many will be
            merged INTEGER NOT NULL,
            known INTEGER NOT NULL,
            removed INTEGER NOT NULL,
            doubled INTEGER NOT NULL,   -- entries for a page that another entry names
            skipped INTEGER NOT NULL,
            reasons TEXT NOT NULL,      -- JSON: the first of those skipped, as [place, what, reason]
            kept INTEGER NOT NULL,      -- links that an undo left, since they were worked on
            step_id INTEGER,            -- NULL until done: the step that takes it back
            planned_at TEXT NOT NULL
        ) STRICT;
        """
    )


@migrations()
def m012_import_additions(db: sqlite_utils.Database) -> None:
    """What each import added, so that it can be taken back."""
    db.executescript(
        """
        CREATE TABLE import_links (
            link_id INTEGER NOT NULL REFERENCES links (id) ON DELETE CASCADE,
            import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
            is_new INTEGER NOT NULL,
            changed_at TEXT NOT NULL,   -- of a new link as it was imported
            PRIMARY KEY (link_id, import_id)
        ) STRICT;
        CREATE INDEX import_links_by_import ON import_links (import_id, link_id);
        CREATE TABLE import_notes (
            note_id INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
            import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
            PRIMARY KEY (note_id, import_id)
        ) STRICT;
        CREATE TABLE import_quotes (
            quote_id INTEGER NOT NULL REFERENCES quotes (id) ON DELETE CASCADE,
            import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
            PRIMARY KEY (quote_id, import_id)
        ) STRICT;
        CREATE TABLE import_tags (
            link_id INTEGER NOT NULL REFERENCES links (id) ON DELETE CASCADE,
            tag TEXT NOT NULL COLLATE NOCASE,
            import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
            PRIMARY KEY (link_id, tag, import_id)
        ) STRICT;
        """
    )


@migrations()
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


@migrations()
def m014_link_vocabulary(db: sqlite_utils.Database) -> None:
    """How many links have a word: read from the search, so that it is true without being kept."""
    db.executescript("CREATE VIRTUAL TABLE link_vocabulary USING fts5vocab (links_search, row);")
