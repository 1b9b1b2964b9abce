"""The inbox and the popup over HTTP, with and without JavaScript."""

import html
import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from conftest import TODAY, stranger
from flask import Flask
from flask.testing import FlaskClient

from webapp import capture, drafts, inbox, links
from webapp.database import Database, connect
from webapp.links import State
from webapp.settings import Settings

HTMX = {"HX-Request": "true"}
NAME = "2025-12-11-working-notes.md"
TEXT = "---\ntitle: T\n---\n\nIntro.\n\n## One\n\nFirst.\n"


@pytest.fixture
def db(settings: Settings) -> Iterator[Database]:
    opened = connect(settings.database_path)
    capture.save_link(opened, "https://example.org/a", title="A <b>title</b>", now=TODAY)
    yield opened
    opened.close()


def all_links(db: Database) -> list[str]:
    return [link.address for link in links.list_links(db)]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_address_in_the_paste_box_is_saved(blog_client: FlaskClient, db: Database, headers: dict[str, str]) -> None:
    answer = blog_client.post("/links", data={"q": " https://example.org/new?utm_source=x "}, headers=headers)

    assert answer.status_code == (200 if headers else 303)
    assert all_links(db)[0] == "https://example.org/new"
    if headers:
        assert 'id="unread-count" hx-swap-oob="true">2' in answer.text
        assert "/links/undo?step=" in answer.text


def test_every_address_of_a_pasted_text_is_saved_as_one_step(blog_client: FlaskClient, db: Database) -> None:
    text = "See https://example.org/one, [two](https://example.org/two) and https://example.org/a. Not http://[1."

    page = blog_client.post("/links", data={"q": text}, headers=HTMX).text

    assert set(all_links(db)) == {f"https://example.org/{name}" for name in ("one", "two", "a")}
    assert "2 saved, 1 known." in page
    assert "can’t be read" in page or "can&#39;t be read" in page
    blog_client.post("/links/undo", headers=HTMX)
    assert all_links(db) == ["https://example.org/a"]


def test_words_in_the_paste_box_are_searched_for(blog_client: FlaskClient, db: Database) -> None:
    leads_on = blog_client.post("/links", data={"q": "some words"})
    shown = blog_client.post("/links", data={"q": "some words"}, headers=HTMX)

    assert leads_on.headers["Location"] == "/links?q=some+words&view=all"
    assert "Nothing found for “some words”." in shown.text
    assert all_links(db) == ["https://example.org/a"]


def test_title_of_a_page_is_text(blog_client: FlaskClient, db: Database) -> None:
    page = blog_client.get("/links").text

    assert "A &lt;b&gt;title&lt;/b&gt;" in page
    assert "A <b>" not in page


