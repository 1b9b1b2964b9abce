"""The look of the published blog, fetched when the author asks, from a real server on this machine."""

import base64
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from test_fetch import OWN_PORT, Site, site
from test_preview import NAME, PNG, POST, change_config, frame, remove_layouts, sheets_of, write

from webapp import blog, preview
from webapp.errors import AddressRefusedError, FetchError
from webapp.preview.kept import NAME as LOOK_NAME
from webapp.settings import Settings

__all__ = ["site"]

DAY = date(2025, 12, 10)
PAGE = """\
<!doctype html><html><head>
<link rel="stylesheet" href="/css/main.css"><link rel="stylesheet" href="missing.css">
<style>em { color: plum }</style></head>
<body class="theme" onload="alert(1)"><div class="wrap"><h1 class="name">Working Notes - 04/12/25</h1>
<div class="text"><p>%s</p></div></div><script>alert(1)</script></body></html>
"""


@pytest.fixture
def themed(sample_blog: Path, site: Site) -> Path:
    """The sample blog with its look in a theme, published on the server."""
    remove_layouts(sample_blog)
    change_config(sample_blog, 'url: "https://sample.example"', f"url: {site.address}\nremote_theme: owner/name")
    return sample_blog


def publish(site: Site, folder: Path, path: str = "/2025-12-04/working-notes") -> None:
    text = (folder / "_posts" / "2025-12-04-working-notes.md").read_text()
    first = text.split("---\n\n")[1].partition("[")[0].partition("\n\n")[0]
    site.serve(path, (PAGE % first).encode())
    site.serve(
        "/css/main.css",
        b"@import 'more.css'; h1 { background: url(a.png) } p { src: url(data:x) }",
        Content_Type="text/css",
    )
    site.serve("/css/more.css", b"@font-face { src: url(//127.0.0.1:%d/x) }" % OWN_PORT, Content_Type="text/css")
    site.serve("/css/a.png", PNG, Content_Type="image/png")


def fetch(folder: Path, settings: Settings, *, allows_private: bool = True) -> None:
    preview.fetch_look(
        blog.find_blog(folder), settings.data_folder, DAY, own_port=OWN_PORT, allows_private=allows_private
    )


def test_look_that_was_fetched_is_worn_from_then_on(
    blog_client: FlaskClient, settings: Settings, themed: Path, site: Site
) -> None:
    publish(site, themed)

    fetch(themed, settings)
    page = frame(blog_client, settings).replace("\n", "")
    sheets = sheets_of(page)

    assert f'url("data:image/png;base64,{base64.b64encode(PNG).decode()}")' in sheets[0]
    imported = base64.b64decode(sheets[0].partition("base64,")[2].partition('"')[0]).decode()
    assert imported == '@font-face { src: url("data:,") }'
    assert sheets[1] == "em { color: plum }"
    assert '<body class="theme"><div class="wrap"><h1 class="name">Working Notes - 11/12/25</h1>' in page
    assert '<div class="text"><p>Intro with a ' in page
    assert "alert" not in page
    around = blog_client.get(f"/desk/{NAME}/preview").text
    assert "The look of 127.0.0.1, fetched on Wednesday 10 December." in around
    assert "Fetch it again" in around


def test_look_of_the_first_page_is_taken_where_no_post_is_there(
    blog_client: FlaskClient, settings: Settings, themed: Path, site: Site
) -> None:
    publish(site, themed, "/")

    fetch(themed, settings)

    assert "em { color: plum }" in sheets_of(frame(blog_client, settings))


def test_look_that_can_not_be_fetched_leaves_what_was_kept(settings: Settings, themed: Path, site: Site) -> None:
    publish(site, themed)
    fetch(themed, settings)
    kept = (settings.data_folder / LOOK_NAME).read_bytes()
    site.answers.clear()
    site.serve("/", b"<html><head></head></html>")

    with pytest.raises(FetchError, match="names no style"):
        fetch(themed, settings)

    assert (settings.data_folder / LOOK_NAME).read_bytes() == kept


def test_look_of_this_machine_is_refused(
    blog_client: FlaskClient, settings: Settings, themed: Path, site: Site
) -> None:
    publish(site, themed)
    write(settings, POST)

    with pytest.raises(AddressRefusedError):
        fetch(themed, settings, allows_private=False)
    answer = blog_client.post(f"/desk/{NAME}/preview/look?view=home&section=1")

    assert answer.status_code == 422
    assert "Not fetched. The address is on this machine or its network" in answer.text
    assert f'action="/desk/{NAME}/preview/look?view=home&amp;section=1"' in answer.text
    assert not (settings.data_folder / LOOK_NAME).exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"address": "https://sample.example", "fetched_on": "x"}'])
def test_kept_look_that_can_not_be_read_is_none(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path, text: str
) -> None:
    remove_layouts(sample_blog)
    (settings.data_folder / LOOK_NAME).write_text(text)
    write(settings, POST)

    page = blog_client.get(f"/desk/{NAME}/preview").text

    assert "A plain look stands in" in page
    assert "Fetch the style" in page


def test_look_is_fetched_only_where_it_is_missing_and_known(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    write(settings, POST)
    assert "/preview/look" not in blog_client.get(f"/desk/{NAME}/preview").text
    remove_layouts(sample_blog)
    change_config(sample_blog, 'url: "https://sample.example"', "")

    answer = blog_client.post(f"/desk/{NAME}/preview/look")

    assert answer.status_code == 422
    assert "_config.yml has no url" in answer.text
    assert 'action="' + f"/desk/{NAME}/preview/look" not in answer.text
