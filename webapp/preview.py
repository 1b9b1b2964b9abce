"""The post as a page of the blog: one self-contained answer for a sandboxed frame, which gets nothing else to load."""

import base64
import html
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from webapp import blog, front_matter, markdown
from webapp.blog import Blog
from webapp.calendar import describe_day
from webapp.drafts import Draft
from webapp.errors import BlogError, FrontMatterError

MOST_BYTES = 10_000_000  # of images in one preview; more would make the frame slow
MOST_STYLE_BYTES = 1_000_000
FOLD_ID = "working-notes-fold"

# Sheets that themes and authors of Jekyll blogs use, best first; `_site` holds what was built from Sass.
_SHEETS = ("_site/assets/css", "_site/assets", "_site/css", "assets/css", "assets", "css", "stylesheets", "_site", "")
_SHEET_LINK = re.compile(r"""href=["'][^"']*?([\w.\-]+\.css)""")
_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"[^>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')

PLAIN_NOTE = "The blog’s style is made when it is built or comes from a theme, so a plain one stands in."
PLAIN_STYLE = """\
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1.125rem/1.6 Georgia, serif; color: #222; }
h1 { font-size: 1.8rem; line-height: 1.2; } h2 { font-size: 1.35rem; line-height: 1.3; } a { color: #1d4f91; }
pre { overflow: auto; } img { max-width: 100%; height: auto; } table { border-collapse: collapse; }
th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid #ccc; }
"""
OWN_STYLE = f"""
#{FOLD_ID} {{ display: block; margin: 1.2em 0; border-top: 1.5px dashed #8a8170; text-align: center; }}
#{FOLD_ID}::before {{ content: "Fold · the home page stops here"; position: relative; top: -0.8em; padding: 0 0.8em;
  background: Canvas; color: #6b6357; font: 500 12px/1 system-ui, sans-serif; }}
.working-notes-box {{ display: inline-block; padding: 0.4em 0.8em; border: 1px solid #cfc8b9;
  font: 13px/1.5 system-ui, sans-serif; }}
"""


class View(StrEnum):
    """Which page of the blog is shown."""

    POST = "post"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Preview:
    """What the frame shows."""

    title: str
    day_words: str
    html: str  # not sanitised yet
    sheet: str  # a data: address
    style_note: str  # in words, where the blog's own look is not shown


def read_preview(site: Blog, draft: Draft, today: date, view: View = View.POST) -> Preview:
    """Render a draft as the blog's engine would, in the blog's own style where it can be found. Writes nothing."""
    block, body = front_matter.split(draft.text)
    separator = site.config.excerpt_separator
    style = _blog_style(site)
    day = blog.read_name(draft.name).day
    return Preview(
        title=_title(block, draft.name),
        day_words=describe_day(day, today) if day else "",
        html=_excerpt(site, body, separator) if view is View.HOME else _post(site, body, separator),
        sheet=_data_address((style or PLAIN_STYLE) + OWN_STYLE, "text/css;charset=utf-8"),
        style_note="" if style else PLAIN_NOTE,
    )


def inline_images(site: Blog, page: str) -> str:
    """Put the blog's images into a page as `data:`; what can't be shown becomes a box with its name and the reason."""
    left = MOST_BYTES

    def replace(match: re.Match[str]) -> str:
        nonlocal left
        address = html.unescape(match[1])
        if address.startswith("data:"):
            return match[0]
        content, reason = _image(site, address)
        if content is None:
            return _box(match[0], address, reason)
        if len(content) > left:
            return _box(match[0], address, "too large for the preview")
        left -= len(content)
        kind = mimetypes.guess_type(urlsplit(address).path)[0] or "application/octet-stream"
        return match[0].replace(f'src="{match[1]}"', f'src="{_data_address(content, kind)}"', 1)

    return _IMAGE.sub(replace, page)


def _title(block: str, name: str) -> str:
    try:
        return front_matter.read(block).text("title") or name
    except FrontMatterError:
        return name


def _post(site: Blog, body: str, separator: str | None) -> str:
    rendered = markdown.render(body, site.config.markdown)
    if separator is None or not separator.startswith("<!--"):
        return rendered
    return rendered.replace(separator, f'<span id="{FOLD_ID}"></span>', 1)


def _excerpt(site: Blog, body: str, separator: str | None) -> str:
    """What the home page shows: the text above the fold, with the definitions of the whole post.

    Source: Jekyll 4.3, `Excerpt#extract_excerpt`.
    """
    above = body.partition(separator)[0] if separator else body
    return markdown.render_section(above, body, site.config.markdown)


def _blog_style(site: Blog) -> str:
    """The blog's plain style sheets, those first that its layouts name; empty where there are none."""
    named = _named_sheets(site)
    for folder in _SHEETS:
        found = sorted((site.root / folder).glob("*.css")) if (site.root / folder).is_dir() else []
        chosen = [path for path in found if path.name in named] if named else found
        texts = [text for path in chosen if (text := _style_text(site, path))]
        if texts:
            return "\n".join(texts)[:MOST_STYLE_BYTES]
    return ""


def _named_sheets(site: Blog) -> frozenset[str]:
    return frozenset(name for text in _template_texts(site) for name in _SHEET_LINK.findall(text))


def _template_texts(site: Blog) -> Iterator[str]:
    for folder in ("_layouts", "_includes"):
        for path in sorted((site.root / folder).rglob("*.html")):
            yield path.read_text(encoding="utf-8", errors="replace")


def _style_text(site: Blog, path: Path) -> str:
    if not path.resolve().is_relative_to(site.work_tree.resolve()):
        return ""
    text = path.read_text(encoding="utf-8", errors="replace")
    return "" if text.startswith("---") else text  # Jekyll fills those in when it builds


def _image(site: Blog, address: str) -> tuple[bytes | None, str]:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None, "on another site, not fetched"
    path = unquote(parts.path)
    base = site.config.baseurl
    path = path.removeprefix(base) if base and path.startswith(f"{base}/") else path
    relative = (site.root / path.lstrip("/")).relative_to(site.work_tree)
    try:
        found = blog.path_of(site, PurePosixPath(relative).as_posix())
        if not found.resolve().is_relative_to(site.work_tree.resolve()):
            return None, "outside the blog"
        return found.read_bytes(), ""
    except (BlogError, OSError):
        return None, "not in the blog"


def _box(image: str, address: str, reason: str) -> str:
    alt = _ALT.search(image)
    words = alt[1] if alt and alt[1] else html.escape(PurePosixPath(urlsplit(address).path).name)
    return f'<span class="working-notes-box">Image “{words}”: {reason} ({html.escape(address[:200])})</span>'


def _data_address(content: str | bytes, kind: str) -> str:
    data = content.encode() if isinstance(content, str) else content
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
