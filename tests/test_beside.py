"""What stands beside the text: findings with their places, and what the author wrote before about the same."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import TODAY
from flask.testing import FlaskClient

from webapp import blog, desk, drafts, memory
from webapp.blog import Blog
from webapp.checks import Finding, Level
from webapp.database import Database, connect
from webapp.desk import Beside
from webapp.desk.past import share
from webapp.posts import PostSection
from webapp.settings import Settings

NOW = datetime(2025, 12, 9, 9, 30, tzinfo=UTC)
NAME = "2025-12-11-working-notes.md"
HERE = f"/desk/{NAME}"
TEXT = """\
---\r
layout: post\r
title: "Working Notes - 11/12/25"\r
---\r
\r
Intro.\r
\r
## Small files\r
\r
Some tiles of the world map lie in one file.\r
See https://example.org/bare for the tiles.\r
\r
## Two\r
\r
Second.\r
"""


@pytest.fixture
def site(sample_blog: Path) -> Blog:
    return blog.find_blog(sample_blog)


@pytest.fixture
def draft(db: Database, data_folder: Path, site: Blog) -> drafts.Draft:
    memory.refresh_index(db, site, NOW)
    return drafts.create_draft(db, data_folder, NAME, TEXT, now=NOW)


def read(
    db: Database, site: Blog, draft: drafts.Draft, opened: int | None, findings: tuple[Finding, ...] = ()
) -> Beside:
    shown = desk.read_desk(db, draft.path.parent, site, draft.name, NOW.date(), opened)
    return desk.read_beside(db, site, shown, draft.text, findings, NOW.date())


def finding(line: int, excerpt: str) -> Finding:
    return Finding("check", Level.WARNING, "Mend this.", line, 1, excerpt)


@pytest.mark.parametrize(
    ("line", "excerpt", "position", "selected"),
    [
        (11, "See https://example.org/bare for the tiles.", 1, "See https://example.org/bare for the tiles."),
        (8, "## Small files", 1, "## Small files"),
        (8, "https://example.org/not-in-the-text", 1, ""),
        (6, "Intro.", 0, "Intro."),
        (15, "Second.", 2, "Second."),
        (1, "", None, ""),  # the front matter, or the post as a whole
        (99, "", None, ""),
    ],
)
def test_beside_finds_the_place_of_a_finding(
    db: Database, site: Blog, draft: drafts.Draft, line: int, excerpt: str, position: int | None, selected: str
) -> None:
    placed = read(db, site, draft, None, (finding(line, excerpt),)).elsewhere[0]

    assert placed.position == position
    if position is not None:
        shown = desk.read_desk(db, draft.path.parent, site, NAME, NOW.date())
        field = shown.sections[position].source.replace("\r\n", "\n")
        assert field[placed.start : placed.end] == selected


def test_beside_tells_findings_of_the_open_section_from_the_others(
    db: Database, site: Blog, draft: drafts.Draft
) -> None:
    beside = read(db, site, draft, 1, (finding(1, ""), finding(8, ""), finding(15, "")))

    assert [placed.position for placed in beside.here] == [1]
    assert [placed.position for placed in beside.elsewhere] == [None, 2]


def test_beside_finds_what_was_written_before_about_the_same(db: Database, site: Blog, draft: drafts.Draft) -> None:
    past = read(db, site, draft, 1).past

    assert (past[0].name, past[0].day) == ("Maps without a server", "4 December")
    assert past[0].shared == "file, world"
    assert past[0].citation == "[Maps without a server](/2025-12-04/working-notes#maps-without-a-server)"
    assert read(db, site, draft, 2).past == ()
    assert read(db, site, draft, None).past == ()


def test_beside_takes_no_words_of_ours_for_the_authors(db: Database, site: Blog, data_folder: Path) -> None:
    memory.refresh_index(db, site, NOW)
    named = TEXT.replace("Some tiles of the world map lie in one file.", "{% include map.html %}")
    roundup = named.replace("## Two", "## Random stuff")
    written = drafts.create_draft(db, data_folder, NAME, roundup, now=NOW)

    assert "file" not in {word for past in read(db, site, written, 1).past for word in past.shared.split(", ")}
    assert read(db, site, written, 2).past == ()


def test_beside_leaves_out_the_post_that_the_draft_is(db: Database, site: Blog, draft: drafts.Draft) -> None:
    drafts.remember_publication(db, draft.id, "_posts/2025-12-04-working-notes.md", draft.revision)

    assert all(past.day != "4 December" for past in read(db, site, draft, 1).past)


SECTION = PostSection("_posts/a.md", "A post", date(2025, 11, 27), 1, "Tools", "tools", "", 1.0)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Reward hacking is old. A reward came.", ["hacking", "reward"], (2, "Reward hacking")),
        ("They run GRPO here. Tool use matters.", ["grpo", "tool", "use"], (3, "GRPO, Tool use")),
        ("Agents, and masks.", ["masks", "agents", "reward"], (2, "masks, Agents")),
        ("An agent. Agents, again: agents.", ["agents"], (1, "agents")),
        ("Café and naïveté", ["cafe", "naivete"], (2, "Café, naïveté")),
        ("Nothing.", ["reward"], (0, "")),
    ],
)
def test_beside_names_the_words_that_are_shared(text: str, words: list[str], expected: tuple[int, str]) -> None:
    assert share(replace(SECTION, text=text), words) == expected


def test_context_shows_the_open_section_and_the_week(blog_client: FlaskClient, settings: Settings, site: Blog) -> None:
    db = connect(settings.database_path)
    memory.refresh_index(db, site, TODAY)
    drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)
    db.close()

    week, opened = blog_client.get(f"{HERE}/context").text, blog_client.get(f"{HERE}/context?section=1").text

    for words in ("Thursday, today", "about 100 most weeks", "6 weeks running", "since 6 November, with this one"):
        assert words in week
    assert f'<a class="quiet" href="{HERE}?section=2#section-2" data-place="2">Two</a>' in week
    assert "You wrote before" not in week
    assert "Thursday, today" not in opened
    assert "Maps without a server" in opened
    assert opened.index("In this section") < opened.index("Before you publish")


def test_earlier_section_is_linked_to_without_javascript(
    blog_client: FlaskClient, settings: Settings, site: Blog
) -> None:
    db = connect(settings.database_path)
    draft = drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)
    db.close()
    fields = {"words": "[Maps](/2025-12-04/working-notes#maps)", "revision": draft.revision}

    answer = blog_client.post(f"{HERE}/sections/1/link", data=fields)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"{HERE}?section=1&")
    assert b"tiles.\r\n\r\n[Maps](/2025-12-04/working-notes#maps)\r\n\r\n## Two" in draft.path.read_bytes()


def test_pane_stays_folded_away(blog_client: FlaskClient) -> None:
    answer = blog_client.post("/settings/writing", data={"folded": "on", "back": HERE})

    assert (answer.status_code, answer.headers["Location"]) == (303, HERE)
    assert '<body class="desk alone">' in blog_client.get(HERE).text
    blog_client.post("/settings/writing", data={"folded": "off"}, headers={"HX-Request": "true"})
    assert '<body class="desk">' in blog_client.get(HERE).text
