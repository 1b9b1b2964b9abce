"""Links and tags as linkding's REST interface has them in JSON."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from webapp.linkding.asking import Span
from webapp.links import Link, State, Tag

SPOKEN_VERSION: Final = "1.41.0"  # of linkding; clients refuse to speak to one that is too old

Answer = dict[str, Any]  # as JSON has it


def answer_link(link: Link) -> Answer:
    """Write a link."""
    return {
        "id": link.id,
        "url": link.address,
        "title": link.title,
        "description": link.description,
        "notes": link.all_notes,
        "web_archive_snapshot_url": "",
        "favicon_url": None,
        "preview_image_url": None,
        "is_archived": link.state is State.DONE,
        "unread": link.state is State.UNREAD,
        "shared": False,
        "tag_names": list(link.tags),
        "date_added": _moment(link.saved_at),
        "date_modified": _moment(link.changed_at),
        "website_title": None,
        "website_description": None,
    }


def answer_check(url: str, link: Link | None) -> Answer:
    """Write what is known of an address. No page is asked for it: it is read once the link is saved."""
    known = {"title": link.title or None, "description": link.description or None} if link else {}
    page = {"url": url, "title": None, "description": None, "preview_image": None} | known
    return {"bookmark": answer_link(link) if link else None, "metadata": page, "auto_tags": []}


def answer_tag(tag: Tag) -> Answer:
    """Write a tag."""
    return {"id": tag.id, "name": tag.name, "date_added": _moment(tag.added_at)}


def answer_page(address: str, said: Mapping[str, str], span: Span, count: int, results: Sequence[Answer]) -> Answer:
    """Write a part of a list, with the addresses of the parts beside it.

    address: of the list, without parameters. said: its parameters.
    """
    after, before = span.offset + span.limit, max(span.offset - span.limit, 0)
    return {
        "count": count,
        "next": _part(address, said, span.limit, after) if after < count else None,
        "previous": _part(address, said, span.limit, before) if span.offset else None,
        "results": list(results),
    }


def profile() -> Answer:
    """Write the user's preferences, which are the same for all."""
    return {
        "theme": "auto",
        "bookmark_date_display": "relative",
        "bookmark_link_target": "_blank",
        "web_archive_integration": "disabled",
        "tag_search": "lax",
        "enable_sharing": False,
        "enable_public_sharing": False,
        "enable_favicons": False,
        "display_url": False,
        "permanent_notes": False,
        "search_preferences": {"sort": "added_desc", "shared": "off", "unread": "off"},
        "version": SPOKEN_VERSION,
    }


def _part(address: str, said: Mapping[str, str], limit: int, offset: int) -> str:
    kept = {name: text for name, text in said.items() if name not in ("limit", "offset")}
    place = {"limit": limit, "offset": offset} if offset else {"limit": limit}
    return f"{address}?{urlencode(kept | place)}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
