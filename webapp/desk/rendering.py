"""The sections of a draft as HTML, counted."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from webapp import addresses, front_matter, markdown
from webapp.drafts import Draft
from webapp.errors import AddressError
from webapp.sections import Document

_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'<a\b[^>]*?\bhref="((?!#)[^"]*)"')  # not the marks of footnotes, which lead into the post itself
# What definitions of links, footnotes, abbreviations and attributes can't do without.
_MAY_DEFINE = re.compile(r"\]:|\{:")
KEPT = 500  # sections
_WORD = re.compile(r"\w[\w’'\-]*")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A section as HTML, which is not sanitised yet, with what was counted in it."""

    html: str
    words: int
    keys: tuple[str | None, ...]  # address keys of its links; None for a link that leads to no page


def render_all(draft: Draft, document: Document, config: markdown.Config) -> list[Rendered]:
    """Render and count every section of a draft."""
    body = front_matter.split(draft.text)[1]
    whole = body if _MAY_DEFINE.search(body) else ""
    return [_render(section.source, whole, config) for section in document.sections]


@lru_cache(maxsize=KEPT)
def _render(source: str, whole: str, config: markdown.Config) -> Rendered:
    """Render and count one section.

    whole: the post, for its definitions; empty where it has none, so that only the section that changed is done again.
    """
    html = markdown.render_section(source, whole, config)
    keys = tuple(_key(unescape(address)) for address in _LINK.findall(html))
    return Rendered(html, len(_WORD.findall(_TAG.sub(" ", html))), keys)


def _key(address: str) -> str | None:
    try:
        return addresses.canonical(address)
    except AddressError:
        return None


def count(number: int, noun: str) -> str:
    """Write a number with its noun: `1,642 words`, `1 link`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
