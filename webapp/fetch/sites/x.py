"""X: a post's words and author from the card for other sites, since its pages show nothing without a session.

Source: X's documentation, "oEmbed API" (no session, no key).
"""

import json
import re
from urllib.parse import urlencode

from webapp import calendar
from webapp.addresses import Thing
from webapp.fetch.facts import tidy
from webapp.fetch.sites.cutting import cut
from webapp.fetch.texts import as_main_part
from webapp.fetch.values import Reading

LONGEST_TITLE = 120  # characters of a post that stand for all of it
_DAY = re.compile(r">(\w+) (\d{1,2}), (\d{4})</a>")
_MONTHS = [*calendar.MONTHS]


def card_address(thing: Thing) -> str:
    """Where the card of a post is asked for."""
    return "https://publish.x.com/oembed?" + urlencode({"url": thing.page, "omit_script": "1", "dnt": "true"})


def read_card(_thing: Thing, text: str) -> Reading:
    """Read a card; what is none says nothing."""
    try:
        card = json.loads(text)
    except ValueError:
        return Reading(kind="thread")
    if not isinstance(card, dict):
        return Reading(kind="thread")
    said = str(card.get("html", ""))
    kept = as_main_part("".join(f"<p>{words}</p>" for words in cut(said, "<p", "<p", "</p>")))
    words = " ".join(kept.text.split())
    author, day = str(card.get("author_name", "")), _DAY.search(said)
    title = words if len(words) <= LONGEST_TITLE else words[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    month = _MONTHS.index(day[1]) + 1 if day and day[1] in _MONTHS else 0
    return tidy(
        Reading(
            title=f"{author}: {title}" if author and title else title,
            author=author,
            published_on=f"{day[3]}-{month}-{day[2]}" if day and month else "",
            kind="thread",
            word_count=kept.word_count,
            html=kept.html,
            text=kept.text,
        )
    )
