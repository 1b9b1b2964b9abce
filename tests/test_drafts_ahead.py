"""Writing ahead: next week's draft beside this one, what is carried over to it, and essays."""

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import TODAY
from flask.testing import FlaskClient

from webapp import blog, capture, check, desk, drafts, files, links, write
from webapp.blog import Blog
from webapp.database import Database
from webapp.errors import (
    DraftChangedError,
    DraftExistsError,
    NothingToUndoError,
    NotSavedError,
    SectionsError,
    StepRefusedError,
    TitleMissingError,
)
from webapp.settings import Settings
from webapp.write import Place

NAME, NEXT = "2025-12-11-working-notes.md", "2025-12-18-working-notes.md"
HERE = f"/desk/{NAME}"
TEXT = """\
---\r
layout: post\r
title: "Working Notes - 11/12/25"\r
---\r
\r
Intro.\r
\r
## One\r
\r
See [a paper][p] and a note[^n].\r
\r
Over two paragraphs.\r
<!--more-->\r
\r
## Random stuff\r
\r
Last.\r
\r
[p]: https://example.org/p\r
[q]: https://example.org/q\r
[^n]: Noted.\r
"""


@pytest.fixture
def site(sample_blog: Path) -> Blog:
    return blog.find_blog(sample_blog)


@pytest.fixture
def draft(db: Database, settings: Settings) -> drafts.Draft:
    return drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)


def place(db: Database, folder: Path, site: Blog, name: str = NAME) -> Place:
    return Place(db, folder, site, name, desk.text_to_begin(folder, site, name), TODAY)


def carry(db: Database, site: Blog, draft: drafts.Draft, position: int = 1) -> write.Written:
    here, to = (place(db, draft.path.parent, site, name) for name in (NAME, NEXT))
    return write.carry_section(here, to, revision=draft.revision, position=position)


def headings(path: Path) -> list[str]:
    return re.findall(r"^## (.*?)\r?$", path.read_bytes().decode(), re.MULTILINE)


def revision_of(draft: drafts.Draft) -> str:
    return files.revision_of(draft.path.read_bytes())


def refuse_writing(path: Path) -> None:
    """Let a file lie where it can be read, but no temporary file beside it can be written: its name is too long."""
    path.rename(path.parent / ("€" * 84))
    path.symlink_to("€" * 84)


def test_section_is_carried_with_its_links_and_definitions(db: Database, site: Blog, draft: drafts.Draft) -> None:
    saved = capture.save_link(
        db, "https://example.org/a", draft_id=draft.id, section_id=draft.sections[1], now=TODAY
    ).link

    carry(db, site, draft)

    came = drafts.read_draft(db, draft.path.parent, NEXT)
    assert headings(draft.path) == ["Random stuff"]
    assert came.text == (
        '---\nlayout: post\ntitle: "Working Notes - 18/12/25"\n---\n\n## One\n\nSee [a paper][p] and a note[^n].\n\n'
        "Over two paragraphs.\n\n[p]: https://example.org/p\n[^n]: Noted.\n"
    )
    moved = links.find_link(db, saved.id)
    assert (moved.draft_id, moved.section_id) == (came.id, came.sections[1])


@pytest.mark.parametrize("name", [NAME, NEXT])
def test_carried_section_comes_back_from_either_draft(db: Database, site: Blog, draft: drafts.Draft, name: str) -> None:
    folder = draft.path.parent
    saved = capture.save_link(
        db, "https://example.org/a", draft_id=draft.id, section_id=draft.sections[1], now=TODAY
    ).link
    carry(db, site, draft)
    began = (folder / NEXT).read_bytes()

    write.undo_step(place(db, folder, site, name), None)

    assert draft.path.read_bytes().decode() == TEXT
    assert [path.name for path in folder.glob("*.md")] == [NAME]
    assert [entry.name for entry in drafts.list_drafts(db, folder)] == [NAME]
    back = links.find_link(db, saved.id)
    assert (back.draft_id, back.section_id) == (draft.id, draft.sections[1])
    with pytest.raises(NothingToUndoError):
        write.undo_step(place(db, folder, site, NEXT), None)

    write.redo_step(place(db, folder, site, name))
    assert headings(draft.path) == ["Random stuff"]
    assert (folder / NEXT).read_bytes() == began


