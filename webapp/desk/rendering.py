"""The sections of a draft as HTML, counted."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape

from webapp import addresses, blog, front_matter, liquid, markdown, sections, weeks
from webapp.blog import Blog
from webapp.drafts import Draft
from webapp.errors import AddressError
from webapp.liquid import Box
from webapp.sections import Document

_LINK = re.compile(r'<a\b[^>]*?\bhref="((?!#)[^"]*)"')  # not the marks of footnotes, which lead into the post itself
# What definitions of links, footnotes, abbreviations and attributes can't do without.
_DEFINITION_MARKS = ("]:", "{:")
KEPT = 500  # sections
_BETWEEN = "\U000f4dff"  # between two sections while Liquid is filled in; no text has it


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
    document = sections.split(draft.text, site.config.excerpt_separator, draft.level)
    rendered = render_all(document, site, draft)
    return Counts(sum(page.words for page in rendered), sum(len(page.keys) for page in rendered))


def render_all(document: Document, site: Blog, draft: Draft) -> list[Rendered]:
    """Render and count every section of a draft, with its Liquid filled in as far as that can be."""
    sources = [section.source for section in document.sections]
    filled, boxes = _fill(sources, site, draft) if any(map(liquid.has_liquid, sources)) else (sources, ())
    whole = "\n\n".join(text for text in filled if any(mark in text for mark in _DEFINITION_MARKS))
    rendered = [_render(text, whole, site.config.markdown) for text in filled]
    if filled is sources:
        return rendered
    return [_placed(page, source, boxes) for page, source in zip(rendered, sources, strict=True)]


def _fill(sources: list[str], site: Blog, draft: Draft) -> tuple[list[str], tuple[Box, ...]]:
    """Fill in the Liquid of all sections together, since one may set what another uses.

    Where a section then stands twice or not at all, such as in a loop, all stay as they are written.
    """
    block, body = front_matter.split(draft.text)
    values = blog.with_title(site, blog.values_of(block), body)
    if values.get("render_with_liquid") is False:
        return sources, ()
    known = blog.known_of(site, draft.blog_path or blog.path_for(site, draft.post_name, draft.text), values, None)
    filled = liquid.fill(_BETWEEN.join(sources), known)
    texts = filled.text.split(_BETWEEN)
    return (texts, filled.boxes) if len(texts) == len(sources) else (sources, ())


def _placed(page: Rendered, source: str, boxes: tuple[Box, ...]) -> Rendered:
    """A section with its boxes; its lines are those of the source, as far as it has so many."""
    last = max(source.count("\n") - 1, 0)
    return replace(page, html=liquid.place(page.html, boxes), lines=tuple(min(line, last) for line in page.lines))


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
