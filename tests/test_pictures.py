"""The blog's pictures on pages of ours: only what the blog publishes, and nothing that could act."""

import subprocess
from html import unescape
from pathlib import Path

import pytest
from conftest import stranger
from flask import Flask
from flask.testing import FlaskClient

from webapp import blog
from webapp.settings import Settings

PNG = b"\x89PNG\r\n\x1a\n and so on"
NAME = "2025-12-11-working-notes.md"
READ = "/posts/read?path=_posts/2025-12-04-working-notes.md"
POST = '---\nlayout: post\ntitle: "Working Notes - 11/12/25"\n---\n\nIntro.\n\n## One\n\n{}\n'


@pytest.fixture
def picture(sample_blog: Path) -> Path:
    return put(sample_blog / "assets" / "a picture.png")


def put(path: Path, content: bytes = PNG) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def configure(folder: Path, lines: str) -> None:
    with (folder / "_config.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{lines}\n")


def on_the_desk(client: FlaskClient, settings: Settings, text: str) -> str:
    (settings.drafts_folder / NAME).write_text(POST.format(text), encoding="utf-8")
    return unescape(client.get(f"/desk/{NAME}").text)


@pytest.mark.usefixtures("picture")
def test_picture_is_answered_as_what_it_is_and_can_do_nothing(blog_client: FlaskClient) -> None:
    answer = blog_client.get("/pictures/assets/a%20picture.png")

    assert (answer.status_code, answer.data, answer.mimetype) == (200, PNG, "image/png")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_picture_is_not_sent_again_until_it_changes(blog_client: FlaskClient, picture: Path) -> None:
    address = "/pictures/assets/a%20picture.png"
    first = blog_client.get(address)
    known = {"If-None-Match": first.headers["ETag"]}

    second = blog_client.get(address, headers=known)
    put(picture, PNG + b"more")
    third = blog_client.get(address, headers=known)

    assert "no-cache" in first.headers["Cache-Control"]
    assert (second.status_code, second.data) == (304, b"")
    assert (third.status_code, third.data) == (200, PNG + b"more")


@pytest.mark.usefixtures("picture")
def test_picture_asks_for_a_session(blog_app: Flask) -> None:
    assert stranger(blog_app).get("/pictures/assets/a%20picture.png").status_code == 401


REFUSED = [
    "assets/none.png",
    "assets/link.png",
    "assets/folder.png",
    "linked/secret.png",
    "../secret.png",
    "%2e%2e/secret.png",
    "assets/..%2f..%2fsecret.png",
    "..%5csecret.png",
    "%2ftmp%2fsecret.png",
    "assets/a%00.png",
    "a" * 300 + ".png",
    "_config.yml",
    "index.html",
    ".git/config",
    ".git/secret.png",
    "assets/git.png",
    "_posts/secret.png",
    "assets/_secret.png",
    "assets/.secret.png",
    "_site/assets/secret.png",
    "old/secret.png",
    "node_modules/x/secret.png",
]


@pytest.mark.parametrize("address", REFUSED)
def test_nothing_else_is_answered(blog_client: FlaskClient, sample_blog: Path, tmp_path: Path, address: str) -> None:
    configure(sample_blog, "exclude: [old]\n")
    for place in (
        "_posts",
        "assets/_secret.png",
        "assets/.secret.png",
        "_site/assets",
        "old",
        "node_modules/x",
        ".git",
    ):
        put(sample_blog / place if place.endswith(".png") else sample_blog / place / "secret.png")
    put(tmp_path / "secret.png")
    (sample_blog / "assets" / "folder.png").mkdir()
    (sample_blog / "assets" / "link.png").symlink_to(tmp_path / "secret.png")
    (sample_blog / "assets" / "git.png").symlink_to(sample_blog / ".git" / "config")
    (sample_blog / "linked").symlink_to(tmp_path, target_is_directory=True)

    assert blog_client.get(f"/pictures/{address}", follow_redirects=True).status_code == 404


@pytest.mark.parametrize(
    ("config", "path", "is_copied"),
    [
        ("", "images/x.png", True),
        ("", "_images/x.png", False),
        ("include: [_images]", "_images/x.png", True),
        ("include: ['_images/x.png']", "_images/x.png", False),
        ("exclude: [images/]", "images/x.png", False),
        ("exclude: [images]", "images2/x.png", False),
        ("exclude: ['*.png']", "images/x.png", False),
        ("exclude: [x.png]", "images/x.png", True),
        ("exclude: [images]\ninclude: [images]", "images/x.png", True),
        ("destination: ./out", "out/x.png", False),
        ("", "images/x.png~", False),
        ("", "#x.png", False),
        ("", "~x.png", False),
    ],
)
def test_what_jekyll_leaves_out_is_not_published(sample_blog: Path, config: str, path: str, is_copied: bool) -> None:
    text = (sample_blog / "_config.yml").read_text(encoding="utf-8").replace("exclude: [README.md]\n", "")
    (sample_blog / "_config.yml").write_text(f"{text}\n{config}\n", encoding="utf-8")

    assert blog.is_copied(blog.find_site(sample_blog), path) is is_copied


