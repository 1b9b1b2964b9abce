"""Which addresses name one page, and what is kept of an address."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp import addresses
from webapp.errors import AddressError

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[tuple[str, ...]]:
    """The lines of a file of cases, each as its words."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" ")) for line in lines if line and not line.startswith("#")]


PAIRS, KINDS, THINGS = cases("addresses.txt"), cases("kinds.txt"), cases("things.txt")
PARTS = st.sampled_from(
    [
        "a",
        "..",
        ".",
        "%2e",
        "%2F",
        "%7E",
        "é",
        "%C3%A9",
        "index.html",
        "",
        "?",
        "&",
        "=",
        "#",
        "utm_x=1",
        "v=1",
        "amp",
        "a-1/amp",
        "amp/s/a.example",
        "c/s/a-1.example/amp",
        "web/2020",
        "http:/b.example",
        "https:",
        "web.archive.org",
        "abs/2511.14460v2",
        "watch?v=dQw4w9WgXcQ",
        "10.1000",
        "10.48550/arXiv.2511.14460",
        "A/B.git",
        "pull",
        "issues/1",
        "%20",
        ";",
        ":",
        "+",
        "%",
    ]
)
HOSTS = st.sampled_from(
    ["example.org", "www.example.org", "www.www.example.org", "münchen.example", "youtu.be", "youtube.com", "x.com",
     "arxiv.org", "github.com", "m.example.org", "amp.m.example.org", "m.substack.com", "www.google.com", "doi.org",
     "a.cdn.ampproject.org", "web.archive.org", "lesswrong.com", "huggingface.co", "papers.ssrn.com", "a:b@example.org",
     "example.org:443", "example.org:80", "127.0.0.1", "[::1]:8080", "example.org."]
)  # fmt: skip
URLS = st.builds(
    lambda scheme, host, parts: f"{scheme}://{host}/{'/'.join(parts)}",
    st.sampled_from(["http", "https"]),
    HOSTS,
    st.lists(PARTS, max_size=6),
)


@pytest.mark.parametrize(("relation", "one", "other"), PAIRS, ids=[" ".join(pair[1:]) for pair in PAIRS])
def test_addresses_of_one_page_share_a_key(relation: str, one: str, other: str) -> None:
    assert (addresses.canonical(one) == addresses.canonical(other)) == (relation == "same")


@given(URLS)
def test_key_of_a_key_is_the_key(url: str) -> None:
    key = addresses.canonical(url)

    assert addresses.canonical(key) == key


@given(URLS)
def test_cleaning_leaves_the_key(url: str) -> None:
    assert addresses.canonical(addresses.clean(url)) == addresses.canonical(url)


@given(st.text())
def test_any_text_is_an_address_or_a_sentence(text: str) -> None:
    for read in (addresses.canonical, addresses.clean):
        with suppress(AddressError):
            assert read(text)
    addresses.kind(text)
    addresses.site(text)
    addresses.looks_like_address(text)


@pytest.mark.parametrize(
    "text", ["", "words", "mailto:a@example.org", "javascript:alert(1)", "/2025/own", "ftp://example.org/", "https://",
             "https://example.org:99999/", "https://[::1", "data:text/html,x", "https://a.example/" + "a" * 5000]
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        addresses.canonical(text)


@pytest.mark.parametrize("text", ["nonsense", "nonsense/with.dot", "two words", "", "mailto:a@example.org"])
def test_words_do_not_become_an_address(text: str) -> None:
    with pytest.raises(AddressError):
        addresses.clean(text)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://Example.org/A/?utm_source=x&b=2&a=1#part", "https://Example.org/A/?b=2&a=1#part"),
        ("https://example.org/a?utm_source=x", "https://example.org/a"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("example.org/a", "https://example.org/a"),
        ("example.org:8080/a", "https://example.org:8080/a"),
        ("https://example.org/a?x=%7E+1", "https://example.org/a?x=%7E+1"),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc&t=42", "https://youtu.be/dQw4w9WgXcQ?t=42"),
        ("https://example.org/a#:~:text=words", "https://example.org/a"),
    ],
)
def test_address_is_kept_as_given_without_tracking(given: str, kept: str) -> None:
    assert addresses.clean(given) == kept


@pytest.mark.parametrize(
    ("text", "is_address"),
    [
        ("https://example.org/a", True), ("example.org", True), ("example.org/a?b", True), ("reward hacking", False),
        ("reward", False), ("notes.md", False), ("https://example.org/ and more", False), ("3.5", False), ("", False),
    ],
)  # fmt: skip
def test_addresses_are_told_from_words(text: str, is_address: bool) -> None:
    assert addresses.looks_like_address(text) == is_address


@pytest.mark.parametrize(("kind", "url"), KINDS, ids=[url for _, url in KINDS])
def test_address_says_what_kind_of_thing_it_names(kind: str, url: str) -> None:
    assert addresses.kind(url) == kind


@pytest.mark.parametrize(("source", "form", "name", "url"), THINGS, ids=[thing[3] for thing in THINGS])
def test_known_thing_is_named_as_its_site_names_it(source: str, form: str, name: str, url: str) -> None:
    thing = addresses.find_thing(url)

    assert thing is not None
    assert (thing.source.name.lower(), thing.form, thing.name) == (source, form, name)
    assert addresses.canonical(url) == addresses.canonical(thing.page)
    assert addresses.find_thing(thing.page) is not None


@pytest.mark.parametrize(
    "url",
    ["words", "https://example.org/abs/2511.14460", "https://arxiv.org/list/cs.AI/recent", "https://github.com/topics/python",
     "https://github.com/pallets", "https://huggingface.co/blog/a", "https://huggingface.co/docs/hub", "https://x.com/someone",
     "https://youtube.com/@channel", "https://doi.org/", "https://github.com:8443/a/b", "https://news.ycombinator.com/news",
     "https://papers.ssrn.com/sol3/results.cfm", "https://lesswrong.com/users/somebody"],
)  # fmt: skip
def test_other_addresses_are_no_known_thing(url: str) -> None:
    assert addresses.find_thing(url) is None


def test_site_is_named_as_a_reader_would() -> None:
    assert addresses.site("https://www.example.org/a") == "example.org"
    assert addresses.site("https://xn--mnchen-3ya.example/") == "münchen.example"
    assert addresses.site("words") == ""
