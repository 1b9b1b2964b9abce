"""Carrying links over to the next week's draft."""

from collections.abc import Sequence

from webapp import links, undo
from webapp.errors import SectionsError
from webapp.write.place import Place, open_place
from webapp.write.structure import Written


def carry_links(place: Place, to: Place, link_ids: Sequence[int]) -> Written:
    """Let links be meant for another draft, which is begun where there is none yet, as one step that can be undone.

    place: the draft they are left over from; its text stays as it is. Raises LinkNotFoundError, SectionsError.
    """
    chosen = [links.find_link(place.db, link_id) for link_id in link_ids]
    if not chosen:
        raise SectionsError("No link was chosen, so nothing was carried over.")
    words = f"Carried {len(chosen)} {'link' if len(chosen) == 1 else 'links'} to next week."
    with place.db.atomic():
        draft, following = open_place(place), open_place(to)
        links.send(place.db, [link.id for link in chosen], following.id, None, place.now)
        payload = {
            "name": draft.name,
            "before": draft.revision,
            "after": draft.revision,
            "links": {},
            "carried": {str(link.id): [link.draft_id, link.section_id] for link in chosen},
            "carried_to": {str(link.id): [following.id, None] for link in chosen},
        }
        step = undo.record(place.db, "draft", words, payload, place.now, draft_id=draft.id)
    return Written(draft, words, step, len(draft.sections) - 1)
