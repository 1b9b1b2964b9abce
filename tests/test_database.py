"""The database: what every connection promises, the schema's steps, and backups."""

import sqlite3
import stat
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from webapp import database, links
from webapp.database import (
    Database,
    Pool,
    connect,
    connect_to_read,
    marker_of,
    migrations,
)
from webapp.errors import DatabaseError

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
STEPS = [migration.name for migration in migrations._migrations]

ROWS = {
    "m001_drafts": """
        INSERT INTO drafts (id, name, created_at) VALUES (1, '2025-12-11-notes.md', '2025-12-11T09:30:00+00:00');
        INSERT INTO sections (id, draft_id) VALUES (1, 1);
        INSERT INTO revisions (id, draft_id, sha256, content, action, saved_at)
            VALUES (1, 1, 'ab', x'0d0a', 'edit', '2025-12-11T09:30:00+00:00');
        INSERT INTO revision_sections (revision_id, position, section_id, heading, sha256) VALUES (1, 0, 1, '', 'ab');
    """,
    "m002_links": """
        INSERT INTO links (id, given_address, address, address_key, title, site, description, state, draft_id,
                           section_id, fetch_state, fetch_reason, saved_at, changed_at)
            VALUES (1, 'https://a.example/', 'https://a.example/', 'https://a.example', 'A', 'a.example', '', 'unread',
                    1, 1, 'waiting', '', '2025-12-11T09:30:00+00:00', '2025-12-11T09:30:00+00:00');
        INSERT INTO notes (link_id, text, noted_at) VALUES (1, 'worth a sentence', '2025-12-11T09:30:00+00:00');
        INSERT INTO quotes (link_id, text, quoted_at) VALUES (1, 'as they say', '2025-12-11T09:30:00+00:00');
    """,
    "m003_posts": """
        INSERT INTO posts (path, sha256, title, day, indexed_at)
            VALUES ('_posts/2025-12-04-notes.md', 'ab', 'Notes', '2025-12-04', '2025-12-11T09:30:00+00:00');
        INSERT INTO post_links (path, address_key, address, text, heading)
            VALUES ('_posts/2025-12-04-notes.md', 'https://a.example', 'https://a.example/', 'A', '');
    """,
    "m004_steps": """
        INSERT INTO steps (scope, draft_id, description, payload, done_at)
            VALUES ('desk', 1, 'Moved a section', '{}', '2025-12-11T09:30:00+00:00');
    """,
    "m005_post_sections": """
        INSERT INTO post_sections (path, position, title, heading, anchor, text)
            VALUES ('_posts/2025-12-04-notes.md', 0, 'Notes', '', '', 'An intro');
    """,
    "m006_links_search": "INSERT INTO links_search (links_search) VALUES ('rebuild');",
    "m007_link_details": """
        INSERT INTO link_texts (link_id, html, text, kept_at)
            VALUES (1, '<p>A text</p>', 'A text', '2025-12-11T09:30:00+00:00');
        INSERT INTO link_tags (link_id, tag) VALUES (1, 'agents');
        INSERT INTO saved_searches (name, query, saved_at)
            VALUES ('Papers', 'kind:paper', '2025-12-11T09:30:00+00:00');
    """,
    "m008_link_words": "INSERT INTO links_search (links_search) VALUES ('rebuild');",
    "m009_address_keys": "INSERT INTO links_search (links_search) VALUES ('rebuild');",
    "m010_tokens": """
        INSERT INTO tokens (name, sha256, may_change, made_at)
            VALUES ('Browser', 'ab', 0, '2025-12-11T09:30:00+00:00');
        INSERT INTO tags (name, is_kept, added_at) VALUES ('by a client', 1, '2025-12-11T09:30:00+00:00');
    """,
    "m011_imports": """
        INSERT INTO imports (id, name, program, content, state, problem, default_state, reads_pages, total, position,
                             added, merged, known, removed, doubled, skipped, reasons, kept, planned_at)
            VALUES (1, 'text.txt', 'a text', x'61', 'stopped', '', 'unread', 0, 2, 1, 0, 1, 0, 0, 0, 0, '[]', 0,
                    '2025-12-11T09:30:00+00:00');
    """,
    "m012_import_additions": """
        INSERT INTO import_links (link_id, import_id, is_new, changed_at)
            VALUES (1, 1, 0, '2025-12-11T09:30:00+00:00');
        INSERT INTO import_notes (note_id, import_id) VALUES (1, 1);
        INSERT INTO import_quotes (quote_id, import_id) VALUES (1, 1);
        INSERT INTO import_tags (link_id, tag, import_id) VALUES (1, 'agents', 1);
    """,
    "m013_fetches": "UPDATE links SET fetch_count = 1, fetch_again_on = '2025-12-12';",
    "m014_link_vocabulary": "INSERT INTO links_search (links_search) VALUES ('rebuild');",
    "m015_post_files": "UPDATE posts SET word_count = 2;",
    "m016_post_contents": """
        INSERT INTO post_own_links (path, target, text, heading, position, sentence)
            VALUES ('_posts/2025-12-04-notes.md', '/2025/a', 'before', '', 0, 'As before.');
        INSERT INTO post_images (path, address, alternative, heading, position)
            VALUES ('_posts/2025-12-04-notes.md', '/a.png', 'A tide', '', 0);
        INSERT INTO post_tags (path, kind, tag) VALUES ('_posts/2025-12-04-notes.md', 'tag', 'tides');
        INSERT INTO post_index (id, head) VALUES (1, 'ab');
    """,
    "m017_post_search": "INSERT INTO post_sections_search (post_sections_search) VALUES ('rebuild');",
    "m020_post_visits": """
        INSERT INTO post_visits (address_key, address, found, reason, visited_at)
            VALUES ('https://a.example', 'https://a.example/', 'gone', 'It is gone.', '2025-12-11T09:30:00+00:00');
    """,
    "m018_post_numbers": "INSERT INTO post_vocabulary (term, sections) VALUES ('pebbles', 2);",
    "m019_draft_levels": "UPDATE drafts SET level = 3;",
}


