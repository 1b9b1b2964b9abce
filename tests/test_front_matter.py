"""Front matter is cut as the blog cuts it, read without surprises, and changed one value at a time."""

import json
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from webapp.errors import FrontMatterError
from webapp.front_matter import Quoting, build, is_unclosed, load_yaml, read, scalar, set_source, set_value, split

CASES = json.loads((Path(__file__).parent / "cases" / "front_matter.json").read_text(encoding="utf-8"))
CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"

# Every character a file can hold.
texts = st.text(st.characters(exclude_categories=["Cs"]))
pieces = st.lists(
    st.sampled_from(
        ["---", "...", "\n", "\r\n", "\r", " ", "\t", "\ufeff", "title: a", "b: 1", "\u2028", "\x0c", "# c"]
    ),
    max_size=20,
).map("".join)


def text_of(case: dict[str, str]) -> str:
    return case["text"].replace("{66000 x}", "x" * 66000)


def case_ids(case: dict[str, str]) -> str:
    return case["name"]


@pytest.mark.parametrize("case", CASES, ids=case_ids)
def test_front_matter_split_joins_back(case: dict[str, str]) -> None:
    text = text_of(case)

    block, rest = split(text)

    assert block + rest == text
    assert rest == case.get("rest", rest)
    assert block == case.get("block", block)


@pytest.mark.parametrize("case", [case for case in CASES if "values" in case], ids=case_ids)
def test_front_matter_reads_what_the_blog_reads(case: dict[str, dict[str, object]]) -> None:
    block, _ = split(str(case["text"]))

    front_matter = read(block)

    assert dict(front_matter.values) == case["values"]
    assert list(front_matter.keys) == list(case["values"])
    assert {key: front_matter.text(key) for key in case.get("texts", {})} == case.get("texts", {})


@pytest.mark.parametrize("case", [case for case in CASES if "error" in case], ids=case_ids)
def test_front_matter_that_cannot_be_read_says_why_and_where(case: dict[str, str]) -> None:
    block, _ = split(text_of(case))

    with pytest.raises(FrontMatterError, match=re.escape(case["error"])) as caught:
        read(block)

    assert caught.value.line == case.get("line", caught.value.line)


@given(st.one_of(texts, pieces))
def test_front_matter_split_of_any_text_joins_back(text: str) -> None:
    block, rest = split(text)

    assert block + rest == text
    assert split(block) == (block, "")


@given(st.one_of(texts, pieces))
def test_front_matter_of_any_text_reads_or_says_why(text: str) -> None:
    block, _ = split("---\n" + text + "\n---\n")

    with suppress(FrontMatterError):
        assert len(read(block).keys) == len(read(block).values)


@given(texts, st.sampled_from(Quoting), st.sampled_from(["\n", "\r\n"]))
def test_front_matter_written_reads_back(value: str, quoting: Quoting, line_ending: str) -> None:
    block = build([("layout", "post"), ("title", scalar(value, quoting)), ("last", "1")], line_ending)

    front_matter = read(block)

    assert front_matter.values == {"layout": "post", "title": value, "last": 1}
    assert block.count(line_ending) == 5