@pytest.mark.parametrize("what", ["text", "link", "step"])
def test_draft_that_carrying_began_stays_where_something_of_the_authors_is_in_it(
    db: Database, site: Blog, draft: drafts.Draft, what: str
) -> None:
    folder = draft.path.parent
    carry(db, site, draft)
    following = drafts.read_draft(db, folder, NEXT)
    if what == "text":
        following.path.write_bytes(following.path.read_bytes().replace(b"layout: post", b"layout: essay"))
    elif what == "link":
        capture.save_link(db, "https://example.org/a", draft_id=following.id, now=TODAY)
    else:
        saved = capture.save_link(db, "https://example.org/a", now=TODAY).link
        after = place(db, folder, site, "2025-12-25-working-notes.md")
        write.carry_links(place(db, folder, site, NEXT), after, [saved.id], revision=following.revision)

    write.undo_step(place(db, folder, site), None)

    assert draft.path.read_bytes().decode() == TEXT
    assert (folder / NEXT).exists()
    assert headings(folder / NEXT) == []


def test_links_that_began_a_draft_take_it_back_and_begin_it_again(
    db: Database, site: Blog, draft: drafts.Draft
) -> None:
    folder, saved = draft.path.parent, capture.save_link(db, "https://example.org/a", draft_id=draft.id, now=TODAY).link
    here, to = (place(db, folder, site, name) for name in (NAME, NEXT))
    write.carry_links(here, to, [saved.id], revision=draft.revision)
    began = (folder / NEXT).read_bytes()

    write.undo_step(here, None)
    assert not (folder / NEXT).exists()
    with pytest.raises(NothingToUndoError, match="nothing to undo in this draft"):
        write.undo_step(to, None)
    write.redo_step(here)

    assert (folder / NEXT).read_bytes() == began
    assert links.find_link(db, saved.id).draft_id == drafts.read_draft(db, folder, NEXT).id


def test_draft_that_was_taken_back_can_be_begun_as_if_it_had_not_been(
    blog_client: FlaskClient, db: Database, site: Blog, draft: drafts.Draft
) -> None:
    folder = draft.path.parent
    carry(db, site, draft)
    carried = drafts.read_draft(db, folder, NEXT)
    write.undo_step(place(db, folder, site), None)
    assert "Not begun yet" in blog_client.get(f"/desk/{NEXT}").text

    stale, start = place(db, folder, site, NEXT), carried.text.index("## One")
    with pytest.raises(DraftChangedError) as caught:
        write.save_section(stale, revision=carried.revision, start=start, end=start + 6, text="## One, typed")

    assert (caught.value.mine, caught.value.theirs) == ("## One, typed", "")
    assert drafts.read_draft(db, folder, NEXT).id == carried.id


def test_draft_takes_the_day_of_one_that_was_taken_back(db: Database, site: Blog, draft: drafts.Draft) -> None:
    folder = draft.path.parent
    carry(db, site, draft)
    write.undo_step(place(db, folder, site), None)

    moved = write.change_day(place(db, folder, site), date(2025, 12, 18))

    assert [path.name for path in folder.glob("*.md")] == [moved.draft.name] == [NEXT]
    with pytest.raises(NothingToUndoError):
        write.redo_step(place(db, folder, site, NEXT))
    assert headings(moved.draft.path) == ["One", "Random stuff"]


def test_section_is_not_carried_again_to_a_day_that_another_draft_took(
    db: Database, site: Blog, draft: drafts.Draft
) -> None:
    folder = draft.path.parent
    other = drafts.create_draft(db, folder, "2025-12-04-other.md", TEXT, now=TODAY)
    carry(db, site, draft)
    write.undo_step(place(db, folder, site), None)
    with drafts.renamed(db, folder, other, NEXT):
        pass

    with pytest.raises(StepRefusedError, match="another draft has that day by now"):
        write.redo_step(place(db, folder, site))

    assert draft.path.read_bytes().decode() == TEXT
    assert [entry.name for entry in drafts.list_drafts(db, folder)] == [NAME, NEXT]


