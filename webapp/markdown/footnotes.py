"""Footnotes: the number in the text, and the list at the end with its way back.

Source: kramdown syntax, "Footnotes"; options `footnote_nr`, `footnote_backlink`; roles of the DPUB-ARIA 1.0 module.
"""

from collections.abc import Callable
from dataclasses import dataclass

from webapp.markdown.document import Document
from webapp.markdown.nodes import Node, copy_with

_BACK = "\u21a9"
_NO_BREAK_SPACE = "\u00a0"


@dataclass(slots=True)
class _Note:
    name: str
    number: int
    repeats: int = 0


class Footnotes:
    """Numbers the footnotes in the order of their first reference."""

    def __init__(self, document: Document, write: Callable[[Node, int], str]) -> None:
        self._document = document
        self._write = write
        self._notes: dict[str, _Note] = {}

    def reference(self, name: str) -> str:
        note = self._notes.get(name)
        suffix = ""
        if note:
            note.repeats += 1
            suffix = f":{note.repeats}"
        else:
            note = _Note(name, self._document.config.footnote_nr + len(self._notes))
            self._notes[name] = note
        return (
            f'<sup id="fnref:{name}{suffix}" role="doc-noteref"><a href="#fn:{name}" class="footnote" '
            f'rel="footnote">{note.number}</a></sup>'
        )

    def section(self) -> str:
        """The list of all footnotes that were referred to; those in footnotes come behind."""
        written: list[str] = []
        while len(written) < len(self._notes):
            written.append(self._item(list(self._notes.values())[len(written)]))
        if not written:
            return ""
        first = self._document.config.footnote_nr
        start = f' start="{first}"' if first != 1 else ""
        items = "".join(written)
        return f'<div class="footnotes" role="doc-endnotes">\n  <ol{start}>\n{items}  </ol>\n</div>\n'

    def _item(self, note: _Note) -> str:
        content = self._document.footnotes[note.name].content
        item = Node("list_item", "li", 0, attrs={"id": f"fn:{note.name}", "role": "doc-endnote"})
        item.children = list(content.children)
        gap = _NO_BREAK_SPACE
        if not item.children or item.children[-1].type != "paragraph":
            item.children.append(Node("paragraph", "p", 0))
            gap = ""
        last = item.children[-1]
        way_back = Node("footnote_back", "", 0, category="span")
        item.children[-1] = copy_with(last, [*last.children, way_back])
        return self._write_with_way_back(item, way_back, note, gap)

    def _write_with_way_back(self, item: Node, way_back: Node, note: _Note, gap: str) -> str:
        """The way back is written last: the footnote may refer to itself."""
        way_back.type, way_back.info = "raw", "html"
        way_back.content = self._links_back(note, gap)
        return self._write(item, 4)

    def _links_back(self, note: _Note, gap: str) -> str:
        def link(suffix: str, words: str) -> str:
            return f'<a href="#fnref:{note.name}{suffix}" class="reversefootnote" role="doc-backlink">{words}</a>'

        repeats = (
            f"{_NO_BREAK_SPACE}{link(f':{number}', f'{_BACK}<sup>{number + 1}</sup>')}"
            for number in range(1, note.repeats + 1)
        )
        return gap + link("", _BACK) + "".join(repeats)
