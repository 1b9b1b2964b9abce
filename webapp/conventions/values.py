"""Learn what the next post of a series says for each key of its front matter."""

import re
from collections.abc import Mapping, Sequence

from .counting import COUNTED, RECENT
from .naming import Learned
from .posts import DatedPost
from .reasons import VALUE_DIFFERS, as_in
from .series import Value
from .templates import Template, learn_template

_TIME = re.compile(r"\b\d{1,2}:\d\d(:\d\d)?\b")


def learn_value(name: str, posts: Sequence[DatedPost]) -> Learned:
    """What the next post says for a key: the same, the same with its own date or number, or nothing yet."""
    samples = [(post.day, field.source) for post in posts[:COUNTED] if (field := post.fields.find(name))]
    for candidates in (samples, [(day, _TIME.sub(_midnight, source)) for day, source in samples]):
        template = learn_template(candidates[:2])
        explained = [template.explains(source, day) for day, source in candidates]
        if all(explained[:2]):
            return Learned(template, as_in(explained))
    return Learned(Template(("",)), VALUE_DIFFERS)


def _midnight(time: re.Match[str]) -> str:
    """Posts that came at different times: the start of the day hides the next one from nobody."""
    return "00:00:00" if time[1] else "00:00"


def cut_values(newest: DatedPost, learned: Mapping[str, Learned]) -> tuple[Value, ...]:
    """The newest block, cut at its values."""
    values = []
    position = 1 if newest.block.startswith("\ufeff") else 0
    for field in newest.fields.fields:
        before = newest.block[position : field.start]
        template = learned[field.key].template if field.key in learned else Template((field.source,))
        if template.parts == ("",):
            before = before.rstrip()
        elif not field.source:
            before += " "
        values.append(Value(field.key, before, template))
        position = field.end
    return tuple(values)


def required_keys(posts: Sequence[DatedPost]) -> tuple[str, ...]:
    """The keys that every recent post of the series fills in."""
    recent = posts[:RECENT]
    return tuple(
        field.key
        for field in recent[0].fields.fields
        if all((other := post.fields.find(field.key)) and other.source for post in recent)
    )
