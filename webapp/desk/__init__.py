"""The desk: which draft it opens, and what it shows of it. Nothing here writes."""

from webapp.desk.changes import Changes, find_changes
from webapp.desk.reading import cited_keys, read_desk, read_or_begin, section_names, title_of
from webapp.desk.rendering import count
from webapp.desk.searching import Match, Matches, find_matches
from webapp.desk.values import Desk, DeskSection, MeantLink
from webapp.desk.week import Week, initial_text, next_week, this_week, waiting_weeks, week_to_publish

__all__ = [
    "Changes",
    "Desk",
    "DeskSection",
    "Match",
    "Matches",
    "MeantLink",
    "Week",
    "cited_keys",
    "count",
    "find_changes",
    "find_matches",
    "initial_text",
    "next_week",
    "read_desk",
    "read_or_begin",
    "section_names",
    "this_week",
    "title_of",
    "waiting_weeks",
    "week_to_publish",
]
