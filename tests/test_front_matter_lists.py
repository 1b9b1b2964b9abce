"""A word more in a list of the front matter: in the list's own style, every other byte as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.errors import FrontMatterError
from webapp.front_matter import ListStyle, add_word, read, words_of

BEFORE = "---\ntitle: A # mine\n{list}\nlayout:  post\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [a, b]", "tags: [a, b, new]"),
        ("tags: [ a,b ]", "tags: [ a,b, new ]"),
        ("tags: ['a', 'b']", "tags: ['a', 'b', 'new']"),
        ('tags: ["a b"] # two', 'tags: ["a b", "new"] # two'),
        ("tags: [\n  a,\n  b,\n]", "tags: [\n  a,\n  b, new\n]"),
        ("tags: []", "tags: [new]"),
        ("tags:", "tags: [new]"),
        ("tags: # none yet", "tags: [new] # none yet"),
        ("tags: ''", "tags: [new]"),
        ("tags:\n  - a\n  - b", "tags:\n  - a\n  - b\n  - new"),
        ("tags:\n- a", "tags:\n- a\n- new"),
        ("tags:\n  - 'a'\n# more", "tags:\n  - 'a'\n  - 'new'\n# more"),
        ("tags: a b", "tags: a b new"),
        ('tags: "a b"', 'tags: "a b new"'),
        ("tags: [a, new]", "tags: [a, new]"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_list_grows_in_its_own_style(before: str, after: str, ending: str) -> None:
    block = BEFORE.format(list=before).replace("\n", ending)

    assert add_word(block, "tags", "new", ListStyle.FLOW) == BEFORE.format(list=after).replace("\n", ending)


@pytest.mark.parametrize(
    ("style", "after"),
    [(ListStyle.FLOW, "tags: [new]"), (ListStyle.BLOCK, "tags:\n  - new"), (ListStyle.SPACED, "tags: new")],
)
def test_list_without_a_word_begins_as_the_blog_writes_it(style: ListStyle, after: str) -> None:
    assert add_word(BEFORE.format(list="tags:"), "tags", "new", style) == BEFORE.format(list=after)
    assert add_word("---\na: 1\n---\n", "tags", "new", style) == f"---\na: 1\n{after}\n---\n"


@pytest.mark.parametrize(
    ("before", "word"),
    [("tags: a b", "two words"), ("tags:\n  - a: 1", "new"), ("tags: [[a], b]", "new"), ("other: {a: 1}", "\ud800")],
)
def test_list_that_cannot_take_a_word_is_left_with_a_sentence(before: str, word: str) -> None:
    with pytest.raises(FrontMatterError):
        add_word(BEFORE.format(list=before), "tags", word, ListStyle.FLOW)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), max_size=4, unique=True),
    st.sampled_from([ListStyle.FLOW, ListStyle.BLOCK]),
)
def test_list_holds_every_word_that_was_added(words: list[str], style: ListStyle) -> None:
    block = BEFORE.format(list="keywords:")

    for word in words:
        block = add_word(block, "keywords", word, style)

    field = read(block).find("keywords")
    assert field is not None
    assert words_of(field) == tuple(words)
