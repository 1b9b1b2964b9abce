"""What a post defines in one place and uses in another: links, footnotes, abbreviations, as the engine reads them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.line_endings import split_lines, with_endings
from webapp.markdown.blocks.definitions import link_key
from webapp.markdown.document import Document
from webapp.markdown.engine import read_blocks_of, write_with
from webapp.markdown.nodes import Node

_DEFINED = re.compile(r"\[\^?([^\]\n]+)\]:")
_WRITTEN = {"link": "[{}]", "footnote": "[^{}]", "abbreviation": "*[{}]"}


@dataclass(frozen=True, slots=True)
class Definition:
    """What defines a name; where one is defined twice, the one that holds.

    kind: `link`, `footnote` or `abbreviation`. name: that of a link in lower case.
    text: all of its lines, with line feeds; empty for one inside a list or a quote, which are not its own lines.
    """

    kind: str
    name: str
    text: str

    @property
    def written(self) -> str:
        """The name with its marks: `[name]`, `[^name]`, `*[name]`."""
        return _WRITTEN[self.kind].format(self.name)


def definitions(text: str) -> list[Definition]:
    """List what a text defines, in the order of its lines; those inside lists and quotes come first."""
    reading, lines = read_blocks_of(text), split_lines(with_endings(text, "\n"))
    spans = dict(_spans(reading.root))
    found = [(spans.get(id(end), (0, 0)), kind, name) for kind, name, end in _ends(reading.document)]
    return [Definition(kind, name, "".join(lines[slice(*span)]).rstrip()) for span, kind, name in sorted(found)]


def repeated_meanings(text: str) -> dict[str, str]:
    """Say what the names stand for that may be defined more than once: the last definition holds.

    By name with its marks: of a link its address and title, of anything else its lines.
    """
    names = Counter(link_key(name) for name in _DEFINED.findall(text))
    repeated = {name for name, times in names.items() if times > 1}
    if not repeated:
        return {}
    links = read_blocks_of(text).document.links
    found = {each.written: each.text for each in definitions(text)}
    found |= {_WRITTEN["link"].format(name): f"{link.address} {link.title}" for name, link in links.items()}
    return {written: meaning for written, meaning in found.items() if link_key(written.strip("*[^]")) in repeated}


def find_needed(source: str, whole: str) -> list[Definition]:
    """Find what of a post's definitions a part of it needs: without one of them it would read otherwise.

    A footnote that is needed needs what it mentions itself.
    """
    found = definitions(whole)
    said = link_key("\n".join([source, *(each.text.partition(":")[2] for each in found)]))
    complete = write_with(source, read_blocks_of(whole).document)
    return [
        each
        for each in found
        if (link_key(each.name) in said or not each.text) and _write_without(source, whole, each) != complete
    ]


def _write_without(source: str, whole: str, definition: Definition) -> str:
    document = read_blocks_of(whole).document  # anew: writing reads the footnotes in it
    if definition.kind == "link":
        del document.links[definition.name]
    elif definition.kind == "footnote":
        del document.footnotes[definition.name]
    else:
        del document.abbreviations[definition.name]
    return write_with(source, document)


def _ends(document: Document) -> Iterator[tuple[str, str, Node]]:
    """Kind and name of what holds, and the node that its lines left behind."""
    yield from (("link", name, link.end) for name, link in document.links.items())
    yield from (("footnote", name, footnote.end) for name, footnote in document.footnotes.items())
    yield from (("abbreviation", name, end) for name, (_, end) in document.abbreviations.items())


def _spans(root: Node) -> Iterator[tuple[int, tuple[int, int]]]:
    """The lines of each definition at the top level, with a `{: }` right below it, by the node it left behind."""
    for number, node in enumerate(root.children):
        if node.type != "end" or not node.map:
            continue
        below = root.children[number + 1] if number + 1 < len(root.children) else node
        has_attributes = below.type == "end" and below.info == "attributes" and below.map and node.attributes
        yield id(node), (node.map[0], below.map[1] if has_attributes and below.map else node.map[1])
