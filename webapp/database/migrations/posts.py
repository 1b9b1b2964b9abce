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
