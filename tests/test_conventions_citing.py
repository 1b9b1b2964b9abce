"""How the author cites is learned from the links of the newest posts."""

import pytest

from webapp.conventions.citing import NOTE_FIRST, learn_citing
from webapp.sample import WEEKS

BEGINNING = "[This paper](https://a.example/{n}) goes into detail. "
WITHIN = "They have [a new model](https://b.example/{n}) out now. "
ENDING = "A drawing worth seeing: [the bit adder](https://c.example/{n}). "


def body(*forms: str) -> str:
    return "".join(form.format(n=number) for number, form in enumerate(forms)) + "\n"


def test_citing_learns_that_links_go_round_the_first_words() -> None:
    citing = learn_citing([body(*[BEGINNING] * 3, *[WITHIN] * 8, ENDING)])

    assert citing.first_words == 2
    assert citing.reason == (
        "The link goes round the note’s first 2 words: of your last 12 links 3 begin their sentence and 1 ends it."
    )


@pytest.mark.parametrize(
    "forms",
    [
        [],
        [BEGINNING] * 4,
        [WITHIN] * 6,
        [*[ENDING] * 3, *[BEGINNING] * 3],
        ["[The whole title of a page that somebody else wrote](https://a.example/{n}) it says. "] * 6,
    ],
    ids=["no link", "too few", "within only", "as often at the end", "titles"],
)
def test_citing_puts_the_note_first_where_nothing_else_is_learned(forms: list[str]) -> None:
    assert learn_citing([body(*forms)]) == learn_citing([])
    assert learn_citing([]).reason == NOTE_FIRST


@pytest.mark.parametrize(
    "text",
    [
        "- [One](https://a.example/) two.\r\n- [One](https://b.example/) two.\r\n- x",
        "## Heading\n[One](https://a.example/) is.\n\n[One](https://b.example/) is.",
        "Said. [One](https://a.example/) is. (\u201c[One](https://b.example/) too.)",
        "> [One][a] *is*.\n\n1. [One][a] is so.\n\n[a]: https://a.example/",
    ],
)
def test_citing_sees_where_a_sentence_begins(text: str) -> None:
    assert learn_citing([text] * 3).first_words == 1


def test_citing_takes_the_fold_of_a_line_for_none() -> None:
    assert learn_citing(["A long line of words\n[folded here](https://a.example/) goes on."] * 6).first_words is None


def test_citing_of_the_sample_is_learned() -> None:
    assert learn_citing(WEEKS).first_words == 2
