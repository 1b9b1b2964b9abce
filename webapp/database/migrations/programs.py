"""What comes from other programs: their tokens, and imports."""

import sqlite_utils


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
