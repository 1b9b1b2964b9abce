"""Posts in other folders of the site than its own `_posts`: found and addressed as Jekyll does."""

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from webapp import blog
from webapp.blog import Blog
from webapp.blog.entries import EntryRules
from webapp.blog.post_folders import Walk

CONFIG = """\
destination: out
exclude: [skip, "glob*", "slash/", "/kept", "x[^r]", 2020, "*.draft.md", "br[1]", "sub/_posts/old"]
include: ["_inc", "back~"]
defaults:
  - {scope: {path: ""}, values: {mood: calm}}
  - {scope: {path: "given"}, values: {categories: [by defaults]}}
"""
# Each has a post of its own. Of `exclude` and `include`, of special names, and of folders within folders.
FOLDERS = [
    *("_posts", "_posts/2024", "_posts/a/_old", "_posts/_old", "_posts/#h", "_posts/~t", "_posts/.dot", "_posts/back~"),
    *("news/_posts", "a/b/_posts", "a/b/_posts/deep", "my_posts/_posts", "Old Things/_posts", "Élan/_posts"),
    *("_hidden/_posts", ".dot/_posts", "#hash/_posts", "~tilde/_posts", "back~/_posts", "point./_posts", "_inc/_posts"),
    *("a/_inc/_posts", "node_modules/_posts", "node_modules-x/_posts", "a/node_modules/_posts", "vendor/_posts"),
    *("vendor/bundle/_posts", "vendor/bundler/_posts", "gemfiles/_posts", "Gemfile.d/_posts", "out/_posts"),
    *("skip/_posts", "skipped/_posts", "a/skip/_posts", "glob1/_posts", "a/glob2/_posts", "slash/_posts"),
    *("slashes/_posts", "kept/_posts", "xq/_posts", "xr/_posts", "br[1]/_posts", "2020/_posts"),
    *("sub/_posts", "sub/_posts/old", "sub/_posts/older", "sub/_posts/new", "news/_posts/x/_posts", "given/_posts"),
]
IN_CONTENT = """\
collections_dir: content
defaults:
  - {scope: {path: "*/_posts"}, values: {categories: [own]}}
  - {scope: {path: "content/*/_posts"}, values: {categories: [inner]}}
  - {scope: {path: "*"}, values: {categories: [above]}}
"""
FRONT_MATTERS = [
    "categories: [b, news]",
    "categories: b c",
    "category: d",
    "category: d\ncategories: [e]",
    "categories:",
    "permalink: /:categories/own/:title",
    "mood:\ncategories: [News, Old Things]",
]
ASKED = """\
---
layout: null
---
[{% for post in site.posts %}
{"path": {{ post.path | jsonify }}, "url": {{ post.url | jsonify }}, "mood": {{ post.mood | jsonify }},
"categories": {{ post.categories | jsonify }}}{% unless forloop.last %},{% endunless %}
{% endfor %}]
"""
POST = "---\ntitle: x\n---\n\nText.\n"


def put(path: Path, text: str = POST) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def build(folder: Path, built: str = "_site") -> list[dict[str, object]]:
    """Build the blog, and answer what Jekyll says of its posts."""
    put(folder / "posts.json", ASKED)
    subprocess.run(["jekyll", "build", "--quiet"], cwd=folder, check=True, capture_output=True)
    rows: list[dict[str, object]] = json.loads((folder / built / "posts.json").read_text(encoding="utf-8"))
    return rows


def posts_of(site: Blog) -> dict[str, str]:
    """The address of every post by its path."""
    return {post.path: blog.address_of_post(site, post) for post in blog.post_files(site)}


@pytest.mark.jekyll
def test_posts_in_folders_are_those_of_jekyll_at_its_addresses(tmp_path: Path) -> None:
    put(tmp_path / "_config.yml", CONFIG)
    for number, folder in enumerate(FOLDERS):
        put(tmp_path / folder / f"2024-01-02-post-{number}.md")
    for number, block in enumerate(FRONT_MATTERS):
        for folder in ("news/_posts", "given/_posts"):
            put(tmp_path / folder / f"2024-02-02-block-{number}.md", f"---\n{block}\n---\n\nText.\n")
    for name in ("2024-01-03-a.draft.md", "~2024-01-03-a.md", "_2024-01-03-a.md", "2024-01-03-a.md~"):
        put(tmp_path / "news/_posts" / name)

    rows = build(tmp_path, "out")
    site = blog.find_site(tmp_path)

    assert posts_of(site) == {row["path"]: unquote(str(row["url"])) for row in rows}
    assert len(rows) > len(FOLDERS) // 2
    values = {post.path: site.config.of_post(post.path, blog.values_of_post(post)) for post in blog.post_files(site)}
    assert {path: each["mood"] for path, each in values.items()} == {row["path"]: row["mood"] for row in rows}


