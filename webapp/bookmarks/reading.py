"""Reading a file of links: which program wrote it is told by what stands in it, never by its name."""

import codecs
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from webapp.bookmarks import (
    instapaper,
    karakeep,
    linkding,
    netscape,
    own,
    pinboard,
    plain,
    pocket,
    raindrop,
    reader,
    tables,
    wallabag,
)
from webapp.bookmarks.entries import Entry, counted, link_of
from webapp.bookmarks.objects import Object, load, objects_of
from webapp.bookmarks.tables import Row, rows_of
from webapp.bookmarks.values import Filed, FiledLink, Skipped
from webapp.errors import ImportUnreadableError

MOST_BYTES = 50_000_000

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_JSON = re.compile(r"\s*(?:\{\s*(?:\"|\}|\Z)|\[\s*(?:[{\]]|\Z))")
_MARKUP = re.compile(r"\s*<(?:!doctype|!--|\?xml|[a-zA-Z])", re.IGNORECASE)

_TABLES: tuple[tuple[frozenset[str], str, Callable[[Row], Entry]], ...] = (
    (pocket.COLUMNS, pocket.NAME, pocket.read_row),
    (instapaper.COLUMNS, instapaper.NAME, instapaper.read_row),
    (reader.COLUMNS, reader.NAME, reader.read_row),
    (raindrop.COLUMNS, raindrop.NAME, raindrop.read_row),
    (frozenset({"url"}), raindrop.TABLE_NAME, raindrop.read_row),
)
_OBJECTS: tuple[tuple[frozenset[str], str, Callable[[str, Object], Entry]], ...] = (
    (frozenset({"href", "description"}), pinboard.NAME, pinboard.read_object),
    (frozenset({"url", "tag_names"}), linkding.NAME, linkding.read_object),
    (frozenset({"url", "is_archived"}), wallabag.NAME, wallabag.read_object),
)
_LISTS: tuple[tuple[str, str, Callable[[str, Object], Entry]], ...] = (
    ("bookmarks", karakeep.NAME, karakeep.read_object),
    ("results", linkding.NAME, linkding.read_object),
)


def parse(content: bytes) -> Filed:
    """Read a whole file of links.

    What can't be saved of it is told in `skipped`. Raises ImportUnreadableError where the file itself is broken, is
    no text, or holds no link at all.
    """
    text = _decoded(content)
    program, entries = _entries_of(text)
    links: list[FiledLink] = []
    skipped: list[Skipped] = []
    for entry in counted(entries):
        found = link_of(entry)
        if isinstance(found, FiledLink):
            links.append(found)
        else:
            skipped.append(found)
    if not links and not skipped:
        raise ImportUnreadableError("No link was found, from line 1 to the end. Nothing was imported.", line=1)
    return Filed(program, tuple(links), tuple(skipped))


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise ImportUnreadableError(
            f"The file is larger than {MOST_BYTES // 1_000_000} MB, so not even line 1 was read. Divide it.", line=1
        )
    mark, name = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", "utf-8"))
    try:
        text = content[len(mark) :].decode(name)
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # of older browsers
    if "\0" in text:
        line = 1 + text.count("\n", 0, text.index("\0"))
        raise ImportUnreadableError(f"This is no text (line {line}), so nothing was imported.", line=line)
    return text


def _entries_of(text: str) -> tuple[str, Iterator[Entry]]:
    if _MARKUP.match(text):
        if netscape.is_bookmark_file(text):
            return netscape.NAME, netscape.read(text)
        return (pocket.NAME if "time_added=" in text else pocket.HTML_NAME), pocket.read_html(text)
    if _JSON.match(text):
        return _entries_of_json(load(text))
    columns = tables.columns_of(text.lstrip())
    for known, program, read_row in _TABLES:
        if known <= columns and len(columns) > 1:
            return program, map(read_row, rows_of(text))
    return plain.NAME, plain.read(text)


def _entries_of_json(found: Any) -> tuple[str, Iterator[Entry]]:
    if isinstance(found, list):
        return _entries_of_list(found)
    if found.get("format") == own.FORMAT:
        _refuse_newer(found)
        return own.NAME, _read_all(found.get("links"), own.read_object)
    for name, program, read_object in _LISTS:
        if isinstance(found.get(name), list):
            return program, _read_all(found[name], read_object)
    raise _unknown()


def _entries_of_list(found: list[Any]) -> tuple[str, Iterator[Entry]]:
    if found and all(isinstance(each, dict) and isinstance(each.get("results"), list) for each in found):
        pages = chain.from_iterable(each["results"] for each in found)  # of linkding's interface, one behind the other
        return linkding.NAME, _read_all(list(pages), linkding.read_object)
    names = next((frozenset(each) for each in found if isinstance(each, dict) and each), frozenset[str]())
    for known, program, read_object in _OBJECTS:
        if known <= names:
            return program, _read_all(found, read_object)
    raise _unknown()


def _read_all(found: object, read_object: Callable[[str, Object], Entry]) -> Iterator[Entry]:
    return (read_object(place, given) for place, given in objects_of(found))


def _refuse_newer(found: Object) -> None:
    if found.get("version") != own.VERSION:
        raise ImportUnreadableError(
            "This file was written by a newer version of Working Notes (line 1). Nothing was imported.", line=1
        )


def _unknown() -> ImportUnreadableError:
    return ImportUnreadableError(
        "This is JSON, but of no program that is known here: what stands on line 1 is new. Nothing was imported. "
        "Most programs also export bookmarks as HTML, which can be read.",
        line=1,
    )
