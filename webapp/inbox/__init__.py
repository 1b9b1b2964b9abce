"""The inbox as values: the links of a view or a search, with what each is meant for and where it was used."""

from webapp.inbox.menus import ROUNDUP, Choice, Menu, MenuKind, read_menu
from webapp.inbox.narrowing import Way, Ways, read_ways
from webapp.inbox.reading import LONGEST_LIST, WEEK, read_inbox, read_offered, read_row, view_of
from webapp.inbox.values import Chip, Goal, Inbox, Offered, Row, Target, View, Wanted

__all__ = [
    "LONGEST_LIST",
    "ROUNDUP",
    "WEEK",
    "Chip",
    "Choice",
    "Goal",
    "Inbox",
    "Menu",
    "MenuKind",
    "Offered",
    "Row",
    "Target",
    "View",
    "Wanted",
    "Way",
    "Ways",
    "read_inbox",
    "read_menu",
    "read_offered",
    "read_row",
    "read_ways",
    "view_of",
]
