"""Real posts opened, saved, retitled and put in another order as the app does it; for tests and `bench/corpus.py`."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

from webapp import archive, blog, front_matter, markdown, sections, write
from webapp.database import Database
from webapp.drafts import Draft
from webapp.errors import SectionsError
from webapp.write import Place

NOW = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
TITLE = 'Working Notes: "04/12/25" #1'
# What Liquid makes code of before Markdown is read.
_HIGHLIGHTED = re.compile(r"\{%\s*highlight\b[^%]*%\}(.*?)\{%\s*endhighlight\s*%\}", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\r|\n")
REFUSED = "refused: "
Section = tuple[str, tuple[str, ...]]  # its heading, and its blocks in order of their letters


@dataclass(frozen=True, slots=True)
class Post:
    """A post that was opened, and what it is opened with."""

    place: Place
    draft: Draft

    @property
    def content(self) -> bytes:
        """The draft's file as it is now."""
        return self.draft.path.read_bytes()


def open_post(db: Database, folder: Path, site: blog.Blog, path: str) -> Post:
    """Open a post of the blog. Raises PostNotOpenedError."""
    draft = archive.open_post(db, folder, site, path, NOW)
    return Post(Place(db, folder, site, draft.name, None, NOW), draft)


def as_posted(source: str) -> str:
    """What a browser posts for a text that was served in a text area and left alone.

    Source: HTML Living Standard 13.2.3.5 (newlines), 13.2.5.2 (NUL), 4.10.22.4 (CR LF in what is posted).
    """
    return _LINE_END.sub("\r\n", source.replace("\0", "\N{REPLACEMENT CHARACTER}"))


def save_unchanged(post: Post) -> None:
    """Save every section as a browser posts it that was given it."""
    spans = sections.spans_of(sections.split(post.draft.text, post.place.separator, post.draft.level))
    for start, end in spans:
        text = as_posted(post.draft.text[start:end])
        write.save_section(post.place, revision=post.draft.revision, start=start, end=end, text=text)


def retitle(text: str) -> str | None:
    """Change the title; None where every other byte and key did not stay. Raises FrontMatterError."""
    block, body = front_matter.split(text)
    changed = front_matter.set_value(block, "title", TITLE)
    before, after = front_matter.read(block), front_matter.read(changed)
    field = before.find("title")
    start, end = (field.start, field.end) if field else (len(block.rstrip()) - 3,) * 2
    is_spliced = changed.startswith(block[:start].rstrip(" ")) and changed.endswith(block[end:])
    others = [_others(each) for each in (before, after)]
    return changed + body if is_spliced and others[0] == others[1] and after.text("title") == TITLE else None


def _others(block: front_matter.FrontMatter) -> list[tuple[str, str, str]]:
    return [(each.key, repr(each.value), each.source) for each in block.fields if each.key != "title"]


def swap_all(post: Post) -> Iterator[tuple[int, str]]:
    """Swap each section with the next one, look, and take it back. Answers what became of it: empty if all is kept."""
    before = structure(post.draft.text, post)
    count = len(sections.split(post.draft.text, post.place.separator, post.draft.level).sections)
    draft = post.draft
    for at in range(1, count - 1):
        try:
            written = write.move_section(post.place, revision=draft.revision, position=at, to=at + 1)
        except SectionsError as error:
            yield at, f"{REFUSED}{error}"
            continue
        after = structure(written.draft.text, post)
        yield at, "" if after == before else _difference(before, after)
        assert written.step_id is not None
        write.undo_step(post.place, written.step_id)
        assert post.content.decode() == post.draft.text


def structure(text: str, post: Post) -> Counter[Section]:
    """The sections of a post as it is shown, each with its blocks in any order: headings, paragraphs, lists, links.

    What follows from the order of sections does not count: numbers of footnotes, counters in ids, the list of contents.
    """
    body = _HIGHLIGHTED.sub(lambda code: f"<pre>{escape(code[1])}</pre>", front_matter.split(text)[1])
    html = markdown.render(body, post.place.site.config.markdown)
    found: list[tuple[str, list[str]]] = [("", [])]
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False):
        if element.get("class") == "footnotes":
            found.append(("footnotes", [_shown(each) for each in element.iter("li")]))
        elif element.tag == f"h{post.draft.level}":
            found.append((_shown(element), []))
        elif element.get("id") != "markdown-toc" and _shown(element):
            found[-1][1].append(_shown(element))
    return Counter((heading, tuple(sorted(blocks))) for heading, blocks in found)


def _shown(element: Element) -> str:
    """An element as it is read: its tags, words and targets."""
    if not isinstance(element.tag, str):
        return ""  # the fold, which belongs to the boundary
    kinds = element.get("class", "").split()
    if "footnote" in kinds or "reversefootnote" in kinds:
        return f"<{element.get('href')}>"
    inside = [element.text or "", *(_shown(child) + (child.tail or "") for child in element)]
    target = element.get("href") or element.get("src") or ""
    return f"<{element.tag} {target}>{' '.join(''.join(inside).split())}</{element.tag}>"


def _difference(before: Counter[Section], after: Counter[Section]) -> str:
    return f"gone: {list((before - after).elements())!r:.600}\n  come: {list((after - before).elements())!r:.600}"
