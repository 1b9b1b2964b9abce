"""The desk as one value: the draft by sections, rendered, with the links that are meant for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from html import unescape
from pathlib import Path

from webapp import addresses, blog, calendar, drafts, files, front_matter, links, markdown, section_ids, sections
from webapp.blog import Blog
from webapp.conventions import Series
from webapp.database import Database
from webapp.desk.week import Week, initial_text, neighbours, next_week, waiting_weeks
from webapp.drafts import Draft
from webapp.errors import AddressError, DraftGoneError, DraftNotFoundError, FrontMatterError
from webapp.links import Link, State
from webapp.sections import Document

_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'<a\b[^>]*?\bhref="((?!#)[^"]*)"')  # not the marks of footnotes, which lead into the post itself
# What definitions of links, footnotes, abbreviations and attributes can't do without.
_MAY_DEFINE = re.compile(r"\]:|\{:")
KEPT = 500  # sections
WEEK = timedelta(days=7)
_WORD = re.compile(r"\w[\w’'\-]*")


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A section as HTML, which is not sanitised yet, with what was counted in it."""

    html: str
    words: int
    keys: tuple[str | None, ...]  # address keys of its links; None for a link that leads to no page


@dataclass(frozen=True, slots=True)
class MeantLink:
    """A saved link that is meant for the draft."""

    link: Link
    is_cited: bool

    @property
    def is_missing(self) -> bool:
        """Is it to be cited yet? A link that was put off is not."""
        return not self.is_cited and self.link.state is not State.LATER


@dataclass(frozen=True, slots=True)
class DeskSection:
    """One section as the desk shows it."""

    position: int  # 0 is the intro
    id: int  # 0: another program wrote it just now, or the draft has no file yet
    heading: str
    html: str  # not sanitised yet
    source: str  # what the text area holds
    start: int  # of the source in the draft, in characters
    end: int
    words: int
    links: int
    meant: tuple[MeantLink, ...]
    is_roundup: bool
    is_open: bool
    is_last: bool
    fold_below: bool  # the fold stands right below this section
    fold_inside: bool  # the separator stands in the middle of its text

    @property
    def is_intro(self) -> bool:
        return self.position == 0

    @property
    def is_empty(self) -> bool:
        return not self.source.strip()

    @property
    def name(self) -> str:
        """What the section is called to somebody who does not see it."""
        return self.heading or ("the intro" if self.is_intro else f"section {self.position}")

    @property
    def uncited(self) -> int:
        return sum(meant.is_missing for meant in self.meant)

    @property
    def counts(self) -> str:
        return f"{count(self.words, 'word')} · {count(self.links, 'link')}"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the desk shows of one draft."""

    name: str
    title: str
    day: date | None
    day_words: str  # “Thursday 11 December”; the file's name where it says no day
    revision: str
    draft_id: int  # 0: no file yet
    is_published: bool
    sections: tuple[DeskSection, ...]
    fold: int | None
    has_separator: bool  # does the blog have a fold at all?
    roundup: str  # the usual heading of the round-up
    leftovers: tuple[Link, ...]  # of the week, that no section cites
    homeless: tuple[MeantLink, ...]  # meant for this draft, and for no section that is there
    before: Week | None
    after: Week | None

    @property
    def has_roundup(self) -> bool:
        return any(section.is_roundup for section in self.sections)

    @property
    def words(self) -> int:
        return sum(section.words for section in self.sections)

    @property
    def links(self) -> int:
        return sum(section.links for section in self.sections)

    @property
    def open_section(self) -> DeskSection | None:
        return next((section for section in self.sections if section.is_open), None)

    @property
    def words_text(self) -> str:
        return count(self.words, "word")

    @property
    def links_text(self) -> str:
        return count(self.links, "link")


def read_desk(db: Database, folder: Path, site: Blog, name: str, today: date, opened: int | None = None) -> Desk:
    """Read what the desk shows of a draft. Writes nothing.

    folder: of the drafts. opened: the position of the section that is being written.
    Raises DraftNotFoundError where there is no such draft and none that the series would begin.
    """
    series = blog.learn(site).weekly
    draft = read_or_begin(db, folder, site, name)
    document = sections.split(draft.text, site.config.excerpt_separator)
    day = blog.read_name(name).day
    weeks = waiting_weeks(db, folder, site)
    current = Week(name, day) if day is not None and draft.blog_path is None else None
    before, after = neighbours(weeks, current, next_week(site, weeks, today))
    rendered = _render_all(draft, document, site.config.markdown)
    meant = _meant_links(db, draft, rendered)
    shown = _sections(draft, document, rendered, meant, series, opened)
    present = {section.id for section in shown}
    return Desk(
        name=name,
        title=title_of(draft),
        day=day,
        day_words=calendar.describe_day(day, today) if day else name,
        revision=draft.revision,
        draft_id=draft.id,
        is_published=draft.blog_path is not None,
        sections=shown,
        fold=document.fold,
        has_separator=document.separator is not None,
        roundup=series.roundup,
        leftovers=_leftovers(db, meant, rendered, today),
        homeless=tuple(each for each in meant if each.link.section_id not in present),
        before=before,
        after=after,
    )


def read_or_begin(db: Database, folder: Path, site: Blog, name: str) -> Draft:
    """Read a draft; one that has no file yet is answered as it will begin, and nothing is written.

    Raises DraftNotFoundError, also where a draft's file was removed: it can be brought back.
    """
    try:
        return drafts.read_draft(db, folder, name)
    except DraftGoneError:
        raise
    except DraftNotFoundError:
        text = initial_text(site, name)
        if text is None:
            raise
    ids = tuple(0 for _ in sections.split(text, site.config.excerpt_separator).sections)
    return Draft(0, name, folder / name, text, files.revision_of(text.encode()), None, None, ids)


def title_of(draft: Draft) -> str:
    """The title in the front matter; the file's name where it can't be read."""
    try:
        return front_matter.read(front_matter.split(draft.text)[0]).text("title") or draft.name
    except FrontMatterError:
        return draft.name


def count(number: int, noun: str) -> str:
    """Write a number with its noun: `1,642 words`, `1 link`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _render_all(draft: Draft, document: Document, config: markdown.Config) -> list[_Rendered]:
    body = front_matter.split(draft.text)[1]
    whole = body if _MAY_DEFINE.search(body) else ""
    return [_render(section.source, whole, config) for section in document.sections]


