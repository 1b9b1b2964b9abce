"""The desk: which draft it opens, and what it shows of it. Nothing here writes."""

from webapp.desk.beside import Beside, read_beside
from webapp.desk.changes import Changes, Turned, find_changes, find_turned
from webapp.desk.marking import Mark, find_marks
from webapp.desk.picturing import PicturePage, read_picture_page
from webapp.desk.reading import cited_keys, read_desk, read_or_begin, section_names, title_of
from webapp.desk.rendering import Counts, count, count_draft
from webapp.desk.searching import Match, Matches, find_matches
from webapp.desk.values import Desk, DeskSection, MeantLink
from webapp.desk.week import (
    Week,
    initial_text,
    next_week,
    text_to_begin,
    this_week,
    waiting_weeks,
    week_after,
    week_before,
    week_to_publish,
)

__all__ = [
    "Beside",
    "Changes",
    "Counts",
    "Desk",
    "DeskSection",
    "Mark",
    "Match",
    "Matches",
    "MeantLink",
    "PicturePage",
    "Turned",
    "Week",
    "cited_keys",
    "count",
    "count_draft",
    "find_changes",
    "find_marks",
    "find_matches",
    "find_turned",
    "initial_text",
    "next_week",
    "read_beside",
    "read_desk",
    "read_or_begin",
    "read_picture_page",
    "section_names",
    "text_to_begin",
    "this_week",
    "title_of",
    "waiting_weeks",
    "week_after",
    "week_before",
    "week_to_publish",
]
