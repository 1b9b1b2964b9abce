"""Plugins that change a post's text: the preview shows what Jekyll and they made of it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kramdown import Case, read_cases
from tests.normalise import blocks
from tests.plugin_blog import CASES, draft_of, take_apart, write_blog
from webapp import blog, plugins
from webapp.drafts import Draft
from webapp.looks import Budget
from webapp.preview import View, read_frame, read_preview
from webapp.preview.post import read_post, render_excerpt, render_text
from webapp.preview.texts import plain_words

TODAY = date(2026, 1, 1)
PARTS = ["[", "](", "]: ", ")", "a.md", "#b", ' "t"', '"', "\n", " ", "@ada", "<b>", "</code>", "<code>"]
LINKS: dict[str, object] = {"plugins": ["jekyll-relative-links"], "relative_links": {"collections": True}}
PEOPLE: dict[str, object] = {"plugins": ["jekyll-mentions"], "jekyll-mentions": "https://people.example"}
TITLES: dict[str, object] = {"titles_from_headings": {"collections": True, "strip_title": True}}

marks = st.lists(st.sampled_from(PARTS), max_size=30).map("".join)
cases = pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in read_cases(CASES)])


@cases
def test_plugins_do_to_a_post_what_they_did_in_jekyll(tmp_path: Path, case: Case) -> None:
    draft = draft_of(write_blog(tmp_path, case))
    site = blog.find_site(tmp_path)
    post = read_post(site, draft, TODAY)
    people = blog.mention_base(site.config, post.values)

    content = render_text(post, post.body, site.config.markdown, people)
    excerpt = render_excerpt(post, site.config.markdown, people)

    built = take_apart(case.html)
    assert blocks(content) == blocks(built.content)
    assert blocks(excerpt) == blocks(built.excerpt)
    assert post.title == plain_words(built.title)


@given(marks)
def test_text_without_files_of_the_blog_stays_as_it_is(text: str) -> None:
    assert plugins.point_links(text, lambda _: None) == text


@given(marks)
def test_links_to_people_add_nothing_but_links(html: str) -> None:
    linked = plugins.link_mentions(html, "https://people.example")

    assert linked.replace('<a href="https://people.example/ada" class="user-mention">@ada</a>', "@ada") == html


@given(marks)
def test_heading_and_rest_are_the_text(text: str) -> None:
    heading, rest = plugins.split_title(text)

    assert f"{heading}{rest}".split() == text.split()


def draft_in(folder: Path, text: str, config: dict[str, object]) -> Draft:
    return draft_of(write_blog(folder, Case("", config, text, "")))


def notes_on(folder: Path, draft: Draft) -> tuple[str, ...]:
    return read_preview(blog.find_site(folder), draft, folder, TODAY, View.POST, None).notes


def test_link_whose_address_only_the_build_knows_is_named_beside_the_preview(tmp_path: Path) -> None:
    config = LINKS | {"collections": {"own": {"output": True}}}
    links = "[a](../_own/in.md) [b](../_own/in.md#c) [d](../about.md) [e](../_own/missing.md)"
    draft = draft_in(tmp_path, f"---\n---\n{links}\n", config)

    assert notes_on(tmp_path, draft) == (
        "The link to ../_own/in.md is shown as it is written: the address of its page is known when the blog is built.",
    )


def test_links_are_put_right_where_only_the_options_name_the_plugin(tmp_path: Path) -> None:
    draft = draft_in(tmp_path, "---\n---\n[a](../about.md)\n", {"relative_links": {"collections": True}})

    assert read_post(blog.find_site(tmp_path), draft).body == "[a](/notes/about)\n"


@pytest.mark.parametrize("written", [True, 5, ["a"]])
def test_setting_at_which_the_plugin_stops_is_named(tmp_path: Path, written: object) -> None:
    draft = draft_in(tmp_path, "---\n---\nBy @ada.\n", PEOPLE | {"jekyll-mentions": written})

    assert notes_on(tmp_path, draft) == (
        "“jekyll-mentions” is set to neither an address nor a base_url, which stops the build of the whole blog.",
    )


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        (View.POST, 'By <a href="https://others.example/ada" class="user-mention">@ada</a>'),
        (View.HOME, 'By <a href="https://people.example/ada" class="user-mention">@ada</a>'),
        (View.FEED, "By @ada"),
    ],
)
def test_people_are_linked_as_on_the_page_that_shows_the_post(tmp_path: Path, view: View, shown: str) -> None:
    draft = draft_in(tmp_path, "---\njekyll-mentions: https://others.example\n---\nBy @ada.\n", PEOPLE)

    frame = read_frame(blog.find_site(tmp_path), draft, tmp_path, TODAY, view, Budget(1_000_000))

    assert shown in frame.html


def test_box_of_liquid_holds_no_link_to_people(tmp_path: Path) -> None:
    draft = draft_in(tmp_path, '---\n---\n{{ site.time | append: " @ada" }}\n', PEOPLE)
    post = read_post(blog.find_site(tmp_path), draft, TODAY)

    shown = render_text(post, post.body, post.known.markdown, "https://people.example")

    assert "@ada" in shown
    assert "user-mention" not in shown


def test_section_whose_heading_became_the_title_has_no_place_on_the_page(tmp_path: Path) -> None:
    draft = draft_in(tmp_path, "---\n---\n## One\n\nText.\n\n## Two\n\nText.\n", TITLES)

    places = read_preview(blog.find_site(tmp_path), draft, tmp_path, TODAY, View.POST, None).places

    assert [(place.name, place.fragment) for place in places] == [("Intro", ""), ("One", ""), ("Two", "two")]
