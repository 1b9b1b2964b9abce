"""A draft as the blog's engine reads it: title, moment, address, body and excerpt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from html import escape, unescape

from webapp import blog, conventions, front_matter, liquid, markdown
from webapp.blog import Blog
from webapp.drafts import Draft
from webapp.errors import FrontMatterError
from webapp.liquid import Filled, Known
from webapp.plugins import link_mentions, split_title
from webapp.preview.texts import plain_words

DEFAULT_SEPARATOR = "\n\n"  # Jekyll's own: the excerpt is the first paragraph
_BLANK = " \t\r\n\f\v"
_DEFINITION = re.compile(r"^ {0,3}(\[[^\]]+\])(:.+)$", re.MULTILINE)
_TAG = re.compile(r"\{%-?\s*(\w+)\s*.*?-?%\}", re.DOTALL)
_BLOCK_TAGS = frozenset(
    ["capture", "case", "comment", "for", "highlight", "if", "ifchanged", "raw", "tablerow", "unless"]
)


@dataclass(frozen=True, slots=True)
class Post:
    """A post as it would be built."""

    name: str
    title: str
    values: Mapping[str, object]  # of its front matter
    body: str  # with its relative links put right, where the blog does that
    moment: datetime | None  # None where neither name nor front matter say a day
    address: str  # on its site, readable, with the baseurl
    separator: str
    known: Known  # to Liquid
    left_links: tuple[str, ...] = ()  # the relative ones whose address only the build knows
    taken_heading: str = ""  # that became the title and was taken out of the body, as it is written

    def fill(self, text: str, config: markdown.Config | None = None) -> Filled:
        """Fill in the Liquid of the body or of a part of it, as Jekyll 4 does unless the front matter forbids it.

        config: how what is Markdown or code in it is written; the blog's own without one.
        """
        if self.values.get("render_with_liquid") is False:
            return Filled(text)
        return liquid.fill(text, replace(self.known, markdown=config) if config else self.known)

    @property
    def is_cut(self) -> bool:
        """Does the home page show less than the whole?"""
        return bool(self.body.partition(self.separator)[2]) or self.own_excerpt is not None

    @property
    def own_excerpt(self) -> str | None:
        """The excerpt that the front matter gives; it is taken as it stands."""
        value = self.values.get("excerpt")
        return str(value) if value not in (None, False) else None


def read_post(site: Blog, draft: Draft, today: date | None = None) -> Post:
    """Read a draft as Jekyll reads a post. today: what is dated later is no post yet."""
    block, body = front_matter.split(draft.text)
    body = body.lstrip(_BLANK)
    path = draft.blog_path or blog.path_for(site, draft.post_name, draft.text)
    inner = blog.from_sources(site, path)
    heading = blog.title_in_post(site.config, body)
    written = blog.with_title(site, blog.values_of(block), body)
    values = site.config.of_post(inner, written)
    known = blog.known_of(site, path, written, today)
    is_stripped = blog.strips_title(site.config, values)
    taken, rest = split_title(body) if is_stripped else ("", body)
    pointed = blog.point_post_links(site, path, known, rest)
    return Post(
        name=draft.post_name,
        title=_title(block, draft.post_name) if heading is None else unescape(heading),
        values=_without_excerpt(values) if is_stripped or pointed.is_asked else values,
        body=pointed.text,
        moment=blog.moment_of(values, draft.post_name, site.config.zone),
        address=blog.address_of(site, draft.post_name, written, inner),
        separator=str(values.get("excerpt_separator") or site.config.excerpt_separator or DEFAULT_SEPARATOR),
        known=known,
        left_links=pointed.left,
        taken_heading=taken,
    )


def _without_excerpt(values: Mapping[str, object]) -> Mapping[str, object]:
    """A plugin that changes the text has the excerpt made anew, also where the front matter gives one."""
    return {key: value for key, value in values.items() if key != "excerpt"}


def render_excerpt(post: Post, config: markdown.Config, people: str | None = None) -> str:
    """What the home page shows, as HTML that is not sanitised yet. people: as for `render_text`."""
    if post.own_excerpt is not None:
        return link_mentions(post.own_excerpt, people) if people is not None else post.own_excerpt
    return render_text(post, excerpt_of(post.body, post.separator), config, people)


def excerpt_words(post: Post, config: markdown.Config) -> str:
    """The excerpt as plain words in one line; Liquid that only the build knows stands there as it is written."""
    if post.own_excerpt is not None:
        return plain_words(post.own_excerpt)
    filled = post.fill(excerpt_of(post.body, post.separator))
    return plain_words(liquid.words_of(markdown.render(filled.text, config), filled.boxes, escape))


def render_text(post: Post, text: str, config: markdown.Config, people: str | None = None) -> str:
    """Write the body of a post, or a part of it, as HTML: Liquid first, then Markdown.

    people: the address that names like `@someone` are added to where the page makes links of them.
    """
    filled = post.fill(text, config)
    html = markdown.render(filled.text, config)
    return liquid.place(html if people is None else link_mentions(html, people), filled.boxes)


def excerpt_of(body: str, separator: str) -> str:
    """Cut a post at its first separator, and add the definitions below it that the part above asks for.

    Source: Jekyll 4.3, `Excerpt#extract_excerpt`; checked against it in tests/test_preview_against_jekyll.py.
    """
    head, _, tail = body.partition(separator)
    if tail and "{%" in head:
        head = _with_ends(head)
    definitions = [name + rest for name, rest in _DEFINITION.findall(tail) if name in head]
    return head + "\n\n" + "\n".join(definitions) if definitions else head


def _with_ends(head: str) -> str:
    """End the blocks of Liquid that the separator cuts, as Jekyll does."""
    for name in reversed(_TAG.findall(head)):
        if name in _BLOCK_TAGS and not re.search(rf"\{{%-?\s*end{name}.*?-?%\}}", head, re.DOTALL):
            head += f"\n{{% end{name} %}}"
    return head


def _title(block: str, name: str) -> str:
    """The title as written; without one Jekyll makes it from the file's name (`Utils.titleize_slug`)."""
    try:
        written = front_matter.read(block).text("title")
    except FrontMatterError:
        written = ""
    return written or conventions.title_from_name(name) or name