@pytest.mark.parametrize(
    ("action", "fields", "state"),
    [
        ("done", {}, State.DONE),
        ("later", {"until": "2025-12-18"}, State.LATER),
        ("unread", {}, State.UNREAD),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_link_is_put_into_a_state_and_back(
    blog_client: FlaskClient, db: Database, action: str, fields: dict[str, str], state: State, headers: dict[str, str]
) -> None:
    answer = blog_client.post(f"/links/{action}", data={"link": "1", **fields}, headers=headers)

    assert answer.status_code == (200 if headers else 303)
    assert links.find_link(db, 1).state is state
    assert blog_client.post("/links/undo", headers=headers).status_code == (200 if headers else 303)
    assert links.find_link(db, 1).state is State.UNREAD


def test_link_is_noted_and_removed_and_both_undone(blog_client: FlaskClient, db: Database) -> None:
    blog_client.post("/links/note", data={"link": "1", "note": "Mine"})
    blog_client.post("/links/remove", data={"link": "1"})
    assert all_links(db) == []

    blog_client.post("/links/undo")
    assert [note.text for note in links.find_link(db, 1).notes] == ["Mine"]
    blog_client.post("/links/undo")

    assert links.find_link(db, 1).notes == ()
    assert blog_client.post("/links/undo").status_code == 422


@pytest.mark.parametrize("stands_on", ["links", "desk"])
def test_page_after_a_form_says_what_was_done_and_undoes_it(
    blog_client: FlaskClient, db: Database, stands_on: str
) -> None:
    link = links.list_links(db)[0]
    fields = {"from": stands_on, "draft": NAME, "view": "unread"}

    done = blog_client.post("/links/remove", data={"only": link.id, **fields})
    page = html.unescape(blog_client.get(done.headers["Location"]).text)

    assert "Removed “A <b>title</b>”." in page
    undo = re.findall(r'action="(/links/undo[^"]*)"', page)
    back = blog_client.post(undo[0])
    assert back.headers["Location"].startswith(f"/desk/{NAME}" if stands_on == "desk" else "/links")
    assert links.list_links(db) == [link]


def test_sending_a_link_makes_this_weeks_draft(blog_client: FlaskClient, db: Database, settings: Settings) -> None:
    blog_client.post("/links/send", data={"link": "1", "to": "0"})

    draft = drafts.read_draft(db, settings.drafts_folder, NAME)
    link = links.find_link(db, 1)
    assert (link.draft_id, link.section_id) == (draft.id, None)
    assert "for this week" in blog_client.get("/links").text


def test_link_is_sent_to_a_section(blog_client: FlaskClient, db: Database, settings: Settings) -> None:
    draft = drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)
    blog_client.post("/links/send", data={"link": "1", "to": str(draft.sections[1])})

    assert links.find_link(db, 1).section_id == draft.sections[1]
    assert "for “One”" in blog_client.get(f"/desk/{NAME}").text


@pytest.mark.parametrize("action", ["done", "send", "note", "remove", "section"])
def test_unknown_link_is_a_sentence(blog_client: FlaskClient, db: Database, action: str) -> None:
    answer = blog_client.post(f"/links/{action}", data={"link": "99", "note": "x"})

    assert answer.status_code == 404
    assert "There is no such link." in answer.text


def test_citation_is_plain_text(blog_client: FlaskClient, db: Database) -> None:
    answer = blog_client.get("/links/1/citation?selected=my words")

    assert answer.text == "[my words](https://example.org/a)"
    assert answer.content_type == "text/plain; charset=utf-8"


@pytest.mark.parametrize("view", ["unread", "week", "later", "done", "all", "nonsense"])
def test_every_view_answers(blog_client: FlaskClient, db: Database, view: str) -> None:
    assert blog_client.get(f"/links?view={view}").status_code == 200


def test_popup_without_a_session_holds_nothing_and_leads_on(blog_app: Flask, db: Database) -> None:
    client = stranger(blog_app)

    bounce = client.get("/save?v=1&address=https://example.org/a&title=T")

    assert bounce.status_code == 200
    assert html.unescape(re.findall(r'id="onward" class="button" href="([^"]*)"', bounce.text)[0]) == (
        "/save/form?v=1&address=https://example.org/a&title=T"
    )
    assert "A &lt;b&gt;" not in bounce.text
    form = client.get("/save/form?address=https://example.org/a")
    assert form.status_code == 401
    assert "working-notes open" in form.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_popup_without_a_session_keeps_what_it_was_given(blog_app: Flask, db: Database, method: str) -> None:
    fields = {"address": "https://example.org/new", "note": 'Two\nlines ">', "quote": "Words"}
    path = {"get": "/save/form", "post": "/save"}[method]

    refused = stranger(blog_app).open(path, method=method, **{"query_string" if method == "get" else "data": fields})

    assert refused.status_code == 401
    assert f'<form method="{method}" action="{path}">' in refused.text
    kept = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', refused.text)
    assert {name: html.unescape(value) for name, value in kept} == fields
    assert all_links(db) == ["https://example.org/a"]


def test_popup_shows_a_filled_form_and_writes_nothing(blog_client: FlaskClient, db: Database) -> None:
    page = blog_client.get("/save/form?v=1&address=https://example.org/new&title=T%20%26%20U&quote=Words%20<b>")

    assert "T &amp; U" in page.text
    assert "<blockquote>Words &lt;b&gt;</blockquote>" in page.text
    assert all_links(db) == ["https://example.org/a"]


@pytest.mark.parametrize(
    ("to", "is_meant", "state"), [("", False, State.UNREAD), ("0", True, State.UNREAD), ("later", False, State.LATER)]
)
def test_popup_saves_for_where_it_was_meant(
    blog_client: FlaskClient, db: Database, to: str, is_meant: bool, state: State
) -> None:
    fields = {"address": "https://example.org/new", "title": "New", "note": "Why", "quote": "Words", "to": to}

    answer = blog_client.post("/save", data=fields)

    saved = links.list_links(db)[0]
    assert answer.status_code == 303
    assert (saved.title, saved.state, saved.draft_id is not None) == ("New", state, is_meant)
    assert [note.text for note in saved.notes] == ["Why"]
    assert "Saved to Links" in blog_client.get(answer.headers["Location"]).text


def test_popup_undoes_what_it_saved(blog_client: FlaskClient, db: Database) -> None:
    answer = blog_client.post("/save", data={"address": "https://example.org/new", "title": "New"})
    step = answer.headers["Location"].partition("step=")[2].partition("&")[0]

    page = blog_client.post("/save/undo", data={"step": step})

    assert "Undone: Saved “New”." in html.unescape(page.text)
    assert all_links(db) == ["https://example.org/a"]


def test_popup_says_what_is_wrong_with_an_address(blog_client: FlaskClient, db: Database) -> None:
    for answer in (
        blog_client.get("/save/form?address=javascript:alert(1)"),
        blog_client.post("/save", data={"address": "about:blank"}),
    ):
        assert answer.status_code == 422
        assert "is no address of a page" in answer.text
    assert all_links(db) == ["https://example.org/a"]


SEEN = "author=A.+Writer&published=2025-11-14T08:00&canonical=https://example.org/canonical"


def test_popup_keeps_what_the_browser_saw(blog_client: FlaskClient, db: Database) -> None:
    page = blog_client.get(
        f"/save/form?v=2&address=https://example.org/new&{SEEN}&referrer=https://news.example.com/x?utm_source=y"
    ).text
    fields = dict(re.findall(r'<input type="(?:hidden|checkbox)" name="(\w+)" value="([^"]*)"', page))

    blog_client.post("/save", data=fields)

    saved = links.list_links(db)[0]
    assert (saved.details.author, saved.details.published_on) == ("A. Writer", date(2025, 11, 14))
    assert (saved.details.canonical_address, saved.via) == (
        "https://example.org/canonical",
        "https://news.example.com/x",
    )


def test_popup_knows_a_page_by_its_canonical_address_too(blog_client: FlaskClient, db: Database) -> None:
    links.add_note(db, 1, "Noted before", TODAY)
    canonical = "&canonical=https://example.org/a"

    page = blog_client.get(f"/save/form?v=2&address=https://example.org/amp/a{canonical}").text
    blog_client.post("/save", data={"address": "https://example.org/amp/a", "canonical": "https://example.org/a"})
    foreign = blog_client.get(f"/save/form?v=2&address=https://example.com/b{canonical}").text

    assert "Was saved already" in page
    assert "Noted before" in page
    assert all_links(db) == ["https://example.org/a"]
    assert "Was saved already" not in foreign


@pytest.mark.parametrize("referrer", ["https://example.org/other", "https://www.google.com/", "about:blank", ""])
def test_popup_guesses_no_via_where_nobody_led_here(blog_client: FlaskClient, db: Database, referrer: str) -> None:
    page = blog_client.get(f"/save/form?v=2&address=https://example.org/new&referrer={referrer}").text

    assert "Found via" not in page


@pytest.mark.parametrize("published", ["yesterday", "2025-13-45", ""])
def test_popup_leaves_out_a_date_that_is_none(blog_client: FlaskClient, db: Database, published: str) -> None:
    blog_client.post("/save", data={"address": "https://example.org/new", "published": published, "canonical": "x:y"})

    assert links.list_links(db)[0].details.published_on is None


@pytest.mark.parametrize(
    "shared",
    ["address=https://example.org/new", "text=Look+at+https://example.org/new.", "text=https://example.org/new"],
)
def test_what_another_program_shares_is_offered(blog_client: FlaskClient, db: Database, shared: str) -> None:
    target = json.loads(blog_client.get("/static/app.webmanifest").text)["share_target"]
    bounce = blog_client.get(f"{target['action']}?title=Shared&{shared}").text
    onward = html.unescape(re.search(r'href="(/save/form[^"]*)"', bounce)[1])  # type: ignore[index]  # it is there

    page = blog_client.get(onward).text

    assert 'name="address" value="https://example.org/new"' in page
    assert "Shared" in page


def test_outdated_bookmarklet_is_said(blog_client: FlaskClient, db: Database) -> None:
    assert "older one" in blog_client.get("/save/form?v=1&address=https://example.org/new").text


def listed(page: str) -> list[str]:
    return re.findall(r'data-link="(\d+)"', page)


def test_long_list_goes_on_from_its_end(blog_client: FlaskClient, db: Database) -> None:
    with db.atomic():
        for number in range(inbox.LONGEST_LIST):
            capture.save_link(db, f"https://example.org/{number}", title=f"Number {number}.", now=TODAY)

    page = blog_client.get("/links").text
    onward = html.unescape(re.search(r'class="more"><a class="quiet" href="(/links\?[^"]*)"', page)[1])  # type: ignore[index]  # it is there
    partial = blog_client.get(onward.replace("/links?", "/links/more?"), headers=HTMX).text

    assert len(listed(page)) == inbox.LONGEST_LIST
    assert len(listed(page) + listed(partial)) == len({*listed(page), *listed(partial)}) == inbox.LONGEST_LIST + 1
    assert listed(blog_client.get(onward).text) == listed(partial)
    assert "More links" not in partial


def test_search_says_what_was_not_understood(blog_client: FlaskClient, db: Database) -> None:
    assert "“is:read” is not known" in blog_client.get("/links?q=is:read").text.replace("&#34;", "")


@pytest.mark.parametrize("view", list(inbox.View))
def test_view_lists_its_links(blog_client: FlaskClient, db: Database, view: str) -> None:
    assert len(listed(blog_client.get(f"/links?view={view}").text)) == (1 if view in ("unread", "week", "all") else 0)


def test_search_is_kept_by_name_and_forgotten(blog_client: FlaskClient, db: Database) -> None:
    kept = blog_client.post("/links/searches", data={"q": "title kind:article", "name": "Mine"}, headers=HTMX).text
    assert ">Mine</a>" in kept
    assert "Kept as “Mine”." in kept
    assert ">Mine</a>" in blog_client.get("/links").text

    (number,) = re.findall(r"/links/searches/(\d+)/forget", blog_client.get("/links?q=title kind:article").text)[:1]
    answer = blog_client.post(f"/links/searches/{number}/forget")

    assert answer.headers["Location"] == "/links?q=title+kind%3Aarticle"
    assert ">Mine</a>" not in blog_client.get("/links").text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_ways_to_narrow_the_list_are_searches(blog_client: FlaskClient, db: Database, headers: dict[str, str]) -> None:
    links.add_tags(db, 1, ["two words"])

    page = blog_client.get("/links/narrow", headers=headers).text

    assert "q=kind%3Aarticle" in page
    assert "q=site%3Aexample.org" in page
    assert "q=tag%3A%22two%20words%22" in page
    assert "q=before%3A2024-12-10" in page


def three_more(db: Database) -> None:
    for name in ("b", "c", "d"):
        capture.save_link(db, f"https://example.org/{name}", title=name.upper(), now=TODAY)


@pytest.mark.parametrize(
    ("fields", "done"),
    [
        ({"link": ["1", "3"]}, [1, 3]),
        ({"link": ["1", "3"], "only": "2"}, [2]),
        ({"link": ["1", "3"], "only": "3"}, [1, 3]),
        ({"link": ["1", "3"], "only": "2 4"}, [2, 4]),
        ({"link": ["1", "3"], "current": "2"}, [1, 3]),
        ({"current": "2"}, [2]),
    ],
)
def test_action_is_on_the_marked_links_unless_a_button_names_others(
    blog_client: FlaskClient, db: Database, fields: dict[str, object], done: list[int]
) -> None:
    three_more(db)

    answer = blog_client.post("/links/done", data=fields, headers=HTMX).text

    assert sorted(link.id for link in links.list_links(db, state=State.DONE)) == done
    assert sorted(map(int, re.findall(r'<li id="link-(\d+)" hx-swap-oob="delete">', answer))) == done
    assert listed(answer) == []
    blog_client.post("/links/undo")
    assert links.list_links(db, state=State.DONE) == []


def test_answer_holds_only_the_rows_that_were_changed(blog_client: FlaskClient, db: Database) -> None:
    three_more(db)

    answer = blog_client.post(
        "/links/note", data={"link": ["2", "3"], "note": "Mine", "view": "all"}, headers=HTMX
    ).text

    assert sorted(listed(answer)) == ["2", "3"]
    assert answer.count("hx-swap-oob") == 6  # two rows, what is offered, the chips, the count, the toast
    assert 'id="inbox"' not in answer


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_menu_lists_the_sections_with_their_links_and_the_roundup(
    blog_client: FlaskClient, db: Database, settings: Settings, headers: dict[str, str]
) -> None:
    draft = drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)
    blog_client.post("/links/send", data={"link": "1", "to": draft.sections[1]})

    page = blog_client.get("/links/menu/send?only=1&view=all", headers=headers).text

    choices = re.findall(
        r'value="(\w+)" formaction="/links/send"(?: data-roundup)?><kbd>(\d)</kbd> (.*?)</button>', page
    )
    assert choices == [
        (str(draft.sections[0]), "1", "Intro"),
        (str(draft.sections[1]), "2", 'One <span class="meta">1</span>'),
        ("roundup", "0", "Random stuff"),
    ]
    assert ("<form" in page) is not headers


