"""What the newest posts share outside their front matter: line endings, the fold, the round-up."""

import re
from collections.abc import Sequence

from ..line_endings import commonest_ending
from ..markdown import Heading
from ..sections import FoldForm
from .counting import RECENT, commonest
from .posts import DatedPost
from .series import ROUNDUPS

DEFAULT_ROUNDUP = "Random stuff"
SECTION_LEVEL = 2  # sections are always `##`


def blank_line(posts: Sequence[DatedPost]) -> str:
    recent = posts[:RECENT]
    if not commonest([post.body.startswith(("\n", "\r")) for post in recent]):
        return ""
    return commonest([commonest_ending(post.file.text) for post in recent])


def roundup(outlines: Sequence[Sequence[Heading]]) -> str:
    """What the last section is usually called."""
    names = [[heading.text for heading in outline if heading.level == SECTION_LEVEL] for outline in outlines]
    last = [sections[-1] for sections in names if sections]
    usual = [name for name in last if last.count(name) > 1 or name.lower() in ROUNDUPS]
    return commonest(usual) if usual else DEFAULT_ROUNDUP


def fold_form(posts: Sequence[DatedPost], separator: str) -> FoldForm:
    if not separator:
        return FoldForm.OWN_LINE
    for post in (each for each in posts if separator in each.file.text):
        for line in re.split(r"\r\n|\r|\n", post.body):
            if separator in line:
                return FoldForm.OWN_LINE if line.strip() == separator else FoldForm.END_OF_PARAGRAPH
    return FoldForm.OWN_LINE
