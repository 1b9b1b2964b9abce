"""Learn what the next post of a series says for each key of its front matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache

from ..front_matter import Quoting, is_list
from .codings import EXACT, START_OF_DAY, Coding, Example, parts_for, quoting_for
from .counting import COUNTED, RECENT, is_regular, newest_regular
from .lists import shared_list
from .posts import DatedPost
from .reasons import HIDES_FROM_NOBODY, VALUE_DIFFERS, as_in
from .series import Value
from .templates import NOTHING, Template, learn_template, with_marks

KEPT = 512  # keys of kinds of posts


@dataclass(frozen=True, slots=True)
class LearnedValue:
    """A value's template and why it is that one."""

    template: Template
    reason: str
    quoting: Quoting | None = None  # to be written in; None where the template is YAML itself
    gap: str | None = None  # between the colon and the value; None where it does not matter


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One way to write a value, and which of the posts, newest first, it would have written right."""

    coding: Coding
    template: Template
    explained: tuple[bool, ...]

    @property
    def weight(self) -> int:
        """The newest posts count most: each twice as much as the one before it."""
        return sum(2 ** (RECENT - place) for place, right in enumerate(self.explained[:RECENT]) if right)


def learn_value(name: str, posts: Sequence[DatedPost], zone: tzinfo | None = None) -> LearnedValue:
    """What the next post says for a key: the same, what follows from its day, number, title or name, or nothing yet.

    posts: newest first. zone: of the blog, which offsets follow where they did so far.
    """
    fields = ((post, post.fields.find(name)) for post in posts[:COUNTED])
    return _learn_from(tuple(Example.of(post, field) for post, field in fields if field), zone)


@lru_cache(maxsize=KEPT)
def _learn_from(examples: tuple[Example, ...], zone: tzinfo | None) -> LearnedValue:
    """Learn once for as long as the posts say the same there, whatever changes in their text."""
    for codings in (EXACT, START_OF_DAY):
        best = _best(codings, examples, zone)
        if best:
            return _learned(best, examples, zone)
    return _left_open(examples)


def _best(codings: Sequence[Coding], examples: Sequence[Example], zone: tzinfo | None) -> _Candidate | None:
    """The way that writes most of the newest posts, the first of equals."""
    best = None
    for coding in codings:
        for candidate in _candidates(coding, examples, zone):
            if best is None or candidate.weight > best.weight:
                best = candidate
        if best and all(best.explained[:RECENT]):
            break
    return best


def _learned(best: _Candidate, examples: Sequence[Example], zone: tzinfo | None) -> LearnedValue:
    right = [example for example, explained in zip(examples, best.explained, strict=True) if explained]
    template = with_marks(best.template, parts_for(right, best.coding, zone))
    made_from = " and ".join(ref.value for ref in dict.fromkeys(template.follows))
    why = f"made from {made_from}, {as_in(best.explained)}" if made_from else as_in(best.explained)
    hides = f", {HIDES_FROM_NOBODY}" if best.coding in START_OF_DAY else ""
    return LearnedValue(template, why + hides, quoting_for(right, best.coding), _gap(right[0]))


def _left_open(examples: Sequence[Example]) -> LearnedValue:
    """What differs is left for the author, in the blog's style; of a list what all have in common is there already."""
    listed = [example for example in examples if is_list(example.field)]
    if not listed:
        return LearnedValue(NOTHING, VALUE_DIFFERS)
    gap = _gap(listed[0])
    shared = shared_list([example.field for example in listed[:RECENT]], gap)
    return LearnedValue(Template((shared,)), VALUE_DIFFERS, gap=gap)


def _candidates(coding: Coding, examples: Sequence[Example], zone: tzinfo | None) -> list[_Candidate]:
    """What each of the newest posts teaches, where it holds for enough of them."""
    marked = [(example.day, coding.mark(example, zone)) for example in examples]
    texts = [(day, text) for day, text in marked if text is not None]
    found: list[_Candidate] = []
    for start in range(min(RECENT, len(texts))):
        template = learn_template(texts[start : start + 2])
        explained = template.explained(marked)
        strictly = template.has_counter or is_list(examples[0].field)
        if coding.needed in template.words and is_regular(explained, strictly=strictly):
            day, text = marked[explained.index(True)]
            numbers = template.numbers_in(text or "", day)
            found.append(_Candidate(coding, template.counted_on(numbers or ()), explained))
        if found and all(found[-1].explained[:RECENT]):
            break
    return found


def _gap(example: Example) -> str:
    """The blanks and lines between the colon and the value."""
    before = example.block[: example.field.start]
    return before[len(before.rstrip()) :] if example.field.source else ""


def base_of(posts: Sequence[DatedPost]) -> DatedPost:
    """The post whose block is copied: the newest one, unless its keys or what stands between them are its alone.

    posts: newest first.
    """
    keys = newest_regular([post.fields.keys for post in posts[:RECENT]])
    alike = [post for post in posts[:RECENT] if post.fields.keys == keys]
    layout = newest_regular([_layout(post) for post in alike])
    return next(post for post in alike if _layout(post) == layout)


def _layout(post: DatedPost) -> tuple[str, ...]:
    """All that stands between the values of a block, but for blanks at the ends of keys."""
    starts = (0, *(field.end for field in post.fields.fields))
    ends = (*(field.start for field in post.fields.fields), len(post.block))
    return tuple(post.block[start:end].rstrip() for start, end in zip(starts, ends, strict=True))


def cut_values(base: DatedPost, learned: dict[str, LearnedValue]) -> tuple[Value, ...]:
    """Cut the block of the post that is copied at its values. learned: by key; what is missing stays as it is."""
    values = []
    position = 1 if base.block.startswith("\ufeff") else 0
    for field in base.fields.fields:
        before = base.block[position : field.start]
        value = learned.get(field.key) or LearnedValue(Template((field.source,)), "")
        if value.gap is not None or not field.source:
            before = before.rstrip() + (value.gap or " ")
        values.append(Value(field.key, before, value.template, value.quoting))
        position = field.end
    return tuple(values)


def required_keys(posts: Sequence[DatedPost], shape: Sequence[str]) -> tuple[str, ...]:
    """The keys that every recent post of the series fills in, in the order of its shape."""
    recent = posts[:RECENT]
    return tuple(key for key in shape if all((field := post.fields.find(key)) and field.source for post in recent))
