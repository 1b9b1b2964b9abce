"""Which level of headings begins the sections of a post."""

from collections.abc import Sequence

from ..markdown import Heading

USUAL_LEVEL = 2  # `##`: `#` is the title's


def section_level(outline: Sequence[Heading]) -> int | None:
    """The level of the headings that cut a post: the highest, but for a `#` that stands alone above others.

    That one is the post's own title, as word processors export it. None for a post without headings.
    """
    levels = [heading.level for heading in outline]
    if levels.count(1) == 1 and levels[0] == 1 and len(levels) > 1:
        levels = levels[1:]
    return min(levels, default=None)
