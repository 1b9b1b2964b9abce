"""Writing this week's notes: saving sections, changing their order, the fold, the day or words all over, and undo."""

from webapp.write.beginning import KindToBegin, begin_essay, kinds_to_begin
from webapp.write.carrying import carry_links, carry_section
from webapp.write.citing import cite_at_end, link_to_own, quote_at_end
from webapp.write.days import change_day
from webapp.write.filing import file_under
from webapp.write.gathering import gather_links
from webapp.write.heading import find_roundup, head_section
from webapp.write.linking import link_phrase
from webapp.write.picturing import NewPicture, add_picture
from webapp.write.place import Place, find_position, kind_at, open_place
from webapp.write.replacing import replace_all
from webapp.write.saving import Choice, Saved, save_section, settle
from webapp.write.spans import Closed, Span, close_swallow, find_kept_open, look_at_closed
from webapp.write.structure import (
    Written,
    add_section,
    delete_section,
    merge_section,
    move_fold,
    move_section,
    rename_section,
    split_section,
)
from webapp.write.undoing import redo_step, undo_step

__all__ = [
    "Choice",
    "Closed",
    "KindToBegin",
    "NewPicture",
    "Place",
    "Saved",
    "Span",
    "Written",
    "add_picture",
    "add_section",
    "begin_essay",
    "carry_links",
    "carry_section",
    "change_day",
    "cite_at_end",
    "close_swallow",
    "delete_section",
    "file_under",
    "find_kept_open",
    "find_position",
    "find_roundup",
    "gather_links",
    "head_section",
    "kind_at",
    "kinds_to_begin",
    "link_phrase",
    "link_to_own",
    "look_at_closed",
    "merge_section",
    "move_fold",
    "move_section",
    "open_place",
    "quote_at_end",
    "redo_step",
    "rename_section",
    "replace_all",
    "save_section",
    "settle",
    "split_section",
    "undo_step",
]
