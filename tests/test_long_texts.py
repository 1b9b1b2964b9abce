"""What reads a post by patterns takes a time that grows with the post: what is never ended is read once.

A pattern that reads it again for each beginning takes minutes for these texts, which the time limit of all tests stops.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from webapp.checks import code, footnotes, liquid, named_files
from webapp.checks.finding import CheckedPost
from webapp.conventions import DatedPost, PostFile, read_filing
from webapp.conventions.habits import Habit
from webapp.conventions.images import image_paths, learn_images
from webapp.conventions.linking import LinkStyle, learn_link_style
from webapp.conventions.posts import read_post
from webapp.conventions.quoting import Marks, learn_marks
from webapp.phrases import _LIQUID as PHRASES_LIQUID

LONG = 1_000_000  # characters
FRONT = "---\ntitle: a\ntags: [b]\n---\n"


def checked(text: str) -> CheckedPost:
    return CheckedPost("2025-12-04-a.md", FRONT + text, None, datetime(2025, 12, 4, tzinfo=UTC))


def dated(text: str) -> DatedPost:
    post = read_post(PostFile("2025-12-04-a.md", FRONT + text, "_posts/2025-12-04-a.md"))
    assert post is not None
    return post


READINGS: dict[str, tuple[Callable[[str], object], tuple[str, ...]]] = {
    "code": (code.without_code, ("~~~a\n", "```a\n", "~", "`", "``", "<!--", "~~~~\n~~~a\n")),
    "footnotes": (lambda text: list(footnotes.check(checked(text))), ("[^", "[^a")),
    "named files": (named_files.named_files, ("{% raw %}", "{% comment %}", "{% link ")),
    "tokens": (lambda text: list(liquid._tokens(text)), ("{", "{{", "{%", "{% a ", "{{ a")),
    "phrases": (PHRASES_LIQUID.findall, ("{", "{{", "{%", "{% a ", "{{ a")),
    "filing": (
        lambda text: read_filing(dated("x").file, text, [dated("x").file], ["tags"]),
        ("{", "{{", "{%", "{% a ", "{{ a", "<", "<a "),
    ),
    "quotes": (
        lambda text: learn_marks([text], Habit(None, "")),
        ("{", "{{", "{% a ", "<", "<a ", "](", "[a](", "`", "```\n", "[", '"a '),
    ),
    "links": (
        lambda text: learn_link_style([text], Habit(LinkStyle.INLINE, "")),
        ("[", "[a\\", "[a", "\\[a", "<http:"),
    ),
    "images": (
        lambda text: list(image_paths(text)),
        ("![", "![a](", "![a](b ", '![a](b "', "<img ", "<img src=", "{{ 'a' | b ", "{{ 'a"),
    ),
    "image": (lambda text: list(image_paths("![a](b" + text)), (" ", " b ", "<")),
    "addresses": (lambda text: learn_images([dated(text)], Habit("", "")), ("![", "![a](", "![a](b", "<img src=")),
}
CASES = [(name, piece) for name, (_, pieces) in READINGS.items() for piece in pieces]


@pytest.mark.parametrize(("name", "piece"), CASES)
def test_reading_of_what_is_never_ended_grows_with_the_text(name: str, piece: str) -> None:
    read, _ = READINGS[name]

    read(piece * (LONG // len(piece)))


@pytest.mark.parametrize("opening", ["{{", "{%"])
def test_liquid_that_is_never_closed_is_found_once(opening: str) -> None:
    found = list(liquid.check(checked(f"{{{{ site.title }}}}\n{f'{opening} a ' * 1_000}")))

    assert [(finding.line, finding.column) for finding in found] == [(6, 1)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\n```\nb\n```\nc", "a\nc"),
        ("~~~~\nb\n~~~\nc\n~~~~~\nd", "d"),  # a shorter fence ends nothing
        ("~~~~\nb\n~~~\nc", "c"),  # unless there is no longer one: then the last mark follows the fence
        ("```\na <!-- b --> `c`", "```\na"),  # never closed, so none
        ("<!-- a <!-- b --> c", "c"),
        ("a `b` ``c`d`` `e", "a     `e"),
    ],
)
def test_code_and_comments_are_left_out_in_place(text: str, left: str) -> None:
    cleared = code.without_code(text)

    assert len(cleared) == len(text)
    assert cleared.split() == left.split()


def test_marks_are_those_of_the_prose_beside_what_is_left_aside() -> None:
    body = '[a](b("c")) <a href="x"> {{ "y" }} “One” and “two”, `"z"`.'

    assert learn_marks([body], Habit(None, "")).value is Marks.TYPOGRAPHIC
