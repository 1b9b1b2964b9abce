"""The desk over HTTP, with and without JavaScript."""

import html
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import Clock
from desk_page import make_draft
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp import blog, memory
from webapp.database import Database
from webapp.settings import Settings

NAME = "2025-12-11-working-notes.md"
HERE = f"/desk/{NAME}"
JSON = {"Accept": "application/json"}
HTMX = {"HX-Request": "true"}
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
First.\r
\r
## Two\r
\r
Second."""


@pytest.fixture
def path(settings: Settings) -> Path:
    """A draft with CRLF and no final newline."""
    return make_draft(settings, TEXT)


def field(page: TestResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found
    return html.unescape(found[1])


def opened(client: FlaskClient, section: int) -> dict[str, str]:
    """The fields of the open section's form, as the page has them."""
    page = client.get(f"{HERE}?section={section}")
    editor = page.text[page.text.index('<form class="editor"') :]
    values = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', editor.partition("</form>")[0]))
    source = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", editor, re.DOTALL)
    assert source
    return values | {"text": html.unescape(source[1])}


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def test_desk_leads_to_this_weeks_draft(blog_client: FlaskClient) -> None:
    answer = blog_client.get("/desk")

    assert (answer.status_code, answer.headers["Location"]) == (302, HERE)


def test_desk_of_a_week_that_has_no_file_makes_none(blog_client: FlaskClient, settings: Settings) -> None:
    page = blog_client.get(HERE)

    assert page.status_code == 200
    assert "Not begun yet" in page.text
    assert not (settings.drafts_folder / NAME).exists()


def test_first_save_makes_the_draft(blog_client: FlaskClient, settings: Settings) -> None:
    fields = opened(blog_client, 0)

    answer = blog_client.post(f"{HERE}/save", data=fields | {"text": "Hello."}, headers=JSON)

    assert answer.status_code == 200
    front = '---\nlayout: post\ntitle: "Working Notes - 11/12/25"\n---\n\n'
    assert text_of(settings.drafts_folder / NAME) == f"{front}Hello.\n"


def test_saving_answers_the_revision_and_the_place_of_the_text(blog_client: FlaskClient, path: Path) -> None:
    fields = opened(blog_client, 1)

    answer = blog_client.post(f"{HERE}/save", data=fields | {"text": "## One\r\n\r\nFirst and more."}, headers=JSON)

    saved = answer.get_json()
    assert text_of(path) == TEXT.replace("First.", "First and more.")
    assert saved["text"] == "## One\r\n\r\nFirst and more."
    assert text_of(path)[saved["start"] : saved["end"]] == saved["text"]


def test_marks_after_a_save_say_how_long_the_draft_is_now(blog_client: FlaskClient, path: Path) -> None:
    fields = opened(blog_client, 1)
    blog_client.post(f"{HERE}/save", data=fields | {"text": "## One\r\n\r\nFirst and more."}, headers=JSON)

    page = blog_client.get(f"{HERE}/marks?section=1").text

    assert '<span id="words" hx-swap-oob="true">7 words</span>' in page


def test_form_saves_without_javascript(blog_client: FlaskClient, path: Path) -> None:
    fields = opened(blog_client, 2)

    answer = blog_client.post(f"{HERE}/save", data=fields | {"text": "## Two\r\n\r\nOther."})

    assert answer.status_code == 303
    assert answer.headers["Location"].partition("?closed=")[0] == HERE
    assert text_of(path) == TEXT.replace("Second.", "Other.")


