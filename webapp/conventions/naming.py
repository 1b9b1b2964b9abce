"""Learn how a series titles its posts and names their files."""

from collections.abc import Sequence
from dataclasses import dataclass

from .. import front_matter
from .counting import COUNTED, RECENT
from .dates import DateForm
from .posts import DatedPost, address_slug, clean_slug
from .reasons import TITLES_DIFFER, as_in
from .templates import Template, learn_template

DEFAULT_TITLE = Template(("Working Notes - ", DateForm("{dd}/{mm}/{yy}")))
DEFAULT_SLUG = Template(("working-notes",))


@dataclass(frozen=True, slots=True)
class Learned:
    """A template and why it is that one."""

    template: Template
    reason: str


def learn_title(posts: Sequence[DatedPost]) -> Learned:
    titled = [(post.day, post.title) for post in posts[:COUNTED] if post.title]
    if not titled:
        return Learned(DEFAULT_TITLE, TITLES_DIFFER)
    template = learn_template(titled)
    explained = [template.explains(title, day) for day, title in titled]
    if len(titled) > 1 and sum(explained[:RECENT]) < min(2, len(titled)):
        return Learned(DEFAULT_TITLE, TITLES_DIFFER)
    words = f"“{template.words.strip(' …')}” with its " + ("number" if template.has_counter else "date")
    changes = template.has_date or template.has_counter
    return Learned(template, f"{words}, {as_in(explained)}" if changes else as_in(explained))


def learn_title_quoting(newest: DatedPost) -> front_matter.Quoting:
    field = newest.fields.find("title")
    if field is None or not field.source or field.quoting is None:
        return front_matter.Quoting.DOUBLE
    return field.quoting


def learn_slug(key: str, posts: Sequence[DatedPost]) -> Learned | None:
    """The slug's template; None if slugs are made from titles, or follow nothing.

    The newest slug that the blog's address keeps as it is decides, in lower case. Where none does, the newest one is
    made clean.
    """
    recent = posts[:RECENT]
    if sum(post.slug.lower() == clean_slug(post.title) for post in recent) > len(recent) / 2:
        return None if len(recent) > 1 else Learned(_template([recent[0]]), as_in([True]))
    survivors = [post for post in posts if post.slug and address_slug(post.slug) == post.slug]
    if not survivors:
        template = Template((clean_slug(posts[0].slug) or "working-notes",))
        return Learned(template, "your file names differ; this one is safe in an address")
    template = _template(survivors)
    explained = [template.explains(post.slug.lower(), post.day) for post in posts[:COUNTED]]
    return Learned(template, as_in(explained)) if key or sum(explained) > 1 else None


def _template(posts: Sequence[DatedPost]) -> Template:
    """The newest slug's template: words of its own, with dates and numbers that move on."""
    learned = learn_template([(post.day, post.slug.lower()) for post in posts[:2]])
    if learned.explains(posts[0].slug.lower(), posts[0].day):
        return learned
    return learn_template([(posts[0].day, posts[0].slug.lower())])
