"""What programs that speak to linkding ask and are answered, as our links: its REST interface, version 1.41.

    linkding                        here
    url                             the address, without tracking parameters
    unread                          the state is unread
    is_archived                     the state is done
    neither of the two              the state is later
    notes                           all notes, a blank line between them
    date_added, date_modified       when it was saved; when it was last changed, or its page was read
    shared, favicons, snapshots     nothing: false, null or empty

A new link is unread, or done where it is sent as archived: most programs send `unread: false` unless they are told
otherwise, and what is saved here is meant to be read. What is changed or removed is a step that can be undone.

Source: docs/src/content/docs/api.md and bookmarks/api/ of sissbruecker/linkding, as of version 1.41.
"""

from webapp.linkding.answers import SPOKEN_VERSION, Answer, answer_check, answer_link, answer_page, answer_tag, profile
from webapp.linkding.asking import Listed, Span, Wanted, list_wanted, read_span, read_wanted, translate
from webapp.linkding.given import Given, read_given, read_name
from webapp.linkding.saving import Saving, plan_edit, plan_save

__all__ = [
    "SPOKEN_VERSION",
    "Answer",
    "Given",
    "Listed",
    "Saving",
    "Span",
    "Wanted",
    "answer_check",
    "answer_link",
    "answer_page",
    "answer_tag",
    "list_wanted",
    "plan_edit",
    "plan_save",
    "profile",
    "read_given",
    "read_name",
    "read_span",
    "read_wanted",
    "translate",
]
