"""The preview: what the blog will show, in a page that can do nothing and asks for nothing."""

import base64
import os
import re
import shutil
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp import preview
from webapp.preview import card
from webapp.settings import Settings

NAME = "2025-12-11-working-notes.md"
FRAME = f"/desk/{NAME}/preview/frame"
PNG = b"\x89PNG\r\n\x1a\n and so on"
POST = """\
---
layout: post
title: "Working Notes - 11/12/25"
---

Intro with a [link][ref].

## One

Above.
<!--more-->

## Two

Below "quoted".

[ref]: https://example.org/a
"""


def write(settings: Settings, text: str = POST) -> None:
    (settings.drafts_folder / NAME).write_text(text, encoding="utf-8")


def frame(client: FlaskClient, settings: Settings, text: str = POST, view: str = "post") -> str:
    write(settings, text)
    answer = client.get(f"{FRAME}?view={view}")
    assert answer.status_code == 200
    return answer.text


def test_preview_shows_the_post_as_the_engine_writes_it(blog_client: FlaskClient, settings: Settings) -> None:
    page = frame(blog_client, settings)

    assert "<article><h1>Working Notes - 11/12/25</h1>" in page.replace("\n", "")
    assert '<a href="https://example.org/a" rel="noopener">link</a>' in page
    assert "Below “quoted”." in page
    assert page.count(f'<span id="{preview.FOLD_ID}"></span>') == 1


def test_home_page_ends_at_the_fold(blog_client: FlaskClient, settings: Settings) -> None:
    page = frame(blog_client, settings, view="home")

    assert "Above." in page
    assert "Below" not in page
    assert '<a href="https://example.org/a" rel="noopener">link</a>' in page


def around(client: FlaskClient, settings: Settings, view: str, text: str = POST, section: str = "") -> str:
    write(settings, text)
    answer = client.get(f"/desk/{NAME}/preview?view={view}{section}")
    assert answer.status_code == 200
    return unescape(answer.text)


def without_fold() -> str:
    return POST.replace("<!--more-->\n", "")


def test_home_page_without_a_fold_says_that_it_shows_the_whole_post(
    blog_client: FlaskClient, settings: Settings
) -> None:
    assert "There is no fold, so the home page shows the whole post." in around(
        blog_client, settings, "home", without_fold()
    )
    assert "There is no fold" not in around(blog_client, settings, "home")


