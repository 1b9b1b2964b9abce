"""The author's blog: found or refused with a reason, read, and its addresses as Jekyll makes them."""

import json
import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from webapp import blog, front_matter
from webapp.blog import SiteConfig
from webapp.errors import BlogError

AUTHORS_CONFIG = """\
# the author's
title: Notes
baseurl: "blog/"
url: https://example.org/
remote_theme: some/theme
permalink: /:year-:month-:day/:title
timezone: Europe/London
kramdown:
  input: GFM
  smart_quotes: apos,apos,quot,quot
  hard_wrap: false
  toc_levels: 2..4
excerpt_separator: "<!--more-->"
plugins: [jekyll-feed]
"""


def run_git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A work tree that is a blog with nothing in it."""
    run_git(tmp_path, "init", "--quiet", "blog")
    (tmp_path / "blog/_posts").mkdir()
    return tmp_path / "blog"


def test_blog_is_found_with_posts_or_with_a_configuration(folder: Path) -> None:
    assert blog.find_blog(folder).posts_path == "_posts"

    (folder / "_posts").rmdir()
    (folder / "_config.yml").write_text("title: x\n")

    assert blog.find_blog(folder).config.title == "x"


def test_blog_may_lie_in_a_folder_of_a_work_tree(folder: Path) -> None:
    site = folder / "docs" / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_posts/2025-12-04-a.md").write_text("text")

    found = blog.find_blog(site)

    assert found.work_tree == folder
    assert found.post_path("2025-12-11-b.md") == "docs/site/_posts/2025-12-11-b.md"
    assert [post.path for post in blog.post_files(found)] == ["docs/site/_posts/2025-12-04-a.md"]


def make_bare(folder: Path) -> None:
    run_git(folder, "init", "--quiet", "--bare")


def make_posts(folder: Path) -> None:
    (folder / "_posts").mkdir()


def make_work_tree(folder: Path) -> None:
    run_git(folder, "init", "--quiet")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (make_bare, "is a bare git repository"),
        (make_posts, "is not in a git repository"),
        (make_work_tree, "has neither a folder _posts nor a file _config.yml"),
    ],
)
def test_blog_is_refused_with_the_reason(tmp_path: Path, make: object, words: str) -> None:
    make(tmp_path)  # type: ignore[operator]

    with pytest.raises(BlogError, match=words):
        blog.find_blog(tmp_path)


def test_blog_is_refused_where_the_folder_is_missing_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    with pytest.raises(BlogError, match="is not there"):
        blog.find_blog(tmp_path / "gone")
    with pytest.raises(BlogError, match="is a file"):
        blog.find_blog(tmp_path / "file")


def test_blog_is_refused_once_its_repository_is_gone(folder: Path) -> None:
    assert blog.find_blog(folder).work_tree == folder

    shutil.rmtree(folder / ".git")

    with pytest.raises(BlogError, match="not in a git repository"):
        blog.find_blog(folder)


def test_blog_to_look_at_need_not_be_a_repository(tmp_path: Path) -> None:
    post = tmp_path / "_posts" / "2025" / "2025-12-04-notes.md"
    post.parent.mkdir(parents=True)
    post.write_text("---\ntitle: a\n---\n")
    (tmp_path / "_config.yml").write_text("permalink: none\n")

    site = blog.find_site_around(post)

    assert site == blog.find_site(tmp_path)
    assert [file.path for file in blog.post_files(site)] == ["_posts/2025/2025-12-04-notes.md"]


def test_blog_around_a_file_is_the_nearest_configured_one(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("collections_dir: texts\n")
    (tmp_path / "texts" / "_posts").mkdir(parents=True)

    site = blog.find_site_around(tmp_path / "texts" / "_posts" / "a.md")

    assert site is not None
    assert site.root == tmp_path
    assert site.posts_folder == tmp_path / "texts" / "_posts"


def test_blog_around_a_file_elsewhere_is_none(tmp_path: Path) -> None:
    assert blog.find_site_around(tmp_path / "a.md") is None


def test_blog_configuration_is_read_as_jekyll_reads_it(folder: Path) -> None:
    (folder / "_config.yml").write_text(AUTHORS_CONFIG)

    config = blog.find_blog(folder).config

    assert config.excerpt_separator == "<!--more-->"
    assert (config.url, config.baseurl, config.timezone) == ("https://example.org", "/blog", "Europe/London")
    assert config.markdown.smart_quotes == ("apos", "apos", "quot", "quot")
    assert config.markdown.toc_levels == (2, 3, 4)
    assert not config.future


def test_blog_without_configuration_asks_for_no_fold(folder: Path) -> None:
    assert blog.find_blog(folder).config == SiteConfig()
    assert SiteConfig().excerpt_separator is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"title: a: b\n", "_config.yml can't be read"),
        (b"- a\n- b\n", "_config.yml can't be read"),
        (b"a: b\ntitle: caf\xe9\n", "_config.yml can't be read as text: line 2 has a character in another encoding"),
        (b"timezone: Europe/Lundun\n", "Europe/Lundun.*not a known time zone"),
        (b"timezone: ../../etc/passwd\n", "not a known time zone"),
        (b'source: "a\\0b"\n', "names a folder outside the blog"),
        (b"source: ../other\n", "outside the blog"),
    ],
)
def test_blog_with_a_broken_configuration_is_refused_with_a_sentence(folder: Path, content: bytes, words: str) -> None:
    (folder / "_config.yml").write_bytes(content)

    with pytest.raises(BlogError, match=words):
        blog.find_blog(folder)


def test_blog_day_is_that_of_its_time_zone(folder: Path) -> None:
    (folder / "_config.yml").write_text("timezone: Pacific/Auckland\n")

    here = blog.now_in(blog.find_blog(folder), datetime(2025, 12, 10, 12, 0, tzinfo=UTC))

    assert here.date() == date(2025, 12, 11)


def test_blog_reads_posts_byte_for_byte_and_by_name(folder: Path) -> None:
    for name, content in {
        "2025-12-04-b.markdown": b"\xef\xbb\xbf---\r\n---\r\nb  \r\n",
        "2025-11-27-It's a.md": b"a",
        "2025-11-20-not-text.md": b"\xff\xfe",
        "picture.png": b"x",
        ".hidden.md": b"x",
    }.items():
        (folder / "_posts" / name).write_bytes(content)

    posts = blog.post_files(blog.find_blog(folder))

    assert [(post.name, post.text.encode()) for post in posts] == [
        ("2025-11-27-It's a.md", b"a"),
        ("2025-12-04-b.markdown", b"\xef\xbb\xbf---\r\n---\r\nb  \r\n"),
    ]


def test_blog_learns_again_when_a_post_changed(folder: Path) -> None:
    post = folder / "_posts/2025-12-04-a.md"
    post.write_text('---\nlayout: post\ntitle: "Notes - 04/12/25"\n---\n')
    found = blog.find_blog(folder)
    assert blog.learn(found) is blog.learn(found)
    first = blog.learn(found)

    post.write_text('---\nlayout: essay\ntitle: "Notes - 04/12/25"\n---\n')

    assert blog.learn(found) != first


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "_posts/../../x", "_posts\\..\\x", ""])
def test_blog_reads_nothing_outside_its_work_tree(folder: Path, path: str) -> None:
    with pytest.raises(BlogError, match="no path inside"):
        blog.read_file(blog.find_blog(folder), path)


def test_blog_names_the_symbolic_link_in_a_path(folder: Path, tmp_path: Path) -> None:
    (folder / "_posts").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (folder / "_posts").symlink_to(tmp_path / "elsewhere")
    (folder / "_config.yml").write_text("")

    assert blog.symbolic_link_in(blog.find_blog(folder), "_posts/a.md") == "_posts"


# Addresses: each name and front matter is also built by Debian's Jekyll, which has the last word.
NAMES = [
    "2025-12-04-things-ive-noted-this-week.markdown",
    "2025-11-20-Things I've noted this week.markdown",
    "2026-01-15-Things-I've-noted-this-week.md",
    "2026-02-19-things-i've-noted-this-week..md",
    "2025-01-02-R&D + more, v1.2 (draft).md",
    "2025-01-03-50% of #1 what?.md",
    "2025-01-04-caf\u00e9 \u2603 \U0001f600 na\u00efve.md",
    "2025-01-05--leading and trailing-.md",
    "2025-01-06-a..b.md",
    "2025-01-07-a./b.md".replace("/", "_"),
    "2025-01-08-semi;colon=equals@at!$~.md",
    "2025-01-09-a  b---c__d.md",
    "2025-01-10-[brackets] {braces} \u201cquotes\u201d.md",
    "2025-1-2-short-date.md",
    "2025-01-11-\u65e5\u672c\u8a9e.md",
    "2025-01-12-\u00bd and \u2167.md",
]
PERMALINKS = [
    "/:year-:month-:day/:title",
    "date",
    "pretty",
    "ordinal",
    "none",
    "weekdate",
    "/:short_year/:i_month/:i_day/:slug:output_ext",
    "/:categories/:y_day/:title/",
    "/p/:year_:month_:day_:title.html",
]
FRONT_MATTERS = [
    "title: Another title",
    "permalink: /own/:title/",
    "categories: [News, Old Things]",
    "category: One",
    "categories: a b A",
    "slug: Own Slug!",
    "date: 2025-06-30 23:30:00",
    "date: 2025-06-30 23:30:00 +0000",
    "date: 2025-06-30",
    "date: 2025-06-30 23:30:00 -0800",
]
ADDRESSES = """\
---
layout: null
---
[{% for post in site.posts %}
{"path": {{ post.path | jsonify }}, "url": {{ post.url | jsonify }}}
{% unless forloop.last %},{% endunless %}
{% endfor %}]
"""


def jekyll_addresses(folder: Path) -> dict[str, str]:
    """Build the blog and answer the addresses of its posts by path, unescaped as a reader sees them."""
    from urllib.parse import unquote

    (folder / "addresses.json").write_text(ADDRESSES)
    subprocess.run(["jekyll", "build", "--quiet", "--future"], cwd=folder, check=True, capture_output=True)
    rows = json.loads((folder / "_site/addresses.json").read_text())
    return {row["path"]: unquote(row["url"]) for row in rows}


@pytest.mark.jekyll
@pytest.mark.parametrize("permalink", PERMALINKS)
def test_blog_addresses_are_those_of_jekyll_for_odd_names(folder: Path, permalink: str) -> None:
    (folder / "_config.yml").write_text(f"permalink: {permalink}\ntimezone: Europe/London\n")
    for name in NAMES:
        (folder / "_posts" / name).write_text("---\ntitle: x\n---\n")
    found = blog.find_blog(folder)

    ours = {post.path: blog.address_of_post(found, post) for post in blog.post_files(found)}

    assert ours == jekyll_addresses(folder)
    assert len(ours) == len(NAMES)


@pytest.mark.jekyll
@pytest.mark.parametrize("permalink", ["date", "/:categories/:year-:month-:day/:title"])
def test_blog_addresses_are_those_of_jekyll_for_front_matter(folder: Path, permalink: str) -> None:
    (folder / "_config.yml").write_text(f"permalink: {permalink}\ntimezone: Europe/London\nbaseurl: ''\n")
    for number, block in enumerate(FRONT_MATTERS):
        (folder / "_posts" / f"2025-07-01-Post {number}.md").write_text(f"---\n{block}\n---\n")
    found = blog.find_blog(folder)

    ours = {post.path: blog.address_of_post(found, post) for post in blog.post_files(found)}

    assert ours == jekyll_addresses(folder)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("2025-12-04-things-ive-noted-this-week.markdown", "/blog/2025-12-04/things-ive-noted-this-week"),
        ("2025-11-20-Things I've noted this week.markdown", "/blog/2025-11-20/Things-I've-noted-this-week"),
        ("2026-02-19-things-i've-noted-this-week..md", "/blog/2026-02-19/things-i've-noted-this-week"),
    ],
)
def test_blog_addresses_of_the_author_come_from_the_file_name(folder: Path, name: str, address: str) -> None:
    (folder / "_config.yml").write_text(AUTHORS_CONFIG)

    values = front_matter.read('---\ntitle: "Working Notes - 04/12/25"\n---\n').values

    assert blog.address_of(blog.find_blog(folder), name, values) == address


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2025-12-04-a.md", date(2025, 12, 4)),
        ("26-08-24-a.md", None),
        ("working notes 0801.md", None),
        ("2025-02-30-a.md", None),
    ],
)
def test_blog_day_comes_from_a_full_date_in_the_name(name: str, day: date | None) -> None:
    assert blog.read_name(name).day == day


@pytest.mark.parametrize("written", ["9999-12-31 23:59 -1200", "9999-12-31T23:59:59-12:00", "0001-01-01 00:00 +1400"])
def test_blog_post_of_a_date_beyond_the_calendar_has_the_day_of_its_name(folder: Path, written: str) -> None:
    (folder / "_config.yml").write_text("timezone: Pacific/Auckland\n")
    (folder / "_posts/2025-12-04-a.md").write_text(f"---\ndate: {written}\n---\n")
    found = blog.find_blog(folder)

    assert [blog.day_of_post(found, post) for post in blog.post_files(found)] == [date(2025, 12, 4)]


def test_blog_leaves_out_files_whose_names_are_not_utf8(folder: Path) -> None:
    place = os.fsencode(folder / "_posts")
    for name in (b"2025-12-04-caf\xe9.md", "2025-12-05-café.md".encode(), b"\xe9/2025-12-06-a.md"):
        file = Path(os.fsdecode(place + b"/" + name))
        file.parent.mkdir(exist_ok=True)
        file.write_text("text")

    assert blog.post_paths(blog.find_blog(folder)) == {"_posts/2025-12-05-café.md"}


def test_blog_maps_taken_addresses_to_paths(folder: Path) -> None:
    for name in ("2025-12-04-a.md", "2025-12-04-b.md"):
        (folder / "_posts" / name).write_text("---\n---\n")
    found = blog.find_blog(folder)

    assert blog.taken_addresses(found, besides="_posts/2025-12-04-b.md") == {
        "/2025/12/04/a.html": "_posts/2025-12-04-a.md"
    }
