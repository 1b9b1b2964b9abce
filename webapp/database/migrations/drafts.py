"""Drafts and what can be undone."""

import sqlite_utils


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


def m019_draft_levels(db: sqlite_utils.Database) -> None:
    """The level of the headings that begin a draft's sections: 2 for `##`, as it was for all drafts until then."""
    db.executescript("ALTER TABLE drafts ADD COLUMN level INTEGER NOT NULL DEFAULT 2;")
