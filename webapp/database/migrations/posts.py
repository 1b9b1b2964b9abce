"""The index of what the blog has published; it can be rebuilt from the blog at any time."""

import sqlite_utils


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


def m015_post_files(db: sqlite_utils.Database) -> None:
    """What else is known of a post and of its links, and which file it was read from, by which rules.

    What was indexed before is read again, since it was read by no rules.
    """
    db.executescript(
        """
        ALTER TABLE posts ADD COLUMN word_count INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE posts ADD COLUMN address TEXT NOT NULL DEFAULT '';  -- on the blog, with its baseurl
        ALTER TABLE posts ADD COLUMN place TEXT NOT NULL DEFAULT '';    -- the same as own links are compared with it
        ALTER TABLE posts ADD COLUMN stem TEXT NOT NULL DEFAULT '';     -- path below the folder of posts, no extension
        ALTER TABLE posts ADD COLUMN file_time INTEGER NOT NULL DEFAULT 0;   -- nanoseconds
        ALTER TABLE posts ADD COLUMN file_size INTEGER NOT NULL DEFAULT -1;  -- bytes
        ALTER TABLE posts ADD COLUMN rules TEXT NOT NULL DEFAULT '';    -- by which it was read; others: read it again
        CREATE INDEX posts_by_day ON posts (day DESC, path DESC);
        CREATE INDEX posts_by_place ON posts (place);
        CREATE INDEX posts_by_stem ON posts (stem);

        ALTER TABLE post_links ADD COLUMN position INTEGER NOT NULL DEFAULT 0;  -- of the section; 0 is the intro
        ALTER TABLE post_links ADD COLUMN sentence TEXT NOT NULL DEFAULT '';    -- around it, in plain words
        ALTER TABLE post_links ADD COLUMN site TEXT NOT NULL DEFAULT '';
        ALTER TABLE post_links ADD COLUMN person TEXT NOT NULL DEFAULT '';      -- as its address says, or empty
        ALTER TABLE post_links ADD COLUMN phrase TEXT NOT NULL DEFAULT '';      -- its folded words, or empty
        CREATE INDEX post_links_by_site ON post_links (site);
        CREATE INDEX post_links_by_phrase ON post_links (phrase) WHERE phrase != '';
        """
    )


def m016_post_contents(db: sqlite_utils.Database) -> None:
    """What else a post holds: links to own posts, images, tags; and what git had checked out then."""
    db.executescript(
        """
        CREATE TABLE post_own_links (
            path TEXT NOT NULL REFERENCES posts (path) ON DELETE CASCADE,
            target TEXT NOT NULL,  -- the place or the stem of a post
            text TEXT NOT NULL,
            heading TEXT NOT NULL,
            position INTEGER NOT NULL,
            sentence TEXT NOT NULL
        ) STRICT;
        CREATE INDEX post_own_links_by_target ON post_own_links (target);
        CREATE INDEX post_own_links_by_path ON post_own_links (path);

        CREATE TABLE post_images (
            path TEXT NOT NULL REFERENCES posts (path) ON DELETE CASCADE,
            address TEXT NOT NULL,      -- as written
            alternative TEXT NOT NULL,
            heading TEXT NOT NULL,
            position INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX post_images_by_path ON post_images (path);

        CREATE TABLE post_tags (
            path TEXT NOT NULL REFERENCES posts (path) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('tag', 'category')),
            tag TEXT NOT NULL COLLATE NOCASE,
            PRIMARY KEY (path, kind, tag)
        ) STRICT;
        CREATE INDEX post_tags_by_tag ON post_tags (tag, path);

        CREATE TABLE post_index (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            head TEXT NOT NULL  -- what git had checked out when the index was brought up to date
        ) STRICT;
        """
    )


def m017_post_search(db: sqlite_utils.Database) -> None:
    """The search of posts anew: it knows the addresses that a section links to, and the tags of its post."""
    db.executescript(
        """
        ALTER TABLE post_sections ADD COLUMN links TEXT NOT NULL DEFAULT '';  -- the addresses that it links to
        ALTER TABLE post_sections ADD COLUMN tags TEXT NOT NULL DEFAULT '';   -- of the post, categories too
        DROP TABLE post_words;
        DROP TABLE post_sections_search;
        CREATE VIRTUAL TABLE post_sections_search USING fts5 (
            title, heading, text, links, tags,
            content = 'post_sections', content_rowid = 'id', prefix = '2 3',
            tokenize = 'unicode61 remove_diacritics 2'
        );
        INSERT INTO post_sections_search (post_sections_search) VALUES ('rebuild');
        CREATE VIRTUAL TABLE post_words USING fts5vocab (post_sections_search, col);
        """
    )


def m018_post_numbers(db: sqlite_utils.Database) -> None:
    """Numbers of posts, newer ones higher, which the ids of their sections begin with; and how common each word is.

    So a section that has a word names its post, and no word is counted while somebody waits.
    """
    db.executescript(
        """
        ALTER TABLE posts ADD COLUMN number INTEGER NOT NULL DEFAULT 0;  -- 0: read before there were numbers
        CREATE INDEX posts_by_number ON posts (number);

        CREATE TABLE post_vocabulary (
            term TEXT PRIMARY KEY,
            sections INTEGER NOT NULL  -- that have it in the title, in the heading or in the text, whichever most do
        ) STRICT, WITHOUT ROWID;
        INSERT INTO post_vocabulary (term, sections)
        SELECT term, MAX(doc)
        FROM post_words
        WHERE col IN ('title', 'heading', 'text')
        GROUP BY term;

        ALTER TABLE post_index ADD COLUMN is_counted INTEGER NOT NULL DEFAULT 0;  -- 1: post_vocabulary is true
        """
    )


def m020_post_visits(db: sqlite_utils.Database) -> None:
    """Whether the pages that posts link to are still there: looked at only where the author asks for it."""
    db.executescript(
        """
        CREATE TABLE post_visits (
            id INTEGER PRIMARY KEY,
            address_key TEXT NOT NULL UNIQUE,
            address TEXT NOT NULL,  -- that is asked for
            found TEXT NOT NULL CHECK (found IN ('waiting', 'there', 'gone', 'silent', 'closed')),
            reason TEXT NOT NULL,   -- in words, where it was not found
            visited_at TEXT         -- NULL until looked at
        ) STRICT;
        CREATE INDEX post_visits_by_found ON post_visits (found, id);
        """
    )