def test_feed_entry_is_whole_with_whole_addresses(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    change_config(sample_blog, "title:", "author: {name: Ada Author}\nplugins: [jekyll-feed]\ntitle:")
    text = POST + "\n[An older post](/2025-12-04/working-notes) and [a note](#one) and ![A picture](/assets/a.png)\n"

    page = frame(blog_client, settings, text, view="feed")

    assert '<h1><a href="https://sample.example/2025-12-11/working-notes" rel="noopener">Working Notes' in page
    assert "Thursday 11 December · Ada Author · https://sample.example/2025-12-11/working-notes" in page
    assert '<a href="https://sample.example/2025-12-04/working-notes" rel="noopener">An older post</a>' in page
    assert '<a href="#one" rel="noopener">a note</a>' in page
    assert "Below “quoted”." in page
    assert "Image “A picture”: not in the blog (https://sample.example/assets/a.png)" in page
    assert "<div" not in around(blog_client, settings, "feed", text).partition('id="notes"')[2].partition("<iframe")[0]


@pytest.mark.parametrize("own", ["", "feed: {excerpt_only: true}\n"], ids=["site", "post"])
def test_feed_of_excerpts_has_the_words_above_the_fold(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path, own: str
) -> None:
    if not own:
        change_config(sample_blog, "title:", "feed:\n  excerpt_only: true\ntitle:")

    page = frame(blog_client, settings, POST.replace("layout: post\n", f"layout: post\n{own}"), view="feed")

    assert "<p>Intro with a link. One Above.</p>" in page
    assert "Below" not in page


def test_feed_says_what_readers_will_miss(blog_client: FlaskClient, settings: Settings) -> None:
    page = around(blog_client, settings, "feed", without_fold())

    assert "No author" in page
    assert "does not name the plugin jekyll-feed" in page
    assert "The post has no fold, so the entry’s summary is the whole post: 49 characters." in page


def test_card_shows_title_address_and_the_text_above_the_fold(blog_client: FlaskClient, settings: Settings) -> None:
    page = around(blog_client, settings, "shared")

    assert "Working Notes - 11/12/25 | Working Notes, a sample" in page
    assert "sample.example › 2025-12-11 › working-notes" in page
    assert page.count("<p>Intro with a link. One Above.</p>") == 2
    assert "The description is the text above the fold: 29 characters, shown whole." in page
    assert "No picture" in page
    assert "<iframe" not in page


def test_card_of_a_long_post_without_a_fold_says_how_much_is_shown(
    blog_client: FlaskClient, settings: Settings
) -> None:
    page = around(blog_client, settings, "shared", without_fold() + "\n" + "Many more words. " * 100)

    assert "The description is the whole post, since it has no fold: 1,749 characters, of which search shows" in page
    shown = re.search(r"<p>(Intro .*?) …</p>", page)
    assert shown
    assert len(shown[1]) <= card.SEARCH_DESCRIPTION


def test_card_takes_what_the_front_matter_says(blog_client: FlaskClient, settings: Settings, sample_blog: Path) -> None:
    (sample_blog / "assets" / "card.png").write_bytes(PNG)
    own = (
        'layout: post\ndescription: "Said *here*"\nimage: {path: /assets/card.png}\n'
        "canonical_url: https://other.example/x\n"
    )

    page = around(blog_client, settings, "shared", POST.replace("layout: post\n", own))
    picture = blog_client.get(f"/desk/{NAME}/preview/picture")

    assert "The description is the front matter’s: 9 characters, shown whole." in page
    assert "<p>Said here</p>" in page
    assert "other.example › x" in page
    assert (picture.status_code, picture.mimetype, picture.data) == (200, "image/png", PNG)
    assert picture.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.parametrize(
    "image", ["", "https://example.org/x.png", "../../secret.png", "/index.html", "/assets/none.png"]
)
def test_card_without_a_picture_of_the_blog_answers_none(
    blog_client: FlaskClient, settings: Settings, image: str
) -> None:
    write(settings, POST.replace("layout: post\n", f"layout: post\nimage: '{image}'\n"))

    assert blog_client.get(f"/desk/{NAME}/preview/picture").status_code == 404


@pytest.mark.parametrize("view", ["post", "home", "feed", "shared"])
def test_hostile_front_matter_is_words_in_every_view(blog_client: FlaskClient, settings: Settings, view: str) -> None:
    hostile = (
        'title: "<script>alert(1)</script><img src=x onerror=alert(1)>"\n'
        'author: "<b onclick=x>"\ndescription: "<i hx-get=x>"\nexcerpt: "<script>alert(1)</script><p onclick=x>Own"'
    )
    text = POST.replace('title: "Working Notes - 11/12/25"', hostile)

    pages = around(blog_client, settings, view, text), frame(blog_client, settings, text, view)
    raw = blog_client.get(f"/desk/{NAME}/preview?view={view}").text + pages[1]

    assert "<script>alert" not in raw
    assert not re.search(r"<(?:img|b|i)\s[^>]*(?:onerror|onclick|hx-get)", raw)


def test_preview_follows_the_section_at_hand(blog_client: FlaskClient, settings: Settings) -> None:
    page = around(blog_client, settings, "post", section="&section=2")

    assert f'src="/desk/{NAME}/preview/frame?view=post#two"' in page
    assert f'href="/desk/{NAME}?section=2#section-2">Back to the desk' in page
    assert f'href="/desk/{NAME}/preview?view=home&section=2"' in page
    assert 'data-fragment="two" aria-current="true">Two</a>' in page


def test_home_page_leads_to_its_end_for_a_section_below_the_fold(blog_client: FlaskClient, settings: Settings) -> None:
    page = around(blog_client, settings, "home", section="&section=2")

    assert "frame?view=home#working-notes-end" in page
    assert 'id="working-notes-end"' in frame(blog_client, settings, view="home")


@pytest.mark.parametrize("section", ["", "&section=99", "&section=-1", "&section=x"])
def test_preview_without_a_section_begins_at_the_top(
    blog_client: FlaskClient, settings: Settings, section: str
) -> None:
    page = around(blog_client, settings, "post", section=section)

    assert f'src="/desk/{NAME}/preview/frame?view=post"' in page
    assert f'href="/desk/{NAME}">Back to the desk' in page


def test_frame_may_load_and_do_nothing(blog_client: FlaskClient, settings: Settings) -> None:
    write(settings)

    policy = blog_client.get(FRAME).headers["Content-Security-Policy"]

    assert policy.startswith("sandbox; default-src 'none';")
    assert "script" not in policy
    assert "allow-" not in policy
    assert "'self'" not in policy.replace("frame-ancestors 'self'", "")
    assert 'sandbox=""' in blog_client.get(f"/desk/{NAME}/preview").text


@pytest.mark.parametrize(
    "active",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">x</a>',
        '<p onclick="alert(1)" hx-get="/links" style="color: red">x</p>',
        '<iframe src="https://example.org/"></iframe>',
        '<form action="/links"><button>x</button></form>',
        "[x](javascript:alert(1))",
        '![x](https://example.org/x.png){: onerror="alert(1)"}',
    ],
)
def test_nothing_active_reaches_the_frame(blog_client: FlaskClient, settings: Settings, active: str) -> None:
    page = frame(blog_client, settings, f"{POST}\n{active}\n")

    body = page[page.index("<article") :]
    assert not re.search(r"<script|javascript:|\son\w+=|hx-|style=|<iframe|<form|<button|src=\"http", body)


