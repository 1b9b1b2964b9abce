"""What a program sent about a link, read field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp import addresses
from webapp.bookmarks import entries
from webapp.errors import AddressError, FieldsRefusedError

MISSING = "This field is needed."
NO_OBJECT = "Send one JSON object with the fields of the link."


@dataclass(frozen=True, slots=True)
class Given:
    """What a program says about a link; None where it says nothing."""

    url: str | None
    title: str | None
    description: str | None
    notes: str | None
    tags: tuple[str, ...] | None
    is_unread: bool | None
    is_archived: bool | None
    added_at: datetime | None


class _Fields:
    """Reads fields and collects what is wrong with them."""

    def __init__(self, sent: Mapping[str, object]) -> None:
        self.sent = sent
        self.faults: dict[str, str] = {}

    def text(self, name: str, tidy: Callable[[str], str]) -> str | None:
        found = self.sent.get(name)
        if found is None:
            return None
        if not isinstance(found, str):
            self.faults[name] = "This has to be a text."
            return None
        return tidy(found)

    def choice(self, name: str) -> bool | None:
        found = self.sent.get(name)
        if found is None or isinstance(found, bool):
            return found
        self.faults[name] = "This has to be true or false."
        return None

    def tags(self, name: str) -> tuple[str, ...] | None:
        found = self.sent.get(name)
        if found is None:
            return None
        if not isinstance(found, list) or not all(isinstance(tag, str) for tag in found):
            self.faults[name] = "This has to be a list of texts."
            return None
        return tuple(entries.tags_of(found))

    def url(self, name: str, *, is_needed: bool) -> str | None:
        found = self.text(name, entries.without_controls)
        if not (found or "").strip():
            if is_needed or found is not None:
                self.faults.setdefault(name, MISSING)
            return None
        try:
            addresses.canonical(addresses.clean(found or ""))
        except AddressError as error:
            self.faults[name] = str(error)
        return found

    def moment(self, name: str, now: datetime) -> datetime | None:
        found = self.sent.get(name)
        if found is None:
            return None
        moment = entries.moment(found)
        if moment is None or moment > now:
            self.faults[name] = "This has to be a time that has been, in ISO 8601."
        return moment


def read_given(sent: object, now: datetime, *, needs_url: bool) -> Given:
    """Read what was sent about a link. Raises FieldsRefusedError with every field that can't be used."""
    if not isinstance(sent, dict):
        raise FieldsRefusedError({"non_field_errors": NO_OBJECT})
    fields = _Fields(sent)
    given = Given(
        url=fields.url("url", is_needed=needs_url),
        title=fields.text("title", _title),
        description=fields.text("description", _description),
        notes=fields.text("notes", _notes),
        tags=fields.tags("tag_names"),
        is_unread=fields.choice("unread"),
        is_archived=fields.choice("is_archived"),
        added_at=fields.moment("date_added", now),
    )
    if fields.faults:
        raise FieldsRefusedError(fields.faults)
    return given


def read_name(sent: object) -> str:
    """Read the name of a new tag. Raises FieldsRefusedError."""
    name = sent.get("name") if isinstance(sent, dict) else None
    tags = entries.tags_of([name])
    if not tags:
        raise FieldsRefusedError({"name": MISSING})
    return tags[0]


def _title(text: str) -> str:
    return entries.line(text)[: entries.LONGEST_TITLE]


def _description(text: str) -> str:
    return entries.line(text)[: entries.LONGEST_DESCRIPTION]


def _notes(text: str) -> str:
    return entries.paragraphs(text, entries.LONGEST_NOTE)
