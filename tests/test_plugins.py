"""Plugins that change a post's text: what they leave as it is."""

from hypothesis import given
from hypothesis import strategies as st

from webapp import plugins

PARTS = ["[", "](", "]: ", ")", "a.md", "#b", ' "t"', '"', "\n", " ", "@ada", "<b>", "</code>", "<code>"]

marks = st.lists(st.sampled_from(PARTS), max_size=30).map("".join)


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
