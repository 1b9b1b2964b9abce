"""Adding a picture to a draft: where it waits, how the text names it, and what is refused."""

import io
import re
import subprocess
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp import pictures
from webapp.settings import Settings

NAME = "2025-12-11-working-notes.md"
PAGE = f"/desk/{NAME}/pictures"
PNG = b"\x89PNG\r\n\x1a\n and so on"
OTHER = b"\x89PNG\r\n\x1a\n another"
POST = (
    '---\r\nlayout: post\r\ntitle: "Working Notes - 11/12/25"\r\n---\r\n\r\nIntro.\r\n\r\n'
    "## One\r\n\r\nFirst.\r\n<!--more-->\r\n\r\n## Two\r\n\r\nSecond."
)
NAMED = "assets/images/111225_tide.png"


@pytest.fixture
def draft(settings: Settings) -> Path:
    path = settings.drafts_folder / NAME
    path.write_bytes(POST.encode())
    return path


def files_in(folder: Path) -> dict[str, bytes]:
    found = folder.rglob("*")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.is_file()}


def revision_on(client: FlaskClient) -> str:
    found = re.search(r'name="revision" value="(\w+)"', client.get(PAGE).text)
    assert found
    return found[1]


def add(
    client: FlaskClient,
    content: bytes = PNG,
    file_name: str = "tide.png",
    alternative: str = "A tide",
    position: int = 1,
    **fields: str,
) -> TestResponse:
    form = {"revision": revision_on(client), "alternative": alternative, "position": str(position), **fields}
    return client.post(PAGE, data={**form, "picture": (io.BytesIO(content), file_name)})


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True).stdout.decode()


def write_posts(folder: Path, body: str) -> None:
    """Let the last posts of the sample blog show an image."""
    for path in sorted((folder / "_posts").iterdir())[-5:]:
        path.write_bytes(path.read_bytes() + f"\r\n\r\n{body}\r\n".encode())


def test_picture_is_named_at_the_end_of_the_section_and_waits_for_the_blog(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path, draft: Path
) -> None:
    before = files_in(sample_blog)

    answer = add(blog_client)

    assert answer.status_code == 303
    assert answer.location.endswith("#section-1")
    added = f"First.\r\n\r\n![A tide](/{NAMED})\r\n<!--more-->"
    assert draft.read_bytes().decode() == POST.replace("First.\r\n<!--more-->", added)
    assert files_in(settings.pictures_folder) == {NAMED: PNG}
    assert files_in(sample_blog) == before


def test_added_picture_is_seen_said_and_undone(blog_client: FlaskClient, settings: Settings, draft: Path) -> None:
    answer = add(blog_client)

    page = unescape(blog_client.get(answer.location).text)
    assert f'<img src="/pictures/{NAMED}" alt="A tide">' in page
    assert f"Added the picture {NAMED}." in page
    assert f'href="/pictures/{NAMED}">{NAMED}</a>' in blog_client.get(PAGE).text
    blog_client.post(f"/desk/{NAME}/undo")
    assert draft.read_bytes() == POST.encode()
    blog_client.post(f"/desk/{NAME}/redo")
    assert f"(/{NAMED})" in draft.read_text(encoding="utf-8")
    assert blog_client.get(f"/pictures/{NAMED}").data == PNG
    assert files_in(settings.pictures_folder) == {NAMED: PNG}