@given(
    texts,
    st.sampled_from(['"old"', "'old'", "old words", "", "1.10", "|\n  old\n  older", "o # this", "2025-01-02"]),
)
def test_front_matter_changed_value_reads_back_and_nothing_else_changes(value: str, old: str) -> None:
    before = f"\ufeff---\r\n# kept\r\nlayout:   post  # too\r\ntitle: {old}\r\ntags: [ a,b ]\r\n...\r\n"

    after = set_value(before, "title", value)

    assert read(after).values["title"] == value
    start = before.index("title:") + len("title:")
    assert after.startswith(before[:start])
    assert after.endswith("\r\ntags: [ a,b ]\r\n...\r\n")
    assert ("# this" in after) == ("# this" in before or "# this" in value)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: old", 'title: new "x"'),
        ("title: 'old'", "title: 'new \"x\"'"),
        ('title: "old"', 'title: "new \\"x\\""'),
        ("title:", 'title: "new \\"x\\""'),
        ("title: ", 'title: "new \\"x\\""'),
        ("title: old   # why", 'title: new "x"   # why'),
        ("title:\told", 'title:\tnew "x"'),
        ("layout: post", 'layout: post\ntitle: "new \\"x\\""'),
    ],
)
def test_front_matter_keeps_the_quotes_it_has(before: str, after: str) -> None:
    changed = set_value(f"---\n{before}\n---\n", "title", 'new "x"')

    assert changed == f"---\n{after}\n---\n"


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Working Notes: x",
            "1.10",
            "12:30",
            "yes",
            "Yes",
            "null",
            "#12",
            "a #12",
            "@a",
            "`a",
            "%a",
            "[a]",
            "{a",
            "*a",
        ),
        *("|a", ">a", "-a", "?a", "'a", '"a', "a: b", "a:", " a", "a ", "", "2025-12-04", "~", "007", "a\nb", "a\tb"),
        *("\u2028", "\x85", "\ufeff"),
    ],
)
def test_front_matter_dangerous_title_is_quoted(title: str) -> None:
    written = scalar(title, Quoting.PLAIN)

    assert written[0] == written[-1] == '"'
    assert read(f"---\ntitle: {written}\n---\n").values == {"title": title}


def test_front_matter_source_is_written_as_given() -> None:
    block = "---\ndate: 2025-12-04 09:00:00 +0000\ntitle: a\n---\n"

    changed = set_source(block, "date", "2025-12-11 09:00:00 +0000")

    assert changed == "---\ndate: 2025-12-11 09:00:00 +0000\ntitle: a\n---\n"


@pytest.mark.parametrize("source", ["a\nlayout: page", "a\n---", "[", "a # b: c\nx: y", "&x a\ny: *x"])
def test_front_matter_source_that_reaches_beyond_its_value_is_refused(source: str) -> None:
    block = "---\nlayout: post\ntitle: a\n---\n"

    with pytest.raises(FrontMatterError):
        set_source(block, "title", source)


def test_front_matter_list_is_changed_by_hand_only() -> None:
    with pytest.raises(FrontMatterError, match="by hand"):
        set_value("---\ntags: [a]\n---\n", "tags", "b")


def test_front_matter_that_never_ends_is_seen() -> None:
    assert is_unclosed("---\ntitle: a\n\ntext\n")
    assert is_unclosed("---")
    assert not is_unclosed("---\ntitle: a\n---\n")
    assert not is_unclosed("text\n---\n")


@given(texts)
def test_front_matter_scalar_is_one_line(text: str) -> None:
    assume(text)

    written = scalar(text)

    assert len(written.splitlines()) == 1


def test_front_matter_configuration_is_read_with_its_aliases() -> None:
    values = load_yaml('\ufeffa: &a {x: 1}\nb: *a\nfuture: true\n<<: *a\nexcerpt_separator: "<!--more-->"\n')

    assert values["b"] == {"x": 1}
    assert values["future"] is True
    assert values["excerpt_separator"] == "<!--more-->"


def test_front_matter_configuration_that_explodes_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 8)]

    with pytest.raises(FrontMatterError, match="too large"):
        load_yaml("\n".join(lines))


def test_front_matter_configuration_within_itself_is_refused() -> None:
    with pytest.raises(FrontMatterError):
        load_yaml("a: &a [*a]")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real posts is not on this machine")
def test_front_matter_of_real_posts_keeps_every_other_byte() -> None:
    titled = [
        block
        for path in sorted(CORPUS.rglob("*"))
        if path.suffix in (".md", ".markdown")
        for block, _ in [split(path.read_bytes().decode())]
        if block and read(block).find("title")
    ]

    for block in titled:
        field = read(block).find("title")
        assert field is not None
        changed = set_value(block, "title", 'A "new": title')
        assert changed.startswith(block[: field.start])
        assert changed.endswith(block[field.end :])
    assert len(titled) > 300
