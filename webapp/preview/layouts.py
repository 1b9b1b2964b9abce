"""The blog's own layouts, written into each other as far as elements, classes and sheets go; Liquid is not run."""

import re

from webapp import blog, front_matter
from webapp.blog import Blog

DEEPEST = 5  # layouts in layouts, includes in includes
TITLE, CONTENT = "\ue000title", "\ue000content"

_CONTENT = re.compile(r"\{\{-?\s*content\s*-?\}\}")
_TITLE = re.compile(r"\{\{-?\s*page\.title\b[^}]*\}\}")
_TEXT = re.compile(r"""\{\{-?\s*(?:'([^']*)'|"([^"]*)")[^}]*\}\}""")
_INCLUDE = re.compile(r"\{%-?\s*include(?:_cached|_relative)?\s+([\w./-]+)[^%]*%\}")
_LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def write_out_layout(site: Blog, name: str) -> str:
    """Write a layout with all layouts around it, TITLE and CONTENT where a post's go; empty if it is not here."""
    text, inner = "", CONTENT
    for _ in range(DEEPEST):
        source = blog.read_source(site, f"_layouts/{name}.html") if name else None
        if source is None:
            break
        block, body = front_matter.split(source)
        text = _CONTENT.sub(lambda _, inside=inner: inside, _with_includes(site, body, 0))  # type: ignore[misc]  # bound at once
        inner = text
        name = str(blog.values_of(block).get("layout") or "")
    text = _TITLE.sub(TITLE, text)
    text = _TEXT.sub(lambda match: match[1] or match[2] or "", text)
    return _LIQUID.sub("", text)


def _with_includes(site: Blog, text: str, depth: int) -> str:
    def replace(match: re.Match[str]) -> str:
        source = blog.read_source(site, f"_includes/{match[1]}") if depth < DEEPEST else None
        return _with_includes(site, source, depth + 1) if source else ""

    return _INCLUDE.sub(replace, text)