def _sections(
    draft: Draft,
    document: Document,
    rendered: Sequence[_Rendered],
    meant: Sequence[MeantLink],
    series: Series,
    opened: int | None,
) -> tuple[DeskSection, ...]:
    last = len(document.sections) - 1
    shown = []
    for position, (section, page) in enumerate(zip(document.sections, rendered, strict=True)):
        start, end = sections.span_of(document, position)
        identity = draft.sections[position] if position < len(draft.sections) else 0
        shown.append(
            DeskSection(
                position=position,
                id=identity,
                heading=section.heading,
                html=page.html,
                source=section.source,
                start=start,
                end=end,
                words=page.words,
                links=len(page.keys),
                meant=tuple(each for each in meant if identity and each.link.section_id == identity),
                is_roundup=position == last and position > 0 and series.is_roundup(section.heading),
                is_open=position == opened,
                is_last=position == last,
                fold_below=document.fold == position,
                fold_inside=document.fold_in_text == position,
            )
        )
    return tuple(shown)


@lru_cache(maxsize=KEPT)
def _render(source: str, whole: str, config: markdown.Config) -> _Rendered:
    """Render and count one section.

    whole: the post, for its definitions; empty where it has none, so that only the section that changed is done again.
    """
    html = markdown.render_section(source, whole, config)
    keys = tuple(_key(unescape(address)) for address in _LINK.findall(html))
    return _Rendered(html, len(_WORD.findall(_TAG.sub(" ", html))), keys)


def _meant_links(db: Database, draft: Draft, rendered: Sequence[_Rendered]) -> list[MeantLink]:
    if not draft.id:
        return []
    cited = {key for page in rendered for key in page.keys}
    return [MeantLink(link, link.address_key in cited) for link in links.links_for_draft(db, draft.id)]


def _leftovers(
    db: Database, meant: Sequence[MeantLink], rendered: Sequence[_Rendered], today: date
) -> tuple[Link, ...]:
    """Links that are meant for the draft or were saved this week, are for no other draft, and are not cited."""
    cited = {key for page in rendered for key in page.keys}
    since = datetime.combine(today - WEEK, time(), UTC)
    unread = links.list_links(db, state=State.UNREAD, since=since)
    free = [link for link in unread if link.draft_id is None and link.address_key not in cited]
    return (*(each.link for each in meant if each.is_missing), *free)


def _key(address: str) -> str | None:
    try:
        return addresses.canonical(address)
    except AddressError:
        return None


def cited_keys(site: Blog, draft: Draft) -> frozenset[str]:
    """The address keys of what a draft links to."""
    document = sections.split(draft.text, site.config.excerpt_separator)
    return frozenset(key for page in _render_all(draft, document, site.config.markdown) for key in page.keys if key)


def section_names(draft: Draft) -> list[tuple[int, str]]:
    """Name the sections of a draft that links can be sent to, by section id."""
    shown = section_ids.sections_of(draft.text)
    return [
        (identity, section.heading or "Intro")
        for identity, section in zip(draft.sections, shown, strict=False)
        if identity
    ]
