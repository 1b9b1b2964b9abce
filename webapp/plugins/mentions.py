"""Names of people, written `@name`, become links to their pages; not in code, links, scripts and styles.

Source: jekyll-mentions 1.6 (README), html-pipeline 2.14, "MentionFilter"; their own work is in tests/cases/plugins.txt.
"""

import re
from html import escape

DEFAULT_BASE = "https://github.com"
# A comment, a tag, whose attributes hold no `<` and `>` where Markdown wrote them, or the text up to the next of these.
_PIECE = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>|[^<]+|<", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_LEFT_ALONE = frozenset(["pre", "code", "a", "style", "script"])
# Behind the name stands no `/`, and no dot that a word follows; a word is of ASCII, as in Ruby.
_MENTION = re.compile(r"(^|\W)@(\w[\w-]*+)(?!/)(?=\.+\W|\.+$|[^.\w]|$)", re.ASCII | re.MULTILINE)
_NOBODY = frozenset(["mention", "mentions", "mentioned", "mentioning"])


def link_mentions(html: str, base: str = DEFAULT_BASE) -> str:
    """Make links of the names in a page. base: the address that names are added to."""
    if "@" not in html:
        return html
    start = base if base.endswith(("/", "~")) else f"{base}/"
    written, inside = [], 0
    for piece in _PIECE.findall(html):
        if piece[0] == "<":
            inside = max(inside + _step(piece), 0)
            written.append(piece)
        else:
            written.append(piece if inside else _MENTION.sub(lambda match: _link(match, start), piece))
    return "".join(written)


def _step(tag: str) -> int:
    """1 where an element begins whose text is left alone, -1 where one ends."""
    match = _TAG.match(tag)
    if match is None or match[2].lower() not in _LEFT_ALONE or tag.endswith("/>"):
        return 0
    return -1 if match[1] else 1


def _link(match: re.Match[str], start: str) -> str:
    before, name = match.groups()
    if name.lower() in _NOBODY:
        return match[0]
    return f'{before}<a href="{escape(start + name)}" class="user-mention">@{name}</a>'
