"""What is to be done with a link that a program sends."""

from dataclasses import dataclass

from webapp import addresses, links
from webapp.database import Database
from webapp.errors import FieldsRefusedError
from webapp.linkding.given import Given
from webapp.links import Edit, Link, NewAddress, State


@dataclass(frozen=True, slots=True)
class Saving:
    """How a link is saved."""

    note: str  # that is added to it
    wanted: Edit  # what it is made to say besides


def plan_save(known: Link | None, given: Given, *, may_change: bool) -> Saving:
    """Say how to save a link. known: the one that has its address already; of that nothing is made empty.

    may_change: else a link that is known is only added to.
    """
    state = State.DONE if given.is_archived else None
    if known is None:
        return Saving(given.notes or "", Edit(description=given.description, tags=given.tags, state=state))
    if may_change:
        said = Edit(given.title or None, given.description or None, given.notes or None, given.tags, state)
        return Saving("", said)
    _, added = links.added_notes(known, given.notes or "")
    said = Edit(title=given.title if not known.title else None, tags=_joined(known, given))
    return Saving(added, said)


def plan_edit(db: Database, link: Link, given: Given) -> Edit:
    """Say what a link is to be from now on. Raises FieldsRefusedError where another link has the address."""
    return Edit(
        title=given.title,
        description=given.description,
        notes=given.notes,
        tags=given.tags,
        state=_state_of(link.state, given),
        address=_address(db, link, given.url) if given.url else None,
    )


def _joined(known: Link, given: Given) -> tuple[str, ...]:
    has = {tag.casefold() for tag in known.tags}
    return known.tags + tuple(tag for tag in given.tags or () if tag.casefold() not in has)


def _state_of(state: State, given: Given) -> State:
    """Tell the state of a link that is said to be unread or not, archived or not, as the table in `linkding` has it."""
    if given.is_archived is None and given.is_unread is not True and state is State.DONE:
        return State.DONE
    if given.is_archived:
        return State.DONE
    if given.is_unread is None:
        return State.LATER if state is State.LATER else State.UNREAD
    return State.UNREAD if given.is_unread else State.LATER


def _address(db: Database, link: Link, url: str) -> NewAddress:
    kept = addresses.clean(url)
    key = addresses.canonical(kept)
    other = links.find_by_key(db, key)
    if other is not None and other.id != link.id:
        raise FieldsRefusedError({"url": "Another link has this address already. Nothing was changed."})
    return NewAddress(url.strip(), kept, key, addresses.site(kept), addresses.kind(kept))
