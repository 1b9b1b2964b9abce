"""Changing the order and the boundaries of sections; the fold belongs to the boundaries."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .. import markdown
from ..errors import SectionsError
from ..line_endings import split_lines
from .reading import BLANK, Document, FoldForm, Section, join, split

_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")
UNTITLED = "New section"


def rename(document: Document, index: int, heading: str) -> Document:
    """Give a section another heading. Raises SectionsError for the intro and for an empty heading."""
    _require_section(document, index)
    text = " ".join(heading.split())
    if not text:
        raise SectionsError("A section needs a heading. The old one is still there.")
    section = document.sections[index]
    ending = section.heading_line[len(section.heading_line.rstrip("\r\n")) :]
    ending = ending or (document.ending if section.body else "")
    line = f"{'#' * document.level} {text}{ending}"
    return _settled(document, _with(document, index, replace(section, heading=text, heading_line=line)))


def insert(document: Document, index: int, heading: str = UNTITLED, body: str = "") -> Document:
    """Add a section so that it becomes number `index`; what stood there and below moves down.

    The text above the fold stays the same; at the fold itself the new section goes below it.
    """
    if not 1 <= index <= len(document.sections):
        raise SectionsError("There is no such place for a section.")
    ending = document.ending
    text = " ".join(heading.split()) or UNTITLED
    line = f"{'#' * document.level} {text}"
    new = Section(text, line + (ending * 2 if body else ""), body, ending * 2)
    sections = list(document.sections)
    above = sections[index - 1]
    if index == len(sections):
        new = replace(new, seam=_last_seam(above.seam if above.source else ending, document.separator, ending))
        sections[index - 1] = replace(above, seam=_parted(document, above))
    elif not above.seam:
        sections[index - 1] = replace(above, seam=_parted(document, above))
    sections.insert(index, new)
    return _settled(document, replace(document, sections=tuple(sections)))


def _last_seam(seam: str, separator: str | None, ending: str) -> str:
    """The end of the file stays as it was: with its final newline or without, and without the fold."""
    return seam if separator is None or separator not in seam else ending


def _parted(document: Document, section: Section) -> str:
    """The seam that parts what was last from what comes below it."""
    ending, separator = document.ending, document.separator
    if separator is not None and separator in section.seam:
        return section.seam if section.seam.endswith(("\r", "\n")) else section.seam + ending
    if section.source:
        return ending * 2
    return ending if document.front and not document.front.endswith(("\r", "\n")) else ""


def append(document: Document, index: int, text: str, *, is_next_line: bool = False) -> Document:
    """Write a paragraph at the end of a section, or its next line, in the file's line endings."""
    section, ending = document.sections[index], document.ending
    gap = ending * 2 if section.body.strip(BLANK) else ending * (2 if section.heading_line.strip(BLANK) else 0)
    if section.heading_line.endswith(("\r", "\n")) and not section.body.strip(BLANK):
        gap = ending
    if is_next_line:
        gap = ending
    seam = section.seam if section.seam or index == len(document.sections) - 1 else ending * 2
    return _settled(document, _with(document, index, replace(section, body=section.body + gap + text, seam=seam)))


def move(document: Document, index: int, to: int) -> Document:
    """Move a section to another place; the fold stays after the same number of sections.

    Raises SectionsError for the intro, and where links or footnotes would then lead elsewhere.
    """
    _require_section(document, index)
    _require_section(document, to)
    sections = list(document.sections)
    seams = [section.seam for section in sections]
    sections.insert(to, sections.pop(index))
    moved = _settled(document, _seamed(document, sections, seams))
    _refuse_other_meaning(document, moved)
    return moved


def _refuse_other_meaning(before: Document, after: Document) -> None:
    """Raises SectionsError where a name that is defined twice would stand for something else: the last one holds."""
    meant, means = markdown.repeated_meanings(_body(before)), markdown.repeated_meanings(_body(after))
    changed = next((name for name, meaning in meant.items() if means.get(name) != meaning), None)
    if changed is not None:
        raise SectionsError(
            f"“{changed}” is defined in two sections, and the lower one counts. In this order it would stand for "
            "something else. Nothing was moved; take one of the two away first, or give it another name."
        )


def _body(document: Document) -> str:
    return join(replace(document, front=""))


def delete(document: Document, index: int) -> Document:
    """Take a section out; the fold stays after the same number of sections, or after the last one."""
    _require_section(document, index)
    sections = list(document.sections)
    seams = [section.seam for section in sections]
    del sections[index]
    return _settled(document, _seamed(document, sections, _without_seam(document, seams, index)))


def merge(document: Document, index: int) -> Document:
    """Join a section to the one above it. Its heading goes; the fold between them moves to the end of both."""
    _require_section(document, index)
    sections = list(document.sections)
    seams = [section.seam for section in sections]
    lower, upper = sections.pop(index), sections[index - 1]
    gap = document.ending * 2 if upper.body and lower.body else ""
    heading_line = upper.heading_line
    if lower.body and heading_line and not heading_line.endswith(("\r", "\n")):
        heading_line += document.ending
    sections[index - 1] = replace(upper, heading_line=heading_line, body=upper.body + gap + lower.body)
    return _settled(document, _seamed(document, sections, _without_seam(document, seams, index)))


