"""HTML from Markdown, made safe to stand inside the app's own pages.

What a post needs stays: headings, lists, tables, code with its classes, footnotes with their ids. Everything active
goes: scripts, frames, forms, styles, event attributes, `hx-*`, `data-*`, foreign classes and roles.
Source: HTML Living Standard, 4 and 7.2.2.3 (named access, "DOM clobbering"); ammonia's documentation (docs.rs/ammonia).
"""

import re
from collections.abc import Callable

import nh3

_SCHEMES = {"http", "https", "mailto"}

_TAGS = """
    a abbr acronym article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn
    div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd li main mark nav ol p
    pre q rb rp rt rtc ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time
    tr tt u ul var wbr
"""
_REMOVED_WHOLE = frozenset(
    (
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "noscript",
        "template",
        "textarea",
        "select",
        "svg",
        "math",
        "title",
    )
)
_EVERYWHERE = {"id", "class", "title", "lang", "dir", "role"}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": _EVERYWHERE,
    "a": {"href", "hreflang"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "time": {"datetime"},
    "img": {"src", "alt", "width", "height"},
    "input": {"checked"},
    "details": {"open"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
}
# The only field is a task list's box, and it can't be ticked.
_BOX = {"input": {"type": "checkbox", "disabled": "disabled"}}

_CLASSES = re.compile(
    r"working-notes-box|footnotes?|reversefootnote|highlight|highlighter-rouge|language-[\w.+#-]+|task-list(?:-item(?:-checkbox)?)?"
)
_ROLES = {"doc-noteref", "doc-endnotes", "doc-endnote", "doc-backlink"}
_ALIGNED_CELL = re.compile(r'(<t[dh]\b[^<>]*?) style="text-align: (left|right|center)"')


def sanitise(html: str, id_prefix: str = "", *, keeps_classes: bool = False) -> str:
    """Keep what a post needs and drop everything active.

    id_prefix: put before every id and every link to one, so that a heading called "Banner" can't pass for a part of the
    page around it. Leave it empty only where the result is a page of its own.
    keeps_classes: all of them, for a page of its own that wears the blog's styles.
    """
    readable = html.encode("utf-8", "replace").decode("utf-8")
    return nh3.clean(
        _ALIGNED_CELL.sub(r'\1 align="\2"', readable),
        tags=set(_TAGS.split()),
        clean_content_tags=set(_REMOVED_WHOLE),
        attributes=_ATTRIBUTES,
        attribute_filter=_filter(id_prefix, keeps_classes),
        set_tag_attribute_values=_BOX,
        url_schemes=_SCHEMES,
        link_rel="noopener",
    )


def _filter(id_prefix: str, keeps_classes: bool) -> Callable[[str, str, str], str | None]:
    def allowed(tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return id_prefix + value
        if name == "href" and value.startswith("#"):
            return f"#{id_prefix}{value[1:]}"
        if name == "class" and not keeps_classes:
            return " ".join(part for part in value.split() if _CLASSES.fullmatch(part)) or None
        if name == "role":
            return value if value in _ROLES else None
        return value

    return allowed
