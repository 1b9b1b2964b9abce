"""Learn how a kind of posts is titled and how its files are named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .. import front_matter
from .counting import COUNTED, RECENT, is_regular, newest_regular
from .dates import DateForm
from .following import Ref, number_in
from .kinds import Identity, lead_of
from .posts import DatedPost, clean_slug
from .reasons import NAMES_DIFFER, TITLES_DIFFER, as_in, unclean_names
from .slugs import USUAL, SlugRule, is_clean, learn_rule, what_breaks
from .templates import Template, learn_template, with_marks

DEFAULT_TITLE = Template(("Working Notes - ", DateForm("{dd}/{mm}/{yy}")))
DEFAULT_SLUG = Template(("working-notes",))
_NUMBER = "\ue003"  # of private use: stands for the number in the title
_ASKED = 100  # posts among which clean names are looked for


@dataclass(frozen=True, slots=True)
class Titling:
    """The title's template and why it is that one."""

    template: Template
    quoting: front_matter.Quoting
    reason: str


@dataclass(frozen=True, slots=True)
class Naming:
    """How a file is named."""

    slug: Template
    rule: SlugRule  # for a name that is made from the title
    from_title: bool
    extension: str  # with its dot
    reason: str


def learn_title(posts: Sequence[DatedPost], identity: Identity) -> Titling:
    quoting = _quoting(posts)
    titled = [(post.day, lead_of(post.title) if identity.is_open else post.title) for post in posts[:COUNTED]]
    titled = [(day, title) for day, title in titled if title]
    if len(titled) * 2 <= len(posts[:COUNTED]):
        return Titling(DEFAULT_TITLE, quoting, TITLES_DIFFER)
    template = learn_template(titled, with_leaps=True)
    explained = template.explained(titled)
    if len(titled) > 1 and sum(explained[:RECENT]) < 2:
        return Titling(DEFAULT_TITLE, quoting, TITLES_DIFFER)
    numbers = template.numbers_in(titled[explained.index(True)][1], titled[explained.index(True)][0])
    words = f"“{template.words.strip(' …')}” with its " + ("number" if template.has_counter else "date")
    changes = template.has_date or template.has_counter
    reason = f"{words}, {as_in(explained)}" if changes else as_in(explained)
    return Titling(template.counted_on(numbers or ()), quoting, reason)


def _quoting(posts: Sequence[DatedPost]) -> front_matter.Quoting:
    fields = [post.fields.find("title") for post in posts[:RECENT]]
    found = [field.quoting for field in fields if field and field.source and field.quoting is not None]
    return newest_regular(found) if found else front_matter.Quoting.DOUBLE


def learn_naming(posts: Sequence[DatedPost], identity: Identity) -> Naming:
    """Learn names from those that are addresses as they stand; a name that would break one is never learned."""
    extension = newest_regular([post.extension for post in posts])
    clean = [post for post in posts[:_ASKED] if is_clean(post.slug)]
    if not clean:
        slug = clean_slug(posts[0].slug) or "working-notes"
        from_title = len(posts) > 1 and slug == clean_slug(posts[0].title)
        reason = unclean_names(what_breaks(posts[0].slug), "")
        return Naming(Template((slug,)), USUAL, from_title, extension, reason)
    rule, made = learn_rule(tuple((post.title, post.slug) for post in clean[:COUNTED]))
    own = _own_pattern(clean)
    if len(posts) > 1 and sum(made[:RECENT]) * 2 > len(made[:RECENT]):
        return Naming(own[0], rule, True, extension, _reason(posts, clean, f"made from the title, {as_in(made)}"))
    template, explained = own
    is_own = bool(identity.key) or sum(explained) > 1
    rule = rule if sum(made) > 1 else USUAL
    reason = _reason(posts, clean, as_in(explained) if is_own else NAMES_DIFFER)
    return Naming(template, rule, not is_own, extension, reason)


def _own_pattern(clean: Sequence[DatedPost]) -> tuple[Template, tuple[bool, ...]]:
    """The pattern of names that are not made from titles: words of their own, with dates and numbers that move on.

    clean: posts, newest first, whose names are addresses as they stand. Capitals are kept where they are a habit.
    """
    keeps = sum(post.slug != post.slug.lower() for post in clean[:RECENT]) > max(1, len(clean[:RECENT]) // 2)
    slugs = [(post.day, post.slug if keeps else post.slug.lower()) for post in clean[:COUNTED]]
    numbered = [(day, _with_mark(slug, number_in(post.title))) for (day, slug), post in zip(slugs, clean, strict=False)]
    template, explained = _newest_pattern(slugs)
    following, followed = _newest_pattern(numbered)
    if _NUMBER in following.words and sum(followed) > sum(explained):
        return with_marks(following, {_NUMBER: Ref.NUMBER}), followed
    return template, explained


def _newest_pattern(slugs: Sequence[tuple[date, str]]) -> tuple[Template, tuple[bool, ...]]:
    """The pattern that the newest name follows, or one that is regular where the newest is alone with its own."""
    candidates = [learn_template(slugs[start : start + 2]) for start in range(min(RECENT, len(slugs)))]
    flags = [template.explained(slugs) for template in candidates]
    best = next((place for place, explained in enumerate(flags) if is_regular(explained)), None)
    if best is None:
        template = learn_template(slugs[:2])
        best_template = template if template.explains(slugs[0][1], slugs[0][0]) else learn_template(slugs[:1])
        return best_template, best_template.explained(slugs)
    day, slug = slugs[flags[best].index(True)]
    return candidates[best].counted_on(candidates[best].numbers_in(slug, day) or ()), flags[best]


def _with_mark(slug: str, number: str) -> str:
    return re.sub(rf"(?<![\w.]){re.escape(number)}(?![\w.])", _NUMBER, slug) if number else slug


def _reason(posts: Sequence[DatedPost], clean: Sequence[DatedPost], usual: str) -> str:
    """Why the name is that one: the usual reason, unless the newest name was not fit to be learned.

    usual: counts clean names only, which is said where some of the newest are not.
    """
    if posts[0] is clean[0]:
        counts_some = usual != NAMES_DIFFER and not all(is_clean(post.slug) for post in posts[:COUNTED])
        return f"{usual} with a clean name" if counts_some else usual
    return unclean_names(what_breaks(posts[0].slug), clean[0].file.name)
