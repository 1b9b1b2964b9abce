"""The sections of a draft as HTML, counted."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from webapp import addresses, markdown, sections, weeks
from webapp.blog import Blog
from webapp.drafts import Draft
from webapp.errors import AddressError
from webapp.sections import Document

_LINK = re.compile(r'<a\b[^>]*?\bhref="((?!#)[^"]*)"')  # not the marks of footnotes, which lead into the post itself
# What definitions of links, footnotes, abbreviations and attributes can't do without.
_DEFINITION_MARKS = ("]:", "{:")
KEPT = 500  # sections


@dataclass(frozen=True, slots=True)
class Rendered:
    """A section as HTML, which is not sanitised yet, with what was counted in it."""

    html: str
    words: int
    keys: tuple[str | None, ...]  # address keys of its links; None for a link that leads to no page
    lines: tuple[int, ...]  # of the source, on which each of its top-level elements begins


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a draft holds."""

    words: int
    links: int

    @property
    def words_text(self) -> str:
        return count(self.words, "word")

    @property
    def links_text(self) -> str:
        return count(self.links, "link")


def count_draft(draft: Draft, site: Blog) -> Counts:
    """Count a draft's words and links. Only a section that was never seen before is read."""
    rendered = render_all(sections.split(draft.text, site.config.excerpt_separator, draft.level), site.config.markdown)
    return Counts(sum(page.words for page in rendered), sum(len(page.keys) for page in rendered))


def render_all(document: Document, config: markdown.Config) -> list[Rendered]:
    """Render and count every section of a draft."""
    sources = [section.source for section in document.sections]
    whole = "\n\n".join(source for source in sources if any(mark in source for mark in _DEFINITION_MARKS))
    return [_render(source, whole, config) for source in sources]


@lru_cache(maxsize=KEPT)
def _render(source: str, whole: str, config: markdown.Config) -> Rendered:
    """Render and count one section.

    whole: the sections that may define something, so that only the one that changed is done again where it does not.
    """
    page = markdown.render_placed(source, whole, config)
    html = page.html
    keys = tuple(_key(unescape(address)) for address in _LINK.findall(html))
    return Rendered(html, weeks.words_in(html), keys, page.lines)


@lru_cache(maxsize=4096)
def _key(address: str) -> str | None:
    try:
        return addresses.canonical(address)
    except AddressError:
        return None


def count(number: int, noun: str) -> str:
    """Write a number with its noun: `1,642 words`, `1 link`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
