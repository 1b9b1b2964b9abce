"""The address that Jekyll gives a post: from its file name, its front matter and the site's permalink.

Source: Jekyll 4.3, `document.rb` (file name, slug, date), `drops/url_drop.rb` (placeholders), `utils.rb` (slugify),
`url.rb` (sanitize_url); checked against Debian's Jekyll in tests/test_blog.py.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from webapp.blog.site_config import SiteConfig

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_NAME = re.compile(r"^(?P<year>\d{2,4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<slug>[^/]*)(?P<extension>\.[^./]+)$")
_PLACEHOLDER = re.compile(r":([a-z_]+)")
_DATE_TEXT = re.compile(
    r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?\s*$"
)
PRETTY_SIGNS = frozenset("._~!$&'()+,;=@")


@dataclass(frozen=True, slots=True)
class PostName:
    """What a file name says. day: None if it begins with no date that exists."""

    day: date | None
    slug: str
    extension: str


def read_name(name: str) -> PostName:
    """Read a post's file name; only one that begins with a full date is a post."""
    match = _NAME.match(name)
    if match is None:
        stem, dot, extension = name.rpartition(".")
        return PostName(None, (stem or name).rstrip("."), dot + extension if stem else "")
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"])) if len(match["year"]) == 4 else None
    except ValueError:
        day = None
    return PostName(day, match["slug"].rstrip("."), match["extension"])


def moment_of(values: Mapping[str, object], name: str, zone: tzinfo | None) -> datetime | None:
    """When a post is dated, in the blog's time zone: by its `date:`, else the first moment of its file name's day.

    A date without an offset is read as UTC, as Jekyll does. None where neither says a date.
    """
    return _moment(values.get("date"), zone) or _moment(read_name(name).day, zone)


def _moment(value: object, zone: tzinfo | None) -> datetime | None:
    try:
        if isinstance(value, datetime):
            return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(zone)
        if isinstance(value, date):
            return _midnight(value, zone)
        match = _DATE_TEXT.match(value) if isinstance(value, str) else None
        return _moment_of_text(match, zone) if match else None
    except (ValueError, OverflowError):  # no such day, or one that is before the year 1 or after 9999 in the zone
        return None


def _moment_of_text(match: re.Match[str], zone: tzinfo | None) -> datetime:
    year, month, day, hour, minute, second, offset = match.groups()
    if hour is None:
        return _midnight(date(int(year), int(month), int(day)), zone)
    text = f"{year}-{int(month):02}-{int(day):02}T{int(hour):02}:{minute}:{second or '00'}"
    if offset is None:
        return datetime.fromisoformat(text).replace(tzinfo=zone) if zone else datetime.fromisoformat(text).astimezone()
    return datetime.fromisoformat(text + ("+00:00" if offset in ("Z", "UTC") else offset)).astimezone(zone)


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), zone) if zone else datetime.combine(day, time()).astimezone()


def address_of(config: SiteConfig, name: str, values: Mapping[str, object], path: str = "") -> str:
    """Say the address of a post on its site, readable (not percent-encoded), with the site's baseurl.

    values: its front matter, as it is written; what the configuration gives to posts at its path is added here.
    path: from the site's sources; without it the post lies right in `_posts`.
    """
    values = config.of_post(path or name, values)
    own = values.get("permalink")
    template = own if isinstance(own, str) and own else STYLES.get(config.permalink, config.permalink)
    filled = _PLACEHOLDER.sub(_filler(config, name, values), template)
    path = f"/{filled}".replace("..", "/").replace("./", "")
    return config.baseurl + re.sub(r"/{2,}", "/", path)


def _filler(config: SiteConfig, name: str, values: Mapping[str, object]) -> Callable[[re.Match[str]], str]:
    parts = _placeholders(config, name, values)

    def fill(match: re.Match[str]) -> str:
        """`:year_` means `:year` and a line under it, where there is no placeholder of the longer name."""
        key = match[1]
        if key in parts:
            return parts[key]
        return parts.get(key.removesuffix("_"), match[0][:-1]) + "_" if key.endswith("_") else match[0]

    return fill


def _placeholders(config: SiteConfig, name: str, values: Mapping[str, object]) -> dict[str, str]:
    read = read_name(name)
    written = values.get("slug")
    slug = str(written) if written is not None else read.slug
    categories = _categories(values)
    stem = name.removesuffix(read.extension) if read.extension else name
    return _date_parts(moment_of(values, name, config.zone)) | {
        "title": slugify(slug, signs=PRETTY_SIGNS) if slug else stem,
        "slug": slugify(slug).lower(),
        "name": slugify(stem).lower(),
        "categories": "/".join(dict.fromkeys(category.lower() for category in categories)),
        "slugified_categories": "/".join(dict.fromkeys(slugify(category).lower() for category in categories)),
        "collection": "posts",
        "output_ext": ".html",
    }


def _date_parts(moment: datetime | None) -> dict[str, str]:
    if moment is None:
        return {}
    codes = {
        "year": "%Y",
        "month": "%m",
        "day": "%d",
        "hour": "%H",
        "minute": "%M",
        "second": "%S",
        "short_year": "%y",
        "y_day": "%j",
        "week": "%V",
        "w_year": "%G",
        "w_day": "%u",
    }
    parts = {key: moment.strftime(code) for key, code in codes.items()}
    parts |= {"i_month": str(moment.month), "i_day": str(moment.day), "year": f"{moment.year:04}"}
    return parts | _names_of(moment)


def _names_of(moment: datetime) -> dict[str, str]:
    """English names, whatever this machine's locale."""
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    months = (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
    day, month = days[moment.weekday()], months[moment.month - 1]
    return {"short_day": day[:3], "long_day": day, "short_month": month[:3], "long_month": month}


def _categories(values: Mapping[str, object]) -> list[str]:
    found: list[str] = []
    single, several = values.get("category"), values.get("categories")
    if isinstance(several, str):
        found += several.split()
    elif isinstance(several, list):
        found += [str(category) for category in several if category is not None]
    return [*found, str(single)] if single not in (None, "") else found


def slugify(text: str, *, signs: frozenset[str] = frozenset()) -> str:
    """Turn every run of other characters than letters, marks, digits and these signs into one hyphen; keep capitals."""
    kept = "".join(sign if sign in signs or _is_word(sign) else "\0" for sign in text)
    slug = re.sub("\0+", "-", kept)
    return slug.removeprefix("-").removesuffix("-")


def _is_word(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category[0] in "LM" or category == "Nd"
