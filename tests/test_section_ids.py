"""Which section of one text is which of another."""

import pytest

from webapp import section_ids

OLD = "Intro.\n\n## One\n\nFirst line.\n\n## Two\n\nSecond line.\nAnd more.\n\n## Three\n\nThird line.\n"
IDS = (10, 11, 12, 13)


@pytest.mark.parametrize(
    ("new", "ids"),
    [
        (OLD, (10, 11, 12, 13)),
        (OLD.replace("\n", "\r\n"), (10, 11, 12, 13)),
        ("## Three\n\nThird line.\n\n## One\n\nFirst line.\n", (10, 13, 11)),
        (OLD.replace("First line.", "Rewritten wholly."), (10, 11, 12, 13)),
        (OLD.replace("## Two", "## Renamed"), (10, 11, 12, 13)),
        (OLD.replace("## Two\n", "## Renamed\n").replace("And more.", "Or less."), (10, 11, 12, 13)),
        (OLD.replace("## Two", "## Other").replace("Second line.\nAnd more.", "All new."), (10, 11, 0, 13)),
        (OLD + "\n## Four\n\nNew.\n", (10, 11, 12, 13, 0)),
        ("", (10,)),
        ("## One\n\nThird line.\n", (10, 11)),
        (OLD.replace("Second line.\n", "Second line.\n\n<!--more-->\n"), (10, 11, 12, 13)),
    ],
)
def test_sections_keep_their_ids(new: str, ids: tuple[int, ...]) -> None:
    assert section_ids.match(OLD, IDS, new) == ids


def test_equal_headings_are_matched_in_order() -> None:
    old = "## Links\n\nA.\n\n## Links\n\nB.\n"

    assert section_ids.match(old, (1, 2, 3), "## Links\n\nA, changed.\n\n## Links\n\nB, changed.\n") == (1, 2, 3)
    assert section_ids.match(old, (1, 2, 3), "## Links\n\nB.\n\n## Links\n\nA.\n") == (1, 3, 2)


@pytest.mark.parametrize(
    ("index", "old_count", "new_count", "ids"),
    [(1, 4, 4, (10, 11, 12, 13)), (1, 4, 6, (10, 11, 0, 0, 12, 13)), (1, 4, 3, (10, 11, 13)), (0, 4, 2, (10, 13))],
)
def test_edited_section_keeps_its_id(index: int, old_count: int, new_count: int, ids: tuple[int, ...]) -> None:
    assert section_ids.carry(IDS, index, old_count, new_count) == ids


def test_ids_are_filled_without_giving_one_twice() -> None:
    assert section_ids.fill((10, 0, 0, 11), lambda at: {1: 10, 2: 15}.get(at, 0)) == (10, 0, 15, 11)
