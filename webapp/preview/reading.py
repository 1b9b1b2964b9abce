"""The two values that the preview's pages show: the frame, and what stands around it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from webapp import blog, markdown, sections
from webapp.blog import Blog
from webapp.calendar import describe_day
from webapp.drafts import Draft
from webapp.looks import Budget, BuiltPage, Sheet, data_address
from webapp.preview.card import Card, image_of, make_card
from webapp.preview.differences import find_differences
from webapp.preview.embeds import box_embeds
from webapp.preview.entry import Entry, make_entry
from webapp.preview.images import Picture, read_picture
from webapp.preview.kept import read_look
from webapp.preview.look import MOST_STYLE_BYTES, Look, find_look
from webapp.preview.post import DEFAULT_SEPARATOR, Post, excerpt_of, read_post, render_excerpt, render_text

FOLD_ID = "working-notes-fold"
END_ID = "working-notes-end"  # where the home page says “Read on”

PLAIN_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1.125rem/1.6 Georgia, serif;
  background: light-dark(#fff, #191817); color: light-dark(#222, #ece7dd); overflow-wrap: break-word; }
h1 { font-size: 1.8rem; line-height: 1.2; } h2 { font-size: 1.35rem; line-height: 1.3; }
a { color: light-dark(#1d4f91, #8db8f0); } h1 a { color: inherit; text-decoration: none; }
pre { overflow: auto; } img { max-width: 100%; height: auto; } table { border-collapse: collapse; }
th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid #8a8170; }
pre .c, pre .c1, pre .cm { color: light-dark(#6b6357, #b0a898); font-style: italic; }
pre .k, pre .kd, pre .kn, pre .kr, pre .nt { color: light-dark(#8a2f5b, #e6a3c4); }
pre .s, pre .s1, pre .s2, pre .sh, pre .na { color: light-dark(#2d6a3e, #9fd3ad); }
pre .mi, pre .mf, pre .nb, pre .nf, pre .nc { color: light-dark(#1d4f91, #8db8f0); }
.day { color: light-dark(#6b6357, #b0a898); font-size: 0.9rem; }
"""
OWN_STYLE = f"""
#{FOLD_ID} {{ display: flex; gap: 0.8em; align-items: center; margin: 1.2em 0; opacity: 0.75;
  font: 500 12px/1.3 system-ui, sans-serif; }}
#{FOLD_ID}::before {{ content: "Fold · the home page stops here"; }}
#{FOLD_ID}::after {{ content: ""; flex: 1; border-top: 1.5px dashed; }}
.working-notes-box {{ display: inline-block; padding: 0.4em 0.8em; border: 1px solid #8a8170;
  font: 13px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; white-space: normal; }}
"""


class View(StrEnum):
    """Where the post is seen."""

    POST = "post"
    HOME = "home"
    FEED = "feed"
    SHARED = "shared"
    BUILT = "built"


@dataclass(frozen=True, slots=True)
class Place:
    """The section at hand."""

    position: int  # 0 is the intro
    name: str
    fragment: str  # the id of its heading in the frame; empty where it has none


