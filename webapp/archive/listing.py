"""Drafts and posts in one list, newest first; or those that have some words, best first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from webapp import blog, calendar, conventions, drafts, posts, searches
from webapp.archive.finding import Matching, match_draft
from webapp.archive.gathering import KindNames, Published, Waiting, read_drafts
from webapp.archive.values import Chip, Listing, Row, Show, Wanted, query_of
from webapp.blog import Blog
from webapp.conventions import PostFile
from webapp.database import Database
from webapp.posts import Asked, Post

PAGE = 50  # rows
_SHOWN = {Show.ALL: "All", Show.DRAFTS: "Drafts", Show.POSTS: "Posts", Show.LEFT_OUT: "Left out by Jekyll"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something that may be listed: enough to be chosen and sorted by."""

    day: date | None
    path: str  # of a post; the name of a draft
    show: Show
    kind: str = ""
    post: Post | None = None
    draft: Waiting | None = None
    reason: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """Its place in the list: what has no day stands above all that has one."""
        return (self.day.isoformat() if self.day else "~", self.path)


@dataclass(frozen=True, slots=True)
class _Everything:
    """What there is, and how it is called."""

    entries: tuple[_Entry, ...]  # newest first
    opened: Mapping[str, str]  # path of a post → name of the draft that it is open in
    kinds: KindNames
    today: date
    waiting: int  # posts that are not listed yet
    unsearched: int  # posts whose words are not known yet


def list_archive(db: Database, folder: Path, site: Blog, published: Published, wanted: Wanted, today: date) -> Listing:
    """List one page. Writes nothing.

    folder: of the drafts. A search goes through titles and texts; its drafts stand above the posts.
    """
    all_ = _gather(db, folder, site, published, today)
    chosen = [entry for entry in all_.entries if _is_wanted(entry, wanted)]
    if wanted.query.strip():
        rows, after, notes = _search(db, all_, chosen, wanted)
        notes = (*notes, *_missing(all_.unsearched, "can’t be searched"))
    else:
        rows, after = _page(all_, chosen, wanted.after)
        notes = _missing(all_.waiting, "are not listed")
    return Listing(wanted, rows, after, _chips(all_, wanted), _years(all_.entries, wanted), notes)


def _missing(number: int, words: str) -> tuple[str, ...]:
    return (f"{number:,} of the posts {words} yet; load the page again in a moment.",) if number else ()


def _gather(db: Database, folder: Path, site: Blog, published: Published, today: date) -> _Everything:
    kinds, names = published.kinds, published.names
    posts_ = [_Entry(each.day, each.path, Show.POSTS, names.get(each.path, ""), post=each) for each in published.posts]
    entries = [*_drafts(db, folder, site, kinds, today), *posts_]
    entries += [
        _Entry(blog.read_name(path.rpartition("/")[2]).day, path, Show.LEFT_OUT, reason=reason)
        for path, reason in published.left_out.items()
    ]
    opened = {entry.blog_path: entry.name for entry in drafts.list_drafts(db, folder) if entry.blog_path}
    ordered = tuple(sorted(entries, key=lambda entry: entry.place, reverse=True))
    return _Everything(ordered, opened, kinds, today, published.waiting, published.unsearched)


def _drafts(db: Database, folder: Path, site: Blog, kinds: KindNames, today: date) -> Iterator[_Entry]:
    for draft in read_drafts(db, folder, site, kinds.learned.weekly, today):
        file = PostFile(draft.name, draft.text, site.post_path(draft.name))
        yield _Entry(draft.day, draft.name, Show.DRAFTS, kinds.name_of(file), draft=draft, reason=draft.reason)


def _is_wanted(entry: _Entry, wanted: Wanted) -> bool:
    if wanted.year is not None and (entry.day is None or entry.day.year != wanted.year):
        return False
    if wanted.show == Show.ALL:
        return entry.show is not Show.LEFT_OUT
    return wanted.show == entry.show or (wanted.show == entry.kind and bool(entry.kind))


def _page(all_: _Everything, chosen: Sequence[_Entry], after: str) -> tuple[tuple[Row, ...], str]:
    day, _, path = after.partition(" ")
    below = [entry for entry in chosen if not after or entry.place < (day, path)]
    rows = tuple(_row(all_, entry) for entry in below[:PAGE])
    return rows, rows[-1].place if len(below) > PAGE else ""


