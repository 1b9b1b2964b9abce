"""The home page's excerpt, the feed's entry and the card are what Jekyll and its two plugins make of the same post."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from webapp import blog
from webapp.drafts import Draft
from webapp.preview.card import make_card
from webapp.preview.entry import make_entry
from webapp.preview.post import excerpt_of, read_post

RUBY = shutil.which("ruby")
PLUGINS = 'require "jekyll"; require "jekyll-feed"; require "jekyll-seo-tag"'
ATOM = "{http://www.w3.org/2005/Atom}"
EXTRACT = """
require "jekyll"; require "json"
site = Jekyll::Site.new(Jekyll.configuration("quiet" => true, "source" => ARGV[0], "destination" => ARGV[0] + "/_site"))
answers = JSON.parse(STDIN.read).map do |body, separator|
  document = Jekyll::Document.new(ARGV[0] + "/_posts/2025-12-04-a.md", :site => site, :collection => site.posts)
  document.data["excerpt_separator"] = separator
  document.content = body
  Jekyll::Excerpt.new(document).content
end
puts JSON.generate(answers)
"""
MORE = "<!--more-->"
BODIES = [
    ("One [a][x] and [b][y].\n\n<!--more-->\n\nTwo [x].\n\n[x]: https://x.example\n[z]: https://z.example", MORE),
    ("One[^n].\n<!--more-->\nTwo.\n\n[^n]: A note,\n    with a second line.\n   [y]: /y", MORE),
    ("No fold [x].\n\n[x]: https://x.example", MORE),
    ("The fold stands last.\n<!--more-->", MORE),
    ("```\n<!--more-->\n```\nafter", MORE),
    ("<!--more-->\n\nFirst.", MORE),
    ("One.\n\nTwo.\n\n[x]: y", "\n\n"),
    ("One.\r\n\r\nTwo.", "\n\n"),
    ("One [x].<!--more-->\r\n\r\n[x]: https://x.example\r\n", MORE),
]
CONFIG = """\
title: "A 'blog'"
description: What it is.
author: {name: Ada Author}
url: https://blog.example
baseurl: /notes
permalink: /:year-:month-:day/:title
timezone: Europe/London
excerpt_separator: "<!--more-->"
plugins: [jekyll-feed, jekyll-seo-tag]
kramdown: {input: GFM, smart_quotes: "lsquo,rsquo,ldquo,rdquo"}
"""
POSTS = {
    "2025-12-04-Things I've noted.md": (
        'title: "It\'s *here* & now"',
        'Intro with a [link][x] & `<b>`.\n\n## "One"\n\n- a\n- b\n\n<!--more-->\n\n## Two\n\n[x]: https://x.example\n',
    ),
    "2025-12-05-café.md": ('title: "Working Notes - 05/12/25"\nauthor: Bea', "No fold.\n\n## Two\n\nMore  words.\n"),
    "2025-12-06-said.md": (
        'title: Said\ndescription: "Said *here*"\nimage: /assets/a b.png\nfeed: {excerpt_only: true}',
        "Above.\n<!--more-->\nBelow.\n",
    ),
}

pytestmark = [
    pytest.mark.jekyll,
    pytest.mark.skipif(
        RUBY is None or subprocess.run([RUBY, "-e", PLUGINS], capture_output=True, check=False).returncode != 0,
        reason="Debian's jekyll, ruby-jekyll-feed and ruby-jekyll-seo-tag are not installed",
    ),
]


def test_excerpt_is_cut_as_jekyll_cuts_it(tmp_path: Path) -> None:
    assert RUBY is not None
    (tmp_path / "_posts").mkdir()

    answer = subprocess.run(
        [RUBY, "-e", EXTRACT, str(tmp_path)], input=json.dumps(BODIES), capture_output=True, text=True, check=True
    )

    assert [excerpt_of(body, separator) for body, separator in BODIES] == json.loads(answer.stdout)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blog with three posts, built with both plugins."""
    folder = tmp_path_factory.mktemp("blog")
    for name, text in {
        "_config.yml": CONFIG,
        "_layouts/post.html": "<html><head>{% seo %}</head><body>{{ content }}</body></html>",
        **{f"_posts/{name}": f"---\nlayout: post\n{block}\n---\n\n{body}" for name, (block, body) in POSTS.items()},
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    subprocess.run(["jekyll", "build", "--quiet"], cwd=folder, check=True, capture_output=True)
    return folder


def draft_of(folder: Path, name: str) -> Draft:
    text = (folder / "_posts" / name).read_text(encoding="utf-8")
    return Draft(0, name, folder / name, text, "", None, None, ())


def meta(page: str, name: str) -> str:
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


@pytest.mark.parametrize("name", POSTS)
def test_card_is_what_the_plugin_writes(built: Path, name: str) -> None:
    site = blog.find_site(built)
    post = read_post(site, draft_of(built, name))
    page = (built / "_site" / (post.address.removeprefix("/notes/") + ".html")).read_text(encoding="utf-8")
    title = re.search(r"<title>(.*?)</title>", page)

    card = make_card(site, post)

    assert title
    assert card.title == html.unescape(title[1])
    assert card.post_title == meta(page, "og:title")
    assert card.description == meta(page, "description")
    assert card.address == meta(page, "og:url")
    assert bool(card.image) == bool(meta(page, "og:image"))


def test_entry_is_what_the_plugin_writes(built: Path) -> None:
    site = blog.find_site(built)
    feed = ElementTree.parse(built / "_site" / "feed.xml")
    entries = {entry.findtext(f"{ATOM}published", ""): entry for entry in feed.iter(f"{ATOM}entry")}

    for name in POSTS:
        entry = make_entry(site, read_post(site, draft_of(built, name)))

        made = entries[entry.published]
        link = made.find(f"{ATOM}link")
        assert link is not None
        assert entry.address == link.get("href")
        assert entry.author == made.findtext(f"{ATOM}author/{ATOM}name", "").strip()
        assert entry.summary == html.unescape(made.findtext(f"{ATOM}summary", ""))
        assert entry.is_excerpt == (made.find(f"{ATOM}content") is None)
