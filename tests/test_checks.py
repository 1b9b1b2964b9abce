"""Each check finds what it should, where it is, and nothing in a post that is well."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.checks import CHECKS, CheckedPost, Finding, Level, LinkedBefore, MeantLink, run

HERE = Path(__file__).parent
FOLDER = HERE / "cases" / "checks"
CASES: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
NAME = "2025-12-04-notes.md"
NOON = datetime(2025, 12, 4, 12, tzinfo=UTC)


def post_of(slug: str) -> CheckedPost:
    case = CASES[slug]
    return CheckedPost(
        name=case.get("name", NAME),
        text=(FOLDER / f"{slug}.md").read_bytes().decode(),
        separator=case.get("separator"),
        now=datetime.fromisoformat(case["now"]) if "now" in case else NOON,
        timezone=case.get("timezone"),
        future=case.get("future", False),
        taken=case.get("taken", {}),
        path=case.get("path", ""),
        address=case.get("address", ""),
        meant=tuple(MeantLink(*link) for link in case.get("meant", [])),
        before=tuple(LinkedBefore(*link) for link in case.get("before", [])),
        required_keys=tuple(case.get("required", [])),
        missing=frozenset((tag, name) for tag, name in case.get("missing", [])),
    )


@pytest.mark.parametrize("slug", sorted(CASES))
def test_checks_find_exactly_what_is_to_be_mended(slug: str) -> None:
    findings = run(post_of(slug))

    assert sorted([found.check, found.level, found.line] for found in findings) == sorted(CASES[slug]["found"])
    assert CASES[slug].get("says", "") in " ".join(found.message for found in findings)


@pytest.mark.parametrize(
    ("message", "fault", "advice"),
    [
        ("A link is missing. Add it.", "A link is missing.", "Add it."),
        ("One. Two. Three.", "One. Two.", "Three."),
        ("This section is empty.", "This section is empty.", ""),
        ("You saved “No. 5 in the list”.", "You saved “No. 5 in the list”.", ""),
    ],
)
def test_finding_tells_what_is_so_from_what_to_do(message: str, fault: str, advice: str) -> None:
    finding = Finding("links", Level.NOTE, message, 1, 1, "")

    assert (finding.fault, finding.advice) == (fault, advice)


def test_finding_quotes_a_long_line_up_to_the_end_of_a_word() -> None:
    short, long = (Finding("links", Level.NOTE, "So.", 1, 1, "one two " * times) for times in (3, 12))

    assert short.quotation == short.excerpt
    assert long.quotation == "one two " * 11 + "…"


@pytest.mark.parametrize("slug", sorted(CASES))
def test_checks_point_into_the_text(slug: str) -> None:
    post = post_of(slug)

    findings = run(post)

    assert findings == sorted(findings, key=lambda found: (found.line, found.column))
    for found in findings:
        assert found.column >= 1
        assert found.message.endswith((".", "…"))
        assert "\r" not in found.excerpt
        assert "\n" not in found.excerpt


def test_checks_each_have_three_cases_and_a_negative_one() -> None:
    found = [(check, slug) for slug, case in CASES.items() for check, _, _ in case["found"]]

    for name, _, _ in CHECKS:
        assert [slug for check, slug in found if check == name], name
    assert sum(not case["found"] for case in CASES.values()) >= len(CHECKS)
    assert set(CASES) == {path.stem for path in FOLDER.glob("*.md")}


def test_checks_have_names_and_sentences_of_their_own() -> None:
    assert len({name for name, _, _ in CHECKS}) == len(CHECKS)
    assert all(sentence and not sentence.endswith(".") for _, _, sentence in CHECKS)


def test_checks_find_nothing_in_the_sample_and_the_fixture_posts() -> None:
    for path in sorted((HERE / "posts").iterdir()):
        text = path.read_bytes().decode()
        for ending in ("\n", "\r\n"):
            written = text.replace("\r\n", "\n").replace("\n", ending)
            post = CheckedPost(path.name, written, "<!--more-->", NOON, required_keys=("layout", "title"))

            assert run(post) == []


def test_checks_name_the_column() -> None:
    post = CheckedPost(NAME, '---\ntitle: "a"\n---\nSee https://a.org and {{ b\n', None, NOON)

    assert [(found.check, found.line, found.column) for found in run(post)] == [
        ("bare address", 4, 5),
        ("Liquid", 4, 23),
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["<!--more-->", None, "\n\n"]))
def test_checks_of_any_text_end(text: str, separator: str | None) -> None:
    findings = run(CheckedPost(NAME, "---\ntitle: a\n---\n" + text, separator, NOON))

    assert all(found.level in Level for found in findings)


def test_checks_of_the_same_post_see_what_else_is_taken_and_what_time_it_is() -> None:
    text = '---\nlayout: post\ntitle: "A"\n---\n\nText.\n'
    post = CheckedPost("2025-12-11-a.md", text, None, datetime(2025, 12, 11, 12, tzinfo=UTC), address="/a", path="a")

    found = [
        [finding.check for finding in run(each)]
        for each in (
            post,
            replace(post, taken={"/a": "other"}),
            replace(post, now=datetime(2025, 12, 1, tzinfo=UTC)),
            post,
        )
    ]

    assert found == [[], ["address"], ["date"], []]