def _search(
    db: Database, all_: _Everything, chosen: Sequence[_Entry], wanted: Wanted
) -> tuple[tuple[Row, ...], str, tuple[str, ...]]:
    """What has the words: drafts, where this is the first page, then posts, until the page is full."""
    search = searches.parse(wanted.query)
    by_path = {entry.path: entry for entry in chosen if entry.post}
    rows = [] if wanted.after else [_row(all_, *found) for found in _matching(chosen, search)]
    after, notes = wanted.after, search.doubts
    while True:
        found = posts.search_posts(db, Asked(search, after, PAGE))
        rows += [_found_row(all_, by_path[post.path], post) for post in found.posts if post.path in by_path]
        after, notes = found.next, found.doubts
        if not after or len(rows) >= PAGE:
            return tuple(rows), after, notes


def _matching(chosen: Sequence[_Entry], search: searches.Search) -> Iterator[tuple[_Entry, Matching]]:
    for entry in chosen:
        found = match_draft(entry.draft.title, entry.draft.text, entry.day, search) if entry.draft else None
        if found is not None:
            yield entry, found


def _found_row(all_: _Everything, entry: _Entry, found: posts.FoundPost) -> Row:
    return _row(all_, entry, Matching(found.heading, found.anchor, found.excerpt))


def _row(all_: _Everything, entry: _Entry, found: Matching | None = None) -> Row:
    found = found or Matching()
    draft_name = entry.draft.name if entry.draft else all_.opened.get(entry.path, "")
    return Row(
        title=entry.post.title if entry.post else entry.draft.title if entry.draft else entry.path,
        place=" ".join(entry.place),
        day=calendar.describe_day(entry.day, all_.today) if entry.day else "",
        mark=_mark(entry, draft_name),
        kind=_words_of(entry, all_.kinds),
        words=entry.post.words if entry.post else posts.words_of(entry.draft.text) if entry.draft else None,
        links=entry.post.link_count if entry.post else None,
        address=entry.post.address if entry.post else "",
        path="" if entry.draft else entry.path,
        draft_name=draft_name,
        reason=entry.reason,
        heading=found.heading,
        anchor=found.anchor,
        excerpt=found.excerpt,
    )


def _mark(entry: _Entry, draft_name: str) -> str:
    if entry.draft:
        return "Draft"
    if entry.show is Show.LEFT_OUT:
        return "Left out"
    return "Open as a draft" if draft_name else ""


def _words_of(entry: _Entry, kinds: KindNames) -> str:
    """The week that a draft is for, else what its kind is called."""
    week = entry.draft.week if entry.draft else ""
    return week or (_called(entry.kind, kinds) if entry.kind else "essay" if _is_essay(entry) else "")


def _is_essay(entry: _Entry) -> bool:
    """Is it a draft of no week, in a blog that has weekly posts alone?"""
    return entry.draft is not None and not entry.draft.is_weekly


def _called(name: str, kinds: KindNames) -> str:
    if name == conventions.ESSAY:
        return "essay"
    return kinds.learned.weekly.name.lower() or "weekly" if name == conventions.WEEKLY else name


def _chips(all_: _Everything, wanted: Wanted) -> tuple[Chip, ...]:
    """The ways to narrow the list that would show something."""
    shown = Counter(entry.show for entry in all_.entries)
    shown[Show.ALL] = len(all_.entries) - shown[Show.LEFT_OUT]
    kinds = Counter(entry.kind for entry in all_.entries if entry.kind)
    own = [(show, words, shown[show]) for show, words in _SHOWN.items() if shown[show] or show is Show.ALL]
    named = [(name, _plural(name, all_.kinds), kinds[name]) for name in all_.kinds.names if kinds[name]]
    found = [*own, *(named if len(named) > 1 else ())]
    return tuple(_chip(words, number, replace(wanted, show=value), wanted) for value, words, number in found)


def _chip(words: str, number: int, to: Wanted, wanted: Wanted) -> Chip:
    query = query_of(replace(to, after=""))
    counted = None if wanted.query.strip() else number
    return Chip(words, counted, f"/posts?{query}" if query else "/posts", replace(to, after=wanted.after) == wanted)


def _plural(name: str, kinds: KindNames) -> str:
    if name == conventions.ESSAY:
        return "Essays"
    called = _called(name, kinds)
    return "Weekly posts" if called == "weekly" else called[:1].upper() + called[1:]


def _years(entries: Sequence[_Entry], wanted: Wanted) -> tuple[Chip, ...]:
    """The years that have something, newest first, behind all of them; none where one has everything."""
    years = Counter(entry.day.year for entry in entries if entry.day and entry.show is not Show.LEFT_OUT)
    if len(years) < 2:
        return ()
    each = [_chip(str(year), years[year], replace(wanted, year=year), wanted) for year in sorted(years, reverse=True)]
    return (_chip("All years", years.total(), replace(wanted, year=None), wanted), *each)
