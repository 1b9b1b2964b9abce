"""Where an address was linked before, in the words that the author reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from webapp import calendar
from webapp.posts.values import Use


@dataclass(frozen=True, slots=True)
class Told:
    """Where an address was linked last, and how often."""

    said: str  # “You linked this on 20 November, “AI hacking””
    sentence: str  # what the author wrote there, in plain words; empty where the post's title or nothing says it
    path: str  # of the post
    title: str  # of the post
    anchor: str  # of the section in the page; empty for the intro


def tell(uses: Sequence[Use], today: date) -> Told | None:
    """Tell of the first of these uses, and of how many there are; None where there is none. uses: newest first."""
    if not uses:
        return None
    use = uses[0]
    posts = len({each.path for each in uses})
    often = {1: "You linked this on", 2: "You linked this twice, last on"}.get(
        posts, f"You linked this in {posts} posts, last on"
    )
    place = f", “{use.heading}”" if use.heading else ""
    is_more = len(use.sentence.split()) > len(use.text.split())
    sentence = use.sentence if is_more and use.sentence != use.heading else ""
    return Told(f"{often} {_day(use.day, today)}{place}", sentence, use.path, use.title, use.anchor)


def _day(day: date, today: date) -> str:
    """Name the day so that “on” may stand before it."""
    return calendar.describe_day(day, today).partition(" ")[2]