@pytest.mark.parametrize("is_gone", [True, False])
def test_desk_whose_blog_is_away_for_a_moment_stays_and_loses_nothing(
    blog_client: FlaskClient, path: Path, sample_blog: Path, is_gone: bool
) -> None:
    fields = opened(blog_client, 2) | {"text": "## Two\r\n\r\n</textarea>Other."}
    away = sample_blog.with_name("away")
    if is_gone:
        sample_blog.rename(away)
    else:
        (sample_blog / "_config.yml").write_text("title: a: b\n")

    looked = blog_client.get(f"{HERE}/changes?revision=1", headers={"HX-Request": "true"})
    queued = blog_client.post(f"{HERE}/save", data=fields, headers=JSON)
    sent = blog_client.post(f"{HERE}/save", data=fields)

    assert [answer.status_code for answer in (looked, queued, sent)] == [503, 503, 503]
    assert "HX-Redirect" not in looked.headers
    assert ("is not there" if is_gone else "_config.yml can&#39;t be read") in queued.text
    assert 'rows="12" readonly>\n## Two\n\n&lt;/textarea&gt;Other.</textarea>' in sent.text.replace("\r", "")
    assert text_of(path) == TEXT
    assert blog_client.get(HERE).headers["Location"] == "/start"
    if is_gone:
        away.rename(sample_blog)
        assert blog_client.post(f"{HERE}/save", data=fields, headers=JSON).status_code == 200


def test_unchanged_form_changes_no_byte(blog_client: FlaskClient, path: Path) -> None:
    for section in range(3):
        fields = opened(blog_client, section)
        fields["text"] = fields["text"].replace("\r\n", "\n").replace("\n", "\r\n")
        assert blog_client.post(f"{HERE}/save", data=fields).status_code == 303

    assert text_of(path) == TEXT


def test_conflict_shows_both_texts(blog_client: FlaskClient, path: Path) -> None:
    fields = opened(blog_client, 2) | {"text": "## Two\r\n\r\nMine <b>."}
    path.write_bytes(TEXT.replace("Second.", "Theirs.").encode())

    as_json = blog_client.post(f"{HERE}/save", data=fields, headers=JSON)
    page = blog_client.post(f"{HERE}/save", data=fields)

    assert (as_json.status_code, page.status_code) == (409, 409)
    assert as_json.get_json()["theirs"] == "## Two\r\n\r\nTheirs."
    assert "Mine &lt;b&gt;." in page.text
    assert "Theirs." in page.text
    assert text_of(path) == TEXT.replace("Second.", "Theirs.")


@pytest.mark.parametrize(
    ("choice", "kept"), [("mine", "Mine."), ("theirs", "Theirs."), ("both", "Theirs.\r\n\r\nMine.")]
)
def test_conflict_is_settled_as_the_author_chooses(
    blog_client: FlaskClient, path: Path, choice: str, kept: str
) -> None:
    fields = opened(blog_client, 2) | {"text": "## Two\r\n\r\nMine."}
    path.write_bytes(TEXT.replace("Second.", "Theirs.").encode())
    conflict = blog_client.post(f"{HERE}/save", data=fields)
    given = {name: field(conflict, name) for name in ("revision", "start", "end")}

    answer = blog_client.post(f"{HERE}/settle", data=given | {"text": fields["text"], "choice": choice})

    assert answer.status_code == 303
    assert text_of(path) == TEXT.replace("Second.", kept)


