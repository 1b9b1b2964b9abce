"""Footnotes: the number in the text, and the list at the end with its way back.

Source: kramdown syntax, "Footnotes"; options `footnote_nr`, `footnote_backlink`; roles of the DPUB-ARIA 1.0 module.
"""

from collections.abc import Callable
from dataclasses import dataclass

from webapp.markdown.document import Document
from webapp.markdown.escaping import escape_text, write_entity
from webapp.markdown.nodes import Node, copy_with

_NO_BREAK_SPACE = "\u00a0"


@dataclass(slots=True)
class _Note:
    key: str
    name: str
    number: int
    repeats: int = 0


class Footnotes:
    """Numbers the footnotes in the order of their first reference."""

    def __init__(self, document: Document, write: Callable[[Node, int], str]) -> None:
        self._document = document
        self._write = write
        self._notes: dict[str, _Note] = {}
        self._space = write_entity(_NO_BREAK_SPACE, document.config.entity_output)

    def reference(self, key: str) -> str:
        """The number in the text. key: the footnote's name in the post."""
        name = self._document.config.footnote_prefix + key
        note = self._notes.get(name)
        suffix = ""
        if note:
            note.repeats += 1
            suffix = f":{note.repeats}"
        else:
            note = _Note(key, name, self._document.config.footnote_nr + len(self._notes))
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

    def trees(self) -> list[Node]:
        """The insides of the footnotes that were referred to, in their order."""
        return [self._document.footnotes[note.key].content for note in self._notes.values()]

    def _item(self, note: _Note) -> str:
        content = self._document.footnotes[note.key].content
        item = Node("list_item", "li", 0, attrs={"id": f"fn:{note.name}", "role": "doc-endnote"})
        item.children = list(content.children)
        way_back = Node("raw", "", 0, info="html", category="span")
        has_words = self._append(item, way_back)
        if not has_words:
            item.children.append(Node("paragraph", "p", 0, children=[way_back]))
        return self._write_with_way_back(item, way_back, note, self._space if has_words else "")

    def _append(self, node: Node, way_back: Node) -> bool:
        """Put the way back behind the last words; not where the footnote does not end in a paragraph.

        With `footnote_backlink_inline` the paragraph, or a heading, may also lie inside the last block.
        """
        last = node.children[-1] if node.children else None
        if last is None:
            return False
        is_inline = self._document.config.footnote_backlink_inline
        node.children[-1] = copied = copy_with(last, list(last.children))
        if last.type == "paragraph" or (is_inline and last.type == "heading"):
            copied.children.append(way_back)
            return True
        return is_inline and self._append(copied, way_back)

    def _write_with_way_back(self, item: Node, way_back: Node, note: _Note, gap: str) -> str:
        """The way back is written last: the footnote may refer to itself."""
        way_back.content = self._links_back(note, gap)
        return self._write(item, 4)

    def _links_back(self, note: _Note, gap: str) -> str:
        words = escape_text(self._document.config.footnote_backlink)
        if not words:
            return ""

        def link(suffix: str, words: str) -> str:
            return f'<a href="#fnref:{note.name}{suffix}" class="reversefootnote" role="doc-backlink">{words}</a>'

        repeats = (
            f"{self._space}{link(f':{number}', f'{words}<sup>{number + 1}</sup>')}"
            for number in range(1, note.repeats + 1)
        )
        return gap + link("", words) + "".join(repeats)
