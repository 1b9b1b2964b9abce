"""Dates in titles, slugs and values: which form a text uses, and the same form for another day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

from ..calendar import MONTHS, WEEKDAYS
from .languages import LANGUAGES, Language

_GOES_ON_BEFORE = re.compile(r"(?:\w|\d[/.-])\Z")
_ONE_DAY = timedelta(days=1)
_SECOND_MONTH = date(1, 2, 1)  # no month is known before the first
_DIGIT = re.compile(r"\d")  # which every form has
_GOES_ON_AFTER = re.compile(r"(?!T\d\d:)\w|[/.-]\d")  # the time of ISO 8601 is no part of its day


@dataclass(frozen=True, slots=True)
class DateForm:
    """A way to write a day, as text with fields: `{dd}/{mm}/{yy}`, `{d} {month} {yyyy}`."""

    pattern: str

    def write(self, day: date) -> str:
        return self.pattern.format_map(day_fields(day))

    @property
    def names_a_day(self) -> bool:
        """Does it say more than the year?"""
        return self.pattern not in _YEARS

    @property
    def counts_weeks(self) -> bool:
        return "{ww}" in self.pattern or "{week}" in self.pattern

    def find(self, text: str, day: date) -> tuple[int, int] | None:
        """Where the text names the day in this form, standing alone."""
        written = self.write(day)
        start = text.find(written)
        while start >= 0 and not _stands_alone(text, start, start + len(written)):
            start = text.find(written, start + 1)
        return (start, start + len(written)) if start >= 0 else None


def _numeric_forms() -> Iterator[str]:
    """Padded before unpadded: where the posts can't tell, the padded form is meant."""
    for year, padded, separator in product(("yy", "yyyy"), (True, False), ("/", ".", "-", " ")):
        day, month = ("dd", "mm") if padded else ("d", "m")
        for order in ((day, month, year), (month, day, year)):
            yield separator.join(f"{{{name}}}" for name in order)
    for separator in ("-", "/", ".", ""):
        yield separator.join(("{yyyy}", "{mm}", "{dd}"))
    yield from ("{yyyy}/{m}/{d}", "{yyyy}-{m}-{d}", "{dd}{mm}{yy}", "{dd}{mm}{yyyy}", "{yyyy}-{mm}", "{mm}/{yyyy}")


def _worded_forms() -> Iterator[str]:
    dates = [
        *("{day} {month} {yyyy}", "{month} {day}, {yyyy}", "{month} {day} {yyyy}", "{day} {month}, {yyyy}"),
        *("{day}-{month}-{yyyy}", "{month}-{day}-{yyyy}", "{yyyy} {month} {day}", "{day} {month}", "{month} {day}"),
    ]
    for pattern, month, number in product(dates, ("month", "mon"), ("d", "dd", "th")):
        form = pattern.replace("{month}", f"{{{month}}}").replace("{day}", f"{{{number}}}")
        yield form
        yield from (f"{{weekday}} {form}", f"{{weekday}}, {form}")
    yield from ("{month} {yyyy}", "{mon} {yyyy}", "{month}-{yyyy}", "{mon}-{yyyy}")


FORMS: tuple[DateForm, ...] = tuple(
    DateForm(pattern)
    for worded in dict.fromkeys([*_worded_forms(), *_numeric_forms()])
    for pattern in ([worded, worded.replace("mon", "lower_mon")] if "mon" in worded else [worded])
)


_IN_LANGUAGE = re.compile(rf"_(?:{'|'.join(language.code for language in LANGUAGES)})\}}")
_YEARS = ("{yyyy}", "{last_yyyy}")
# Forms that other numbers look like, or other months; they are learned from a series and looked for nowhere else.
LEARNED_FORMS: tuple[DateForm, ...] = (
    *FORMS,
    *(DateForm(f"{{last_{month}}} {{last_yyyy}}") for month in ("month", "mon", "lower_month", "lower_mon")),
    *(DateForm(f"{{last_{month}}}-{{last_yyyy}}") for month in ("lower_month", "lower_mon")),
    *(DateForm(pattern) for pattern in ("{last_yyyy}-{last_mm}", "{last_mm}/{last_yyyy}", *_YEARS)),
    *(DateForm(f"{word}{{{number}}}") for word in ("Week ", "week ", "W", "w") for number in ("ww", "week")),
    *(DateForm(f"{{week_year}}-{word}{{ww}}") for word in ("W", "w")),
)


def learn_form(samples: Sequence[tuple[date, str]]) -> DateForm | None:
    """The form that the texts use for their own days, newest first; the longest that fits where several do.

    The newest text that names its day decides; older ones are asked only where it fits several forms as long, so that
    `6/11/25` long ago does not outweigh `04/12/25` last week, and a post that came a day late does not count.
    """
    candidates: list[DateForm] = []
    for day, text in samples:
        if not _DIGIT.search(text):
            continue
        fitting = (
            [form for form in candidates if form.find(text, day)] if candidates else _longest_in(text, day, samples)
        )
        candidates = fitting or candidates
        if len(candidates) == 1:
            break
    return min(candidates, key=_doubt, default=None)