@pytest.mark.jekyll
def test_posts_outside_the_folder_of_collections_are_none(tmp_path: Path) -> None:
    put(tmp_path / "_config.yml", IN_CONTENT)
    for folder in ("_posts", "news/_posts", "content/_posts", "content/news/_posts", "a/content/_posts"):
        put(tmp_path / folder / f"2024-01-02-{folder[0]}.md")

    rows = build(tmp_path)

    # Jekyll names them from that folder.
    ours = {path.removeprefix("content/"): address for path, address in posts_of(blog.find_site(tmp_path)).items()}
    assert ours == {row["path"]: row["url"] for row in rows}
    assert len(rows) == 2


@pytest.mark.jekyll
def test_post_url_names_posts_in_folders_as_jekyll_does(tmp_path: Path) -> None:
    for path in ("_posts/2024-01-01-a.md", "_posts/sub/2024-01-02-b.md", "news/_posts/2024-01-03-c.md"):
        put(tmp_path / path)
    put(tmp_path / "news/_posts/deep/2024-01-04-d.md", "---\nslug: own\n---\n\nText.\n")
    names = ["2024-01-01-a", "sub/2024-01-02-b", "/news/2024-01-03-c", "2024-01-03-c", "else/2024-01-03-c"]
    names += ["2024-01-04-own", "news/deep/2024-01-04-own", "2024-01-02-b"]
    put(tmp_path / "named.txt", "---\n---\n" + "\n".join(f"{{% post_url {name} %}}" for name in names))

    build(tmp_path)
    site = blog.find_site(tmp_path)

    files = blog.post_files(site)
    named = [blog.find_named(site, name, files) for name in names]
    addresses = [blog.address_of_post(site, file) if file else None for file in named]
    assert addresses == (tmp_path / "_site/named.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("name", ["2024-01-01-b", "news/2024-01-02-a", "a", "", "2024-13-01-a"])
def test_post_url_that_names_no_post_is_told(tmp_path: Path, name: str) -> None:
    put(tmp_path / "news/_posts/2024-01-01-a.md")
    site = blog.find_site_around(tmp_path / "news/_posts/2024-01-01-a.md")

    assert site is not None
    assert blog.find_named(site, name, blog.post_files(site)) is None


@pytest.fixture
def site(tmp_path: Path) -> Blog:
    """A blog with a post of its own and two of news."""
    put(tmp_path / "blog/_config.yml", "title: x\n")
    for path in ("_posts/2024-01-01-a.md", "news/_posts/2024-01-02-b.md", "news/_posts/2024-01-03-c.md"):
        put(tmp_path / "blog" / path)
    return blog.find_site(tmp_path / "blog")


def test_folder_is_noticed_when_it_comes_and_when_it_goes(site: Blog) -> None:
    post = site.root / "a/b/_posts/2024-01-02-x.md"
    before = blog.post_paths(site)

    put(post)
    with_it = blog.post_paths(site)
    post.unlink()
    without = blog.post_paths(site)

    assert (with_it - before, without) == ({"a/b/_posts/2024-01-02-x.md"}, before)


def test_folder_is_noticed_in_one_that_was_left_alone_for_long(site: Blog) -> None:
    os.utime(site.root, ns=(0, 0))
    assert blog.post_paths(site)

    put(site.root / "reviews/_posts/2024-01-02-x.md")

    assert "reviews/_posts/2024-01-02-x.md" in blog.post_paths(site)


def test_folder_that_was_left_alone_is_not_read_again(tmp_path: Path) -> None:
    """What hides there is found by nobody, since its time says that nothing came."""
    images = tmp_path / "assets/images"
    images.mkdir(parents=True)
    os.utime(images, ns=(0, 0))
    walk = Walk(str(tmp_path), EntryRules(), "_site")
    assert list(walk.find("")) == []

    put(images / "_posts/2024-01-02-x.md")
    os.utime(images, ns=(0, 0))
    hidden = list(walk.find(""))
    os.utime(images)

    assert (hidden, list(walk.find(""))) == ([], ["assets/images/_posts"])


@pytest.mark.parametrize("name", ["linked", "round"])
def test_folder_behind_a_symbolic_link_is_not_entered(site: Blog, name: str) -> None:
    before = blog.post_paths(site)
    (site.root / name).symlink_to("news" if name == "linked" else ".")

    assert blog.post_paths(site) == before


def test_what_working_notes_keeps_in_the_blog_is_none_of_its_posts(site: Blog) -> None:
    before = blog.post_paths(site)
    put(site.root / "drafts/built-blogs/0/blog/_posts/2024-01-02-x.md")
    put(site.root / "drafts/working-notes.db", "")

    assert blog.post_paths(site) == before


def test_patterns_that_name_nothing_leave_nothing_out(site: Blog) -> None:
    config = site.root / "_config.yml"
    for exclude in ('["n[z-a]ws"]', "news", "[2020, news.md]", '["[news"]'):
        put(config, f"exclude: {exclude}\n")

        assert len(blog.post_paths(blog.find_site(site.root))) == 3
