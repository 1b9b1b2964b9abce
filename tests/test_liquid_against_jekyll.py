"""Liquid in a post, and the front matter that the configuration adds, are what Debian's Jekyll makes of them."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.kramdown import Case, read_cases
from tests.normalise import blocks
from webapp import blog
from webapp.drafts import Draft
from webapp.preview.post import read_post, render_text

CASES = read_cases(Path(__file__).parent / "cases" / "liquid.txt")
CONFIG = """\
title: "A 'blog' & more"
author: {name: Ada Author, age: 36}
social: [one, two]
url: https://blog.example
baseurl: /notes
timezone: Europe/London
permalink: /:categories/:year-:month-:day/:title
defaults:
  - {scope: {path: ""}, values: {lang: en, mood: plain, layout: null}}
  - {scope: {path: "", type: posts}, values: {categories: [base], mood: typed}}
  - {scope: {path: _posts/sub, type: posts}, values: {mood: sub, permalink: "/deep/:title/"}}
  - {scope: {path: "_posts/*/2025-03-05*"}, values: {mood: globbed}}
  - {scope: {path: "", type: pages}, values: {mood: page}}
  - {scope: {path: pages/defaulted}, values: {permalink: /given/, mood: given}}
exclude: [excluded, "*.bak"]
include: [.shown.html]
"""
FILES = {
    "_config.yml": CONFIG,
    "about.md": "---\ntitle: About\n---\nAbout.\n",
    "pages/index.html": "---\n---\nIndex.\n",
    "pages/own.md": "---\npermalink: /own/\n---\nOwn.\n",
    "assets/a.txt": "plain\n",
    "pages/plain.txt": "---\ntitle: A text\n---\n",
    "pages/style.scss": "---\n---\n",
    "pages/data.json": "---\n---\n{}\n",
    "pages/own name.md": "---\ntitle: ~\n---\n",
    "pages/defaulted/page.md": "---\nmood: own\n---\n",
    "pages/parts.md": "---\npermalink: /a/:path/b/:basename:output_ext\n---\n",
    "pages/x.xhtml": "---\n---\n",
    "pages/hidden.md": "---\npublished: false\n---\n",
    "pages/_special.md": "---\n---\n",
    "pages/old.bak": "---\n---\n",
    ".shown.html": "---\npermalink: /shown.html\n---\n",
    "excluded/page.md": "---\n---\n",
    "node_modules/page.md": "---\n---\n",
    "bare.md": "Bare.\n",
    "_includes/plain.html": "plain {{ site.title }}",
    "_includes/note.html": '<b class="{{ include.kind }}">{{ include.text }}</b>',
    "_includes/sub/deep.html": 'deep {% include note.html text="inner" %}',
    "_includes/figure.html": '<figure>\n<img src="{{ include.src | relative_url }}">\n'
    "<figcaption>{{ include.caption | markdownify }}</figcaption>\n</figure>\n",
    "_posts/beside.txt": "beside *{{ page.title }}*",
    "_data/people.yml": "- {name: Ada, age: 36, team: red}\n- {name: Bea, age: 7, team: blue, url: /bea}\n"
    "- {name: Cy, age: 40, team: red}\n",
    "_data/words.json": '{"hello": "Hello \\u00e9"}',
    "_data/numbers.yml": "---\nlist: [3, 1.5, 2]\n",
    "_data/sub/inner.yaml": "a: b\n",
    "_posts/2025-03-01-first.md": "---\ntitle: First\ncategories: own\ntags: three\n---\nFirst.\n",
    "_posts/2025-03-02-Ünïcode post's.md": "---\ntitle: Second\ndate: 2025-03-02 23:30:00 +0000\n---\nSecond.\n",
    "_posts/sub/2025-03-03-third.md": "---\ntitle: Third\ntags: [three, Four, 2025]\ntag: five six\n---\nThird.\n",
    "_posts/other/2025-03-05-globbed.md": "---\ntitle: Globbed\n---\nGlobbed.\n",
    "_posts/2025-03-06-hidden.md": "---\ntitle: Hidden\npublished: false\n---\nHidden.\n",
    "_posts/2225-03-06-later.md": "---\ntitle: Later\n---\nLater.\n",
}
FRONT_MATTER = """\
title: "Case {number}"
tags: [one, two]
category: extra
date: 2025-02-{day:02} 22:15:30 +0100
updated: 2025-02-03
number: 12.50
list: [{{a: 1}}, {{a: b}}]
nested: {{deep: {{er: "*x*"}}, n: 1, t: true, none: null}}
part: note.html
same: [1, 1, 2]
"""

pytestmark = [
    pytest.mark.jekyll,
    pytest.mark.skipif(shutil.which("jekyll") is None, reason="Debian's jekyll is not installed"),
]


def name_of(number: int) -> str:
    return f"2024-01-{number % 28 + 1:02}-case-{number}.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blog")
    posts = {
        f"_posts/{name_of(number)}": f"---\n{FRONT_MATTER.format(number=number, day=number % 27 + 1)}---\n{case.text}\n"
        for number, case in enumerate(CASES)
    }
    for name, text in {**FILES, **posts}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    subprocess.run(["jekyll", "build", "--quiet"], cwd=folder, check=True, capture_output=True)
    return folder


def draft_of(folder: Path, path: str) -> Draft:
    text = (folder / path).read_text(encoding="utf-8")
    return Draft(0, Path(path).name, folder / path, text, "", path, None, ())


@pytest.mark.parametrize("number", [pytest.param(number, id=case.name) for number, case in enumerate(CASES)])
def test_liquid_is_filled_in_as_jekyll_does(built: Path, number: int) -> None:
    site = blog.find_site(built)
    post = read_post(site, draft_of(built, f"_posts/{name_of(number)}"), date(2026, 1, 1))
    page = built / "_site" / f"{post.address.removeprefix('/notes/')}.html"

    written = render_text(post, post.body, site.config.markdown)

    assert blocks(written) == blocks(page.read_text(encoding="utf-8"))


def test_every_post_has_the_address_that_defaults_give_it(built: Path) -> None:
    site = blog.find_site(built)
    pages = {path.relative_to(built / "_site").as_posix() for path in (built / "_site").rglob("*.html")}

    addresses = {
        post.path: blog.address_of_post(site, post).removeprefix("/notes/")
        for post in blog.post_files(site)
        if post.name not in ("2025-03-06-hidden.md", "2225-03-06-later.md")
    }

    for path, address in addresses.items():
        assert {f"{address}.html", f"{address}index.html"} & pages, path


def test_case_is_read(built: Path) -> None:
    assert all(isinstance(case, Case) for case in CASES)
    assert len(CASES) >= 30
