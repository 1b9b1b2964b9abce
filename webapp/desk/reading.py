"""The desk as one value: the draft by sections, rendered, with the links that are meant for them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from webapp import blog, calendar, drafts, files, front_matter, links, section_ids, sections
from webapp.blog import Blog
from webapp.conventions import PostFile, Series
from webapp.database import Database
from webapp.desk.progress import NOTHING, read_progress
from webapp.desk.rendering import Rendered, render_all
from webapp.desk.values import Desk, DeskSection, FoldPlace, MeantLink
from webapp.desk.week import Week, initial_text, neighbours, next_week, waiting_weeks
from webapp.drafts import Draft
from webapp.errors import DraftGoneError, DraftNotFoundError, FrontMatterError
from webapp.links import Link, State
from webapp.sections import Document

WEEK = timedelta(days=7)


def read_desk(db: Database, folder: Path, site: Blog, name: str, today: date, opened: int | None = None) -> Desk:
    """Read what the desk shows of a draft. Writes nothing.

    folder: of the drafts. opened: the position of the section that is being written.
    Raises DraftNotFoundError where there is no such draft and none that the series would begin.
    """
    learned = blog.learn(site)
    series = learned.weekly
    draft = read_or_begin(db, folder, site, name)
    kind = learned.kind_of(PostFile(draft.name, draft.text, draft.name))
    is_weekly = series.matches(PostFile(draft.name, draft.text, draft.name))
    document = sections.split(draft.text, site.config.excerpt_separator, draft.level)
    day = blog.read_name(name).day
    weeks = waiting_weeks(db, folder, site)
    current = Week(name, day) if day is not None and draft.blog_path is None else None
    before, after = neighbours(weeks, current, next_week(site, weeks, today))
    rendered = render_all(document, site, draft)
    meant = _meant_links(db, draft, rendered)
    shown = _sections(draft, document, _with_pictures(site, draft, rendered), meant, series, opened)
    present = {section.id for section in shown}
    return Desk(
        name=name,
        title=title_of(draft),
        day=day,
        day_words=calendar.describe_day(day, today) if day else name,
        revision=draft.revision,
        changed_at=drafts.changed_at(draft),
        draft_id=draft.id,
        blog_path=draft.blog_path,
        is_weekly=is_weekly,
        progress=read_progress(site, series, day, today, draft.blog_path) if is_weekly and day else NOTHING,
        sections=shown,
        level=draft.level,
        fold=document.fold,
        has_separator=document.separator is not None,
        fold_place=_fold_place(document, kind, shown) if draft.id else None,
        roundup=series.roundup,
        roundup_reason=series.writing.roundup.reason,
        roundup_words=series.writing.roundup_words,
        leftovers=_leftovers(db, meant, rendered, today) if is_weekly else (),
        homeless=tuple(each for each in meant if each.link.section_id not in present),
        before=before,
        before_words=calendar.describe_day(before.day, today) if before else "",
        after=after,
        after_words=calendar.describe_day(after.day, today) if after else "",
    )


def read_or_begin(db: Database, folder: Path, site: Blog, name: str) -> Draft:
    """Read a draft; one that has no file yet is answered as it will begin, and nothing is written.

    Raises DraftNotFoundError, also where a draft's file was removed: it can be brought back.
    """
    try:
        return drafts.read_draft(db, folder, name, partial(_usual_level, site))
    except DraftGoneError:
        raise
    except DraftNotFoundError:
        text = initial_text(site, name)
        if text is None:
            raise
    level = sections.level_of(text, _usual_level(site))
    ids = tuple(0 for _ in sections.split(text, site.config.excerpt_separator, level).sections)
    return Draft(0, name, folder / name, text, files.revision_of(text.encode()), None, None, ids, level)


def _usual_level(site: Blog) -> int:
    """The blog's usual level of headings of sections."""
    return blog.learn(site).weekly.writing.level.value


def title_of(draft: Draft) -> str:
    """The title in the front matter; the file's name where it can't be read."""
    try:
        return front_matter.read(front_matter.split(draft.text)[0]).text("title") or draft.name
    except FrontMatterError:
        return draft.name


def _with_pictures(site: Blog, draft: Draft, rendered: Sequence[Rendered]) -> list[Rendered]:
    """Let the pictures of the blog be seen that the sections show; the draft's own text stays as it is."""
    path = draft.blog_path or blog.path_for(site, draft.post_name, draft.text)
    address = blog.address_of_post(site, PostFile(draft.post_name, draft.text, path))
    return [replace(page, html=blog.show_pictures(site, page.html, address)) for page in rendered]


def _sections(
    draft: Draft,
    document: Document,
    rendered: Sequence[Rendered],
    meant: Sequence[MeantLink],
    series: Series,
    opened: int | None,
) -> tuple[DeskSection, ...]:
    last = len(document.sections) - 1
    shown = []
    spans = sections.spans_of(document)
    for position, (section, page, (start, end)) in enumerate(zip(document.sections, rendered, spans, strict=True)):
        identity = draft.sections[position] if position < len(draft.sections) else 0
        shown.append(
            DeskSection(
                position=position,
                id=identity,
                heading=section.heading,
                html=page.html,
                lines=page.lines,
                source=section.source,
                start=start,
                end=end,
                words=page.words,
                links=len(page.keys),
                meant=tuple(each for each in meant if identity and each.link.section_id == identity),
                is_roundup=position == last and position > 0 and series.closes_with_roundup(section),
                is_open=position == opened,
                is_last=position == last,
                fold_below=document.fold == position,
                fold_inside=document.fold_in_text == position,
            )
        )
    return tuple(shown)


def _fold_place(document: Document, kind: Series, shown: Sequence[DeskSection]) -> FoldPlace | None:
    """Where the fold usually stands, as long as the draft has none and goes on below that place."""
    place = kind.writing.fold_after.value
    has_fold = document.separator is None or document.fold is not None or document.fold_in_text is not None
    if has_fold or place is None or place + 1 >= len(shown):
        return None
    section = shown[place]
    name = f"“{section.heading}”" if section.heading else section.name
    return FoldPlace(place, name, kind.writing.fold_words)


def _meant_links(db: Database, draft: Draft, rendered: Sequence[Rendered]) -> list[MeantLink]:
    if not draft.id:
        return []
    cited = {key for page in rendered for key in page.keys}
    return [MeantLink(link, link.address_key in cited) for link in links.links_for_draft(db, draft.id)]


def _leftovers(db: Database, meant: Sequence[MeantLink], rendered: Sequence[Rendered], today: date) -> tuple[Link, ...]:
    """Links that are meant for the draft or were saved this week, are for no other draft, and are not cited."""
    cited = {key for page in rendered for key in page.keys}
    since = datetime.combine(today - WEEK, time(), UTC)
    unread = links.list_links(db, state=State.UNREAD, since=since)
    free = [link for link in unread if link.draft_id is None and link.address_key not in cited]
    return (*(each.link for each in meant if each.is_missing), *free)


def cited_keys(site: Blog, draft: Draft) -> frozenset[str]:
    """The address keys of what a draft links to."""
    document = sections.split(draft.text, site.config.excerpt_separator, draft.level)
    return frozenset(key for page in render_all(document, site, draft) for key in page.keys if key)


def section_names(draft: Draft) -> list[tuple[int, str]]:
    """Name the sections of a draft that links can be sent to, by section id."""
    shown = section_ids.sections_of(draft.text, draft.level)
    return [
        (identity, section.heading or "Intro")
        for identity, section in zip(draft.sections, shown, strict=False)
        if identity
    ]
