"""HTML as blocks that can be compared: what a reader would see, without what a browser would not show.

Blanks between blocks do not count, nor does the order of attributes and classes; code counts as text and language, so
that colours of single tokens make no difference.
"""

import re
from collections.abc import Iterator

import html5lib
from lxml import etree

_BLOCKS = frozenset(
    re.split(
        r"\s+",
        "address article aside audio blockquote body center dd details div dl dt fieldset figcaption figure footer "
        "form h1 h2 h3 h4 h5 h6 header hr html iframe li main nav noscript object ol p pre script section "
        "style summary table tbody td tfoot th thead tr ul video",
    )
)
_VERBATIM = frozenset({"pre", "script", "style", "textarea"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LANGUAGE = re.compile(r"language-(\S+)")


def blocks(html: str) -> list[str]:
    """The top-level blocks of a text, each in its normal form; what stands between them is a block too."""
    page = html5lib.parse(f"<!DOCTYPE html><body>{html}", treebuilder="lxml", namespaceHTMLElements=False)
    found, run = [], ""
    for tag, text in _children(page.getroot().find("body"), verbatim=False):
        if tag in _BLOCKS or tag == "!":
            found += [part for part in (run.strip(), text) if part]
            run = ""
        else:
            run += text
    return [*found, run.strip()] if run.strip() else found


def _children(element: etree._Element, *, verbatim: bool) -> Iterator[tuple[str, str]]:
    """Name and normal form of each child; texts have no name."""
    parts: list[tuple[str, str]] = []
    _add_text(parts, element.text)
    for child in element:
        if isinstance(child.tag, str):
            parts.append((child.tag, _element(child, verbatim=verbatim)))
        elif child.tag is etree.Comment:
            parts.append(("!", f"<!--{(child.text or '').strip()}-->"))
        _add_text(parts, child.tail)
    if verbatim:
        return iter(parts)
    return _trimmed(parts, in_block=element.tag in _BLOCKS)


def _add_text(parts: list[tuple[str, str]], text: str | None) -> None:
    if text and parts and parts[-1][0] == "":
        parts[-1] = ("", parts[-1][1] + text)
    elif text:
        parts.append(("", text))


def _trimmed(parts: list[tuple[str, str]], *, in_block: bool) -> Iterator[tuple[str, str]]:
    for number, (tag, text) in enumerate(parts):
        if tag:
            yield tag, text
            continue
        before = parts[number - 1][0] if number else ("body" if in_block else "")
        after = parts[number + 1][0] if number + 1 < len(parts) else ("body" if in_block else "")
        words = _BLANKS.sub(" ", text)
        if before in _BLOCKS or before in ("br", "!"):
            words = words.lstrip(" ")
        if after in _BLOCKS or after == "br" or (after == "!" and number + 2 == len(parts) and in_block):
            words = words.rstrip(" ")
        if words:
            yield "", words


def _element(element: etree._Element, *, verbatim: bool) -> str:
    code = _code(element)
    if code is not None:
        return code
    attributes = dict(element.attrib)
    if element.tag == "code" and "highlighter-rouge" in attributes.get("class", ""):
        return f"<code>{_BLANKS.sub(' ', ''.join(element.itertext()))}</code>"
    if "class" in attributes:
        attributes["class"] = " ".join(sorted(attributes["class"].split()))
    if "style" in attributes:
        attributes["style"] = "".join(attributes["style"].split()).rstrip(";")
    written = "".join(f' {name}="{value}"' for name, value in sorted(attributes.items()))
    inside = _children(element, verbatim=verbatim or element.tag in _VERBATIM)
    return f"<{element.tag}{written}>{''.join(text for _, text in inside)}</{element.tag}>"


def _code(element: etree._Element) -> str | None:
    """A block of code as its language and text, however it is wrapped; None for everything else."""
    css_class = element.get("class", "")
    if element.tag == "div" and "highlighter-rouge" in css_class:
        others = [
            name for name in css_class.split() if name != "highlighter-rouge" and not name.startswith("language-")
        ]
        inner = element.find(".//code")
        return _written_code(css_class, inner if inner is not None else element, others)
    if element.tag == "pre" and len(element) == 1 and element[0].tag == "code" and not (element.text or "").strip():
        return _written_code(element[0].get("class") or css_class, element[0], [])
    return None


def _written_code(css_class: str, element: etree._Element, others: list[str]) -> str:
    language = _LANGUAGE.search(css_class)
    text = "".join(element.itertext()).rstrip("\n")
    return f"<pre {language[1] if language else 'plaintext'} {' '.join(others)}>{text}</pre>"