@dataclass(frozen=True, slots=True)
class Preview:
    """What stands around the frame. card: in the view of search and sharing only, which has no frame."""

    title: str
    view: View
    places: tuple[Place, ...]  # every section
    place: Place | None  # the one at hand; None where none was
    look: Look | None  # of the views that wear it
    host: str  # of the published blog, whose look can be fetched; empty where there is no need or no address
    notes: tuple[str, ...]
    card: Card | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame shows. html: not sanitised yet. sheets: addresses, all `data:`. read_on: is there more?"""

    title: str
    day_words: str
    html: str
    sheets: tuple[tuple[str, str], ...]  # address and media
    page: BuiltPage
    entry: Entry | None
    view: View
    read_on: bool
    address: str  # of the page on the blog


def read_preview(site: Blog, draft: Draft, folder: Path, today: date, view: View, section: int | None) -> Preview:
    """Read what stands around the frame. Writes nothing.

    folder: of the data. section: the position of the section at hand.
    """
    post = read_post(site, draft, today)
    places = _places(site, draft, post, view)
    card = make_card(site, post) if view is View.SHARED else None
    look = _look(site, post, folder, today) if view in (View.POST, View.HOME) else None
    return Preview(
        title=post.title,
        view=view,
        places=places,
        place=next((place for place in places if place.position == section), None),
        look=look,
        host="" if look is None or look.is_local else urlsplit(site.config.url).hostname or "",
        notes=card.notes if card else _notes(site, post, view),
        card=card,
    )


def read_frame(site: Blog, draft: Draft, folder: Path, today: date, view: View, budget: Budget) -> Frame:
    """Read the page inside the frame. budget: what its sheets take is taken off."""
    post = read_post(site, draft, today)
    look = _look(site, post, folder, today)
    entry = make_entry(site, post) if view is View.FEED else None
    worn = look.sheets if look.is_own and entry is None else (Sheet(PLAIN_STYLE),)
    sheets = tuple((_sheet_address(sheet.css), sheet.media) for sheet in (*worn, Sheet(OWN_STYLE)))
    budget.take(sum(len(address) for address, _ in sheets))
    return Frame(
        title=post.title,
        day_words=describe_day(post.moment.date(), today) if post.moment else "",
        html=_html(site, post, view, entry),
        sheets=sheets,
        page=look.page,
        entry=entry,
        view=view,
        read_on=view is View.HOME and post.is_cut,
        address=_home(site) if view is View.HOME else post.address,
    )


def read_card_picture(site: Blog, draft: Draft) -> Picture:
    """Read the picture that the front matter names for sharing."""
    return read_picture(site, image_of(read_post(site, draft)), _home(site))


def _home(site: Blog) -> str:
    return f"{site.config.baseurl}/"


def _look(site: Blog, post: Post, folder: Path, today: date) -> Look:
    layout = str(post.values.get("layout") or "")
    kept = read_look(folder, site.config.url + site.config.baseurl)
    return find_look(site, layout, today, kept, Budget(MOST_STYLE_BYTES))


def _sheet_address(css: str) -> str:
    return data_address(css, "text/css;charset=utf-8")


def _html(site: Blog, post: Post, view: View, entry: Entry | None) -> str:
    if entry is not None:
        return entry.html
    config = replace(site.config.markdown, colours=True)
    people = blog.mention_base(site.config, {} if view is View.HOME else post.values)
    if view is View.HOME:
        return box_embeds(render_excerpt(post, config, people))
    rendered = box_embeds(render_text(post, post.body, config, people))
    if not post.separator.startswith("<!--"):
        return rendered
    return rendered.replace(post.separator, f'<span id="{FOLD_ID}"></span>', 1)


def _places(site: Blog, draft: Draft, post: Post, view: View) -> tuple[Place, ...]:
    shown = excerpt_of(post.body, post.separator) if view is View.HOME else post.body
    taken = [""] * sum(heading.level == draft.level for heading in markdown.headings(post.taken_heading))
    ids = ["", *taken, *markdown.heading_ids(post.fill(shown).text, site.config.markdown, draft.level)]
    found = sections.split(draft.text, site.config.excerpt_separator, draft.level).sections
    return tuple(
        Place(at, section.heading or "Intro", ids[at] if at < len(ids) else END_ID) for at, section in enumerate(found)
    )


def _notes(site: Blog, post: Post, view: View) -> tuple[str, ...]:
    shown = excerpt_of(post.body, post.separator) if view is View.HOME else post.body
    return _notes_of_view(site, post, view) + find_differences(site, post, shown)


def _notes_of_view(site: Blog, post: Post, view: View) -> tuple[str, ...]:
    if view is View.FEED:
        return make_entry(site, post).notes
    if view is not View.HOME or post.is_cut:
        return ()
    if post.separator == DEFAULT_SEPARATOR:
        return ("The post is one paragraph, so the home page shows all of it.",)
    return ("There is no fold, so the home page shows the whole post.",)