SHOWN = [
    "![What it shows](/assets/a%20picture.png)",
    "![What it shows](/assets/a picture.png)",
    "![What it shows](../assets/a%20picture.png)",
    "![What it shows]({{ site.baseurl }}/assets/a%20picture.png)",
    "![What it shows]({{ '/assets/a%20picture.png' | relative_url }})",
    "![What it shows]({{ '/assets/a%20picture.png' | absolute_url }})",
    "![What it shows](https://sample.example/assets/a%20picture.png)",
    "![What it shows][p]\n\n[p]: /assets/a%20picture.png",
    "<img src='/assets/a picture.png' alt='What it shows'>",
    '<figure><img alt="What it shows" onerror="x()" src="/assets/a%20picture.png"></figure>',
]
IMAGE = 'src="/pictures/assets/a%20picture.png"'


@pytest.mark.usefixtures("picture")
@pytest.mark.parametrize("written", SHOWN)
def test_pictures_of_the_blog_are_shown_on_the_desk_and_in_earlier_posts(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path, written: str
) -> None:
    (sample_blog / "_posts" / "2025-12-04-working-notes.md").write_text(POST.format(written), encoding="utf-8")

    for page in (on_the_desk(blog_client, settings, written), blog_client.get(READ).text):
        assert IMAGE in page
        assert 'alt="What it shows"' in page
        assert "onerror" not in page


@pytest.mark.usefixtures("picture")
def test_pictures_of_a_blog_below_an_address_are_shown(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    configure(sample_blog, "baseurl: /notes")

    for written in (*SHOWN[2:5], "![x](/notes/assets/a%20picture.png)"):
        assert IMAGE in on_the_desk(blog_client, settings, written)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/assets/none.png", "This picture is not in the blog’s folder"),
        ("none.png", "This picture is not in the blog’s folder"),
        ("https://example.org/x.png", "This picture is on another site, so it is not loaded here"),
        ("//example.org/x.png", "This picture is on another site, so it is not loaded here"),
        ("/assets/link.png", "This picture lies outside the blog’s folder"),
        ("/_posts/x.png", "This picture lies where the blog does not publish it"),
        ("/index.html", "This is no picture that a browser shows"),
    ],
)
def test_picture_that_is_not_there_is_said_in_its_place(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path, tmp_path: Path, address: str, sentence: str
) -> None:
    put(sample_blog / "_posts" / "x.png")
    (sample_blog / "assets" / "link.png").symlink_to(put(tmp_path / "secret.png"))

    page = on_the_desk(blog_client, settings, f'![What "it" shows]({address})')

    assert f'<span class="working-notes-box">What "it" shows · {sentence}: {address}</span>' in page
    assert "<img" not in page.partition('class="prose"')[2].partition('class="more"')[0]


def test_kept_picture_is_seen_wherever_the_blogs_are(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    put(settings.pictures_folder / "assets" / "kept.png")
    put(settings.data_folder / "secret.png")

    desk = on_the_desk(blog_client, settings, "![It](/assets/kept.png) ![other](/../secret.png)")
    frame = blog_client.get(f"/desk/{NAME}/preview/frame").text

    assert 'src="/pictures/assets/kept.png"' in desk
    assert "other · This picture is not in the blog’s folder: /../secret.png" in desk
    assert blog_client.get("/pictures/assets/kept.png").data == PNG
    assert '<img src="data:image/png;base64,' in frame
    assert not (sample_blog / "assets" / "kept.png").exists()


@pytest.mark.parametrize("address", ["..%2fsecret.png", "%2e%2e/secret.png", "..%5csecret.png", "link.png", ".tmp.png"])
def test_no_other_file_passes_for_a_kept_picture(blog_client: FlaskClient, settings: Settings, address: str) -> None:
    secret = put(settings.data_folder / "secret.png")
    put(settings.pictures_folder / ".tmp.png")
    (settings.pictures_folder / "link.png").symlink_to(secret)

    assert blog_client.get(f"/pictures/{address}", follow_redirects=True).status_code == 404


def test_picture_of_the_preview_lies_where_the_posts_address_says(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    put(sample_blog / "2025-12-11" / "x.png")
    on_the_desk(blog_client, settings, "![It](x.png)")

    frame = blog_client.get(f"/desk/{NAME}/preview/frame?view=post").text
    home = blog_client.get(f"/desk/{NAME}/preview/frame?view=home").text

    assert '<img src="data:image/png;base64,' in frame
    assert "Image “It”: not in the blog (x.png)" in home


@pytest.mark.usefixtures("picture")
def test_showing_pictures_changes_no_byte_that_is_published(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    text = "![One]( {{ site.baseurl }}/assets/a%20picture.png ) and ![two](/none.png)"
    on_the_desk(blog_client, settings, text)
    page = blog_client.get(f"/desk/{NAME}/publish").text
    token = page.partition('name="token" value="')[2].partition('"')[0]

    blog_client.post(f"/desk/{NAME}/publish/commit", data={"token": token, "anyway": "1"})

    shown = ["git", "-C", str(sample_blog), "show", f"HEAD:_posts/{NAME}"]
    assert subprocess.run(shown, capture_output=True, check=True).stdout.decode() == POST.format(text)