@pytest.mark.parametrize(
    ("address", "values", "headings"),
    [
        ("/sections", {"heading": "New"}, ["One", "Two", "New"]),
        ("/sections", {"heading": "New", "below": "1"}, ["One", "New", "Two"]),
        ("/sections/1/rename", {"heading": "Other"}, ["Other", "Two"]),
        ("/sections/1/move", {"to": "2"}, ["Two", "One"]),
        ("/sections/1/delete", {}, ["Two"]),
        ("/sections/2/merge", {}, ["One"]),
        ("/sections/1/split", {"offset": "11"}, ["One", "New section", "Two"]),
        ("/fold", {"below": "1"}, ["One", "Two"]),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["form", "htmx"])
def test_each_change_is_done_and_undone(
    blog_client: FlaskClient,
    path: Path,
    address: str,
    values: dict[str, str],
    headings: list[str],
    headers: dict[str, str],
) -> None:
    revision = field(blog_client.get(HERE), "revision")

    answer = blog_client.post(f"{HERE}{address}", data={"revision": revision, **values}, headers=headers)

    assert answer.status_code == (200 if headers else 303)
    assert re.findall(r"^## (.*?)\r?$", text_of(path), re.MULTILINE) == headings
    if headers:
        assert 'id="manuscript"' in answer.text
        assert "/undo?step=" in answer.text
    assert blog_client.post(f"{HERE}/undo", headers=headers).status_code == (200 if headers else 303)
    assert text_of(path) == TEXT


def test_day_changes_name_and_title(blog_client: FlaskClient, path: Path, settings: Settings) -> None:
    answer = blog_client.post(f"{HERE}/day", data={"day": "2025-12-18"})

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/desk/2025-12-18-working-notes.md?")
    page = blog_client.get(answer.headers["Location"]).text
    assert "Moved to 18/12/2025." in page
    assert 'action="/desk/2025-12-18-working-notes.md/undo?step=' in page
    assert not path.exists()
    assert b"18/12/25" in (settings.drafts_folder / "2025-12-18-working-notes.md").read_bytes()
    back = blog_client.post("/desk/2025-12-18-working-notes.md/undo")
    assert back.headers["Location"].startswith(HERE)
    assert text_of(path) == TEXT
    assert "Moved to" not in blog_client.get(answer.headers["Location"].replace("-18-", "-11-")).text


@pytest.mark.parametrize(
    ("address", "values", "status"),
    [
        ("/sections/9/delete", {}, 422),
        ("/sections/0/move", {"to": "1"}, 422),
        ("/sections/1/move", {}, 400),
        ("/sections/1/rename", {"heading": " "}, 422),
        ("/day", {"day": "someday"}, 400),
        ("/undo", {}, 422),
        ("/cite", {"link": "99"}, 404),
        ("/settle", {"choice": "neither", "start": "0", "end": "0"}, 400),
        ("/save", {"text": "x"}, 400),
    ],
)
def test_bad_input_is_a_sentence_and_loses_nothing(
    blog_client: FlaskClient, path: Path, address: str, values: dict[str, str], status: int
) -> None:
    revision = field(blog_client.get(HERE), "revision")

    answer = blog_client.post(f"{HERE}{address}", data={"revision": revision, **values})

    assert answer.status_code == status
    assert re.search(r'<p id="problem">[^<]+\.</p>', answer.text)
    assert text_of(path) == TEXT


def test_window_whose_draft_moved_to_another_day_saves_into_it_and_says_where_it_is(
    blog_client: FlaskClient, path: Path
) -> None:
    fields = opened(blog_client, 1)
    blog_client.post(f"{HERE}/day", data={"day": "2025-12-18", "revision": fields["revision"]})
    moved = path.with_name("2025-12-18-working-notes.md")

    saved = blog_client.post(f"{HERE}/save", data=fields | {"text": "## One\r\n\r\nMine."}, headers=JSON)
    asked = blog_client.get(f"{HERE}/changes?since={fields['revision']}", headers=HTMX)
    page = blog_client.get(HERE)

    assert saved.status_code == 200
    assert "Mine." in text_of(moved)
    assert not path.exists()
    assert asked.status_code == page.status_code == 404
    assert "it is 2025-12-18-working-notes.md now. What you write on this page is saved there;" in asked.text
    assert "bring it back" not in asked.text
    assert 'href="/desk/2025-12-18-working-notes.md">Open it</a>' in page.text
    done = blog_client.post(f"{HERE}/gather", data={"revision": fields["revision"]}, headers=HTMX)
    assert (done.status_code, path.exists()) == (422, False)
    assert blog_client.post(f"{HERE}/begin").status_code == 303
    assert path.exists()


def test_change_from_a_window_whose_draft_moved_leads_to_it(blog_client: FlaskClient, path: Path) -> None:
    fields = opened(blog_client, 1)
    blog_client.post(f"{HERE}/day", data={"day": "2025-12-18", "revision": fields["revision"]})

    data = {"revision": fields["revision"]}
    answer = blog_client.post(f"{HERE}/sections/1/delete", data=data, headers=HTMX)

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/desk/2025-12-18-working-notes.md?told=")


def test_refused_undo_offers_what_was_done_before_without_a_script(blog_client: FlaskClient, path: Path) -> None:
    def revision() -> str:
        return opened(blog_client, 1)["revision"]

    blog_client.post(f"{HERE}/sections/2/rename", data={"revision": revision(), "heading": "Second"})
    blog_client.post(f"{HERE}/sections/1/rename", data={"revision": revision(), "heading": "First"})
    path.write_bytes(path.read_bytes().replace(b"## First", b"## At first"))

    refused = blog_client.post(f"{HERE}/undo")
    told = blog_client.post(f"{HERE}/undo")

    assert refused.status_code == 422
    assert (
        f'action="{HERE}/undo"><button class="button primary">Undo “Renamed “Two” to “Second””</button>' in refused.text
    )
    assert told.status_code == 303
    assert "## At first" in text_of(path)
    assert "## Two" in text_of(path)


def test_text_of_a_form_whose_draft_is_gone_is_shown(blog_client: FlaskClient, path: Path) -> None:
    fields = opened(blog_client, 1)
    path.unlink()

    answer = blog_client.post(f"{HERE}/save", data=fields | {"text": "## One\r\n\r\nMine & more."})

    assert answer.status_code == 404
    assert "Bring it back" in answer.text
    assert "## One\r\n\r\nMine &amp; more.</textarea>" in answer.text


def test_draft_that_is_gone_is_offered_back(blog_client: FlaskClient, path: Path) -> None:
    path.unlink()

    page = blog_client.get(HERE)
    assert page.status_code == 404
    assert "Bring it back" in page.text
    assert blog_client.post(f"{HERE}/restore").status_code == 303

    assert text_of(path) == TEXT


def test_odd_names_are_found(blog_client: FlaskClient, settings: Settings) -> None:
    name = "2025-12-11-It's a week & more..md"
    (settings.drafts_folder / name).write_text(TEXT)

    assert blog_client.get(f"/desk/{quote(name)}").status_code == 200


@pytest.mark.parametrize("name", ["..%2F..%2Fetc%2Fpasswd", "nothing.md", ".hidden.md", "working-notes.db"])
def test_what_is_no_draft_is_not_found(blog_client: FlaskClient, name: str) -> None:
    assert blog_client.get(f"/desk/{name}").status_code == 404


def test_words_are_found_and_replaced_without_javascript(blog_client: FlaskClient, path: Path) -> None:
    page = blog_client.get(f"{HERE}/find", query_string={"q": "Second", "with": "2nd"})
    assert "1 found" in page.text
    assert f'href="{quote(HERE)}?section=2#section-2"' in page.text
    assert 'value="2nd"' in page.text
    form = {"q": "Second", "with": "2nd", "revision": field(page, "revision")}

    answer = blog_client.post(f"{HERE}/replace", data=form)

    assert answer.status_code == 303
    assert path.read_bytes().decode() == TEXT.replace("Second", "2nd")
    assert "Replaced “Second” once." in blog_client.get(answer.location).text


def test_matches_are_answered_as_a_partial(blog_client: FlaskClient, path: Path) -> None:
    page = blog_client.get(f"{HERE}/find?q=FIRST&match_case=on", headers=HTMX)

    assert page.text.count("<div") == 1
    assert "Not found" in page.text


def test_marks_of_a_link_are_its_words(
    blog_client: FlaskClient, path: Path, db: Database, sample_blog: Path, clock: Clock
) -> None:
    memory.refresh_index(db, blog.find_blog(sample_blog), clock())
    path.write_bytes(TEXT.replace("Second.", "[A clock](https://longnow.org/clock/) is slow.").encode())

    found = blog_client.get(f"{HERE}/marks?section=2").text

    assert 'data-level="note">A clock<' in found


def test_marks_stand_where_the_text_area_has_the_words(blog_client: FlaskClient, path: Path) -> None:
    path.write_bytes(TEXT.replace("Second.", "A line,\r\nthen (https://example.org/bare).").encode())

    found = blog_client.get(f"{HERE}/marks?section=2").text

    start = len("## Two\n\nA line,\nthen (")
    assert f'data-start="{start}" data-end="{start + 24}" data-level="warning">https://example.org/bare<' in found
    assert "<li" not in blog_client.get(f"{HERE}/marks?section=1").text


def test_heading_of_the_post_is_no_part_of_the_page(blog_client: FlaskClient, path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"## One", b"## Words"))

    page = blog_client.get(HERE).text

    assert page.count('id="words"') == 1
    assert re.search(r'<h2 id="text-1-words">Words</h2>', page)