def _longest_in(text: str, day: date, samples: Sequence[tuple[date, str]]) -> list[DateForm]:
    """The forms that the text names its day in, of which none says more. samples: which a week's number fits always."""
    found = [form for form in _named_in(text, day) if form.find(text, day)]
    found = [form for form in found if not form.counts_weeks or _always_fits(form, samples)]
    longest = max((len(form.write(day)) for form in found), default=0)
    return [form for form in found if len(form.write(day)) == longest]


def _doubt(form: DateForm) -> int:
    """How little a form is to be taken for others that write the same: `4 december 2025` is of three languages."""
    if _IN_LANGUAGE.search(form.pattern):
        return 3 if "capital_m" in form.pattern or "lower_m" in form.pattern else 1
    return 2 if "lower_mon" in form.pattern and " " in form.pattern else 0


def _named_in(text: str, day: date) -> list[DateForm]:
    """The forms whose characters the text has, whether or not they stand alone there."""
    words = [written for language in _languages_in(text, day) for written in _written_in(language, day)]
    return [form for form, written in (*_written_forms(day), *words) if written in text]


def _languages_in(text: str, day: date) -> list[Language]:
    """The languages in which the text has the day's month, or the one before."""
    lower, words = text.lower(), (*_words_of(day.month), *_words_of(day.month - 1 or 12))
    named = {language.code for word, languages in words if word in lower for language in languages}
    return [language for language in LANGUAGES if language.code in named]


@lru_cache(maxsize=len(MONTHS))
def _words_of(month: int) -> tuple[tuple[str, tuple[Language, ...]], ...]:
    """What a month is called, each word with its languages."""
    named: dict[str, list[Language]] = {}
    for language in LANGUAGES:
        for name in dict.fromkeys(language.names(month)):
            named.setdefault(name, []).append(language)
    return tuple((word, tuple(languages)) for word, languages in named.items())


@lru_cache(maxsize=512)
def _written_forms(day: date) -> tuple[tuple[DateForm, str], ...]:
    return tuple((form, form.write(day)) for form in LEARNED_FORMS)


@lru_cache(maxsize=512)
def _written_in(language: Language, day: date) -> tuple[tuple[DateForm, str], ...]:
    return tuple((form, form.write(day)) for form in (*_forms_of(language), *_last_forms_of(language)))


@lru_cache(maxsize=len(LANGUAGES))
def _forms_of(language: Language) -> tuple[DateForm, ...]:
    return tuple(map(DateForm, language.patterns()))


@lru_cache(maxsize=len(LANGUAGES))
def _last_forms_of(language: Language) -> tuple[DateForm, ...]:
    """Of the month before, as `FORMS` has them in English."""
    of_months = [form.pattern for form in _forms_of(language) if "{d" not in form.pattern]
    return tuple(DateForm(pattern.replace("{", "{last_")) for pattern in of_months)


def _always_fits(form: DateForm, samples: Sequence[tuple[date, str]]) -> bool:
    """A number that is the week's by chance once is not so the next time."""
    return len(samples) > 1 and all(form.find(text, day) for day, text in samples[:3])


def replace_day(text: str, old: date, new: date, usual: Sequence[DateForm] = ()) -> str:
    """Write another day wherever the text names the old one, each time in the form that stands there.

    usual: forms to be taken first where others write the same.
    """
    worded = [form for language in _languages_in(text, old) for form in _forms_of(language)]
    known = [form for form in (*usual, *FORMS, *worded) if form.find(text, old)]
    form = max(known, key=lambda form: (len(form.write(old)), form in usual, -_doubt(form)), default=None)
    span = form.find(text, old) if form else None
    if form is None or span is None:
        return text
    before, after = text[: span[0]], text[span[1] :]
    return replace_day(before, old, new, usual) + form.write(new) + replace_day(after, old, new, usual)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Is the written day there no part of a longer number, date or word?"""
    return not _GOES_ON_BEFORE.search(text[max(start - 2, 0) : start]) and not _GOES_ON_AFTER.match(text, end)


@lru_cache(maxsize=256)
def day_fields(day: date) -> dict[str, str]:
    """What can be said of a day. `last_…` is of the month before, as a review says it that comes when that is over."""
    suffix = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    before = max(day.replace(day=1), _SECOND_MONTH) - _ONE_DAY
    last = _month_fields(before) | {name: text for name, text in _fields_in_languages(before) if "month" in name}
    return {
        "d": f"{day.day}",
        "dd": f"{day.day:02}",
        "th": f"{day.day}{suffix}",
        "yy": f"{day.year % 100:02}",
        **_month_fields(day),
        "week_year": f"{day.isocalendar().year:04}",  # ISO 8601: not always that of the day
        "week": f"{day.isocalendar().week}",
        "ww": f"{day.isocalendar().week:02}",
        "weekday": WEEKDAYS[day.weekday()],
        **dict(_fields_in_languages(day)),
        **{f"last_{name}": text for name, text in last.items()},
    }


def _month_fields(day: date) -> dict[str, str]:
    month = MONTHS[day.month - 1]
    return {
        "m": f"{day.month}",
        "mm": f"{day.month:02}",
        "yyyy": f"{day.year:04}",
        "month": month,
        "mon": month[:3],
        "lower_month": month.lower(),
        "lower_mon": month[:3].lower(),
    }


def _fields_in_languages(day: date) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        yield from language.fields(day).items()