def test_carried_section_that_was_changed_since_stays_in_both(db: Database, site: Blog, draft: drafts.Draft) -> None:
    carry(db, site, draft)
    following = draft.path.parent / NEXT
    changed = following.read_bytes().replace(b"## One\n\nSee", b"## One, two\n\nLook at")
    following.write_bytes(changed)

    with pytest.raises(NothingToUndoError, match="the same lines were changed since"):
        write.undo_step(place(db, draft.path.parent, site), None)

    assert headings(draft.path) == ["Random stuff"]
    assert following.read_bytes() == changed


def test_definition_in_a_fence_is_none_and_a_footnote_comes_whole(
    db: Database, site: Blog, draft: drafts.Draft
) -> None:
    text = TEXT.replace("Last.", "~~~\r\n[p]: /code\r\n~~~").replace("Noted.", "Noted,\r\n    and more.")
    draft = drafts.write_draft(db, draft, text, action="typing", now=TODAY)

    carry(db, site, draft)

    came = drafts.read_draft(db, draft.path.parent, NEXT).text
    assert came.endswith("paragraphs.\n\n[p]: https://example.org/p\n[^n]: Noted,\n    and more.\n")


@pytest.mark.parametrize(
    ("defined", "needed"),
    [
        ("[^n]: Noted.\n\n    And on, in a second paragraph.\n\n        code\n", True),
        ("[^n]: Noted, see [q].\n[q]: https://example.org/q\n", True),
        ("[^n]: Noted.\n{:.aside}\n", True),
        ("[^n]: Noted.\n*[paper]: A thing to read\n", True),
        ("[^n]: Noted.\n\nNot indented, so no part of it.\n", False),
        ("[^n]: Noted.\n*[papers]: Things to read\n", False),
    ],
)
def test_all_of_a_definition_is_carried_and_nothing_else(
    db: Database, site: Blog, draft: drafts.Draft, defined: str, needed: bool
) -> None:
    text = TEXT.partition("[p]:")[0].replace("[a paper][p]", "a paper") + defined.replace("\n", "\r\n")
    draft = drafts.write_draft(db, draft, text, action="typing", now=TODAY)

    carry(db, site, draft)

    came = drafts.read_draft(db, draft.path.parent, NEXT).text
    wanted = defined if needed else "[^n]: Noted.\n"
    assert came.partition("Over two paragraphs.")[2] == f"\n\n{wanted}"
    assert defined.replace("\n", "\r\n") in draft.path.read_bytes().decode()


def test_definition_inside_a_list_is_refused(db: Database, site: Blog, draft: drafts.Draft) -> None:
    definition = "[p]: https://example.org/p\r\n"
    text = TEXT.replace(definition, "") + f"\r\n- {definition}"
    draft = drafts.write_draft(db, draft, text, action="typing", now=TODAY)

    with pytest.raises(SectionsError, match=r"“\[p\]” is defined inside a list"):
        carry(db, site, draft)

    assert draft.path.read_bytes().decode() == text
    assert not (draft.path.parent / NEXT).exists()


def test_definition_that_is_there_already_is_not_written_twice(db: Database, site: Blog, draft: drafts.Draft) -> None:
    text = TEXT.replace("## One", "## Two").replace("\r\n", "\n")
    drafts.create_draft(db, draft.path.parent, NEXT, text, now=TODAY)

    carry(db, site, draft)

    came = drafts.read_draft(db, draft.path.parent, NEXT).text
    assert (came.count("[p]:"), came.count("[^n]:"), came.count("## One")) == (1, 1, 1)


def test_name_that_stands_for_something_else_there_is_refused(db: Database, site: Blog, draft: drafts.Draft) -> None:
    text = TEXT.replace("example.org/p", "example.org/other")
    drafts.create_draft(db, draft.path.parent, NEXT, text, now=TODAY)

    with pytest.raises(SectionsError, match=r"“\[p\]” stands for something else in 2025-12-18"):
        carry(db, site, draft)

    assert draft.path.read_bytes().decode() == TEXT
    assert (draft.path.parent / NEXT).read_bytes().decode() == text


def test_definition_that_others_need_does_not_leave(db: Database, site: Blog, draft: drafts.Draft) -> None:
    with pytest.raises(SectionsError, match=r"Another section needs “\[\^n\]”"):
        carry(db, site, draft, position=2)

    assert draft.path.read_bytes().decode() == TEXT
    assert not (draft.path.parent / NEXT).exists()