def test_images_of_the_blog_are_in_the_page(blog_client: FlaskClient, settings: Settings, sample_blog: Path) -> None:
    (sample_blog / "assets" / "a picture.png").write_bytes(PNG)

    page = frame(blog_client, settings, POST + "\n![A picture](/assets/a%20picture.png)\n")

    assert f'src="data:image/png;base64,{base64.b64encode(PNG).decode()}"' in page


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/assets/missing.png", "not in the blog"),
        ("https://example.org/x.png", "on another site, not fetched"),
        ("//example.org/x.png", "on another site, not fetched"),
        ("/../../secret.png", "not in the blog"),
        ("/assets/link.png", "outside the blog"),
        ("/assets/large.png", "too large for the preview"),
    ],
)
def test_image_that_can_not_be_shown_is_a_named_box(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path, tmp_path: Path, address: str, reason: str
) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    (sample_blog / "assets" / "link.png").symlink_to(tmp_path / "secret.png")
    (sample_blog / "assets" / "large.png").write_bytes(b"\x89PNG" + bytes(preview.MOST_BYTES))

    page = frame(blog_client, settings, f"{POST}\n![What it shows]({address})\n")

    assert f"Image “What it shows”: {reason}" in page
    assert "<img" not in page


def sheets_of(page: str) -> list[str]:
    found = re.findall(r'href="data:text/css;charset=utf-8;base64,([^"]+)"', page)
    return [base64.b64decode(sheet).decode() for sheet in found]


def change_config(folder: Path, old: str, new: str) -> None:
    path = folder / "_config.yml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_blogs_own_style_is_used(blog_client: FlaskClient, settings: Settings, sample_blog: Path) -> None:
    assert (sample_blog / "assets" / "site.css").read_text() in sheets_of(frame(blog_client, settings))


def build(folder: Path, sheet: str = "main.css", css: str = "h1 { color: teal }") -> None:
    """Put there what a build makes, of the newest post."""
    post = folder / "_site" / "2025-12-04" / "working-notes.html"
    post.parent.mkdir(parents=True)
    intro = re.search(r"\n---\n\n([^\[\n]+)", (folder / "_posts" / "2025-12-04-working-notes.md").read_text())
    assert intro
    post.write_text(
        f'<html class="dark"><head><link rel="stylesheet" href="/assets/{sheet}" media="screen"></head>'
        '<body class="theme" id="top" onload="alert(1)"><nav>Menu</nav><main class="wrap"><article class="entry">'
        '<header class="head"><h1 class="name">Working Notes - 04/12/25</h1></header>'
        f'<section class="text"><p>{intro[1]}</p></section></article></main><script>alert(1)</script></body></html>'
    )
    (folder / "_site" / "assets").mkdir()
    (folder / "_site" / "assets" / "main.css").write_text(css)


def remove_layouts(folder: Path) -> None:
    shutil.rmtree(folder / "_layouts")
    (folder / "assets" / "site.css").unlink()


