"""A built page that loads nothing: its sheets, pictures and fonts are inside as `data:`, its scripts are gone.

Source: HTML Living Standard, 4.2.4 (link), 4.8.4 (srcset), 4.12.1 (script). What this does not see, the policy of the
page that shows it stops.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from webapp.looks.sheets import Budget, Reader, data_address, kind_of, stand_alone

BOX = '<span style="display:inline-block;padding:.4em .8em;border:1px solid;font:13px/1.5 sans-serif">{}</span>'
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_GONE = {"script", "iframe", "object", "template", "audio", "video", "canvas", "portal"}  # with all that is in them
_NAMED = {
    "iframe": "A frame",
    "object": "Something embedded",
    "audio": "A sound",
    "video": "A film",
    "embed": "A plug-in",
}
_DROPPED = {"base", "embed", "param", "source", "track"}
_LOADING = {"srcset", "sizes", "imagesizes", "imagesrcset", "ping", "autofocus", "formaction", "background", "poster"}
Attributes = Sequence[tuple[str, str | None]]


def stand_page_alone(page: str, address: str, read: Reader, budget: Budget) -> str:
    """Write everything that a page loads into it, as far as the budget goes, and take out what would run.

    address: of the page, which its own addresses are relative to. read: answers None for what may not or can't be had;
    then the name of a picture stands in its place, in a box.
    """
    writer = _Writer(address, read, budget)
    writer.feed(_COMMENT.sub("", page))
    writer.close()
    return "".join(writer.written)


class _Writer(HTMLParser):
    """Copies a page; `written` grows."""

    def __init__(self, address: str, read: Reader, budget: Budget) -> None:
        super().__init__(convert_charrefs=False)
        self.address, self.read, self.budget = address, read, budget
        self.written: list[str] = []
        self._inside: list[str] = []  # of what is gone, the outermost first
        self._style: list[str] | None = None  # the sheet that is being read

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = {name: value or "" for name, value in attrs}
        if not self._inside and tag in _NAMED:
            self._box(f"{_NAMED[tag]}, not loaded: {values.get('src') or values.get('data') or 'no address'}")
        if tag in _GONE:
            self._inside.append(tag)
        elif not self._inside and tag not in _DROPPED:
            self._write_tag(tag, values, attrs)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        count = len(self.written)
        self.handle_starttag(tag, attrs)
        if tag in _GONE:
            self.handle_endtag(tag)
        elif len(self.written) > count and self.written[-1].startswith(f"<{tag}"):
            self.written[-1] = f"{self.written[-1][:-1]}/>"  # which ends an element of SVG

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            del self._inside[self._inside.index(tag) :]
        elif not self._inside and tag not in _GONE:
            if tag == "style" and self._style is not None:
                css = "".join(self._style)
                self._style = None
                self.written.append(stand_alone(css, self.address, self.read, self.budget))
            self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._style is not None:
            self._style.append(data)
        elif not self._inside:
            self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self.written.append(f"<!{decl}>")

    def _write_tag(self, tag: str, values: Mapping[str, str], attrs: Attributes) -> None:
        if tag == "link":
            self._write_link(values)
        elif tag == "img":
            self._write_image(values, attrs)
        elif tag == "meta" and "http-equiv" in values:
            return
        else:
            self.written.append(_tag(tag, self._harmless(tag, attrs)))
        if tag == "style":
            self._style = []

    def _write_link(self, values: Mapping[str, str]) -> None:
        """A sheet, with all that it loads; what is no sheet is left out."""
        kinds = values.get("rel", "").lower().split()
        if "stylesheet" not in kinds or "alternate" in kinds:
            return
        found = _joined(self.address, values.get("href", ""))
        content = self.read(found) if found else None
        if content is not None and self.budget.take(len(content)):
            css = stand_alone(content.decode("utf-8", "replace"), found, self.read, self.budget)
            named = [("rel", "stylesheet"), ("href", data_address(css, "text/css;charset=utf-8"))]
            self.written.append(_tag("link", [*named, *([("media", values["media"])] if values.get("media") else [])]))

    def _write_image(self, values: Mapping[str, str], attrs: Attributes) -> None:
        source = values.get("src", "")
        found = _joined(self.address, source)
        if source.startswith("data:"):
            self.written.append(_tag("img", self._harmless("img", attrs)))
            return
        content = self.read(found) if found else None
        written = data_address(content, kind_of(found)) if content is not None else ""
        if content is None or not self.budget.take(len(written)):
            reason = "not in the built site" if content is None else "too large for the preview"
            self._box(f"{values.get('alt') or source or 'A picture'} ({reason})")
            return
        kept = [pair for pair in self._harmless("img", attrs) if pair[0] not in ("src", "loading")]
        self.written.append(_tag("img", [("src", written), *kept]))

    def _harmless(self, tag: str, attrs: Attributes) -> list[tuple[str, str | None]]:
        """Attributes that run and load nothing."""
        kept = []
        for name, value in attrs:
            if (
                name.startswith("on")
                or name in _LOADING
                or (name == "src" and tag != "img")
                or not _NAME.fullmatch(name)
            ):
                continue
            if name in ("href", "xlink:href", "action") and (value or "").strip().lower().startswith("javascript:"):
                continue
            is_style = name == "style" and value and "url(" in value.lower()
            kept.append(
                (name, stand_alone(value, self.address, self.read, self.budget) if is_style and value else value)
            )
        return kept

    def _box(self, words: str) -> None:
        self.written.append(BOX.format(escape(words)))


_NAME = re.compile(r"[^\s\"'<>/=]+")


def _tag(tag: str, attrs: Attributes) -> str:
    written = (f' {name}="{escape(value)}"' if value is not None else f" {name}" for name, value in attrs)
    return f"<{tag}{''.join(written)}>"


def _joined(base: str, address: str) -> str:
    """The whole address, without its fragment and question; empty where it is none."""
    try:
        parts = urlsplit(urljoin(base, address))
    except ValueError:
        return ""
    return parts._replace(query="", fragment="").geturl() if address else ""
