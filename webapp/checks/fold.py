"""The fold stands in the post exactly once, with text above and below."""

import re
from collections.abc import Iterator

from .finding import CheckedPost, Finding, Level

NAME = "fold"
PASSED = "fold in order"


def check(post: CheckedPost) -> Iterator[Finding]:
    """Count what marks the fold, as the blog does: the exact characters, wherever they stand.

    Source: Jekyll 4.3, `Excerpt#extract_excerpt`.
    """
    separator = post.separator
    if not separator or not separator.strip() or not post.body.strip():
        return
    places = [match.start() for match in re.finditer(re.escape(separator), post.body)]
    if not places:
        yield _missing(post, separator)
    elif reason := _without_effect(post.body[: places[0]], post.body[places[0] + len(separator) :]):
        message = f"{reason} {_action(post, separator)}"
        yield post.find_in_body(NAME, Level.WARNING, message, places[0])
    for place in places[1:]:
        message = f"The fold {separator} stands here a second time and would be left in the post. Keep one."
        yield post.find_in_body(NAME, Level.ERROR, message, place)


def _missing(post: CheckedPost, separator: str) -> Finding:
    similar = _similar(separator).search(post.body)
    if similar:
        message = f"“{similar[0]}” is not the fold on your blog. Write it exactly {separator}."
        return post.find_in_body(NAME, Level.WARNING, message, similar.start())
    message = f"The fold is missing, so the home page shows the whole post. {_action(post, separator)}"
    return post.find_in_body(NAME, Level.WARNING, message, 0)


def _without_effect(above: str, below: str) -> str:
    """Why the fold divides nothing; empty where it does."""
    if not above.strip():
        return "There is nothing above the fold, so the home page shows no word of the post."
    return "" if below.strip() else "There is nothing below the fold, so the home page shows the whole post."


def _action(post: CheckedPost, separator: str) -> str:
    usually = f", usually {post.fold_habit}" if post.fold_habit else ""
    return f"Put {separator} below the last section that it should show{usually}."


def _similar(separator: str) -> re.Pattern[str]:
    """The separator's words in other capitals and with other blanks and dashes around them."""
    words = re.findall(r"\w+", separator)
    if not separator.startswith("<!") or not words:
        return re.compile(r"<!--+\s*more\s*--+>", re.IGNORECASE)
    return re.compile(r"<!?-+\s*" + r"[\s_-]*".join(map(re.escape, words)) + r"\s*-+!?>", re.IGNORECASE)