def test_look_of_a_built_page_is_worn_with_its_elements(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    remove_layouts(sample_blog)
    build(sample_blog)
    moment = datetime(2025, 12, 4, 18, tzinfo=UTC).timestamp()
    os.utime(sample_blog / "_site" / "assets" / "main.css", (moment, moment))

    page = frame(blog_client, settings).replace("\n", "")

    assert "h1 { color: teal }" in sheets_of(page)
    assert 'media="screen"' in page
    assert '<html lang="en-GB" class="dark">' in page
    assert '<body id="top" class="theme"><main class="wrap"><article class="entry">' in page
    assert '<header class="head"><h1 class="name">Working Notes - 11/12/25</h1></header>' in page
    assert '<section class="text"><p>Intro with a ' in page
    assert not re.search("Menu|alert|onload", page)
    assert "The look of _site/assets/main.css, built on Thursday 4 December." in around(blog_client, settings, "post")


def test_look_takes_the_sheet_as_the_author_has_it_now(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    build(sample_blog, "site.css")
    (sample_blog / "_site" / "assets" / "site.css").write_text("h1 { color: old }")

    page = frame(blog_client, settings)

    assert (sample_blog / "assets" / "site.css").read_text() in sheets_of(page)
    assert "The look of assets/site.css." in around(blog_client, settings, "post")


def test_look_made_from_sass_is_taken_as_it_was_built(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    (sample_blog / "assets" / "site.css").write_text("---\n---\n@import 'theme';")
    (sample_blog / "_site" / "assets").mkdir(parents=True)
    (sample_blog / "_site" / "assets" / "site.css").write_text("h1 { color: teal }")

    assert "h1 { color: teal }" in sheets_of(frame(blog_client, settings))


def test_look_of_a_theme_that_is_not_here_is_named(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    remove_layouts(sample_blog)
    change_config(sample_blog, "title:", "remote_theme: owner/name\ntitle:")

    assert "the blog’s own comes from the theme owner/name" in around(blog_client, settings, "post")


def test_sheet_brings_its_fonts_and_pictures_and_asks_nobody(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    assets = sample_blog / "assets"
    (assets / "own.woff2").write_bytes(b"font")
    (assets / "more.css").write_text("p { background: url('a.png?v=1') }")
    (assets / "a.png").write_bytes(PNG)
    (assets / "site.css").write_text(
        "@import 'more.css' screen;\n@import url(https://evil.example/x.css);\n"
        "@font-face { src: url(own.woff2) format('woff2'), url(\"//evil.example/f.woff\") }\n"
        "a { background: url(../../secret.png), url(/assets/missing.png); content: 'url(kept)' }"
    )

    sheet = sheets_of(frame(blog_client, settings))[0]
    imported = base64.b64decode(sheet.partition("base64,")[2].partition('"')[0]).decode()

    assert f'url("data:font/woff2;base64,{base64.b64encode(b"font").decode()}")' in sheet
    assert f'url("data:image/png;base64,{base64.b64encode(PNG).decode()}")' in imported
    assert sheet.startswith('@import url("data:text/css;charset=utf-8;base64,')
    assert '") screen;' in sheet
    assert "evil.example" not in sheet
    assert 'url("data:,"), url("data:,"); content: \'url(kept)\'' in sheet


def test_sheet_outside_the_blog_is_not_read(
    blog_client: FlaskClient, sample_blog: Path, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "secret.css").write_text("secret")
    (sample_blog / "assets" / "site.css").unlink()
    (sample_blog / "assets" / "site.css").symlink_to(tmp_path / "secret.css")
    page = frame(blog_client, settings)

    assert "secret" not in page
    assert not any("secret" in sheet for sheet in sheets_of(page))
    assert "A plain look stands in" in blog_client.get(f"/desk/{NAME}/preview").text


def test_blog_without_a_separator_shows_its_first_paragraph(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    change_config(sample_blog, 'excerpt_separator: "<!--more-->"', "")

    page = frame(blog_client, settings, view="home")

    assert "Intro with a" in page
    assert "Above." not in page


def test_preview_of_a_week_not_begun_shows_its_title(blog_client: FlaskClient, settings: Settings) -> None:
    page = blog_client.get(f"/desk/{NAME}/preview")

    assert "Working Notes - 11/12/25" in page.text
    assert not (settings.drafts_folder / NAME).exists()


def liquid_post(body: str, more: str = "") -> str:
    return f'---\nlayout: post\ntitle: "Notes"\n{more}---\n\n{body}\n'


def test_frame_fills_liquid_in_and_boxes_what_only_the_build_knows(
    blog_client: FlaskClient, settings: Settings
) -> None:
    page = frame(blog_client, settings, liquid_post("{{ page.title | upcase }} {{ site.time }}"))

    assert "<p>NOTES <span" in page
    assert 'class="working-notes-box">{{ site.time }} · known when the blog is built</span>' in page


@pytest.mark.parametrize("view", ["home", "feed"])
def test_excerpt_and_feed_are_filled_in(blog_client: FlaskClient, settings: Settings, view: str) -> None:
    page = frame(blog_client, settings, liquid_post("{{ page.title | upcase }}"), view)

    assert "NOTES" in page


def test_liquid_is_left_alone_where_the_front_matter_says_so(blog_client: FlaskClient, settings: Settings) -> None:
    page = frame(blog_client, settings, liquid_post("{{ page.title }}", "render_with_liquid: false\n"))

    assert "<p>{{ page.title }}</p>" in page


@pytest.mark.parametrize("view", ["shared", "feed"])
def test_words_for_others_hold_liquid_as_it_stands_and_no_box(
    blog_client: FlaskClient, settings: Settings, view: str
) -> None:
    write(settings, liquid_post("Built {{ site.time }} by {{ page.title }} & co."))

    page = unescape(blog_client.get(f"/desk/{NAME}/preview?view={view}").text)

    assert "known when the blog is built" not in page
    assert view == "feed" or "Built {{ site.time }} by Notes & co." in page


def test_preview_is_plain_where_the_folder_of_sheets_is_out_of_reach(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    write(settings, liquid_post("Text."))
    shutil.rmtree(sample_blog / "assets", ignore_errors=True)
    (sample_blog / "assets").symlink_to("assets")

    answer = blog_client.get(f"/desk/{NAME}/preview/frame")

    assert answer.status_code == 200
    assert "Text." in answer.text


def test_notes_say_what_the_blog_does_differently(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    config = sample_blog / "_config.yml"
    config.write_text(
        f"{config.read_text()}\nhighlighter: coderay\nplugins: [jemoji, jekyll-relative-links]\n"
        "kramdown: {input: html, html_to_native: true}\n"
    )
    write(settings, liquid_post("{{ site.time }}\n\n{% gist 1 %}", "published: false\n"))

    page = unescape(blog_client.get(f"/desk/{NAME}/preview").text)

    assert "published: false, so the blog leaves this post out." in page
    assert "2 pieces of Liquid are not filled in here" in page
    assert "“input: html”, which is not done here" in page
    assert "“syntax_highlighter: coderay”" in page
    assert "“html_to_native”" in page
    assert "The plugin jemoji makes pictures of names like :smile:, which is not done here." in page
    assert "jekyll-relative-links" not in page


def test_frame_and_home_page_keep_links_to_people(
    blog_client: FlaskClient, settings: Settings, sample_blog: Path
) -> None:
    config = sample_blog / "_config.yml"
    config.write_text(f"{config.read_text()}\nplugins: [jekyll-mentions]\n")

    pages = [frame(blog_client, settings, liquid_post("By @ada."), view) for view in ("post", "home")]

    assert all(
        '<a href="https://github.com/ada" class="user-mention" rel="noopener">@ada</a>' in page for page in pages
    )


def test_frame_keeps_the_classes_that_the_blogs_styles_name(blog_client: FlaskClient, settings: Settings) -> None:
    body = 'Lead.\n{: .lead}\n\n```ruby\nputs "a"\n```\n\n{% highlight sh %}echo b{% endhighlight %}'

    page = frame(blog_client, settings, liquid_post(body))

    assert '<p class="lead">Lead.</p>' in page
    assert '<span class="nb">puts</span>' in page
    assert '<span class="nb">echo</span> b' in page


def test_frame_boxes_what_it_can_not_load(blog_client: FlaskClient, settings: Settings) -> None:
    page = frame(
        blog_client, settings, liquid_post('<iframe src="https://video.example/a?b=1&amp;c"></iframe>\n\nAfter.')
    )

    assert "Frame from video.example, not loaded here (https://video.example/a?b=1&amp;c)</span>" in page
    assert "<p>After.</p>" in page
