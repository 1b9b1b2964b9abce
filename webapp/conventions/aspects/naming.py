"""Title, file name and publishing day."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from ... import front_matter
from ...calendar import WEEKDAYS
from ...errors import ChoiceError
from ..languages import LANGUAGES
from ..offsets import CLOCK, clock_in
from ..patterns import NUMBER, pattern_of, read_pattern, template_of
from ..posts import MARKDOWN_EXTENSIONS
from ..reasons import HIDES_FROM_NOBODY, SET_BY_YOU
from ..series import Series, Value
from ..slugs import is_clean
from ..templates import Template
from .values import Aspect, Option, one_line, one_of, reason_of, set_by_hand

DATE_PREFIX = "{yyyy}-{mm}-{dd}-"
TITLE, DATE = "title", "date"
STARTS_WITH_THE_DAY = "the date of a new post says the start of its day: a later time would hide it till then"
LONGEST = 200  # bytes of a slug: with date and ending it stays below the 255 that file systems allow
FROM_TITLE = ("title_slug", "title_number")
EXTENSIONS = tuple(Option(each, each) for each in sorted(MARKDOWN_EXTENSIONS))
DAYS = tuple(Option(name, name) for name in WEEKDAYS)
ANY_DAY = "none"
DAYS_TO_BEGIN = (Option(ANY_DAY, "the day that you begin it"), *DAYS)
FEW_FIELDS = "{dd}, {mm}, {yy}, {d}, {month}, {yyyy}, {weekday}"
OTHER_LANGUAGES = "In French {d_fr}, {month_fr} and {weekday_fr}, and so on for " + ", ".join(
    language.code for language in LANGUAGES if language.code != "fr"
)
SAMPLE, SAMPLE_TITLE = date(2025, 11, 20), "A title 12"
HOURS = (Option("none", "no usual hour"), *(Option(str(hour), f"{hour:02}:00") for hour in range(24)))


def _read_title(series: Series) -> str:
    return pattern_of(series.title_template)


def _change_title(series: Series, text: str) -> Series:
    pattern = read_pattern(one_line(text, "A title"), {NUMBER})
    return set_by_hand(replace(series, title_template=template_of(pattern, _learned(series))), "title")


def _learned(series: Series) -> tuple[Template, ...]:
    return series.title_template, series.naming.slug


def _read_file_name(series: Series) -> str:
    return DATE_PREFIX + (f"{{{TITLE}}}" if series.naming.from_title else pattern_of(series.naming.slug))


def _change_file_name(series: Series, text: str) -> Series:
    pattern = one_line(text, "A file name")
    if not pattern.startswith(DATE_PREFIX):
        raise ChoiceError(f"A post’s file name begins with {DATE_PREFIX}, or the blog leaves the post out.")
    slug = pattern.removeprefix(DATE_PREFIX)
    if slug == f"{{{TITLE}}}":
        return _named(series, from_title=True)
    if f"{{{TITLE}}}" in slug:
        raise ChoiceError("{title} stands alone behind the date. Beside other words the title is {title_slug}.")
    template = template_of(read_pattern(slug, {NUMBER, *FROM_TITLE}), _learned(series))
    _refuse_broken(template.write(SAMPLE, SAMPLE_TITLE))
    return _named(series, from_title=False, slug=template)


def _named(series: Series, **changes: Any) -> Series:
    naming = replace(series.naming, reason=SET_BY_YOU, **changes)
    return set_by_hand(replace(series, naming=naming), "file_name")


def _refuse_broken(slug: str) -> None:
    """Raises ChoiceError where the address of a post of this slug would break, or be another one."""
    broken = {
        "has nothing behind the date, so the post would have no address": not slug,
        "has a blank, which an address can’t have": any(letter.isspace() for letter in slug),
        "has a doubled dot, or ends in one, which breaks the address": ".." in slug or slug.endswith("."),
        "has a slash, which would put the post into another folder": "/" in slug or "\\" in slug,
        "has an apostrophe, which breaks the address where somebody copies it": any(sign in slug for sign in "'’‘`"),
        "has a sign that its address would lose": not is_clean(slug),
        f"is longer than {LONGEST} characters, which not every disk takes": len(slug.encode()) > LONGEST,
    }
    reason = next((reason for reason, is_so in broken.items() if is_so), "")
    if reason:
        raise ChoiceError(f"This file name {reason}.")


def _change_extension(series: Series, text: str) -> Series:
    naming = replace(series.naming, extension=one_of(EXTENSIONS, text))
    return set_by_hand(replace(series, naming=naming), "extension")


def _read_weekday(series: Series) -> str:
    return WEEKDAYS[series.weekday]


def _change_weekday(series: Series, text: str) -> Series:
    return set_by_hand(replace(series, weekday=WEEKDAYS.index(one_of(DAYS, text))), "weekday")


def _read_begins_on(series: Series) -> str:
    return ANY_DAY if series.begins_on is None else WEEKDAYS[series.begins_on]


def _change_begins_on(series: Series, text: str) -> Series:
    chosen = one_of(DAYS_TO_BEGIN, text)
    day = None if chosen == ANY_DAY else WEEKDAYS.index(chosen)
    return set_by_hand(replace(series, begins_on=day), "begins_on")


def _change_hour(series: Series, text: str) -> Series:
    chosen = one_of(HOURS, text)
    hour = None if chosen == "none" else int(chosen)
    values = series.values if hour is None else tuple(_at_hour(value, hour) for value in series.values)
    changed = ["hour"] if values == series.values else ["hour", DATE]
    return set_by_hand(replace(series, hour=hour, values=values), *changed)


def _at_hour(value: Value, hour: int) -> Value:
    """A `date:` with its time at a full hour, unless it is about that; every other value, and one without a time."""
    if value.key != DATE:
        return value

    def at_hour(time: re.Match[str]) -> str:
        return time[0] if int(time[1]) == hour else f"{hour:02}:00" + ":00" * (time[3] is not None)

    parts = [CLOCK.sub(at_hour, part, count=1) if isinstance(part, str) else part for part in value.template.parts]
    return replace(value, template=Template(tuple(parts)))


def _why_the_hour(series: Series) -> str:
    """The reason, and what becomes of a post's date where its time can't be known."""
    reason = series.reasons.get("hour", "")
    if HIDES_FROM_NOBODY not in series.reasons.get(DATE, ""):
        return reason
    if series.hour is None:
        return f"{reason}, so {STARTS_WITH_THE_DAY}"
    return f"{reason}; as their times differ, {STARTS_WITH_THE_DAY}"


def _date(series: Series, day: date) -> str:
    """What the front matter says of a post's time; nothing where it says none."""
    field = front_matter.read(front_matter.split(series.new_post(day))[0]).find(DATE)
    return f"{DATE}: {field.source}" if field and clock_in(field.source) else ""


