"""Hacker News: the title without the site's name, who brought it, where it leads, and what was said.

Source: pages of news.ycombinator.com/item; nothing else is asked.
"""

import html
import re

from webapp.addresses import Thing
from webapp.fetch.facts import tidy
from webapp.fetch.sites.cutting import cut
from webapp.fetch.texts import as_main_part
from webapp.fetch.values import Reading

_LINK = re.compile(r'\A<a href="([^"<>]+)"[^<>]*>([^<>]*)')
_USER = re.compile(r'class="hnuser"[^<>]*>([\w-]+)')
_AGE = re.compile(r'class="age" title="([^"<>]+)"')


def read_page(_thing: Thing, text: str) -> Reading:
    """Read the page of an item."""
    title = next(cut(text, "<span", 'class="titleline"', "</span>"), "")
    link = _LINK.match(title)
    target = html.unescape(link[1]) if link else ""
    user, age = _USER.search(text), _AGE.search(text)
    said = [*cut(text, "<div", 'class="toptext"', "</div>"), *cut(text, "<div", 'class="commtext', "</div>")]
    kept = as_main_part("<hr>".join(said))
    return tidy(
        Reading(
            title=html.unescape(link[2]) if link else "",
            site="Hacker News",
            author=user[1] if user else "",
            published_on=age[1] if age else "",
            description=f"About {target}" if target.startswith("http") else "",
            kind="thread",
            word_count=kept.word_count,
            html=kept.html,
            text=kept.text,
        )
    )