@pytest.mark.parametrize("name", [NAME, NEXT])
def test_section_is_nowhere_lost_while_it_is_carried(db: Database, site: Blog, draft: drafts.Draft, name: str) -> None:
    folder = draft.path.parent
    drafts.create_draft(db, folder, NEXT, TEXT.replace("## One", "## Two"), now=TODAY)
    refuse_writing(folder / name)

    with pytest.raises(NotSavedError):
        carry(db, site, draft)

    assert "One" in headings(draft.path)
    assert headings(folder / NEXT) == (["Two", "One", "Random stuff"] if name == NAME else ["Two", "Random stuff"])


@pytest.mark.parametrize("name", [NAME, NEXT])
@pytest.mark.parametrize("refused", [NAME, NEXT])
def test_section_is_nowhere_lost_while_it_comes_back(
    db: Database, site: Blog, draft: drafts.Draft, name: str, refused: str
) -> None:
    folder = draft.path.parent
    carry(db, site, draft)
    refuse_writing(folder / refused)

    with pytest.raises(NotSavedError):
        write.undo_step(place(db, folder, site, name), None)

    assert headings(folder / NEXT) == ["One"]
    assert headings(draft.path) == (["Random stuff"] if refused == NAME else ["One", "Random stuff"])


def test_draft_of_next_week_that_is_gone_is_named_and_this_one_stays(
    blog_client: FlaskClient, db: Database, draft: drafts.Draft
) -> None:
    saved = capture.save_link(db, "https://example.org/a", draft_id=draft.id, now=TODAY).link
    drafts.create_draft(db, draft.path.parent, NEXT, TEXT, now=TODAY)
    fields = {"revision": draft.revision, "link": str(saved.id)}
    assert blog_client.post(f"{HERE}/sections/1/carry", data=fields).status_code == 303
    (draft.path.parent / NEXT).unlink()

    for action in ("undo", "carry", "sections/1/carry"):
        answer = blog_client.post(f"{HERE}/{action}", data={**fields, "revision": revision_of(draft)})
        assert answer.status_code == 422
        assert f"The file {NEXT} was removed or renamed" in answer.text
        assert f"{HERE}/restore" not in answer.text
    assert headings(draft.path) == ["Random stuff"]


def test_links_that_were_sent_elsewhere_since_stay_there(db: Database, site: Blog, draft: drafts.Draft) -> None:
    folder, section = draft.path.parent, draft.sections[1]
    addresses = ("https://example.org/a", "https://example.org/b")
    sent, left = (
        capture.save_link(db, address, draft_id=draft.id, section_id=section, now=TODAY).link.id
        for address in addresses
    )
    carry(db, site, draft)
    links.send(db, [sent], None, None, TODAY)

    write.undo_step(place(db, folder, site), None)

    assert [links.find_link(db, each).section_id for each in (sent, left)] == [None, section]
    write.redo_step(place(db, folder, site))
    came = drafts.read_draft(db, folder, NEXT)
    assert [links.find_link(db, each).draft_id for each in (sent, left)] == [None, came.id]


def test_intro_is_not_carried(db: Database, site: Blog, draft: drafts.Draft) -> None:
    with pytest.raises(SectionsError):
        carry(db, site, draft, position=0)

    assert draft.path.read_bytes().decode() == TEXT
    assert not (draft.path.parent / NEXT).exists()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["form", "htmx"])
def test_menu_carries_a_section_and_the_list_a_link(
    blog_client: FlaskClient, db: Database, draft: drafts.Draft, headers: dict[str, str]
) -> None:
    saved = capture.save_link(db, "https://example.org/a", now=TODAY).link
    assert f'formaction="{HERE}/sections/1/carry"' in blog_client.get(HERE).text

    link = blog_client.post("/links/send", data={"link": saved.id, "to": "next", "draft": NAME}, headers=headers)
    assert not headings(draft.path.parent / NEXT)
    answer = blog_client.post(f"{HERE}/sections/1/carry", data={"revision": draft.revision}, headers=headers)

    assert (link.status_code, answer.status_code) == ((200, 200) if headers else (303, 303))
    assert headings(draft.path.parent / NEXT) == ["One"]
    assert links.find_link(db, saved.id).draft_id == drafts.read_draft(db, draft.path.parent, NEXT).id