SAME_NAME_TWICE = """
    INSERT INTO drafts (name, created_at) VALUES ('b.md', '');
    INSERT INTO drafts (name, created_at) VALUES ('b.md', '');
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "working-notes.db"


def pragma(opened: Database, name: str) -> object:
    return opened.conn.execute(f"PRAGMA {name}").fetchone()[0]


def contents(opened: Database) -> dict[str, list[dict[str, object]]]:
    """The rows of every table but sqlite_utils' own and SQLite's; what a search table holds is made from the others."""
    listed = opened.conn.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    names = [name for (name,) in listed if not name.startswith(("_", "sqlite_"))]
    return {name: list(opened.query(f'SELECT * FROM "{name}"')) for name in names}


def holds(rows: list[dict[str, object]], older: list[dict[str, object]]) -> bool:
    """Are these the older rows, each with every value that it had? A newer schema may add columns."""
    return len(rows) == len(older) and all(row | old == row for row, old in zip(rows, older, strict=True))


def old_database(path: Path, steps: int) -> None:
    """Make a database as the version with this many steps left it, with rows in every table."""
    with closing(Database(sqlite3.connect(path))) as opened:
        stop = STEPS[steps] if steps < len(STEPS) else None
        migrations.apply(opened, stop_before=stop)
        opened.conn.execute(f"PRAGMA application_id = {database.APPLICATION_ID}")
        for name in STEPS[:steps]:
            opened.conn.executescript(ROWS[name])


def test_every_step_of_the_schema_has_rows_to_be_tested_with() -> None:
    assert set(ROWS) == set(STEPS)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("application_id", database.APPLICATION_ID),
    ],
)
def test_connect_sets_what_keeps_the_words(path: Path, name: str, value: object) -> None:
    connect(path).close()

    with closing(connect(path)) as opened:
        assert pragma(opened, name) == value


def test_connect_makes_a_file_that_only_this_user_reads(path: Path) -> None:
    connect(path).close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_connect_makes_strict_tables_from_nothing(path: Path) -> None:
    with closing(connect(path)) as opened:
        loose = opened.conn.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict")

        assert [name for (name,) in loose if not name.startswith(("_", "sqlite_"))] == []


@pytest.mark.parametrize("steps", range(1, len(STEPS) + 1), ids=lambda steps: STEPS[steps - 1])
def test_connect_brings_an_older_schema_up_to_date_and_keeps_its_rows(path: Path, steps: int) -> None:
    old_database(path, steps)
    with closing(Database(sqlite3.connect(path))) as opened:
        before = contents(opened)

    with closing(connect(path)) as opened:
        after = contents(opened)
        faults = database.find_faults(opened)

    assert faults == []
    assert all(before[name] for name in before)
    assert all(holds(after[name], before[name]) for name in before)


@pytest.mark.parametrize("steps", range(2, len(STEPS) + 1), ids=lambda steps: STEPS[steps - 1])
def test_connect_makes_the_links_of_an_older_schema_searchable(path: Path, steps: int) -> None:
    old_database(path, steps)

    with closing(connect(path)) as opened:
        assert [link.id for link in links.list_links(opened, search="WORTH a.exam they")] == [1]
        opened.execute("INSERT INTO links_search (links_search, rank) VALUES ('integrity-check', 1)")


def test_connect_makes_address_keys_anew_and_merges_no_links(path: Path) -> None:
    """Of two that share a key by now, the one that has it keeps it; else the older one gets it that was not removed."""
    old_database(path, STEPS.index("m009_address_keys"))
    keys = {
        2: ("https://github.com/A/B", "https://github.com/A/B", "NULL"),
        3: ("https://github.com/a/b/", "https://github.com/a/b", "NULL"),
        4: ("https://m.example.org/a", "https://m.example.org/a", "NULL"),
        5: ("https://x.example/a?b=", "https://x.example/a?b=", "'2025-12-11'"),
        6: ("https://x.example/a?b", "https://x.example/a?b&old", "NULL"),
    }
    with closing(Database(sqlite3.connect(path))) as opened:
        for link_id, (address, key, removed) in keys.items():
            opened.conn.execute(f"""
                INSERT INTO links (id, given_address, address, address_key, title, site, description, state,
                                   fetch_state, fetch_reason, saved_at, changed_at, removed_at, kind)
                VALUES ({link_id}, '{address}', '{address}', '{key}', '', '', '', 'unread', 'waiting', '', '', '',
                        {removed}, 'code')
            """)
        opened.conn.execute("UPDATE post_links SET address = 'https://m.example.org/a'")
        opened.conn.commit()

    with closing(connect(path)) as opened:
        rows = opened.query("SELECT id, address_key FROM links WHERE id > 1")
        kinds = opened.query("SELECT DISTINCT kind FROM links WHERE id > 1")

        assert {row["id"]: row["address_key"] for row in rows} == {
            2: "https://github.com/A/B",  # the key was taken by the link that had it all along
            3: "https://github.com/a/b",
            4: "https://example.org/a",
            5: "https://x.example/a?b=",
            6: "https://x.example/a?b",
        }
        assert [row["kind"] for row in kinds] == ["repository"]
        assert [row["address_key"] for row in opened.query("SELECT address_key FROM post_links")] == [
            "https://example.org/a"
        ]


def test_connect_backs_an_older_schema_up_before_it_changes_it(path: Path) -> None:
    old_database(path, 1)

    connect(path).close()

    copy = database.newest_backup(path)
    assert copy is not None
    with closing(Database(sqlite3.connect(copy))) as opened:
        assert [migration.name for migration in migrations.applied(opened)] == STEPS[:1]
        assert contents(opened)["drafts"]


def test_step_that_fails_half_way_changes_nothing(path: Path) -> None:
    from sqlite_utils import Migrations

    steps = Migrations("test")

    @steps()
    def m001_broken(db: Database) -> None:
        db.executescript("CREATE TABLE one (id INTEGER) STRICT; CREATE TABLE two (id NO_SUCH_TYPE) STRICT;")

    with closing(connect(path)) as opened:
        with pytest.raises(sqlite3.OperationalError):
            steps.apply(opened)

        assert not opened.table("one").exists()
        assert steps.applied(opened) == []


def test_atomic_takes_everything_back_when_the_block_fails(path: Path) -> None:
    with closing(connect(path)) as opened:
        with pytest.raises(sqlite3.IntegrityError), opened.atomic():
            opened.executescript(SAME_NAME_TWICE)

        assert opened.table("drafts").count == 0


def test_atomic_inner_block_that_fails_leaves_the_outer_one(path: Path) -> None:
    with closing(connect(path)) as opened:
        with opened.atomic():
            opened.execute("INSERT INTO drafts (name, created_at) VALUES ('a.md', '')")
            with pytest.raises(sqlite3.IntegrityError), opened.atomic():
                opened.executescript(SAME_NAME_TWICE)

        assert [row["name"] for row in opened.query("SELECT name FROM drafts")] == ["a.md"]


def test_atomic_blocks_of_many_threads_come_one_after_another(path: Path) -> None:
    connect(path).close()

    def count_up() -> None:
        with closing(connect(path)) as opened:
            for _ in range(10):
                with opened.atomic():
                    (count,) = opened.conn.execute("SELECT count(*) FROM drafts").fetchone()
                    opened.execute("INSERT INTO drafts (name, created_at) VALUES (:name, '')", {"name": f"{count}.md"})

    threads = [threading.Thread(target=count_up) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with closing(connect(path)) as opened:
        assert opened.table("drafts").count == 60


def test_atomic_asks_for_the_right_to_write_at_once(path: Path) -> None:
    with closing(connect(path)) as opened, closing(sqlite3.connect(path, timeout=0)) as other, opened.atomic():
        locked = pytest.raises(sqlite3.OperationalError, match="locked")

        with locked:
            other.execute("BEGIN IMMEDIATE")


@pytest.mark.parametrize("left", ["missing", "empty"])
def test_connect_stops_where_the_database_vanished_and_offers_the_newest_backup(path: Path, left: str) -> None:
    connect(path).close()
    copy = database.back_up_daily(path, NOW)
    assert copy is not None
    path.unlink()
    if left == "empty":
        path.touch()

    with pytest.raises(DatabaseError, match=rf"is {left}.*{copy.name}"):
        connect(path)

    assert (path.stat().st_size if path.exists() else None) == (0 if left == "empty" else None)


def test_connect_to_read_stops_where_the_database_vanished(path: Path) -> None:
    connect(path).close()
    path.unlink()

    with pytest.raises(DatabaseError, match="is missing"):
        connect_to_read(path)


def test_connect_goes_on_where_the_very_first_start_was_cut_short(path: Path) -> None:
    path.touch()

    with closing(connect(path)) as opened:
        assert opened.table("links").exists()


def test_connect_refuses_a_database_of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE cookies (id INTEGER)")
    before = path.read_bytes()

    with pytest.raises(DatabaseError, match="another program"):
        connect(path)

    assert path.read_bytes() == before


@pytest.mark.parametrize("open_it", [connect, connect_to_read])
def test_connect_refuses_what_is_no_database(path: Path, open_it: object) -> None:
    path.write_bytes(b"these are no tables, only words" * 100)

    with pytest.raises(DatabaseError, match="can't be read"):
        open_it(path)  # type: ignore[operator] # both take a path

    assert path.read_bytes().startswith(b"these are no tables")


def test_connect_refuses_the_schema_of_a_newer_version(path: Path) -> None:
    with closing(connect(path)) as opened:
        opened.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('working-notes', 'm999_future', '2030-01-01')"
        )

    with pytest.raises(DatabaseError, match="newer version"):
        connect(path)


def test_connect_to_read_changes_nothing(path: Path) -> None:
    connect(path).close()

    with closing(connect_to_read(path)) as opened, pytest.raises(sqlite3.OperationalError, match="readonly"):
        opened.execute("INSERT INTO drafts (name, created_at) VALUES ('a.md', '')")


def test_connect_to_read_does_not_bring_an_older_schema_up_to_date(path: Path) -> None:
    old_database(path, 1)

    with pytest.raises(DatabaseError, match="older version"):
        connect_to_read(path)


def test_find_faults_names_a_row_without_its_parent(path: Path) -> None:
    with closing(connect(path)) as opened:
        opened.execute("PRAGMA foreign_keys=OFF")
        opened.execute("INSERT INTO sections (id, draft_id) VALUES (1, 99)")

        assert database.find_faults(opened) == ["a row of sections names one of drafts that is not there"]


def test_backup_is_made_once_a_day(path: Path) -> None:
    connect(path).close()

    first = database.back_up_daily(path, NOW)
    second = database.back_up_daily(path, NOW + timedelta(hours=5))
    third = database.back_up_daily(path, NOW + timedelta(days=1))

    assert (first and first.name, second, third and third.name) == (
        "working-notes-2025-12-11.db",
        None,
        "working-notes-2025-12-12.db",
    )


def test_backup_keeps_the_newest_fourteen_days(path: Path) -> None:
    connect(path).close()

    for day in range(20):
        database.back_up_daily(path, NOW + timedelta(days=day))

    names = sorted(copy.name for copy in (path.parent / "backups").iterdir())
    assert len(names) == 14
    assert names[0] == "working-notes-2025-12-17.db"


def test_backup_is_whole_while_another_connection_writes(path: Path) -> None:
    with closing(connect(path)) as opened:
        opened.execute("INSERT INTO drafts (name, created_at) VALUES ('a.md', '')")
        copy = database.back_up(path, path.parent / "backups", NOW)

    with closing(connect_to_read(copy)) as opened:
        assert opened.table("drafts").count == 1
        assert database.find_faults(opened) == []


def test_restore_brings_the_rows_back_and_keeps_what_was_there(path: Path) -> None:
    with closing(connect(path)) as opened:
        opened.execute("INSERT INTO drafts (name, created_at) VALUES ('a.md', '')")
    copy = database.back_up(path, path.parent / "backups", NOW)
    with closing(connect(path)) as opened:
        opened.execute("DELETE FROM drafts")

    aside = database.restore(path, copy, NOW)

    with closing(connect(path)) as opened:
        assert opened.table("drafts").count == 1
    assert aside is not None
    assert aside.exists()
    assert marker_of(path).exists()


def test_restore_refuses_a_copy_that_is_no_database(path: Path, tmp_path: Path) -> None:
    connect(path).close()
    before = path.read_bytes()
    (tmp_path / "copy.db").write_bytes(b"only words")

    with pytest.raises(DatabaseError, match="Nothing was changed"):
        database.restore(path, tmp_path / "copy.db", NOW)

    assert path.read_bytes() == before


def test_pool_gives_a_connection_to_one_at_a_time_and_then_again(path: Path) -> None:
    pool = Pool()
    one, other = pool.take(path), pool.take(path)
    pool.give_back(one)

    again = pool.take(path)

    assert again is one
    assert again is not other
    assert pragma(again, "synchronous") == 3


def test_pool_opens_another_connection_where_the_file_was_replaced(path: Path) -> None:
    pool = Pool()
    first = pool.take(path)
    first.execute("INSERT INTO drafts (name, created_at) VALUES ('old.md', '')")
    pool.give_back(first)
    copy = path.with_name("copy.db")
    with closing(connect(copy)):
        copy.replace(path)

    assert list(pool.take(path).query("SELECT name FROM drafts")) == []


def test_pool_refuses_as_connecting_does_where_the_file_vanished(path: Path) -> None:
    pool = Pool()
    pool.give_back(pool.take(path))
    path.unlink()

    with pytest.raises(DatabaseError, match="missing"):
        pool.take(path)


def test_pool_closes_a_connection_that_could_not_write(path: Path) -> None:
    pool = Pool()
    first = pool.take(path)
    first.execute("PRAGMA query_only = ON")
    with pytest.raises(DatabaseError), first.atomic():
        first.execute("INSERT INTO drafts (name, created_at) VALUES ('a.md', '')")
    pool.give_back(first)

    assert pragma(pool.take(path), "query_only") == 0
