"""What JSON-LD says of a page. Source: schema.org, Article, ScholarlyArticle, VideoObject, PodcastEpisode, Dataset."""

import re
from typing import Any

from webapp.fetch.values import Reading

_KINDS = {
    "PodcastEpisode": "podcast",
    "RadioEpisode": "podcast",
    "VideoObject": "video",
    "ScholarlyArticle": "paper",
    "Dataset": "dataset",
    "SoftwareSourceCode": "repository",
    "DiscussionForumPosting": "thread",
    "QAPage": "thread",
}
_ARTICLES = ("Article", "NewsArticle", "BlogPosting", "TechArticle", "Report", "AnalysisNewsArticle")
_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})")


def read_blocks(blocks: tuple[dict[str, Any], ...]) -> Reading:
    """Read the object that is the page itself: an article before a film that only stands in it."""
    main = next((block for block in blocks if _types(block) & {*_ARTICLES, "ScholarlyArticle"}), None)
    main = main or next((block for block in blocks if _types(block) & set(_KINDS)), None)
    if main is None:
        return Reading()
    kind = next((_KINDS[name] for name in sorted(_types(main)) if name in _KINDS), "")
    return Reading(
        title=_text(main.get("headline")) or _text(main.get("name")),
        description=_text(main.get("description")),
        author=", ".join(_names(main.get("author") or main.get("creator"))),
        published_on=_text(main.get("datePublished") or main.get("uploadDate")),
        language=_text(main.get("inLanguage")),
        kind=kind,
        duration_seconds=seconds_of(_text(main.get("duration") or main.get("timeRequired"))) if kind else 0,
    )


def seconds_of(text: str) -> int:
    """Read a duration: ISO 8601 (`PT1H2M3S`), a clock's (`1:02:03`), or seconds; 0 for anything else."""
    text = text.strip()
    if re.fullmatch(r"\d{1,7}(?:\.\d+)?", text):
        return int(float(text))
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return hours * 3600 + minutes * 60 + seconds
    match = _DURATION.fullmatch(text[:40])
    if not match:
        return 0
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return days * 86_400 + hours * 3600 + minutes * 60 + seconds


def _types(block: dict[str, Any]) -> set[str]:
    named = block.get("@type")
    return {name for name in (named if isinstance(named, list) else [named]) if isinstance(name, str)}


def _text(value: Any) -> str:
    return str(value) if isinstance(value, (str, int, float)) else ""


def _names(value: Any) -> list[str]:
    found = value if isinstance(value, list) else [value]
    names = (_text(each.get("name")) if isinstance(each, dict) else _text(each) for each in found)
    return [name for name in names if name and not name.startswith("http")]
