"""Bookmark files in the form that Netscape gave them: of browsers, linkding, Pinboard, Raindrop, and ours.

Source: https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85);
TAGS, TOREAD and PRIVATE as Pinboard and linkding write them (github.com/sissbruecker/linkding,
bookmarks/services/exporter.py: notes in `[linkding-notes]`, archived ones with the tag `linkding:archived`).
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from webapp.bookmarks import entries
from webapp.bookmarks.entries import Entry
from webapp.bookmarks.markup import Token, tokens_of
from webapp.bookmarks.values import FiledLink

NAME = "a bookmark file (HTML)"
ARCHIVED = "linkding:archived"
DEEPEST = 20  # folders above a link that become tags
HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
"""

# The folders that every browser has, which say nothing of what is in them.
_ROOTS = frozenset(
    {
        "bookmarks",
        "bookmarks bar",
        "bookmarks menu",
        "bookmarks toolbar",
        "favorites",
        "favorites bar",
        "favourites",
        "favourites bar",
        "imported",
        "mobile bookmarks",
        "other bookmarks",
        "other favorites",
        "unsorted",
        "unsorted bookmarks",
    }
)
_ROOT_MARKS = ("personal_toolbar_folder", "unfiled_bookmarks_folder")
_NOTES = re.compile(r"\[linkding-notes\](.*?)(?:\[/linkding-notes\]|\Z)", re.DOTALL)


def is_bookmark_file(text: str) -> bool:
    """Tell whether this is such a file, by its first line or its lists."""
    return bool(re.match(r"\s*<!doctype\s+netscape-bookmark", text, re.IGNORECASE) or re.search(r"<dl\b", text, re.I))


def read(text: str) -> Iterator[Entry]:
    """Read the entries; folders become tags."""
    reader = _Reader()
    for token in tokens_of(text):
        yield from reader.take(token)
    yield from reader.finish()


@dataclass(slots=True)
class _Reader:
    """Where the reading stands: the folders above, and the entry that is not finished."""

    folders: list[str] = field(default_factory=list)  # from the outermost; empty for one that says nothing
    coming: str = ""  # the name of the folder whose list comes next
    begun: Token | None = None
    above: tuple[str, ...] = ()  # the folders of the entry that was begun
    title: str = ""
    description: str = ""
    reads: str = ""  # what text belongs to now: title, description, folder, or nothing

    def take(self, token: Token) -> Iterator[Entry]:
        """Take the next tag or text, and answer the entry that it ends."""
        if not token.name:
            self._read(token.text)
        elif token.name in ("br", "p"):
            self._read("\n")
        elif token.name in ("dl", "dt", "a", "h3", "dd") and not (token.name in ("a", "h3") and token.is_end):
            if token.name != "dd":
                yield from self.finish()
            self._turn(token)
        elif token.is_end and token.name in ("a", "h3") and self.reads != "description":
            self.reads = ""

    def _turn(self, token: Token) -> None:
        self.reads = ""
        if token.name == "dl":
            self._enter_or_leave(token)
        elif token.name == "h3":
            self.coming, self.reads = "", "folder"
            if any(name in token.values() for name in _ROOT_MARKS):
                self.reads = ""
        elif token.name == "a":
            self.begun, self.title, self.description, self.reads = token, "", "", "title"
            self.above = tuple(name for name in self.folders[-DEEPEST:] if name)
        elif token.name == "dd" and not token.is_end and self.begun:
            self.reads = "description"

    def _enter_or_leave(self, token: Token) -> None:
        if token.is_end:
            del self.folders[-1:]
            return
        name = entries.line(self.coming)
        self.folders.append("" if name.casefold() in _ROOTS else name)
        self.coming = ""

    def _read(self, text: str) -> None:
        if self.reads == "title":
            self.title += text
        elif self.reads == "description":
            self.description += text
        elif self.reads == "folder":
            self.coming += text

    def finish(self) -> Iterator[Entry]:
        """Answer the entry that was begun."""
        if self.begun is not None:
            yield _entry(self.begun, self.title, self.description, self.above)
        self.begun = None


def _entry(token: Token, title: str, description: str, folders: Iterable[str]) -> Entry:
    given = token.values()
    tags = [tag.strip() for tag in given.get("tags", "").split(",")]
    text, notes = _NOTES.sub("", description), _NOTES.findall(description)
    saved_at = entries.moment(given.get("add_date"))
    own = notes or [text]  # without linkding's mark the author may have written it, and it is kept as a note
    return Entry(
        place=f"line {token.line}",
        address=given.get("href"),
        title=title,
        description=text if notes else "",
        tags=[tag for tag in (*tags, *folders) if tag != ARCHIVED],
        notes=[note for each in own for note in entries.note(each, saved_at)],
        saved_at=saved_at,
        state=_state(given.get("toread"), ARCHIVED in tags),
    )


def _state(to_read: str | None, is_archived: bool) -> str:
    if to_read in ("1", "yes", "true"):
        return "done" if is_archived else "unread"
    return "" if to_read is None else "done"


def dump(links: Iterable[FiledLink]) -> Iterator[str]:
    """Write links as such a file: address, title, when it was saved, tags, state, and the notes as one text."""
    yield HEAD
    for link in links:
        yield _line(link)
        if link.notes:
            notes = "\n\n".join(note.text for note in link.notes)
            yield f"<DD>{html.escape(notes, quote=False)}\n"
    yield "</DL><p>\n"


def _line(link: FiledLink) -> str:
    values = {
        "HREF": link.address,
        "ADD_DATE": str(int(link.saved_at.timestamp())) if link.saved_at else "",
        "PRIVATE": "1",
        "TOREAD": "0" if link.state == "done" else "1",
        "TAGS": ",".join(tag.replace(",", " ") for tag in link.tags),
    }
    written = " ".join(f'{name}="{html.escape(value)}"' for name, value in values.items() if value)
    return f"<DT><A {written}>{html.escape(link.title, quote=False)}</A>\n"