NAMING = (
    Aspect(
        name="title",
        label="Title",
        how=f"Words and fields: {FEW_FIELDS}; {{{NUMBER}}} counts on from your last post. {OTHER_LANGUAGES}",
        read=_read_title,
        change=_change_title,
        reason=reason_of("title"),
        example=lambda series, day: series.title(day),
    ),
    Aspect(
        name="file_name",
        label="File name",
        how=f"Without its ending: {DATE_PREFIX} and words, or {{{TITLE}}} behind it to make it from the title.",
        read=_read_file_name,
        change=_change_file_name,
        reason=reason_of("file_name"),
        example=lambda series, day: series.file_name(day),
    ),
    Aspect(
        name="extension",
        label="Ending of the file’s name",
        how="",
        read=lambda series: series.naming.extension,
        change=_change_extension,
        reason=reason_of("extension"),
        options=EXTENSIONS,
    ),
    Aspect(
        name="weekday",
        label="Day of the week",
        how="",
        read=_read_weekday,
        change=_change_weekday,
        reason=reason_of("weekday"),
        options=DAYS,
    ),
    Aspect(
        name="begins_on",
        label="Day of the week",
        how="",
        read=_read_begins_on,
        change=_change_begins_on,
        reason=reason_of("begins_on"),
        options=DAYS_TO_BEGIN,
    ),
    Aspect(
        name="hour",
        label="Hour of the day",
        how="",
        read=lambda series: "none" if series.hour is None else str(series.hour),
        change=_change_hour,
        reason=_why_the_hour,
        example=_date,
        options=HOURS,
    ),
)
