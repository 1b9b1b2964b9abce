"""What Liquid knows of all posts and pages: the draft is one of them, and what only the build knows is a box."""

from datetime import date
from pathlib import Path

import pytest

from webapp import blog, liquid
from webapp.blog import Blog

POSTS = {
    "2025-03-01-one.md": "title: One\ntags: [a, b]\ncategories: x",
    "2025-03-02-two.md": "title: Two\ntags: a",
    "2025-03-03-late.md": "title: Late\ndate: 2025-03-03 23:00:00 +0000",
    "2025-03-03-morning.md": "title: Morning\ndate: 2025-03-03 07:00:00 +0000",
    "2025-03-04-hidden.md": "title: Hidden\npublished: false\ntags: a",
    "2025-03-20-ahead.md": "title: Ahead\ntags: a",
}
NAME = "_posts/2025-03-10-draft.md"
TODAY = date(2025, 3, 10)


@pytest.fixture
def site(tmp_path: Path) -> Blog:
    (tmp_path / "_posts").mkdir()
    for name, values in POSTS.items():
        (tmp_path / "_posts" / name).write_text(f"---\n{values}\n---\nText.\n", encoding="utf-8")
    (tmp_path / "about.md").write_text("---\ntitle: About\n---\n", encoding="utf-8")
    return configure(tmp_path, "timezone: Europe/London\n")


def configure(folder: Path, config: str) -> Blog:
    (folder / "_config.yml").write_text(config, encoding="utf-8")
    return blog.find_site(folder)


def filled(site: Blog, text: str, name: str = NAME, values: str = "title: Draft", today: date | None = TODAY) -> str:
    """A text in a draft that the blog has not, with its boxes as their reasons."""
    known = blog.known_of(site, name, blog.values_of(f"---\n{values}\n---\n"), today)
    found = liquid.fill(text, known)
    return liquid.words_of(found.text, [liquid.Box(box.reason, "") for box in found.boxes])


TITLES = "{% for post in site.posts %}{{ post.title }} {% endfor %}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (TITLES, "Draft Late Morning Two One "),
        ("{{ page.previous.title }}|{{ page.next.title }}", "Late|"),
        ("{{ page.previous.next.title }} {{ page.previous.previous.title }}", "Draft Morning"),
        ("{% for post in site.related_posts %}{{ post.title }} {% endfor %}", "Late Morning Two One "),
        ("{% for post in site.tags.a %}{{ post.title }} {% endfor %}", "Draft Two One "),
        ("{% for tag in site.tags %}{{ tag[0] }}{{ tag[1].size }} {% endfor %}", "a3 b1 "),
        ("{% for each in site.categories %}{{ each[0] }}{{ each[1].size }} {% endfor %}", "x1 "),
    ],
)
def test_draft_stands_among_the_posts_before_the_blog_has_it(site: Blog, text: str, written: str) -> None:
    assert filled(site, text, values="title: Draft\ntag: a") == written


def test_post_that_is_changed_stands_once_and_as_it_is_written_now(site: Blog) -> None:
    assert filled(site, TITLES, "_posts/2025-03-02-two.md", "title: Changed") == "Late Morning Changed One "


def test_draft_that_is_dated_ahead_is_shown_as_it_will_be_built(site: Blog) -> None:
    text = "{{ page.previous.title }} {{ site.posts.first.title }}"

    assert filled(site, text, "_posts/2025-03-17-next.md", "title: Next") == "Late Next"


def test_posts_that_are_dated_ahead_are_built_where_the_blog_says_so(site: Blog) -> None:
    site = configure(site.root, "future: true\n")

    assert filled(site, "{{ page.next.title }}") == "Ahead"


@pytest.mark.parametrize(
    ("name", "values"), [(NAME, "title: Draft\npublished: false"), ("_posts/notes.md", "title: Draft")]
)
def test_draft_that_is_not_built_has_no_post_beside_it(site: Blog, name: str, values: str) -> None:
    assert filled(site, "{{ page.previous.title }}{{ page.next.title }} " + TITLES, name, values) == (
        " Late Morning Two One "
    )


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        ("theme: minima", "known when the blog is built, since the theme minima may add pages"),
        ("plugins: [jemoji, jekyll-feed]", "known when the blog is built, since the plugin jekyll-feed may add pages"),
    ],
)
def test_pages_are_a_box_where_others_may_add_some(site: Blog, config: str, reason: str) -> None:
    site = configure(site.root, config)

    assert filled(site, "{{ site.pages | size }}") == reason


def test_pages_are_a_box_where_the_blogs_own_plugins_may_add_some(site: Blog) -> None:
    (site.root / "_plugins").mkdir()
    (site.root / "_plugins" / "own.rb").write_text("", encoding="utf-8")

    assert "a plugin in _plugins" in filled(site, "{{ site.pages | size }}")


def test_pages_of_one_name_are_a_box_since_their_order_is_not_known(site: Blog) -> None:
    (site.root / "more").mkdir()
    (site.root / "more" / "about.md").write_text("---\n---\n", encoding="utf-8")

    assert filled(site, "{{ site.pages | size }}") == "pages of one name, whose order is known when the blog is built"


def test_pages_are_known_where_only_files_of_the_blog_make_them(site: Blog) -> None:
    (site.root / "_site").mkdir()
    (site.root / "_site" / "built.html").write_text("---\n---\n", encoding="utf-8")

    assert (
        filled(site, "{% for page in site.pages %}{{ page.title }} {{ page.url }}{% endfor %}") == "About /about.html"
    )


def test_related_posts_by_their_words_are_a_box(site: Blog) -> None:
    site = configure(site.root, "lsi: true\n")

    assert filled(site, "{{ site.related_posts.size }}") == "posts with like words, known when the blog is built"
