"""LessWrong and the Alignment Forum: the title without their name. Source: their `og:title`, “Title — LessWrong”."""

import re

from webapp.addresses import Thing
from webapp.fetch.facts import line
from webapp.fetch.heads import read_head
from webapp.fetch.values import Reading

_SITE = re.compile(r"\s+(?:—|-|–|\|) (?:LessWrong|(?:AI )?Alignment Forum)(?: 2\.0)?\Z")


def read_page(_thing: Thing, text: str) -> Reading:
    """Read a post's page."""
    head = read_head(text)
    return Reading(title=_SITE.sub("", line(head.first("citation_title", "og:title") or head.title)), kind="article")
