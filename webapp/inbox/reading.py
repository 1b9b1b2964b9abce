"""Reading the list of links, page by page: with what each link is meant for and where it was used."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from webapp import calendar, links, posts, searches
from webapp.calendar import MONTHS
from webapp.database import Database
from webapp.inbox.values import NAMES, Chip, Goal, Inbox, Offered, Row, View, Wanted
from webapp.links import Asked, FetchState, Found, Link, State
from webapp.posts import Use

WEEK = timedelta(days=7)
LONGEST_LIST = 30  # rows that are answered at once, several screens of them; the list goes on as one scrolls

_OFTEN_EMPTY = (View.USED, View.FAILED)  # not offered while they hold nothing

# The views as searches; a week is no search, but since when.
_SEARCHES = {
    View.UNREAD: "is:unread",
    View.WEEK: "",
    View.LATER: "is:later",
    View.USED: "is:used",
    View.DONE: "is:done",
    View.FAILED: "is:failed",
    View.ALL: "",
}


def read_inbox(db: Database, wanted: Wanted, local_now: datetime, goal: Goal) -> Inbox:
    """Read a page of what is wanted, with what stands above it. Writes nothing. local_now: in the blog's time zone."""
    found, today = _find(db, wanted, local_now, goal), local_now.date()
    uses = posts.uses_of(db, [link.address_key for link in found.links])
    rows = (_row(link, uses.get(link.address_key, []), goal, today, found.snippets) for link in found.links)
    shown = {link.id for link in found.links}
    return Inbox(
        view=wanted.view,
        query=wanted.query,
        rows=tuple(rows),
        chips=_chips(wanted.view, links.count_states(db, local_now - WEEK)),
        goal=goal,
        tomorrow=today + timedelta(days=1),
        next_week=today + WEEK,
        chosen=wanted.chosen,
        after=found.next,
        doubts=searches.parse(wanted.query).doubts,
        searches=tuple(links.list_searches(db)),
        gone=tuple(each for each in wanted.among or () if each not in shown),
    )


def _find(db: Database, wanted: Wanted, local_now: datetime, goal: Goal) -> Found:
    """Find the links; of words without a letter or digit there are none."""
    search = searches.parse(wanted.query or _SEARCHES[wanted.view])
    if wanted.query.strip() and search.is_empty:
        return Found((), {}, "")
    is_week = wanted.view is View.WEEK and not wanted.query.strip()
    since = local_now - WEEK if is_week else None
    asked = Asked(
        search,
        since,
        local_now.tzinfo or UTC,
        goal.cited,
        wanted.after,
        wanted.among,
        max(LONGEST_LIST, len(wanted.among or ())),
    )
    return links.search_links(db, asked)


def read_row(db: Database, link_id: int, today: date, goal: Goal) -> Row:
    """Read one link. Raises LinkNotFoundError."""
    link = links.find_link(db, link_id)
    return _row(link, posts.posts_linking(db, link.address_key), goal, today, {})


def read_offered(
    db: Database, draft_id: int, today: date, cited_by: Callable[[], frozenset[str]]
) -> tuple[Offered, ...]:
    """Read which links are still unread that were meant for a draft, and that neither it nor a post links to.

    cited_by: answers the address keys that the draft links to; asked only where there are such links.
    """
    meant = [link for link in links.links_for_draft(db, draft_id) if link.state is State.UNREAD]
    used = {*posts.uses_of(db, [link.address_key for link in meant]), *(cited_by() if meant else ())}
    return tuple(Offered(link, _age(link, today)) for link in meant if link.address_key not in used)


def _age(link: Link, today: date) -> str:
    days = max((today - link.saved_at.date()).days, 0)
    return {0: "saved today", 1: "1 day"}.get(days, f"{days} days")


def view_of(text: str) -> View:
    """Read a view's name; the unread ones for any other text."""
    return View(text) if text in list(View) else View.UNREAD


def _row(link: Link, uses: Sequence[Use], goal: Goal, today: date, snippets: Mapping[int, str]) -> Row:
    failed = link.fetch_state in (FetchState.FAILED, FetchState.REFUSED)
    return Row(
        link=link,
        kind=link.details.kind,
        published=_published(link.details.published_on),
        saved=calendar.near_day(link.saved_at.date(), today),
        meant_for=_meant_for(link, goal),
        later=_later(link, today),
        seen=posts.tell([use for use in uses if use.path != goal.own_path], today),
        trouble=link.fetch_reason if failed else "",
        is_cited=link.address_key in goal.cited,
        snippet=tuple(searches.pieces(snippets.get(link.id, ""))),
        asks_where=bool(goal.targets) and link.section_id not in {target.section_id for target in goal.targets},
    )


def _published(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def _later(link: Link, today: date) -> str:
    if link.state is not State.LATER:
        return ""
    if link.later_until is None:
        return "until you write about it again"
    return f"until {calendar.near_day(link.later_until, today)}"


def _meant_for(link: Link, goal: Goal) -> str:
    if link.draft_id is None:
        return ""
    if link.draft_id != goal.draft_id:
        return "another draft"
    return next((f"“{target.heading}”" for target in goal.targets if target.section_id == link.section_id), "this week")


def _chips(view: View, counts: Mapping[str, int]) -> tuple[Chip, ...]:
    numbers = {
        View.UNREAD: counts.get("unread", 0),
        View.WEEK: counts.get("week", 0),
        View.LATER: counts.get("later", 0),
        View.USED: counts.get("used", 0),
        View.FAILED: counts.get("failed", 0),
    }
    kept = (each for each in View if numbers.get(each) != 0 or each not in _OFTEN_EMPTY or each is view)
    return tuple(Chip(each, NAMES[each], numbers.get(each), each is view) for each in kept)