def test_roundup_is_added_once_for_the_links_that_are_sent_to_it(
    blog_client: FlaskClient, db: Database, settings: Settings
) -> None:
    three_more(db)
    drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)

    for link in ("1", "2"):
        blog_client.post("/links/send", data={"only": link, "to": "roundup"})

    draft = drafts.read_draft(db, settings.drafts_folder, NAME)
    assert draft.text == TEXT + "\n## Random stuff\n"
    assert {links.find_link(db, each).section_id for each in (1, 2)} == {draft.sections[2]}
    blog_client.post("/links/undo")
    blog_client.post("/links/undo")
    assert drafts.read_draft(db, settings.drafts_folder, NAME).text == TEXT


def test_section_is_headed_by_a_title_as_text(blog_client: FlaskClient, db: Database, settings: Settings) -> None:
    three_more(db)

    blog_client.post("/links/section", data={"link": ["1", "2"]})

    draft = drafts.read_draft(db, settings.drafts_folder, NAME)
    assert "## A \\<b>title\\</b>" in draft.text
    assert {links.find_link(db, each).draft_id for each in (1, 2)} == {draft.id}
    assert {links.find_link(db, each).section_id for each in (1, 2)} == {links.find_link(db, 1).section_id}
    blog_client.post("/links/undo")
    assert "title\\</b>" not in drafts.read_draft(db, settings.drafts_folder, NAME).text
    assert links.find_link(db, 1).draft_id is None