@pytest.mark.usefixtures("draft")
def test_added_picture_is_committed_with_the_post(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    add(blog_client)
    page = blog_client.get(f"/desk/{NAME}/publish").text
    assert f"<code>{NAMED}</code>" in page
    assert "Only this file and its pictures are committed." in page
    token = page.partition('name="token" value="')[2].partition('"')[0]

    blog_client.post(f"/desk/{NAME}/publish/commit", data={"token": token, "anyway": "1"})

    assert set(git(sample_blog, "show", "--name-only", "--format=").split()) == {f"_posts/{NAME}", NAMED}
    assert (sample_blog / NAMED).read_bytes() == PNG
    assert files_in(settings.pictures_folder) == {}
    assert blog_client.get(f"/pictures/{NAMED}").data == PNG


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize("where", ["blog", "commit", "waiting"])
def test_another_picture_of_that_name_gets_the_next_and_the_same_is_used_again(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path, where: str
) -> None:
    folder = settings.pictures_folder if where == "waiting" else sample_blog
    taken = folder / NAMED
    taken.parent.mkdir(parents=True)
    taken.write_bytes(OTHER)
    if where == "commit":
        git(sample_blog, "add", "--", NAMED)
        git(sample_blog, "commit", "--quiet", "--message=x")
        taken.unlink()

    for _ in range(2):
        add(blog_client)

    second = NAMED.replace("tide", "tide-2")
    assert {path: content for path, content in files_in(settings.pictures_folder).items() if content == PNG} == {
        second: PNG
    }
    assert where == "commit" or taken.read_bytes() == OTHER


@pytest.mark.usefixtures("draft")
def test_picture_that_the_blog_has_is_named_and_not_kept_again(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    taken = sample_blog / NAMED
    taken.parent.mkdir(parents=True)
    taken.write_bytes(PNG)
    git(sample_blog, "add", "--", NAMED)
    git(sample_blog, "commit", "--quiet", "--message=x")

    assert add(blog_client).status_code == 303

    assert not settings.pictures_folder.exists()


@pytest.mark.parametrize(
    ("habit", "config", "written", "path"),
    [
        ("![x]({{ site.baseurl }}/img/2025/map.png)", "", "{{ site.baseurl }}/img/2025/tide.png", "img/2025/tide.png"),
        (
            "![x]({{ '/img/map.png' | relative_url }})",
            "baseurl: /b",
            "{{ '/img/tide.png' | relative_url }}",
            "img/tide.png",
        ),
        ("![x](/b/img/map.png)", "baseurl: /b", "/b/img/tide.png", "img/tide.png"),
        ("", "baseurl: /b", "{{ site.baseurl }}/assets/images/111225_tide.png", NAMED),
        ("![x](/my%20img/map.png)", "", "/my%20img/tide.png", "my img/tide.png"),
    ],
)
def test_picture_is_named_as_the_blogs_posts_name_theirs(
    blog_client: FlaskClient,
    settings: Settings,
    sample_blog: Path,
    draft: Path,
    habit: str,
    config: str,
    written: str,
    path: str,
) -> None:
    write_posts(sample_blog, habit)
    with (sample_blog / "_config.yml").open("a") as file:
        file.write(f"\n{config}\n")

    add(blog_client)

    assert f"![A tide]({written})" in draft.read_text(encoding="utf-8")
    assert files_in(settings.pictures_folder) == {path: PNG}
    page = blog_client.get(f"/desk/{NAME}").text
    assert f'src="/pictures/{path.replace(" ", "%20")}"' in page
    assert path in blog_client.get(f"/desk/{NAME}/publish").text


@pytest.mark.parametrize(
    ("file_name", "name", "expected"),
    [
        ("IMG 1.JPG", "", "111225_IMG-1.png"),
        ("x.png", "sequence_diagram", "111225_sequence_diagram.png"),
        ("111225_tide.png", "", "111225_tide.png"),
        ("潮.png", "", "111225_image.png"),
        ("x.png", "../../../etc/passwd", "111225_passwd.png"),
        ("..\\..\\x.png", "", "111225_x.png"),
    ],
)
def test_picture_is_called_as_typed_else_as_its_file(
    blog_client: FlaskClient, settings: Settings, draft: Path, file_name: str, name: str, expected: str
) -> None:
    add(blog_client, file_name=file_name, name=name)

    assert list(files_in(settings.pictures_folder)) == [f"assets/images/{expected}"]
    assert f"/assets/images/{expected})" in draft.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "alternative", ["A “tide”, it's 5 < 6 & more", "a [b] c", "a \\ b *c* `d` _e_", "  two   blanks "]
)
def test_words_are_shown_as_they_were_given(blog_client: FlaskClient, draft: Path, alternative: str) -> None:
    answer = add(blog_client, alternative=alternative)

    page = blog_client.get(answer.location).text
    alt = re.search(r'<img src="/pictures/[^"]*" alt="([^"]*)">', page)
    assert alt
    assert unescape(alt[1]) == " ".join(alternative.split())
    assert draft.read_bytes() != POST.encode()


REFUSED = [
    ({"content": b""}, "Choose the file of a picture first"),
    ({"content": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}, "none of the kinds of pictures"),
    ({"content": b"<!doctype html>", "file_name": "x.png"}, "none of the kinds of pictures"),
    ({"content": PNG + bytes(pictures.MOST_BYTES)}, "larger than 10 MB"),
    ({"alternative": " "}, "Say in a few words what the picture shows"),
    ({"alternative": "{{ site.title }}"}, "These words can't stand for a picture"),
    ({"alternative": "a ] b"}, "These words can't stand for a picture"),
    ({"alternative": "a | b"}, "These words can't stand for a picture"),
    ({"position": 7}, "There is no such section any more"),
]


@pytest.mark.parametrize(("given", "sentence"), REFUSED)
def test_picture_that_can_not_be_added_is_refused_and_nothing_is_lost(
    blog_client: FlaskClient, settings: Settings, draft: Path, given: dict[str, object], sentence: str
) -> None:
    answer = add(blog_client, **{"alternative": "Kept words", "name": "kept name", **given})  # type: ignore[arg-type]

    assert answer.status_code == 422
    page = unescape(answer.text)
    assert sentence in page
    assert 'value="kept name"' in page
    assert f'value="{given.get("alternative", "Kept words")}"' in page
    assert draft.read_bytes() == POST.encode()
    assert not settings.pictures_folder.exists()


@pytest.mark.parametrize("fault", ["exclude: [assets]", "symbolic link"])
def test_place_that_the_blog_does_not_publish_is_refused(
    blog_client: FlaskClient, sample_blog: Path, tmp_path: Path, draft: Path, fault: str
) -> None:
    if fault == "symbolic link":
        (sample_blog / "assets" / "images").symlink_to(tmp_path, target_is_directory=True)
    else:
        (sample_blog / "_config.yml").open("a").write(f"\n{fault}\n")

    answer = add(blog_client)

    assert answer.status_code == 422
    assert "where the blog does not publish it" in answer.text
    assert draft.read_bytes() == POST.encode()


def test_picture_that_tells_where_it_was_taken_says_so(blog_client: FlaskClient, draft: Path) -> None:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\0\0\0\0\0"
    jpeg = b"\xff\xd8\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif + b"\xff\xda\0\x02rest"

    answer = add(blog_client, jpeg, "tide.jpeg")

    assert (
        "The file says where it was taken, which readers of the blog can see, too."
        in blog_client.get(answer.location).text
    )
    assert "111225_tide.jpg)" in draft.read_text(encoding="utf-8")


def test_draft_begins_with_a_picture(blog_client: FlaskClient, settings: Settings) -> None:
    answer = add(blog_client, position=0)

    assert answer.status_code == 303
    assert f"![A tide](/{NAMED})" in (settings.drafts_folder / NAME).read_text(encoding="utf-8")


def test_picture_goes_where_its_section_is_by_now(blog_client: FlaskClient, draft: Path) -> None:
    old = revision_on(blog_client)
    blog_client.get(f"/desk/{NAME}")
    blog_client.post(f"/desk/{NAME}/sections/2/move", data={"revision": old, "to": "1"})

    answer = add(blog_client, position=2, revision=old)

    assert answer.location.endswith("#section-1")
    assert f"Second.\r\n\r\n![A tide](/{NAMED})" in draft.read_bytes().decode()
