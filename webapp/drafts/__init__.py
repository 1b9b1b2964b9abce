"""Drafts: Markdown files, which are the truth, with their revisions and the ids of their sections in the database."""

from webapp.drafts.reading import (
    Draft,
    DraftEntry,
    changed_at,
    find_name,
    find_taken_back,
    is_name,
    list_drafts,
    name_now,
    read_draft,
    read_text,
)
from webapp.drafts.revisions import (
    fold_revisions,
    ids_of_revision,
    keep_revision,
    mark_kept,
    new_sections,
    remember_publication,
    revision_text,
)
from webapp.drafts.writing import adopt_draft, create_draft, register, renamed, restore_draft, take_back, write_draft

__all__ = [
    "Draft",
    "DraftEntry",
    "adopt_draft",
    "changed_at",
    "create_draft",
    "find_name",
    "find_taken_back",
    "fold_revisions",
    "ids_of_revision",
    "is_name",
    "keep_revision",
    "list_drafts",
    "mark_kept",
    "name_now",
    "new_sections",
    "read_draft",
    "read_text",
    "register",
    "remember_publication",
    "renamed",
    "restore_draft",
    "revision_text",
    "take_back",
    "write_draft",
]