def split_section(document: Document, index: int, offset: int, heading: str = UNTITLED) -> Document:
    """Cut a section in two at an offset in its source; the second part gets a heading of its own."""
    section = document.sections[index]
    if not len(section.heading_line.rstrip(BLANK)) <= offset <= len(section.source):
        raise SectionsError("A section can be split in its text, not in its heading.")
    at = max(0, offset - len(section.heading_line))
    upper, lower = section.body[:at].rstrip(BLANK), section.body[at:].lstrip(BLANK)
    ending = document.ending
    heading_line = section.heading_line if upper else section.heading_line.rstrip("\r\n")
    text = " ".join(heading.split()) or UNTITLED
    second = Section(text, f"{'#' * document.level} {text}" + (ending * 2 if lower else ""), lower, section.seam)
    first = replace(section, heading_line=heading_line, body=upper, seam=ending * 2)
    sections = (*document.sections[:index], first, second, *document.sections[index + 1 :])
    return _settled(document, replace(document, sections=sections))


def move_fold(document: Document, position: int | None, form: FoldForm) -> Document:
    """Put the fold after `position` sections (0: under the intro), or take it out with None. Never leaves two.

    Raises SectionsError where the blog has no excerpt separator.
    """
    if document.separator is None:
        raise SectionsError("This blog sets no excerpt_separator, so a fold would do nothing.")
    if position is not None and not 0 <= position < len(document.sections):
        raise SectionsError("There is no such place for the fold.")
    bare = [_without_fold(document, index) for index in range(len(document.sections))]
    if position is not None:
        seam = _fold_seam(document.separator, form, document.ending)
        bare[position] = replace(bare[position], seam=seam)
    return _settled(document, replace(document, sections=tuple(bare)))


def _fold_seam(separator: str, form: FoldForm, ending: str) -> str:
    return f"{ending}{separator}{ending}" if form is FoldForm.OWN_LINE else f"{separator}{ending * 2}"


def _without_fold(document: Document, index: int) -> Section:
    section, separator = document.sections[index], document.separator
    assert separator is not None
    if separator in section.seam:
        is_last = index == len(document.sections) - 1
        return replace(section, seam=document.ending * (1 if is_last else 2))
    if separator in section.body:
        kept = [line for line in split_lines(section.body) if line.strip() != separator]
        return replace(section, body="".join(kept).replace(separator, ""))
    return section


def _with(document: Document, index: int, section: Section) -> Document:
    sections = (*document.sections[:index], section, *document.sections[index + 1 :])
    return replace(document, sections=sections)


def _seamed(document: Document, sections: Sequence[Section], seams: Sequence[str]) -> Document:
    """Sections in a new order, the boundaries as they were."""
    ending = document.ending
    written = []
    for section, seam in zip(sections, seams, strict=True):
        is_parted = seam or not section.source
        written.append(replace(section, seam=seam if is_parted or section is sections[-1] else ending * 2))
    return replace(document, sections=tuple(written))


def _without_seam(document: Document, seams: Sequence[str], index: int) -> list[str]:
    """One boundary less: the fold keeps its number, and the end of the file stays the end."""
    fold, last = document.fold, len(seams) - 1
    if fold is None or fold == last:
        gone = min(index, last - 1)
        return [*seams[:gone], *seams[gone + 1 :]]
    ordinary = [seam for at, seam in enumerate(seams[:last]) if at != fold]
    if fold == last - 1:
        return [*ordinary, seams[fold]]
    del ordinary[min(index - (index > fold), len(ordinary) - 1)]
    return [*ordinary[:fold], seams[fold], *ordinary[fold:], seams[last]]


def _require_section(document: Document, index: int) -> None:
    if index == 0:
        raise SectionsError("The intro stays where it is.")
    if not 0 < index < len(document.sections):
        raise SectionsError("There is no such section any more.")


def _settled(before: Document, document: Document) -> Document:
    """Make sure that the engine sees the sections that are meant, with blank lines between them where it needs them.

    Raises SectionsError where a section would swallow the next: an HTML block or comment that is not closed.
    """
    wanted = [section.heading for section in document.sections]
    for candidate in (document, _spaced(document)):
        again = split(join(candidate), before.separator, before.level)
        if [section.heading for section in again.sections] == wanted:
            return again
    raise SectionsError(
        "This would hide a section: the one above it has a comment, a list or an HTML block that is not closed. "
        "Nothing was changed."
    )


def _spaced(document: Document) -> Document:
    ending = document.ending
    spaced = [
        section
        if _BLANK_LINE.search(section.seam) or not section.source
        else replace(section, seam=section.seam + (ending if section.seam.endswith(("\r", "\n")) else ending * 2))
        for section in document.sections[:-1]
    ]
    return replace(document, sections=(*spaced, document.sections[-1]))
