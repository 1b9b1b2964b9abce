"""YouTube: title and channel by oEmbed, which is small and always there; duration and description from the page.

Source: oembed.com, section 2.3; pages of youtube.com, which write `"lengthSeconds"` and microdata.
"""

import json
import re
from urllib.parse import urlencode

from webapp.addresses import Thing
from webapp.fetch.facts import tidy
from webapp.fetch.heads import read_head
from webapp.fetch.structured import seconds_of
from webapp.fetch.values import Reading

_LENGTH = re.compile(r'"lengthSeconds":"(\d{1,7})"')
_PUBLISHED = re.compile(r'"(?:publishDate|uploadDate)":"([\d-]{10})')


def card_address(thing: Thing) -> str:
    """Where the card of a video is asked for."""
    return "https://www.youtube.com/oembed?" + urlencode({"url": thing.page, "format": "json"})


def read_card(_thing: Thing, text: str) -> Reading:
    """Read a card; what is none says nothing."""
    try:
        card = json.loads(text)
    except ValueError:
        return Reading(kind="video")
    if not isinstance(card, dict):
        return Reading(kind="video")
    return tidy(Reading(title=str(card.get("title", "")), author=str(card.get("author_name", "")), kind="video"))


def read_page(_thing: Thing, text: str) -> Reading:
    """Read a video's page. Its text is that of the site around the video, so its description is kept in place of it."""
    head, length, published = read_head(text), _LENGTH.search(text), _PUBLISHED.search(text)
    return tidy(
        Reading(
            site="YouTube",
            description=head.first("og:description", "description"),
            published_on=published[1] if published else "",
            kind="video",
            duration_seconds=int(length[1]) if length else seconds_of(head.first("itemprop:duration")),
        )
    )
