"""Ids of headings.

Source: kramdown-parser-gfm (GitHub's form: letters, marks, digits, `_`, `-`, blanks to `-`, repeats numbered from 1);
kramdown, "Automatic Generation of Header IDs", for those inside HTML and footnotes.
"""

import re
import unicodedata
from collections import Counter

from webapp.markdown.config import Config
from webapp.markdown.nodes import Node

_PLAIN = re.compile(r"[^A-Za-z0-9_\- \t]")
_QUOTES = {"lsquo": "\u2018", "rsquo": "\u2019", "ldquo": "\u201c", "rdquo": "\u201d"}


class HeadingIds:
    """Gives each heading without an id one that no other has."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._seen: Counter[str] = Counter()
        self._seen_inside: Counter[str] = Counter()

    def assign(self, node: Node, inside: bool = False) -> None:
        """Go through the tree. inside: within HTML or a footnote."""
        for child in node.children:
            if child.type == "heading":
                if "id" not in child.attrs:
                    child.attrs["id"] = self._config.auto_id_prefix + self._name(child, inside)
            elif child.category == "block":
                self.assign(child, inside or child.type == "html")

    def _name(self, heading: Node, inside: bool) -> str:
        if self._config.gfm:
            return self._old(heading_text(heading)) if inside else self._new(heading_text(heading))
        return self._old(text_only(heading) if self._config.auto_id_stripping else heading.content)

    def _new(self, text: str) -> str:
        name = slug(text)
        self._seen[name] += 1
        return f"{name}-{self._seen[name] - 1}" if self._seen[name] > 1 else name

    def _old(self, text: str) -> str:
        stripped = re.sub(r"^[^a-zA-Z]+", "", text, flags=re.MULTILINE)
        name = re.sub(r"[^a-zA-Z0-9 -]", "", stripped).replace(" ", "-").lower() or "section"
        self._seen_inside[name] += 1
        return f"{name}-{self._seen_inside[name] - 1}" if self._seen_inside[name] > 1 else name


def slug(text: str) -> str:
    """A heading's text as an id, without a number."""
    kept = _PLAIN.sub(lambda match: match[0] if _is_word(match[0]) else "", text.lower())
    return kept.replace(" ", "-").replace("\t", "-")


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc")


def heading_text(node: Node) -> str:
    """What a heading's id is made of."""
    if node.type in ("text", "code_span", "math", "symbol"):
        return node.content
    if node.type == "entity":
        return node.info
    if node.type == "quote_mark":
        return typographic_quote(node)
    return "".join(heading_text(child) for child in node.children)


def text_only(node: Node) -> str:
    """The plain text of a heading, without quotes, code and whatever else is marked."""
    return node.content if node.type == "text" else "".join(map(text_only, node.children))


def typographic_quote(node: Node) -> str:
    """The character of a quote mark."""
    return _QUOTES[node.info]