def test_essay_begins_with_its_title(db: Database, settings: Settings, site: Blog) -> None:
    essay = write.begin_essay(db, settings.drafts_folder, site, " On  “maps” & it's: more ", TODAY.date(), TODAY)

    assert essay.name == "2025-12-11-on-maps-its-more.md"
    assert essay.text == '---\nlayout: post\ntitle: "On “maps” & it\'s: more"\n---\n\n'


def test_essay_is_written_as_earlier_essays_are(
    db: Database, settings: Settings, site: Blog, sample_blog: Path
) -> None:
    for day, title in (("02", "First thoughts"), ("03", "Second thoughts")):
        (sample_blog / "_posts" / f"2025-12-{day}-{title.split()[0].lower()}.markdown").write_text(
            f"---\ntitle: {title}\nlayout: essay\ndescription: {title}, in short\n---\nText.\n", encoding="utf-8"
        )

    essay = write.begin_essay(db, settings.drafts_folder, site, "Third", TODAY.date(), TODAY)

    assert essay.name == "2025-12-11-third.markdown"
    assert essay.text == "---\ntitle: Third\nlayout: essay\ndescription: Third, in short\n---\n"


@pytest.mark.parametrize("title", ["", "  ", "!?"])
def test_essay_needs_a_title(db: Database, settings: Settings, site: Blog, title: str) -> None:
    with pytest.raises(TitleMissingError):
        write.begin_essay(db, settings.drafts_folder, site, title, TODAY.date(), TODAY)


def test_essay_takes_no_other_posts_name(db: Database, settings: Settings, site: Blog) -> None:
    write.begin_essay(db, settings.drafts_folder, site, "Maps", TODAY.date(), TODAY)

    with pytest.raises(DraftExistsError):
        write.begin_essay(db, settings.drafts_folder, site, "maps", TODAY.date(), TODAY)


def test_essay_has_all_of_the_desk_and_nothing_of_the_week(
    blog_client: FlaskClient, db: Database, settings: Settings, draft: drafts.Draft
) -> None:
    begun = blog_client.post("/posts/essays", data={"title": "On maps"})
    here = begun.headers["Location"]
    assert (begun.status_code, here) == (303, "/desk/2025-12-11-on-maps.md")
    essay = drafts.read_draft(db, settings.drafts_folder, "2025-12-11-on-maps.md")
    assert "one to three sentences" not in blog_client.get(here).text
    text = "Words.\n\n## One\n\nMore words.\n"
    fields = {"revision": essay.revision, "start": len(essay.text), "end": len(essay.text), "text": text}
    assert blog_client.post(f"{here}/save", data=fields).status_code == 303

    page = blog_client.get(here).text
    assert "This essay" in page
    for words in ("weeks running", "most weeks", "Thursday, today", "Add the round-up", "Without a link"):
        assert words not in page
    for part in ("preview", "publish"):
        assert blog_client.get(f"{here}/{part}").status_code == 200
    essay = drafts.read_draft(db, settings.drafts_folder, essay.name)
    assert {finding.check for finding in check.check_draft(db, settings, essay, TODAY)} <= {"fold", "title"}
    assert blog_client.get("/desk").headers["Location"] == HERE


def test_posts_page_lists_drafts_and_draws_the_year(blog_client: FlaskClient, draft: drafts.Draft) -> None:
    blog_client.post("/posts/essays", data={"title": "On maps"})
    page = blog_client.get("/posts").text

    listed = page[page.index('id="posts"') :]
    assert re.findall(r'<a href="/desk/([^"]+)">([^<]+)</a>', listed) == [
        (NAME, "Working Notes - 11/12/25"),
        ("2025-12-11-on-maps.md", "On maps"),
    ]
    assert "<b>Draft</b> · Thursday 11 December · essay · no words" in listed
    assert "<b>Draft</b> · Thursday 11 December · this week · 16 words" in listed
    year = page[page.index('id="year"') : page.index('id="listed-title"')]
    assert year.count('href="/posts/read?path=') == 5
    assert year.count("no post") == year.count('class="square') - 5
    assert "4 December: " in year


def test_essay_that_can_not_begin_is_a_sentence(blog_client: FlaskClient) -> None:
    answer = blog_client.post("/posts/essays", data={"title": "…"})

    assert answer.status_code == 409
    assert "An essay needs a title" in answer.text
    assert 'value="…"' in answer.text
