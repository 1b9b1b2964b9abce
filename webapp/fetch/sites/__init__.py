"""Sites whose pages say more than any page does: what is asked of them beside a page, and what is read from it."""

from collections.abc import Callable

from webapp.addresses import Source, Thing
from webapp.fetch.sites import arxiv, github, hacker_news, hugging_face, lesswrong, x, youtube
from webapp.fetch.values import Reading

Rule = Callable[[Thing, str], Reading]  # the thing, and the text of its page or of what was asked beside it

_PAGES: dict[Source, Rule] = {
    Source.ARXIV: arxiv.read_page,
    Source.GITHUB: github.read_page,
    Source.HACKER_NEWS: hacker_news.read_page,
    Source.HUGGING_FACE: hugging_face.read_page,
    Source.LESSWRONG: lesswrong.read_page,
    Source.X: x.read_card,
    Source.YOUTUBE: youtube.read_page,
}
_BESIDE: dict[Source, Rule] = {Source.ARXIV: arxiv.read_page, Source.YOUTUBE: youtube.read_card}


def address_of(thing: Thing | None, address: str) -> str:
    """Where a thing is read: X shows nothing to who has no session, but answers in another place."""
    return x.card_address(thing) if thing and thing.source is Source.X else address


def address_beside(thing: Thing | None, address: str) -> str:
    """What is asked beside the page of a thing; empty where the page says all."""
    if thing and thing.source is Source.YOUTUBE:
        return youtube.card_address(thing)
    return arxiv.abstract_address(thing, address) if thing and thing.source is Source.ARXIV else ""


def read_page(thing: Thing | None, text: str) -> Reading:
    """Read what is special to the page of a thing. text: of the page."""
    rule = _PAGES.get(thing.source) if thing else None
    return rule(thing, text) if thing and rule else Reading()


def read_beside(thing: Thing | None, text: str) -> Reading:
    """Read what was asked beside the page."""
    rule = _BESIDE.get(thing.source) if thing else None
    return rule(thing, text) if thing and rule else Reading()