@pytest.mark.parametrize(
    ("fields", "until"), [({"until": "writing"}, None), ({"until": "day", "day": "2026-01-02"}, date(2026, 1, 2))]
)
def test_link_is_put_off_as_chosen(
    blog_client: FlaskClient, db: Database, fields: dict[str, str], until: date | None
) -> None:
    assert "Until I write about it again" in blog_client.get("/links/menu/later?only=1").text

    blog_client.post("/links/later", data={"only": "1", **fields})

    link = links.find_link(db, 1)
    assert (link.state, link.later_until) == (State.LATER, until)


def test_tags_are_added_by_their_names(blog_client: FlaskClient, db: Database) -> None:
    blog_client.post("/links/tag", data={"only": "1", "tags": "one, two words,"})

    assert links.find_link(db, 1).tags == ("one", "two words")


def test_views_that_hold_nothing_are_not_offered_where_that_is_usual(blog_client: FlaskClient, db: Database) -> None:
    assert ">Used 0<" not in blog_client.get("/links").text
    assert ">Failed 0<" in blog_client.get("/links?view=failed").text


def test_what_was_left_from_the_week_before_is_offered_again(
    blog_client: FlaskClient, db: Database, settings: Settings
) -> None:
    three_more(db)
    text = TEXT.replace("title: T", 'title: "Working Notes - 04/12/25"').replace(
        "First.", "See [b](https://example.org/b)."
    )
    before = drafts.create_draft(db, settings.drafts_folder, "2025-12-04-working-notes.md", text, now=TODAY)
    links.send(db, [1, 2, 3, 4], before.id, None, TODAY)
    blog_client.post("/links/done", data={"only": "4"})

    page = blog_client.get("/links").text
    assert re.findall(r'href="/links/(\d+)">.*?</a> <span class="meta">(.*?)</span>', page) == [
        ("1", "saved today"),
        ("3", "saved today"),
    ]
    assert "Left from the week before" in blog_client.get(f"/desk/{NAME}").text
    assert "Left from the week before" not in blog_client.get("/links?view=all").text

    answer = blog_client.post("/links/send?to=0", data={"only": "1 3", "view": "unread"}, headers=HTMX).text
    assert 'id="left-over"' in answer
    assert "Left from the week before" not in answer
    assert {links.find_link(db, each).draft_id for each in (1, 3)} != {before.id}


@pytest.mark.parametrize("path", ["/links", f"/desk/{NAME}?section=1", f"/desk/{NAME}", "/links/1"])
def test_no_two_parts_of_a_page_have_one_id(
    blog_client: FlaskClient, db: Database, settings: Settings, path: str
) -> None:
    earlier = drafts.create_draft(db, settings.drafts_folder, NAME.replace("12-11", "12-04"), TEXT, now=TODAY)
    links.send(db, [1], earlier.id, None, TODAY)
    drafts.create_draft(db, settings.drafts_folder, NAME, TEXT, now=TODAY)

    ids = re.findall(r'\sid="([^"]*)"', blog_client.get(path).text)

    assert sorted(ids) == sorted(set(ids))
    assert "left-over" in ids
