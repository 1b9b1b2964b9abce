"""Which section of one text is which section of another: sections have no mark in the file."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from .line_endings import split_lines
from .sections import USUAL_LEVEL, Section, split

NONE = 0  # a section that has no identity yet
_SEPARATOR = "<!--more-->"  # the fold is no part of a section, in whatever form; this is Jekyll authors' usual one


def sections_of(text: str, level: int = USUAL_LEVEL) -> tuple[Section, ...]:
    """Cut a text for telling its sections apart; the intro is the first. level: of the headings that begin one."""
    return split(text, _SEPARATOR, level).sections


def match(old: str, old_ids: Sequence[int], new: str, level: int = USUAL_LEVEL) -> tuple[int, ...]:
    """Carry the ids of one text's sections over to another's. A section that found no match has the id 0.

    Sections match by equal text, then by equal heading in order, then by most shared lines. The intro is the intro.
    """
    before, after = sections_of(old, level), sections_of(new, level)
    ids = [NONE] * len(after)
    ids[0] = old_ids[0] if old_ids else NONE
    left = list(range(1, min(len(before), len(old_ids))))
    for name in (_text, _heading):
        _match_equal(before, after, old_ids, left, ids, name)
    _match_similar(before, after, old_ids, left, ids)
    return tuple(ids)


def carry(ids: Sequence[int], index: int, old_count: int, new_count: int) -> tuple[int, ...]:
    """The ids after one section was edited in place: it keeps its own, what was typed into it as new sections has 0.

    index: the edited section. old_count, new_count: how many sections the text had and has, the intro included.
    """
    grown = new_count - old_count
    kept_after = ids[index + 1 :] if grown >= 0 else ids[index + 1 - grown :]
    return (*ids[: index + 1], *([NONE] * max(grown, 0)), *kept_after)


def fill(ids: Iterable[int], find: Callable[[int], int]) -> tuple[int, ...]:
    """Give each section without an id the one that `find` answers for its position, unless it is taken already."""
    filled = list(ids)
    for index, identity in enumerate(filled):
        if identity == NONE:
            found = find(index)
            filled[index] = NONE if found in filled else found
    return tuple(filled)


def _text(section: Section) -> str:
    return "\n".join(line.rstrip("\r\n") for line in split_lines(section.source))


def _heading(section: Section) -> str:
    return section.heading


def _match_equal(
    before: Sequence[Section],
    after: Sequence[Section],
    old_ids: Sequence[int],
    left: list[int],
    ids: list[int],
    name: Callable[[Section], str],
) -> None:
    for position in range(1, len(after)):
        if ids[position] != NONE:
            continue
        wanted = name(after[position])
        found = next((index for index in left if name(before[index]) == wanted), None)
        if found is not None:
            ids[position] = old_ids[found]
            left.remove(found)


def _match_similar(
    before: Sequence[Section], after: Sequence[Section], old_ids: Sequence[int], left: list[int], ids: list[int]
) -> None:
    pairs = [
        (_shared_lines(before[index], after[position]), -abs(index - position), index, position)
        for index in left
        for position in range(1, len(after))
        if ids[position] == NONE
    ]
    for shared, _, index, position in sorted(pairs, reverse=True):
        if shared and index in left and ids[position] == NONE:
            ids[position] = old_ids[index]
            left.remove(index)


def _shared_lines(one: Section, other: Section) -> int:
    shared = Counter(_lines(one)) & Counter(_lines(other))
    return sum(shared.values())


def _lines(section: Section) -> list[str]:
    return [line.strip() for line in split_lines(section.source) if line.strip()]
