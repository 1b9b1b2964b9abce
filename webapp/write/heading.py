"""A section for links: the round-up, or a new one that is headed by what is to be written about."""

from webapp.write.place import Place, cut, open_place, series_of
from webapp.write.structure import Written, add_section


def head_section(place: Place, heading: str) -> tuple[Written, int]:
    """Add a section above the round-up; answers it with its id. heading: as Markdown."""
    draft = open_place(place)
    written = add_section(place, " ".join(heading.split()), revision=draft.revision)
    return written, written.draft.sections[written.position]


def find_roundup(place: Place) -> tuple[Written | None, int]:
    """Find the id of the section of the round-up; where there is none yet, it is added, and told."""
    draft = open_place(place)
    series = series_of(place, draft.text)
    document = cut(place, draft)
    last = len(document.sections) - 1
    if last > 0 and series.closes_with_roundup(document.sections[last]) and draft.sections[last]:
        return None, draft.sections[last]
    return head_section(place, series.roundup)
